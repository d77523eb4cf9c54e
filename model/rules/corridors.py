"""Corridors: who ships how much over which route, at what cost, and who sits astride it.

Axes ``(run, power, state, corridor)``. The choice of route is a pivot-point logit: reference shares
move with the ratio of generalised costs, so the base year is met exactly and only changes matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.rules.bounds import at_least, within
from model.world.axes import CORRIDOR, POWER, ROUTE, Array
from model.world.space import add_over, join, space_of

# A corridor takes half as much again as it was built for; what is beyond that waits.
_FULLEST = 1.5
_CHEAPEST = 1e-3


def generalised_cost(
    tariff: Array, days: Array, risk: Array, load: Array, value_of_time: Array
) -> Array:
    """Cost of a tonne over a corridor, USD, time and congestion included.

    cost = tariff (1 + risk) + value_of_time x days x (1 + 0.15 min(load, 3/2)^4)

    tariff: USD a tonne; risk: premium as share of the tariff; load: throughput over capacity;
    value_of_time: USD a tonne and day. Congestion is the function of the Bureau of Public Roads
    (1964), capped where the corridor takes no more.
    """
    crowding = 1.0 + 0.15 * within(load, 0.0, _FULLEST) ** 4
    return tariff * (1.0 + risk) + value_of_time * days * crowding


def attract(cost: Array, reference: Array, is_open: Array, elasticity: Array) -> Array:
    """Attraction of each corridor against reference terms.

    E = open x (cost0 / cost)^elasticity

    1 at reference cost, 0 when closed. Equal to exp(-elasticity x change of ln cost).
    """
    return is_open * (reference / at_least(cost, _CHEAPEST)) ** elasticity


def reach_by_corridors(shares: Array, attraction: Array, residual: Array) -> Array:
    """Accessibility of each pair, or through flow, by all corridors: (..., 1), > 0.

    A = sum_c w_c E_c + residual

    w: reference shares, last axis corridor; residual: attraction of not shipping by any corridor
    (lorries, air, waiting), which keeps everything finite when all are closed. The share that takes
    corridor c is w_c E_c / A: a multinomial logit around the reference shares.
    """
    return add_over(shares * attraction, CORRIDOR) + residual


def load_corridors(amount: Array, shares: Array, attraction: Array, access: Array) -> Array:
    """Pairs' freight by corridor, per state: (1, state, corridor).

    load_sc = E_c sum_p amount_ps w_psc / A_ps

    amount: freight in Mt or trade in bn USD a year. For through flows, which stand on the power
    axis with no state, the result is (1, 1, corridor).
    """
    return attraction * add_over(amount / access * shares, POWER)


def hold_back(wanted: Array, room: Array) -> Array:
    """Throughput, Mt a year: min(wanted, 3/2 x capacity); the rest waits and is not carried."""
    return space_of(wanted).minimum(wanted, _FULLEST * room)


def control_freight(trade: Array, by_corridor: Array, crossing: Array) -> Array:
    """Share of a state's goods trade that must cross a power's territory, (power, state, 1), 0..1.

    control_ps = sum_c crossing_pc by_corridor_sc / sum_q trade_qs

    trade: bn USD a year, (power, state, 1); by_corridor: the same trade by corridor,
    (1, state, corridor); crossing: (power, 1, corridor).
    """
    part = by_corridor / add_over(trade, POWER)
    return add_over(part * crossing, CORRIDOR)


def earn_transit(freight: Array, crossing: Array, tariff: Array, terminal_share: Array) -> Array:
    """Revenue of each state from through freight, bn USD a year, (1, state, 1).

    revenue_s = sum_c F_c crossing_sc tariff_c keep_c / 1000 / max(sum_s' crossing_s'c, 1)

    F: through freight on the corridor, Mt a year, (1, 1, corridor); tariff: USD a tonne; keep:
    share of the tariff that stays in the states crossed, split by how far the corridor crosses
    each. Mt x USD/t is m USD.
    """
    crossed = add_over(crossing, -2)
    part = crossing / at_least(crossed, 1.0)
    return add_over(freight * part * tariff * terminal_share, CORRIDOR) / 1000.0


def link_flows(
    volume: Array, origin: Sequence[int], destination: Sequence[int], like: Array
) -> Array:
    """Part of through freight that starts or ends at each power, (power, 1, 1), 0..1.

    link_p = sum of V_f over flows f that touch p / sum_f V_f

    volume: Mt a year, (flow, 1, 1); origin, destination: places of powers, one for each flow; like:
    any array with the powers on their axis.
    """
    nothing = 0.0 * add_over(volume, POWER)
    rows = []
    for power in range(like.shape[POWER]):
        own = nothing
        for flow, ends in enumerate(zip(origin, destination, strict=True)):
            if power in ends:
                own = own + volume[..., flow : flow + 1, :, :]
        rows.append(own)
    return join(rows, POWER) / at_least(add_over(volume, POWER), 1e-12)


def need_transit(revenue: Array, usual: Array, few: Array, link: Array) -> Array:
    """How much more a power's freight leans on a state's transit, (power, state, 1), >= 0.

    link_p max(ln((R + few) / (R0 + few)), 0)

    R: the state's fees from through freight, R0: in the base year, bn USD a year; few: fees below
    which transit is no matter of state; link: see ``link_flows``.
    """
    xp = space_of(revenue)
    return link * at_least(xp.log((revenue + few) / (usual + few)), 0.0)


def reach_buyers(route_share: Array, buyer: Array, is_open: Array, reroute: Array) -> Array:
    """How much of a state's oil and gas still reaches a power, (power, state, 1), 0..1.

    reach_ps = sum_r share_rs buyer_rp o_r / sum_r share_rs buyer_rp ,
    o_r = open_r + reroute (1 - open_r)

    1 where the power buys nothing by pipe or tanker from the state (nothing to lose). reroute:
    share of a closed route's flow that finds another way within the quarter, 0..1.
    """
    working = is_open + reroute * (1.0 - is_open)
    normal = add_over(route_share * buyer, ROUTE)
    now = add_over(route_share * buyer * working, ROUTE)
    tiny = 1e-12
    return (now + tiny) / (normal + tiny)


def control_energy(route_share: Array, crossing: Array, is_open: Array) -> Array:
    """Share of a state's oil and gas exports on routes that a power controls, 0..1.

    control_ps = sum_r share_rs crossing_rp open_r
    """
    return add_over(route_share * crossing * is_open, ROUTE)
