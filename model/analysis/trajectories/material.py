"""What figures are drawn from, worked out once: quantiles, leaders, ranks, looks, footer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from model.analysis.compare.find import difference
from model.analysis.leaders.find import WINDOW, lead_share, ranks
from model.analysis.trajectories.events_shown import EventsShown
from model.analysis.wording import Names
from model.experiments.actors import SeedsLike
from model.experiments.result import names_of
from model.experiments.statistics import summarise
from model.figures.page import Facts, facts_from
from model.figures.style import INK, Look, looks
from model.inputs.formats.quarters import quarter_index, quarter_name

DRAWN: tuple[str, ...] = (
    "share",
    "region_share",
    "throughput",
    "price",
    "controller_reliance",
    "margin",
)
"""Outcomes of which a figure shows the course."""

MOVED: tuple[str, ...] = ("share", "throughput")
"""Outcomes of which a title says what moved."""

NO_EVENTS = EventsShown()

PROJECTS: tuple[str, ...] = ("projects", "failed_projects")
"""Outcomes that a figure shows summed over minerals."""

CHANGED: tuple[str, ...] = ("share", "region_share")
"""Outcomes of which a figure shows the difference to the base."""


class Material(NamedTuple):
    """All that the figures need.

    summary, moved, change: statistics over runs of the result, of what moved in each run from its
    first turn to its last, and of its difference to the base (none without a base); leads: share
    of runs in which each power leads, by state, at the dates; region_leads, domain_leads: the same
    in the region, and by domain; projects: statistics of a state's mineral projects, all minerals
    together; ranks: of each run every two years; map_file: outlines; events: those that axes of
    time mark.
    """

    summary: xr.Dataset
    moved: xr.Dataset
    change: xr.Dataset | None
    leads: xr.DataArray
    region_leads: xr.DataArray
    domain_leads: xr.DataArray
    projects: xr.Dataset
    ranks: xr.DataArray
    dates: tuple[str, ...]
    looks: Mapping[str, Mapping[str, Look]]
    facts: Facts
    map_file: Path
    events: EventsShown = EventsShown()

    @property
    def turns(self) -> list[str]:
        """All turns."""
        return names_of(self.summary, "turn")

    @property
    def names(self) -> Names:
        """Axis -> id -> name of every actor."""
        return {
            kind: {id_: each.name for id_, each in rows.items()}
            for kind, rows in self.looks.items()
        }

    def told(self, subtitle: str) -> str:
        """Return the subtitle of a figure with an axis of time: the events stand below it."""
        return f"{subtitle}\n{self.events.words}".strip()

    def look(self, kind: str, label: str) -> Look:
        """Return the look of an actor; one that the cast lacks is drawn in ink."""
        return self.looks.get(kind, {}).get(label, Look(label, label, INK, "", "-"))


def chosen_dates(turns: Sequence[str], most: int = 4) -> tuple[str, ...]:
    """Return first and last turn, and the ends of years that fives divide between them."""
    first, last = quarter_index(turns[0]), quarter_index(turns[-1])
    between = [
        index for index in range(first + 8, last - 7) if index % 4 == 3 and (index // 4) % 5 == 0
    ]
    dates = [first, *between, last] if last > first else [first]
    keep = np.unique(np.linspace(0, len(dates) - 1, min(most, len(dates))).round().astype(int))
    return tuple(quarter_name(dates[place]) for place in keep)


def rank_turns(turns: Sequence[str]) -> list[str]:
    """Return the last turn, and those two years apart before it that have two years behind."""
    last = len(turns) - 1
    return [
        turns[place] for place in range(last % WINDOW, last + 1, WINDOW) if place >= WINDOW - 1
    ] or [turns[-1]]


def gather(
    dataset: xr.Dataset,
    base: xr.Dataset | None,
    manifest: Mapping[str, Any],
    seeds: SeedsLike,
    dates: Sequence[str] | None = None,
    events: EventsShown = NO_EVENTS,
) -> Material:
    """Work out from a result, and a base if there is one, all that the figures need."""
    turns = names_of(dataset, "turn")
    when = tuple(dates) if dates else chosen_dates(turns)
    change = None
    if base is not None:
        change = summarise(difference(base, dataset, CHANGED))
    return Material(
        summary=summarise(dataset, DRAWN),
        moved=summarise(movement(dataset)),
        change=change,
        leads=lead_share(dataset["share"], when),
        region_leads=lead_share(dataset["region_share"], when),
        domain_leads=lead_share(dataset["influence"], when),
        projects=summarise(dataset[list(PROJECTS)].sum("mineral")),
        ranks=ranks(dataset["share"], rank_turns(turns)),
        dates=when,
        looks={kind: looks(rows) for kind, rows in seeds.members.items()},
        facts=facts_from(dataset, manifest, base),
        map_file=map_file(seeds),
        events=events,
    )


def movement(dataset: xr.Dataset) -> xr.Dataset:
    """Return last turn minus first, run by run, of the outcomes in `MOVED`, dims (run, turn, ...).

    The one turn is the last.
    """
    last = dataset[list(MOVED)].isel(turn=[-1])
    first = dataset[list(MOVED)].isel(turn=[0]).assign_coords(turn=last["turn"])
    return last - first


def map_file(seeds: SeedsLike) -> Path:
    """Return where the outlines of the map are, if the seeds have any."""
    return seeds.folder / "map.json"
