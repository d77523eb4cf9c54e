"""The stages of a quarter: each gathers what its rules need from the world and the setting.

No order is decided here; ``turn`` does that.
"""

from model.engines.stages.aftermath import follow, grow_economies, measure, remember
from model.engines.stages.dealing import Deal, Relations, deliver, relate
from model.engines.stages.freight import Freight, carry_freight, load_through
from model.engines.stages.markets import open_markets
from model.engines.stages.moving import (
    LASTS,
    LASTS_IN_RESOURCES,
    PASSES,
    UNNAMED,
    Moves,
    move_ties,
)
from model.engines.stages.views import (
    find_holds,
    need_transit,
    trigger_powers,
    view_of_power,
    view_of_state,
)

__all__ = [
    "LASTS",
    "LASTS_IN_RESOURCES",
    "PASSES",
    "UNNAMED",
    "Deal",
    "Freight",
    "Moves",
    "Relations",
    "carry_freight",
    "deliver",
    "find_holds",
    "follow",
    "grow_economies",
    "load_through",
    "measure",
    "move_ties",
    "need_transit",
    "open_markets",
    "relate",
    "remember",
    "trigger_powers",
    "view_of_power",
    "view_of_state",
]
