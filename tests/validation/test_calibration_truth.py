"""Known truth: a past that the model made itself gives back what it was made with."""

from __future__ import annotations

import numpy as np
import pytest

from model.experiments.worker_pool import WorkerPool
from model.validation.calibration.find import (
    FITTED,
    Problem,
    Settings,
    advance,
    begin,
    count_for,
    hold_windows,
    values_of,
)
from model.validation.calibration.likelihood import Windows
from model.validation.calibration.sample import Sample, informed, thin
from model.world.draws import Floats
from tests.validation.fitting import CHANCE, rows_of, simulate_pasts, windows_to


class Known(Windows):
    """Windows whose forecasts for some vectors are worked out once, whatever came of them."""

    def __init__(self, past: Windows, foretold: dict[int, Floats]) -> None:
        self.seeds, self.origins, self.cases = past.seeds, past.origins, past.cases
        self.foretold = foretold

    def foretell(self, origin: object, parameters: object) -> Floats:
        return self.foretold[origin.year]  # type: ignore[attr-defined]


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Eighty pasts of eighty truths from the prior, each weighed against the whole prior."""
    rows, windows, truths, vectors = rows_of(), windows_to(2001), 80, 900
    dice = np.random.default_rng(5)
    places = dice.standard_normal((truths, len(rows)))
    pasts = simulate_pasts(windows, values_of(rows, places), 100)
    tried = dice.standard_normal((vectors, len(rows)))
    parameters = values_of(rows, tried)
    foretold = {origin.year: windows.foretell(origin, parameters) for origin in windows.origins}
    order = np.argsort(tried, axis=0)
    held, spread = np.zeros(len(rows)), np.zeros(len(rows))
    for place, past in zip(places, pasts, strict=True):
        worth = Known(past, foretold).judge(parameters).sum(axis=1)
        weights = np.exp(worth - worth.max())
        weights /= weights.sum()
        reached = np.cumsum(weights[order], axis=0)
        for each in range(len(rows)):
            ends = np.searchsorted(reached[:, each], [0.05, 0.95])
            low, high = tried[order[np.minimum(ends, vectors - 1), each], each]
            held[each] += low <= place[each] <= high
        middle = weights @ tried
        spread += np.sqrt(weights @ (tried - middle) ** 2)
    often = dict(zip(FITTED, held / truths, strict=True))
    assert all(0.8 <= share <= 0.99 for share in often.values()), often
    assert np.mean(list(often.values())) == pytest.approx(0.9, abs=0.05)
    left = dict(zip(FITTED, spread / truths, strict=True))
    assert left["shock_trade"] < 0.75, "a single year tells little of what lasts and what passes"
    assert left["trade_access"] > 0.9, "a single year without a closed route tells of it"


def fit(past: Windows, settings: Settings, pool: WorkerPool | None = None) -> Sample:
    rows = rows_of(settings.names)
    share = None if pool is None else pool.map_ordered
    problem = Problem(past, rows, count_for(past, rows), share)
    chain = advance(problem, begin(problem, settings), settings.steps)
    return thin(problem, chain, settings)


def test_a_quiet_and_a_loud_past_are_told_apart() -> None:
    settings = Settings(2002, CHANCE, walkers=10, steps=24, burn=8, kept=400)
    sizes = np.array([0.03, 0.22])
    truth = {"shock_trade": sizes, "shock_lump": np.full(2, 0.1), "shock_lasting": np.full(2, 0.03)}
    middles = []
    for past, size in zip(simulate_pasts(windows_to(2002), truth, 9), sizes, strict=True):
        sample = fit(past, settings)
        # of several intervals of 90 % one may well miss; this is of 99 %
        low, high = np.quantile(sample.draws[:, 0], [0.005, 0.995])
        assert low <= size <= high
        assert informed(rows_of(CHANCE), sample.draws)["shock_trade"] > 0.02
        middles.append(np.median(sample.draws[:, 0]))
    assert middles[0] < middles[1]  # few years tell no more: what lasts swings it as well


@pytest.mark.long
@pytest.mark.parametrize("entropy", [1, 2])
def test_a_fit_of_all_parameters_gives_back_those_that_the_past_informs(entropy: int) -> None:
    settings = Settings(2006, FITTED, walkers=24, steps=70, burn=30, entropy=entropy)
    rows = rows_of()
    place = np.random.default_rng(entropy).standard_normal((1, len(rows)))
    truth = values_of(rows, place)
    (past,) = simulate_pasts(windows_to(2006), truth, entropy)
    with WorkerPool(2, hold_windows, past) as pool:
        sample = fit(past, settings, pool)
    narrowed = informed(rows, sample.draws)
    told = [name for name in FITTED if narrowed[name] >= 0.2]
    assert "shock_trade" in told
    for name in told:
        # of several intervals of 90 % one may well miss; these are of 99 %
        low, high = np.quantile(sample.draws[:, FITTED.index(name)], [0.005, 0.995])
        assert low <= truth[name][0] <= high, (name, narrowed[name])
