"""Calibration: a posterior sample of a few rule parameters, from the past up to a year.

The sampler is the affine-invariant ensemble sampler of emcee (Goodman and Weare 2010; Foreman-
Mackey and others 2013): half of the walkers are judged at once, as runs of the ensemble engine. It
samples in the scale in which the prior is standard normal, so that nothing has to be bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from model.inputs.seeds.records import Row
from model.validation.calibration.likelihood import (
    HORIZONS,
    Windows,
    share_common_shocks,
    spread_of,
)
from model.world.distributions import quantile
from model.world.draws import Floats

FITTED: tuple[str, ...] = (
    "trade_speed",
    "trade_pull",
    "trade_income",
    "trade_access",
    "trade_hedging",
    "energy_pass",
    "shock_trade",
    "shock_lump",
    "shock_lasting",
)
"""Parameters that are fitted, all of trade: of the rest the past on record says next to nothing.

Thirteen years of five states that share most of their shocks are worth some three dozen independent
figures, so that not many more than nine could be told apart, and not all of these are."""

WALKERS = 64
STEPS = 200
BURN = 66
"""Steps at the start that are thrown away."""
KEPT = 500
"""Draws that the sample keeps."""

InOrder = Callable[[Callable[..., Floats], Iterable[tuple[Any, ...]]], Sequence[Floats]]
"""Does a piece of work for every task, in other processes, and gives what comes out in order."""


class Settings(NamedTuple):
    """How a fit is made; the same settings and inputs give the same sample."""

    last: int = 2013
    """last year that is looked at"""
    names: tuple[str, ...] = FITTED
    walkers: int = WALKERS
    steps: int = STEPS
    burn: int = BURN
    kept: int = KEPT
    entropy: int = 1


class Chain(NamedTuple):
    """Where the sampler stands: all that is needed to go on, and what it found so far."""

    positions: Floats
    """(step, walker, parameter); standard normal under the prior; the first is the start"""
    scores: Floats
    """(step, walker); log posterior"""
    likelihood: Floats
    """(step, walker, state); log likelihood by state"""
    random: tuple[str, npt.NDArray[np.uint32], int, int, float]

    @property
    def steps(self) -> int:
        """Steps done."""
        return len(self.positions) - 1


class Problem(NamedTuple):
    """What is sampled: the windows, the priors, and how much a figure of the past counts."""

    windows: Windows
    rows: tuple[Row, ...]
    weight: float
    share: InOrder | None = None
    """does the origins in processes that hold the windows; None to do them here"""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""
        return tuple(row.key[0] for row in self.rows)

    def values(self, positions: Floats) -> dict[str, Floats]:
        """Parameters at positions (vector, parameter), each ``(vector,)``."""
        return values_of(self.rows, positions)

    def judge(self, positions: Floats) -> tuple[Floats, Floats]:
        """Log posterior (vector,) and log likelihood by state (vector, state)."""
        parameters = self.values(positions)
        if self.share is None:
            by_state = self.windows.judge(parameters)
        else:
            tasks = [(place, parameters) for place in range(len(self.windows.origins))]
            first, *others = self.share(judge_part, tasks)
            by_state = sum(others, start=first)
        prior = -0.5 * np.sum(positions**2, axis=1)
        score = prior + self.weight * by_state.sum(axis=1)
        return np.where(np.isfinite(score), score, -np.inf), by_state


def values_of(rows: Sequence[Row], positions: Floats) -> dict[str, Floats]:
    """Values of parameters at positions in the scale where each prior is standard normal.

    Beyond the hard bounds of a parameter stands the bound, as in every draw of it.
    """
    found = {}
    for place, row in enumerate(rows):
        columns = (np.array([row.low]), np.array([row.value]), np.array([row.high]))
        uniform = np.clip(ndtr(positions[:, place]), 1e-15, 1.0 - 1e-15)
        drawn = quantile(row.distribution, *columns, uniform)
        found[row.key[0]] = np.clip(drawn, row.bounds.low, row.bounds.high)
    return found


def count_for(windows: Windows, rows: Sequence[Row]) -> float:
    """How much a figure of the past counts, 0..1, because shocks are shared and windows overlap.

    weight = 1 / (1 + (states - 1) rho) x years / sum over windows of 1 / horizon

    rho: mean correlation of one-year errors between states at the middle of the prior.
    """
    middle = values_of(rows, np.zeros((1, len(rows))))
    errors = []
    for case in windows.cases:
        if case.horizon == HORIZONS[0]:
            origin = next(one for one in windows.origins if one.year == case.origin)
            foretold = windows.foretell(origin, middle)[0, case.horizon - 1]
            error = (foretold - case.observed) / spread_of(case, windows.complete(middle))[0]
            errors.append(np.where(case.counts > 0.0, error, 0.0))
    states = errors[0].shape[0]
    alone = 1.0 / (1.0 + (states - 1.0) * share_common_shocks(errors))
    return float(alone * len(errors) / sum(1.0 / case.horizon for case in windows.cases))


def begin(problem: Problem, settings: Settings) -> Chain:
    """The chain before its first step: walkers drawn from the prior."""
    source = np.random.RandomState(settings.entropy % 2**32)
    start = source.standard_normal((settings.walkers, len(problem.rows)))
    scores, by_state = problem.judge(start)
    return Chain(start[None], scores[None], by_state[None], source.get_state(legacy=True))  # type: ignore[arg-type]


def advance(problem: Problem, chain: Chain, steps: int) -> Chain:
    """The chain some steps further; the same whether it goes in one stretch or in many."""
    import emcee

    def score(positions: Floats) -> list[tuple[float, Floats]]:
        scores, by_state = problem.judge(np.asarray(positions))
        return list(zip(scores, by_state, strict=True))

    walkers, dimensions = chain.positions.shape[1:]
    sampler = emcee.EnsembleSampler(
        walkers, dimensions, score, vectorize=True,
        blobs_dtype=[("states", float, chain.likelihood.shape[2])],
    )  # fmt: skip
    state = emcee.State(
        chain.positions[-1],
        log_prob=chain.scores[-1],
        blobs=_blobs(chain.likelihood[-1]),
        random_state=chain.random,
    )
    last = sampler.run_mcmc(state, steps, progress=False, skip_initial_state_check=True)
    blobs = np.asarray(sampler.get_blobs()["states"]).reshape(steps, walkers, -1)
    return Chain(
        np.concatenate([chain.positions, sampler.get_chain()]),
        np.concatenate([chain.scores, sampler.get_log_prob()]),
        np.concatenate([chain.likelihood, blobs]),
        last.random_state,
    )


def _blobs(likelihood: Floats) -> npt.NDArray[np.void]:
    states = likelihood.shape[1]
    found = np.empty(len(likelihood), dtype=[("states", float, states)])
    found["states"] = likelihood
    return found


_judged: Windows | None = None


def hold_windows(windows: Windows) -> None:
    """Keep the windows in a worker process, so that they are sent there once."""
    global _judged
    _judged = windows


def judge_part(place: int, parameters: Mapping[str, Floats]) -> Floats:
    """In a worker: what followed one origin, log likelihood by state."""
    if _judged is None:
        raise RuntimeError("the worker was not given its windows")
    return _judged.judge_origin(_judged.origins[place], parameters)
