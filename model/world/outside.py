"""Outside conditions before any event: the base of every factor, and the planned summits."""

from __future__ import annotations

import numpy as np

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.formats.quarters import quarter_name
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.world.axes import CORRIDOR, POWER, STATE
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.wants import base_saliences

# Where each kind of member stands among the trailing axes (power, state, last).
_STANDS = {"power": POWER, "state": STATE, "domain": CORRIDOR, "mineral": CORRIDOR,
           "corridor": CORRIDOR, "route": CORRIDOR, "interest": CORRIDOR}  # fmt: skip


def axis_ids(drawn: Drawn, kind: str) -> tuple[str, ...]:
    """The members of a factor's axis, in order."""
    return DOMAINS if kind == "domain" else drawn.seeds.ids(kind)


def base_factors(drawn: Drawn) -> dict[str, Floats]:
    """Every factor when no event is in force, each ``(run, power, state, last)``."""
    base = {name: _base_factor(drawn, name) for name in FACTORS if name != INTEREST}
    return {**base, INTEREST: lay_out(base_saliences(drawn)[None, None])}


def _base_factor(drawn: Drawn, name: str) -> Floats:
    spec = FACTORS[name]
    ids: dict[int, tuple[str, ...]] = {POWER: ("",), STATE: ("",), CORRIDOR: ("",)}
    for kind in spec.axes:
        ids[_STANDS[kind]] = axis_ids(drawn, kind)

    def key(*parts: str) -> tuple[str, ...]:
        named = [part for part in parts if part]
        return (name, *named, *[""] * (2 - len(named)))

    return drawn.grid("factors", *ids.values(), key=key, missing=spec.default)


def member_mask(drawn: Drawn, name: str, keys: tuple[str, ...]) -> Floats:
    """One at the member of a factor that an event names, zero elsewhere, in every run."""
    shape, place = [1, 1, 1], [0, 0, 0]
    for kind, key in zip(FACTORS[name].axes, keys, strict=True):
        ids = axis_ids(drawn, kind)
        shape[_STANDS[kind]], place[_STANDS[kind]] = len(ids), ids.index(key)
    mask = np.zeros(shape)
    mask[tuple(place)] = 1.0
    return lay_out(np.repeat(mask[..., None], drawn.runs, axis=-1))


def planned_summits(drawn: Drawn, quarter: int) -> Floats:
    """Planned leader-level summits of a quarter, ``(run, power, 1, 1)``."""
    name = quarter_name(quarter)
    return drawn.grid("summits", drawn.seeds.ids("power"), key=lambda p, b, c: (p, name))


def usual_summits(drawn: Drawn) -> Floats:
    """Summits of an ordinary quarter: the mean over those planned, ``(run, power, 1, 1)``."""
    quarters = sorted({quarter for _, quarter in drawn.seeds.tables["summits"]})
    planned = [
        drawn.grid("summits", drawn.seeds.ids("power"), key=lambda p, b, c, q=q: (p, q))  # type: ignore[misc]
        for q in quarters
    ]
    span = _span(quarters)
    return sum(planned, start=np.zeros_like(planned[0])) / span if planned else _none(drawn)


def _span(quarters: list[str]) -> int:
    years = [int(quarter[:4]) for quarter in quarters]
    return 4 * (max(years) - min(years) + 1) if years else 1


def _none(drawn: Drawn) -> Floats:
    return drawn.grid("summits", drawn.seeds.ids("power"), key=lambda p, b, c: (p, ""))
