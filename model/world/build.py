"""From drawn seeds to the setting and the first world of some runs."""

from __future__ import annotations

import numpy as np

from model.inputs.formats.fixed_words import CHANNELS, DOMAINS
from model.inputs.seeds.parameters import Parameters
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.setting import Measure, Minerals, Network
from model.world.space import add_over

TINY = 1e-9


def build_parameters(drawn: Drawn) -> Parameters:
    """The rule parameters of each run, each ``(run, 1, 1, 1)``."""
    return Parameters(
        *(drawn.grid("parameters", (name,), key=_first) for name in Parameters._fields)
    )


def build_measure(drawn: Drawn) -> Measure:
    """How influence is measured; the domains' weights are made to sum to one in each run."""

    def column(attribute: str) -> Floats:
        return drawn.grid("measure", ("",), ("",), DOMAINS, key=lambda a, b, d: (d, attribute))

    weight = column("weight")
    rest = [column(name) for name in Measure._fields[1:]]
    return Measure(weight / add_over(weight, -1), *rest)


def build_minerals(drawn: Drawn) -> Minerals:
    """Markets of minerals, last axis mineral."""
    powers, states, minerals = (drawn.seeds.ids(kind) for kind in ("power", "state", "mineral"))

    def column(attribute: str) -> Floats:
        return drawn.grid("minerals", ("",), ("",), minerals, key=lambda a, b, m: (m, attribute))

    return Minerals(
        half_life=column("licence_half_life"),
        recoverable=column("recoverable"),
        sensitivity=column("price_sensitivity"),
        value=column("value"),
        mine_lag=column("mine_lag"),
        demand=drawn.grid("demand", powers, ("",), minerals, key=_outer),
        potential=drawn.grid("potential", ("",), states, minerals, key=_last_two),
    )


def build_network(drawn: Drawn) -> Network:
    """Corridors and oil and gas routes."""
    seeds = drawn.seeds
    powers, states, corridors, routes = (
        seeds.ids(kind) for kind in ("power", "state", "corridor", "route")
    )
    flows = tuple(seeds.tables["through_flows"]) or (("", ""),)

    def column(attribute: str) -> Floats:
        return drawn.grid("corridors", ("",), ("",), corridors, key=lambda a, b, c: (c, attribute))

    volume = np.stack([drawn.value("through_flows", *flow) for flow in flows])
    ways = np.empty((len(flows), 1, len(corridors), drawn.runs))
    for f, flow in enumerate(flows):
        for c, corridor in enumerate(corridors):
            ways[f, 0, c] = drawn.value("through_shares", *flow, corridor)
    return Network(
        capacity=column("capacity"),
        tariff=column("tariff"),
        days=column("days"),
        risk=column("risk"),
        terminal_share=column("terminal_share"),
        pair_shares=_normalised(drawn.grid("corridor_shares", powers, states, corridors)),
        freight_intensity=leaning(drawn, "freight_intensity"),
        through_volume=lay_out(volume[:, None, None, :]),
        through_shares=_normalised(lay_out(ways)),
        origin=tuple(powers.index(flow[0]) if flow[0] else 0 for flow in flows),
        destination=tuple(powers.index(flow[1]) if flow[1] else 0 for flow in flows),
        power_crossing=drawn.grid("crossings", powers, ("",), corridors, key=_flip),
        state_crossing=drawn.grid(
            "crossings", ("",), states, corridors, key=lambda a, s, c: (c, s)
        ),
        route_share=_normalised(
            drawn.grid("route_shares", ("",), states, routes, key=lambda a, s, r: (r, s))
        ),
        route_buyer=drawn.grid("route_buyers", powers, ("",), routes, key=_flip),
        route_crossing=drawn.grid("route_crossings", powers, ("",), routes, key=_flip),
    )


def build_bond(drawn: Drawn) -> Floats:
    """Formal bond from blocs, ``(run, power, state, 1)``, 0..1."""
    powers, states, blocs = (drawn.seeds.ids(kind) for kind in ("power", "state", "bloc"))
    lead = drawn.grid("leaders", powers, ("",), blocs, key=lambda p, b, c: (c, p))
    member = drawn.grid("memberships", ("",), states, blocs, key=lambda a, s, c: (c, s))
    return join_blocs(lead, member)


def join_blocs(lead: Floats, member: Floats) -> Floats:
    """Formal bond between a power and a state from blocs that the power leads, 0..1.

    bond_ps = 1 - prod_b (1 - lead_pb member_sb / 2)

    lead: (power, 1, bloc), member: (1, state, bloc), each 0..1; the result is (power, state, 1).
    One full membership of a bloc that binds as hard as any is half a bond.
    """
    return np.asarray(1.0 - np.prod(1.0 - lead * member / 2.0, axis=-1, keepdims=True))


def build_ties(drawn: Drawn) -> Floats:
    """Ties of the base year, ``(run, power, state, domain)``, held within what the rules allow."""
    ties = drawn.grid("ties", drawn.seeds.ids("power"), drawn.seeds.ids("state"), DOMAINS)
    lowest = np.array([1e-3, 1e-3, 0.05, 0.05])
    highest = np.array([np.inf, np.inf, 95.0, 95.0])
    return np.clip(ties, lowest, highest)


def build_remittances(drawn: Drawn) -> Floats:
    """Remittances from each power, share of the state's GDP, ``(run, power, state, 1)``."""
    return _held(drawn, CHANNELS[:1])


def build_dependence(drawn: Drawn) -> Floats:
    """Debt and arms, ``(run, power, state, 2)``: shares of powers, kept to sum to one."""
    held = _held(drawn, CHANNELS[1:])
    return np.asarray(held / np.maximum(add_over(held, -3), 1.0))


def _held(drawn: Drawn, channels: tuple[str, ...]) -> Floats:
    powers, states = drawn.seeds.ids("power"), drawn.seeds.ids("state")
    return drawn.grid("dependence", powers, states, channels, key=lambda p, s, c: (c, p, s))


def pairs(drawn: Drawn, table: str) -> Floats:
    """A table keyed by power and state, ``(run, power, state, 1)``."""
    return drawn.grid(table, drawn.seeds.ids("power"), drawn.seeds.ids("state"), key=_first_two)


def leaning(drawn: Drawn, attribute: str) -> Floats:
    """One attribute of every state, ``(run, 1, state, 1)``."""
    states = drawn.seeds.ids("state")
    return drawn.grid("leaning", ("",), states, key=lambda a, s, c: (s, attribute))


def economy(drawn: Drawn, kind: str, attribute: str) -> Floats:
    """GDP or growth of powers ``(run, power, 1, 1)`` or of states ``(run, 1, state, 1)``."""
    ids = drawn.seeds.ids(kind)
    if kind == "power":
        return drawn.grid("economy", ids, key=lambda p, b, c: (p, attribute))
    return drawn.grid("economy", ("",), ids, key=lambda a, s, c: (s, attribute))


def importers(drawn: Drawn, table: str) -> Floats:
    """A table keyed by power and mineral, ``(run, power, 1, mineral)``."""
    seeds = drawn.seeds
    return drawn.grid(table, seeds.ids("power"), ("",), seeds.ids("mineral"), key=_outer)


def producers(drawn: Drawn, table: str) -> Floats:
    """A table keyed by state and mineral, ``(run, 1, state, mineral)``."""
    seeds = drawn.seeds
    return drawn.grid(table, ("",), seeds.ids("state"), seeds.ids("mineral"), key=_last_two)


def _normalised(shares: Floats) -> Floats:
    total = add_over(shares, -1)
    return np.where(total > TINY, shares / np.maximum(total, TINY), 0.0)


def _first(a: str, b: str, c: str) -> tuple[str, ...]:
    return (a,)


def _first_two(a: str, b: str, c: str) -> tuple[str, ...]:
    return (a, b)


def _last_two(a: str, b: str, c: str) -> tuple[str, ...]:
    return (b, c)


def _outer(a: str, b: str, c: str) -> tuple[str, ...]:
    return (a, c)


def _flip(a: str, b: str, c: str) -> tuple[str, ...]:
    return (c, a)
