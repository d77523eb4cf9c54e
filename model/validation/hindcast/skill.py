"""How well the past would have been predicted: skill by horizon, state and pair, and coverage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from model.validation.hindcast.find import LEVELS, MEDIAN
from model.validation.hindcast.forecasts import FROZEN, PERSISTENCE, Armed, Cells, Hindcast
from model.validation.hindcast.scores import (
    Flags,
    coverage,
    gain_interval,
    skill,
    skill_gain,
    skill_interval,
    squared_error,
)

GAS_PAIR = ("TKM", "CHN")
"""The pair that half of persistence's error at five years comes from: a pipeline opened."""

BANDS: dict[str, tuple[float, float]] = {"50": (0.25, 0.75), "80": (0.10, 0.90)}
"""Shares of runs in per cent, and the quantiles that hold them."""


SMALLEST = 1e-300
"""Keeps the share of no error at all from being undefined."""


class Score(NamedTuple):
    """A skill and the interval that holds 90 % of it when the target years are drawn again."""

    skill: float
    low: float
    high: float

    @property
    def told(self) -> bool:
        """Whether it is distinguishable from zero."""
        return self.low > 0.0 or self.high < 0.0


class PairScore(NamedTuple):
    """How one pair was predicted at one horizon."""

    horizon: int
    state: str
    power: str
    n: int
    rmse: float
    persistence_rmse: float
    skill: float
    """NaN where persistence made no error"""
    bias: float
    """mean of forecast minus observed"""
    share_of_error: float
    """of the model's squared error over all pairs, 0..1"""
    share_of_persistence_error: float
    coverage_80: float


class Lean(NamedTuple):
    """The pair without which the skill against persistence would be lowest."""

    state: str
    power: str
    skill_without: float


def score(cells: Cells, rival: str, among: Flags | None = None) -> Score:
    """Return the skill against a simpler forecast.

    among: (state, power) or what broadcasts with it, pairs that count; all unless given.
    """
    kept = np.True_ if among is None else among
    ours, theirs = cells.error() * kept, cells.error(rival) * kept
    return Score(skill(ours, theirs), *skill_interval(ours, theirs))


def score_decisions(cells: Cells, among: Flags | None = None) -> Score:
    """Return what decisions add to the skill against persistence: the model less itself frozen.

    Both are scored on the same cells, and the interval is of their difference. among: as in
    ``score``.
    """
    kept = np.True_ if among is None else among
    ours, frozen, theirs = (cells.error(each) * kept for each in ("", FROZEN, PERSISTENCE))
    return Score(skill_gain(ours, frozen, theirs), *gain_interval(ours, frozen, theirs))


def root_mean_square(cells: Cells, rival: str = "", among: Flags | None = None) -> float:
    """Return the root mean squared error of the median, or of a simpler forecast."""
    kept = np.True_ if among is None else among
    count = (cells.counted & kept).sum()
    return float(np.sqrt((cells.error(rival) * kept).sum() / count))


def covered(cells: Cells, band: str) -> float:
    """Return the share of observations that lies within a band, 0..1."""
    return coverage(*cells.band(*BANDS[band]), cells.observed, cells.counted)


def mean_crps(cells: Cells, rival: str = "") -> float:
    """Return the mean CRPS; that of a forecast without a spread is its absolute error."""
    if not rival:
        return float(cells.crps[cells.counted].mean())
    return float(np.abs(cells.rivals[rival] - cells.observed)[cells.counted].mean())


def without_pair(hindcast: Hindcast, state: str, power: str) -> Flags:
    """Return (state, power): every pair but one; all of them where the cast has no such pair."""
    kept = np.ones((len(hindcast.states), len(hindcast.powers)), dtype=np.bool_)
    if state in hindcast.states and power in hindcast.powers:
        kept[hindcast.states.index(state), hindcast.powers.index(power)] = False
    return kept


def only_state(hindcast: Hindcast, state: str) -> Flags:
    """Return (state, 1): the pairs of one state."""
    return np.array([[each == state] for each in hindcast.states])


def score_pairs(hindcast: Hindcast, horizon: int) -> tuple[PairScore, ...]:
    """Return every pair's score at a horizon, the largest share of the model's error first."""
    cells = hindcast.cells[horizon]
    ours, theirs = cells.error(), cells.error(PERSISTENCE)
    found = []
    for i, state in enumerate(hindcast.states):
        for j, power in enumerate(hindcast.powers):
            counted = cells.counted[:, i, j]
            n = int(counted.sum())
            low, high = cells.band(*BANDS["80"])
            missed = (cells.forecast - cells.observed)[:, i, j][counted]
            found.append(
                PairScore(
                    horizon, state, power, n,
                    float(np.sqrt(ours[:, i, j].sum() / n)),
                    float(np.sqrt(theirs[:, i, j].sum() / n)),
                    skill(ours[:, i, j], theirs[:, i, j]),
                    float(missed.mean()),
                    float(ours[:, i, j].sum() / max(ours.sum(), SMALLEST)),
                    float(theirs[:, i, j].sum() / max(theirs.sum(), SMALLEST)),
                    coverage(low[:, i, j], high[:, i, j], cells.observed[:, i, j], counted),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: -each.share_of_error))


def find_lean(hindcast: Hindcast, horizon: int) -> Lean:
    """Return the pair on which the skill against persistence leans most."""
    cells = hindcast.cells[horizon]
    ours, theirs = cells.error().sum(axis=0), cells.error(PERSISTENCE).sum(axis=0)
    left = 1.0 - (ours.sum() - ours) / (theirs.sum() - theirs)
    i, j = np.unravel_index(np.argmin(left), left.shape)
    return Lean(hindcast.states[i], hindcast.powers[j], float(left[i, j]))


def score_left_out(hindcast: Hindcast, horizon: int, states: Iterable[str]) -> float:
    """Return the skill over some states, each predicted by parameters that have not seen its past.

    NaN where there is no posterior sample.
    """
    cells = hindcast.cells[horizon]
    among = np.array([[each in set(states)] for each in hindcast.states])
    counted = cells.counted & among
    if np.isnan(cells.left_out[counted]).any():
        return float("nan")
    ours = squared_error(cells.left_out, cells.observed, counted)
    return skill(ours, cells.error(PERSISTENCE) * among)


ROUNDING = 0.005
"""Shares of arms are read to the whole per cent: 0 stands for anything below half of one."""


class ArmsScore(NamedTuple):
    """How the suppliers of arms were predicted, over all powers."""

    cases: int
    """periods of a state"""
    error: float
    """mean absolute error of a share, 0..1"""
    persistence_error: float
    skill: float
    """against persistence"""
    coverage_80: float
    """of suppliers that had a share before or then; what was observed is known to ROUNDING"""
    frozen_skill: float
    """the same of the model with decisions frozen"""
    gain: float
    """what decisions add: the one skill less the other"""
    gain_90: tuple[float, float]
    """interval of it when the periods are drawn again one by one"""


def score_arms(armed: Iterable[Armed]) -> ArmsScore:
    """Return the score of all periods together."""
    listed = tuple(armed)
    shares = np.stack([each.shares for each in listed], axis=1)
    observed = np.array([each.supply.observed for each in listed])
    kept = np.array([each.supply.kept for each in listed])
    low, high = (shares[LEVELS.index(level)] for level in BANDS["80"])
    forecast = shares[MEDIAN]
    counted = np.ones(observed.shape, dtype=np.bool_)
    ours, frozen, theirs = (
        squared_error(each, observed, counted)
        for each in (forecast, np.array([one.frozen for one in listed]), kept)
    )
    return ArmsScore(
        len(listed),
        float(np.abs(forecast - observed).mean()),
        float(np.abs(kept - observed).mean()),
        skill(ours, theirs),
        coverage(low - ROUNDING, high + ROUNDING, observed, (kept > 0.0) | (observed > 0.0)),
        skill(frozen, theirs),
        skill_gain(ours, frozen, theirs),
        gain_interval(ours, frozen, theirs, length=1),
    )
