"""Checking what levers are judged by, before anything is played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import xarray as xr

from model.experiments.conditions.judge import judge
from model.experiments.conditions.sums import find_asked
from model.experiments.sweeps.parts import AXES, Sweep
from model.experiments.sweeps.plan import Plan, labels_of, shape_of
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.sweep_file import Document
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.toml_files import Path
from model.inputs.seeds.naming import words_for

Ask = Callable[..., object]


def check_aims(
    document: Document, sweep: Sweep, structures: Sequence[Structure], problems: list[Problem]
) -> None:
    """Find out whether goals and conditions of the levers can be told from what is kept."""
    if not any(lever.goals or lever.enough for lever in sweep.levers):
        return
    names = words_for(structures[0].seeds.members)
    blank = make_blank(sweep, structures)
    for index, lever in enumerate(sweep.levers):
        listed = isinstance(document.raw["levers"][index].get("goals"), list)
        asked: list[tuple[Path, Ask]] = [
            (("goals", place) if listed else ("goals",), partial(find_asked, goal))
            for place, goal in enumerate(lever.goals)
        ]
        asked += [(("enough",), partial(judge, lever.enough))] if lever.enough else []
        for part, ask in asked:
            try:
                ask(dataset=blank, names=names, option="")
            except InputError as error:
                spot = ("levers", index, *part)
                problems += [
                    document.problem(spot, f"{p.key}: {p.message}") for p in error.problems
                ]


def make_blank(sweep: Sweep, structures: Sequence[Structure]) -> xr.Dataset:
    """Return what a sweep keeps of one experiment, labelled as it is, and all of it unknown."""
    plan = Plan("", sweep, tuple(structures), lambda *_: {}, 1, 1)
    labels = labels_of(plan)
    variables = {
        kept.name: (
            ("experiment", "replication", *kept.time, *kept.axes),
            np.full((1, 1, *shape_of(kept, labels)), np.nan),
            {"outcome": kept.outcome, "keep": kept.keep}
            | {axis: word for axis, word, _ in kept.places if axis in AXES},
        )
        for kept in sweep.outcomes
    }
    return xr.Dataset(variables, labels)
