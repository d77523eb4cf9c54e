"""How influence is measured at the end of a quarter: bandwidth times dependence."""

from __future__ import annotations

from math import log1p
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.fused.moment import Floats, Moment, lay_flat, sizes
from model.engines import stages


class Influence(NamedTuple):
    """What the fused stage reads; runs lie side by side on the last axis."""

    ties: Floats
    others: Floats
    held: Floats
    """(hold, power, state, run): remittances, debt, arms, freight, energy, bond"""
    lean: Floats
    """(state, domain, run): how much the state leans on each domain"""
    measure: Floats
    """(attribute, domain, run): reference, ceiling, tie weight, structure weight"""


def by_rules(moment: Moment) -> tuple[Floats, ...]:
    """The stage by the model's rules: (influence, bandwidth, dependence)."""
    _, setting, _, _, _, record, after = moment
    return stages.measure(after.ties, after.others, setting, record.holds)


def gather(moment: Moment) -> Influence:
    """The same arrays for the fused stage."""
    _, setting, _, _, _, record, after = moment
    runs, powers, states = sizes(moment)
    return Influence(
        ties=lay_flat(after.ties, runs, powers, states, 4),
        others=lay_flat(after.others, runs, 1, states, 4),
        held=np.stack([lay_flat(hold, runs, powers, states, 1) for hold in record.holds]),
        lean=lay_flat(setting.lean, runs, 1, states, 4),
        measure=np.stack([lay_flat(each, runs, 1, 1, 4) for each in setting.measure[1:]]),
    )


@njit(cache=True, error_model="numpy")
def fuse(c: Influence) -> tuple[Floats, Floats, Floats]:
    """The stage in one pass: (influence, bandwidth, dependence), runs last."""
    powers, states, domains, runs = c.ties.shape
    influence, band = np.empty_like(c.ties), np.empty_like(c.ties)
    dependence = np.empty_like(c.ties)
    total, scale = np.empty(runs), np.empty((domains, runs))
    for d in range(domains):
        for r in range(runs):
            scale[d, r] = log1p(c.measure[1, d, r] / c.measure[0, d, r])
    for s in range(states):
        for d in range(domains):
            for r in range(runs):
                total[r] = c.others[s, d, r]
            for p in range(powers):
                for r in range(runs):
                    total[r] += c.ties[p, s, d, r]
            for p in range(powers):
                for r in range(runs):
                    tie = c.ties[p, s, d, r]
                    level = log1p(tie / c.measure[0, d, r]) / scale[d, r]
                    level = min(max(level, 0.0), 1.0)
                    needed = c.measure[2, d, r] * (tie / total[r]) * c.lean[s, d, r]
                    needed += c.measure[3, d, r] * _structure(c, p, s, d, r)
                    band[p, s, d, r], dependence[p, s, d, r] = level, needed
                    influence[p, s, d, r] = level * needed
    return influence, band, dependence


@njit(cache=True, error_model="numpy")
def _structure(c: Influence, p: int, s: int, d: int, r: int) -> float:
    if d == 0:
        return (c.held[0, p, s, r] + c.held[3, p, s, r]) / 2.0
    if d == 1:
        return (c.held[1, p, s, r] + c.held[4, p, s, r]) / 2.0
    if d == 2:
        return c.held[5, p, s, r]
    return c.held[2, p, s, r]
