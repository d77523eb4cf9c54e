"""The stages of a quarter: each gathers what its rules need from the world and the setting.

No order is decided here; ``turn`` does that.
"""

from model.engines.stages.aftermath import follow, grow_economies, measure, remember
from model.engines.stages.dealing import Deal, Relations, deliver, relate
from model.engines.stages.freight import Freight, carry_freight, load_through
from model.engines.stages.looking import (
    find_holds,
    look_as_power,
    look_as_state,
    need_transit,
    trigger_powers,
)
from model.engines.stages.markets import open_markets
from model.engines.stages.moving import (
    LASTS,
    LASTS_IN_RESOURCES,
    PASSES,
    UNNAMED,
    Moves,
    move_ties,
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
    "look_as_power",
    "look_as_state",
    "measure",
    "move_ties",
    "need_transit",
    "open_markets",
    "relate",
    "remember",
    "trigger_powers",
]
