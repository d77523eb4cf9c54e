"""The past as arrays: what each state really traded with each power, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.inputs.history.history import History
from model.inputs.history.history_tables import FLOWS, HUBS


class PastTrade(NamedTuple):
    """Trade in goods in bn USD a year at current prices; NaN where the past does not tell it."""

    years: tuple[int, ...]
    """the years, in order"""
    exports: NDArray[np.float64]
    """(year, state, power); from the state to the power"""
    imports: NDArray[np.float64]
    """(year, state, power); from the power to the state"""
    total: NDArray[np.float64]
    """(year, state); both ways with all partners but the gold hubs"""
    mask: NDArray[np.bool_]
    """(year, state, power); true where a figure is wrong and never to be scored"""
    gap: NDArray[np.bool_]
    """(year, state, power); true where a zero means no report; scored all the same"""

    @property
    def shares(self) -> NDArray[np.float64]:
        """(year, state, power); the power's share of the state's trade without gold hubs."""
        return (self.exports + self.imports) / self.total[:, :, None]


def trade_matrix(history: History, powers: Sequence[str], states: Sequence[str]) -> PastTrade:
    """Return what states traded with powers, in the order given.

    volume[year, state, partner, flow] = share[...] total[year, state, flow], and the total without
    gold hubs is sum over flow of total minus the volume with the hubs.
    """
    years = history.years("trade_totals")
    partners = (*powers, *HUBS)
    total = _grid(history, "trade_totals", states, FLOWS, years)
    share = _grid(history, "trade_shares", states, partners, FLOWS, years)
    volume = np.moveaxis(share * total[:, None], -1, 0)
    hubs = volume[:, :, len(powers) :].sum(axis=(-2, -1))
    with_powers = volume[:, :, : len(powers)]
    return PastTrade(
        years=years,
        exports=with_powers[..., 0],
        imports=with_powers[..., 1],
        total=total.sum(axis=1).T - hubs,
        mask=_marked(history, "masked", years, states, powers),
        gap=_marked(history, "gap", years, states, powers),
    )


def _grid(history: History, table: str, *axes: Sequence[str | int]) -> NDArray[np.float64]:
    """Return a table as an array with these axes, which are its key columns."""
    values = [history.value(table, *key) for key in product(*axes)]
    return np.array(values, dtype=np.float64).reshape([len(axis) for axis in axes])


def _marked(history: History, use: str, *axes: Iterable[str | int]) -> NDArray[np.bool_]:
    """Return (year, state, power): whether either flow of the pair is so marked."""
    years, states, powers = (list(axis) for axis in axes)
    found = np.zeros((len(years), len(states), len(powers)), dtype=np.bool_)
    for row in history.tables["trade_shares"].values():
        state, partner, _, year = row.key
        if row.use == use and state in states and partner in powers:
            place = years.index(int(year)), states.index(state), powers.index(partner)
            found[place] = True
    return found
