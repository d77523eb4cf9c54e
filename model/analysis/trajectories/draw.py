"""The figures of a result, and of its differences to a base."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import xarray as xr

from model.analysis.trajectories.events_shown import (
    EventsShown,
    events_of_difference,
    events_of_result,
)
from model.analysis.trajectories.figure_list import AGAINST_BASE, ALONE, COURSES, MAP
from model.analysis.trajectories.material import gather, map_file
from model.experiments.optional_steps import Extras
from model.experiments.result import names_of
from model.figures.figure_files import draw_missing
from model.figures.save import Sketch
from model.inputs.seeds.seeds import Seeds


class Pair(NamedTuple):
    """A result, the base that it is held against if there is one, and what both were made of."""

    dataset: xr.Dataset
    base: xr.Dataset | None
    manifest: Mapping[str, Any]
    seeds: Seeds
    base_manifest: Mapping[str, Any] | None = None

    @property
    def events(self) -> EventsShown:
        """The events that axes of time mark."""
        if self.base_manifest is not None:
            return events_of_difference(self.base_manifest, self.manifest, self.seeds)
        return events_of_result(self.manifest, self.seeds)

    @property
    def turns(self) -> list[str]:
        """Turns of the result that the base has too."""
        turns = names_of(self.dataset, "turn")
        both = set(turns if self.base is None else names_of(self.base, "turn"))
        return [turn for turn in turns if turn in both]


def draw_figures(
    pair: Pair,
    folder: Path,
    label: str,
    extras: Extras,
    dates: Sequence[str] | None = None,
    chosen: Collection[str] | None = None,
) -> None:
    """Draw the missing figures of a result, or of its differences to a base, into a folder.

    dates: quarters of the snapshots, chosen from the horizon if not given; chosen: figures that
    are wanted, all if not given. Without outlines in the seeds there is no map, and for one quarter
    there is no course over time.
    """
    possible = figure_names(pair)
    names = [name for name in possible if chosen is None or name in chosen]
    manifest = {**pair.manifest, "name": label}

    def plan(wanted: list[str]) -> Sequence[Sketch]:
        left = sorted(COURSES & set(ALONE if pair.base is None else AGAINST_BASE) - set(possible))
        if left:
            extras.warn(f"Note: one quarter has no course to draw; left out: {', '.join(left)}.")
        material = gather(pair.dataset, pair.base, pair.manifest, pair.seeds, dates, pair.events)
        material = material._replace(ranks=material.ranks.astype("int8"))
        return [(name, partial((ALONE | AGAINST_BASE)[name], material)) for name in wanted]

    draw_missing(folder, names, plan, manifest, extras)


def figure_names(pair: Pair) -> list[str]:
    """Return the figures that a result has, or its differences to a base."""
    names = list(ALONE if pair.base is None else AGAINST_BASE)
    if len(pair.turns) == 1:
        names = [name for name in names if name not in COURSES]
    return [name for name in names if name != MAP or map_file(pair.seeds).exists()]
