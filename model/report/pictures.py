"""Figures of a report: those of the folder that belong to its result, and others drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from model.analysis.compare.find import pair_runs
from model.analysis.explain.causes import Waterfall
from model.analysis.explain.find import draw_explanation
from model.analysis.trajectories.draw import Pair, draw_figures
from model.experiments.optional_steps import Extras
from model.experiments.run import FIGURES
from model.experiments.store import open_result
from model.report.given import Given
from model.report.parts import Picture


class Described(NamedTuple):
    """A figure that a report shows: its name, what it is called, and what it shows."""

    name: str
    title: str
    alt: str


BANDS = "Lines are medians, bands hold 50 and 90 % of runs."

ALONE: tuple[Described, ...] = (
    Described(
        "shares-by-state",
        "Shares of influence by state",
        "A panel for each of the five states: the share of influence that each outside power holds "
        f"in every quarter. {BANDS} Who leads at the end is listed in words beside it.",
    ),
    Described(
        "shares-in-region",
        "Shares of influence in the region",
        "A panel for each outside power: its share of influence over all five states in every "
        f"quarter. {BANDS}",
    ),
    Described(
        "leaders-map",
        "Who leads where",
        "Maps of the five states at several dates, each state in the colour and hatching of the "
        "power that leads there in most runs, with how often it does.",
    ),
)
"""Figures of a result, the most telling first."""

AGAINST: tuple[Described, ...] = (
    Described(
        "change-by-state",
        "What changes by state",
        "A panel for each pair of a power and a state that changes most: the change of the power's "
        "share of influence in percentage points in every quarter. "
        f"{BANDS} Grey hatching marks quarters without a clear effect. The changes at the dates "
        "that matter are listed in words above.",
    ),
    Described(
        "change-in-region",
        "What changes in the region",
        "A panel for each outside power: the change of its share of influence over all five states "
        f"in percentage points in every quarter. {BANDS}",
    ),
)
"""Figures of a result against its base."""


def find_pictures(given: Given, wanted: Sequence[Described], extras: Extras) -> list[Picture]:
    """Return figures of a result, or of a result against its base, in the order that is wanted.

    One that is in the folder of the result is taken from there if it says that it is of this
    result; others are drawn into a folder that goes again. One that cannot be drawn is left out
    with a warning.
    """
    own = {one.name for one in ALONE}
    against = given.base is not None and not own & {one.name for one in wanted}
    found = {} if against else _read(given.result.folder / FIGURES, wanted, given)
    lacking = [one for one in wanted if one.name not in found]
    if lacking:
        with TemporaryDirectory() as place:
            _draw(given, Path(place), lacking, extras, against)
            found |= _read(Path(place), lacking, given)
    return [Picture(*one, found[one.name]) for one in wanted if one.name in found]


def draw_causes(given: Given, waterfall: Waterfall, extras: Extras) -> list[Picture]:
    """Return the waterfall of an explanation, none where it cannot be drawn."""
    shown = Described(
        "causes",
        waterfall.about,
        f"Bars from {waterfall.first} to {waterfall.last}, one for each cause, which add up. The "
        "table beside it has every number.",
    )
    with TemporaryDirectory() as place:
        stem = Path(place) / shown.name
        draw_explanation((given.result, given.base), waterfall, stem, extras)
        found = _read(Path(place), [shown], given)
    return [Picture(*shown, found[shown.name])] if found else []


def _draw(
    given: Given, folder: Path, wanted: Sequence[Described], extras: Extras, against: bool
) -> None:
    dataset, base = open_result(given.result.folder), None
    if against and given.base is not None:
        base, dataset = pair_runs(open_result(given.base.folder), dataset)
    pair = Pair(dataset, base, given.result.manifest, given.seeds)
    names = [one.name for one in wanted]
    draw_figures(pair, folder, given.result.manifest["name"], extras, chosen=names)


def _read(folder: Path, wanted: Sequence[Described], given: Given) -> dict[str, bytes]:
    """Return those of some figures that are in a folder and say that they are of the result."""
    from model.figures.embed import read_small

    digest = str(given.result.manifest["digest"])
    paths = {one.name: folder / f"{one.name}.png" for one in wanted}
    read = {name: read_small(path, digest) for name, path in paths.items()}
    return {name: png for name, png in read.items() if png}
