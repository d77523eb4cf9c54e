"""Morris screening: which factors move an outcome at all, from few runs.

An elementary effect is what one step of one factor changes, per unit of its range. mu* is the mean
size of the effects over the walks: how much a factor matters. sigma is their standard deviation:
how much its effect hangs on where the others stand, or bends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.design_patterns import find_walks, whole_groups
from model.analysis.drivers.find import LEVEL, RESAMPLES, SEED

USUAL_LEVELS = 4
"""Steps of the grid in SALib's Morris designs unless the problem says otherwise."""


class Screening(NamedTuple):
    """Effects of every factor over turns (turn, factor), in the unit of the outcome.

    mean: mu, with its sign; size: mu*; size_error: half-width of its 95 % interval; spread:
    sigma; walks, dropped: walks used, and left out for a failed run.
    """

    factors: tuple[str, ...]
    turns: tuple[str, ...]
    mean: NDArray[np.float64]
    size: NDArray[np.float64]
    size_error: NDArray[np.float64]
    spread: NDArray[np.float64]
    walks: int
    dropped: int


def screen(
    values: NDArray[np.float64],
    table: NDArray[np.float64],
    problem: Mapping[str, Any],
    turns: Sequence[str],
    part: slice = slice(None),
) -> Screening:
    """Return the effects of every factor at every turn; raises DesignError.

    values: outcome (row, turn), not a number where a run failed; table: factors (row, factor) in
    the order of the design; part: which of the whole walks are used.
    """
    from SALib.analyze import morris

    walks = find_walks(table)
    count = len(problem["names"])
    length = count + 1
    keep = whole_groups(values, length)
    inputs = walks[keep][part]
    grouped = values.reshape(-1, length, len(turns))[keep][part]
    shape = (len(turns), count)
    found = {key: np.full(shape, np.nan) for key in ("mu", "mu_star", "mu_star_conf", "sigma")}
    plain = {"names": list(problem["names"]), "num_vars": count}
    plain["bounds"] = [list(span) for span in problem["bounds"]]
    for place in range(len(turns) if len(grouped) > 1 else 0):
        told = morris.analyze(
            {**plain, "groups": None},
            inputs.reshape(-1, count),
            np.ascontiguousarray(grouped[..., place].ravel()),
            num_resamples=RESAMPLES,
            conf_level=LEVEL,
            num_levels=int(problem.get("num_levels", USUAL_LEVELS)),
            seed=SEED,
        )
        for key, array in found.items():
            array[place] = np.ma.filled(np.ma.asarray(told[key], dtype=np.float64), np.nan)
    return Screening(
        tuple(problem["names"]),
        tuple(turns),
        found["mu"],
        found["mu_star"],
        found["mu_star_conf"],
        found["sigma"],
        len(grouped),
        int((~keep).sum()),
    )
