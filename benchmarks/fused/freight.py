"""How freight is routed in a quarter: twice, the second time with the crowding of the first."""

from __future__ import annotations

from math import log, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, lay_rows, sizes
from model.engines import stages
from model.world.axes import TRADE, one


class Freight(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    trade: Floats
    intensity: Floats
    power_output: Floats
    throughput: Floats
    corridor: Floats
    """(attribute, corridor, run): room, tariff, days, risk, open, reference cost, terminal share"""
    pair_shares: Floats
    through_shares: Floats
    volume: Floats
    ends: npt.NDArray[np.int64]
    """(origin and destination, flow): places on the power axis"""
    power_crossing: Floats
    state_crossing: Floats
    route_share: Floats
    route_buyer: Floats
    route_crossing: Floats
    route_open: Floats
    accessibility: Floats
    route_access: Floats
    habit: Floats
    """rows: value of time, route elasticity, residual route, reroute"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules, in the order that ``fuse`` names."""
    freight = stages.carry_freight(*moment[:4])
    return (
        freight.throughput, freight.through, freight.log_access, freight.log_reach,
        freight.freight_control, freight.energy_control, freight.revenue,
    )  # fmt: skip


def gather(moment: Moment) -> Freight:
    """The same arrays for the fused stage."""
    world, setting, p, factors, _, _, _ = moment
    runs, powers, states = sizes(moment)
    net, base = setting.network, setting.anchor
    ways, routes, flows = (
        net.capacity.shape[-1], net.route_share.shape[-1], net.through_volume.shape[-3],
    )  # fmt: skip
    corridor = (
        np.maximum(net.capacity * factors.corridor_capacity, 1e-9),
        net.tariff * factors.corridor_tariff, net.days * factors.corridor_days,
        net.risk + factors.corridor_risk, factors.corridor_open, base.cost, net.terminal_share,
    )  # fmt: skip
    return Freight(
        trade=lay_flat(one(world.ties, TRADE), runs, powers, states, 1),
        intensity=lay_flat(net.freight_intensity, runs, 1, states, 1),
        power_output=lay_flat(world.power_output, runs, powers, 1, 1),
        throughput=lay_flat(world.throughput, runs, 1, 1, ways),
        corridor=np.stack([lay_flat(each, runs, 1, 1, ways) for each in corridor]),
        pair_shares=lay_flat(net.pair_shares, runs, powers, states, ways),
        through_shares=lay_flat(net.through_shares, runs, flows, 1, ways),
        volume=lay_flat(net.through_volume, runs, flows, 1, 1),
        ends=np.stack([net.origin, net.destination]),
        power_crossing=lay_flat(net.power_crossing, runs, powers, 1, ways),
        state_crossing=lay_flat(net.state_crossing, runs, 1, states, ways),
        route_share=lay_flat(net.route_share, runs, 1, states, routes),
        route_buyer=lay_flat(net.route_buyer, runs, powers, 1, routes),
        route_crossing=lay_flat(net.route_crossing, runs, powers, 1, routes),
        route_open=lay_flat(factors.route_open, runs, 1, 1, routes),
        accessibility=lay_flat(base.accessibility, runs, powers, states, 1),
        route_access=lay_flat(base.route_access, runs, powers, states, 1),
        habit=lay_rows((p.value_of_time, p.route_elasticity, p.residual_route, p.reroute), runs),
    )


@njit(cache=True, error_model="numpy")
def fuse(c: Freight) -> tuple[Floats, ...]:
    """The stage in one pass: throughput, through, access, reach, control, energy, revenue."""
    powers, states, ways, runs = c.pair_shares.shape
    throughput = c.throughput.copy()
    pull, passing = np.empty((ways, runs)), np.empty((ways, runs))
    access = np.empty((powers, states, runs))
    shipped = np.empty((states, ways, runs))
    for _ in range(2):
        _attract(c, throughput, pull)
        _pass_through(c, pull, passing)
        _ship(c, pull, access, shipped)
        for w in range(ways):
            for r in range(runs):
                carried = passing[w, r]
                for s in range(states):
                    carried += shipped[s, w, r] * c.intensity[s, r]
                wanted = (throughput[w, r] + carried) / 2.0
                throughput[w, r] = min(wanted, 1.5 * c.corridor[0, w, r])
    control = _control(c, shipped)
    revenue = _earn(c, passing)
    reach, energy = _reach(c)
    for p in range(powers):
        for s in range(states):
            for r in range(runs):
                access[p, s, r] = log(access[p, s, r] / c.accessibility[p, s, r])
    return throughput, passing, access, reach, control, energy, revenue


@njit(cache=True, error_model="numpy")
def _attract(c: Freight, throughput: Floats, pull: Floats) -> None:
    ways, runs = pull.shape
    for w in range(ways):
        for r in range(runs):
            load = min(max(throughput[w, r] / c.corridor[0, w, r], 0.0), 1.5)
            crowding = 1.0 + 0.15 * (load * load) * (load * load)
            cost = c.corridor[1, w, r] * (1.0 + c.corridor[3, w, r])
            cost += c.habit[0, r] * c.corridor[2, w, r] * crowding
            ratio = c.corridor[5, w, r] / max(cost, 1e-3)
            pull[w, r] = c.corridor[4, w, r] * ratio ** c.habit[1, r]


@njit(cache=True, error_model="numpy")
def _pass_through(c: Freight, pull: Floats, passing: Floats) -> None:
    ways, runs = pull.shape
    access = np.empty(runs)
    passing[:] = 0.0
    for f in range(c.volume.shape[0]):
        access[:] = c.habit[2]
        for w in range(ways):
            for r in range(runs):
                access[r] += c.through_shares[f, w, r] * pull[w, r]
        for r in range(runs):
            grown = sqrt(c.power_output[c.ends[0, f], r] * c.power_output[c.ends[1, f], r])
            access[r] = c.volume[f, r] * grown / access[r]
        for w in range(ways):
            for r in range(runs):
                passing[w, r] += pull[w, r] * access[r] * c.through_shares[f, w, r]


@njit(cache=True, error_model="numpy")
def _ship(c: Freight, pull: Floats, access: Floats, shipped: Floats) -> None:
    powers, states, runs = access.shape
    ways = pull.shape[0]
    shipped[:] = 0.0
    for p in range(powers):
        for s in range(states):
            access[p, s] = c.habit[2]
            for w in range(ways):
                for r in range(runs):
                    access[p, s, r] += c.pair_shares[p, s, w, r] * pull[w, r]
            for w in range(ways):
                for r in range(runs):
                    part = c.trade[p, s, r] / access[p, s, r] * c.pair_shares[p, s, w, r]
                    shipped[s, w, r] += pull[w, r] * part


@njit(cache=True, error_model="numpy")
def _control(c: Freight, shipped: Floats) -> Floats:
    powers, states, runs = c.trade.shape
    control, total = np.zeros_like(c.trade), np.empty(runs)
    for s in range(states):
        total[:] = 0.0
        for p in range(powers):
            for r in range(runs):
                total[r] += c.trade[p, s, r]
        for p in range(powers):
            for w in range(shipped.shape[1]):
                for r in range(runs):
                    control[p, s, r] += shipped[s, w, r] * c.power_crossing[p, w, r]
            for r in range(runs):
                control[p, s, r] /= total[r]
    return control


@njit(cache=True, error_model="numpy")
def _earn(c: Freight, passing: Floats) -> Floats:
    states, ways, runs = c.state_crossing.shape
    revenue, crossed = np.zeros((states, runs)), np.empty(runs)
    for w in range(ways):
        crossed[:] = 0.0
        for s in range(states):
            for r in range(runs):
                crossed[r] += c.state_crossing[s, w, r]
        for s in range(states):
            for r in range(runs):
                part = c.state_crossing[s, w, r] / max(crossed[r], 1.0)
                kept = c.corridor[1, w, r] * c.corridor[6, w, r] / 1000.0
                revenue[s, r] += passing[w, r] * part * kept
    return revenue


@njit(cache=True, error_model="numpy")
def _reach(c: Freight) -> tuple[Floats, Floats]:
    powers, states, runs = c.trade.shape
    reach, energy = np.empty_like(c.trade), np.zeros_like(c.trade)
    normal, now = np.empty(runs), np.empty(runs)
    for p in range(powers):
        for s in range(states):
            normal[:] = 1e-12
            now[:] = 1e-12
            for k in range(c.route_open.shape[0]):
                for r in range(runs):
                    is_open, share = c.route_open[k, r], c.route_share[s, k, r]
                    bought = share * c.route_buyer[p, k, r]
                    normal[r] += bought
                    now[r] += bought * (is_open + c.habit[3, r] * (1.0 - is_open))
                    energy[p, s, r] += share * c.route_crossing[p, k, r] * is_open
            for r in range(runs):
                reach[p, s, r] = log(now[r] / normal[r] / c.route_access[p, s, r])
    return reach, energy
