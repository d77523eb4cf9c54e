"""What the states traded, as arrays, and what it takes to beat keeping the last value."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_history import TAIL, write_past

from model.inputs.history.history import History, read_history
from model.inputs.history.past_seeds import stand_at
from model.inputs.seeds.seeds import read_seeds
from model.world.past_trade import PastTrade, trade_matrix


@pytest.fixture(scope="module")
def shipped() -> History:
    return read_history()


@pytest.fixture(scope="module")
def traded(shipped: History) -> PastTrade:
    return trade_matrix(shipped, shipped.ids("power"), shipped.ids("state"))


@pytest.fixture
def small(folder: Path) -> History:
    shares = {"CHN": 0.5, "JPN": 0.25, "CHE": 0.1, "GBR": 0.1, "CA5": 0.05}
    lines = [
        f"KAZ,{partner},{flow},2010,{'masked' if partner == 'JPN' else 'yes'},{share},share,{TAIL}"
        for partner, share in shares.items()
        for flow in ("exports", "imports")
    ]
    write_past(folder, "trade_shares", *lines)
    totals = [("exports", 10), ("imports", 20)]
    lines = [f"KAZ,{flow},2010,{total},bn USD,{TAIL}" for flow, total in totals]
    write_past(folder, "trade_totals", *lines)
    return read_history(folder)


def test_volumes_are_shares_of_totals_and_gold_hubs_are_left_out(small: History) -> None:
    past = trade_matrix(small, ("CHN", "JPN"), ("UZB", "KAZ"))
    assert past.years == (2010,)
    assert past.exports[0, 1].tolist() == [5, 2.5]
    assert past.imports[0, 1].tolist() == [10, 5]
    assert past.total[0, 1] == pytest.approx(30 * 0.8)
    assert past.shares[0, 1] == pytest.approx([15 / 24, 7.5 / 24])
    assert past.mask.tolist() == [[[False, False], [False, True]]]
    assert not past.gap.any()
    assert np.isnan(past.exports[0, 0]).all()


def rmse(past: PastTrade, horizon: int) -> tuple[float, int]:
    """Root mean square error of keeping the last value, targets 2014-20, and how many cells."""
    targets = [past.years.index(year) for year in range(2014, 2021)]
    origins = [target - horizon for target in targets]
    error = past.shares[targets] - past.shares[origins]
    kept = error[~(past.mask[targets] | past.mask[origins])]
    return float(np.sqrt((kept**2).mean())), kept.size


@pytest.mark.parametrize(
    ("horizon", "error", "cells"), [(1, 0.0224, 315), (3, 0.0309, 315), (5, 0.0427, 314)]
)
def test_keeping_the_last_value_errs_as_is_known(
    traded: PastTrade, horizon: int, error: float, cells: int
) -> None:
    assert rmse(traded, horizon) == (pytest.approx(error, abs=5e-5), cells)


def test_two_pairs_are_masked_one_in_a_year_and_one_while_its_gas_was_booked_elsewhere(
    shipped: History, traded: PastTrade
) -> None:
    powers, states = shipped.ids("power"), shipped.ids("state")
    masked = {
        (traded.years[year], states[state], powers[power])
        for year, state, power in np.argwhere(traded.mask)
    }
    gas = {(year, "TKM", "RUS") for year in range(2001, 2009)}
    assert masked == {(2010, "KAZ", "RUS")} | gas


def test_a_start_while_gas_was_booked_elsewhere_takes_russias_share_of_2000(
    shipped: History,
) -> None:
    stood = stand_at(read_seeds(sampled=False), shipped, 2008)
    sold = 0.4395 * 7.298
    bought = 0.1964 * 4.118
    trade = stood.tables["ties"]["RUS", "TKM", "trade"].value
    assert trade == pytest.approx(sold + bought, rel=1e-3)


def test_gaps_are_the_zeros_of_iran_and_no_others(shipped: History) -> None:
    for row in shipped.tables["trade_shares"].values():
        _, partner, _, _ = row.key
        assert (row.use == "gap") == (partner == "IRN" and row.value == 0)


def test_trade_with_all_partners_is_no_more_than_all_trade(shipped: History) -> None:
    sums: dict[tuple[str, ...], float] = {}
    for (state, _, flow, year), row in shipped.tables["trade_shares"].items():
        sums[state, flow, year] = sums.get((state, flow, year), 0) + row.value
    assert len(sums) == 5 * 2 * 21
    assert max(sums.values()) <= 1.0006


def test_every_pair_is_told_in_every_year(shipped: History, traded: PastTrade) -> None:
    assert traded.years == tuple(range(2000, 2021))
    assert traded.shares.shape == (21, 5, 9)
    assert np.isfinite(traded.shares).all()
    assert (traded.shares.sum(axis=-1) <= 1).all()
