"""A map of who leads where at chosen dates, coloured and hatched, with how surely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.analysis.leaders.find import SURE, leader, whole_percent
from model.analysis.trajectories.headlines import who_leads
from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.forms import points
from model.figures.map_labels import Place, label_places
from model.figures.outlines import Outlines, middle, read_outlines
from model.figures.page import page
from model.figures.parts import Axes, Figure, Path, PathPatch
from model.figures.style import INK, Look, ink, styled, tint

HALF_LABEL = (5.4, 1.3)
"""Half of a label's width and height in degrees, with letters of `LETTERS` points on a page."""

LETTERS = 9.5
SUBTITLE = (
    "Who leads where: the power with the largest share of influence in most runs. Beside its "
    "name: the leader's margin over the second in percentage points (median), and the share of "
    "runs in which it leads; ? where that is fewer than nine runs of ten"
)
BORDERS = "Borders are de facto, for orientation only; no position on any claim is meant. Map: {}."


class Verdict(NamedTuple):
    """Who leads a state at a date, by what margin (points), in what share of runs 0..1."""

    state: str
    look: Look
    margin: float
    share: float

    @property
    def words(self) -> str:
        """The verdict as it stands on the map."""
        doubt = "" if self.share >= SURE else "?"
        surely = f"+{self.margin:.0f}, {whole_percent(self.share)} %"
        return f"{self.state}\n{self.look.name}{doubt} {surely}"


@styled
def draw_leaders_map(material: Material) -> Figure:
    """Draw a map a date: the power that leads in most runs, its margin, and the share of runs."""
    outlines = read_outlines(material.map_file)
    known = names_of(material.leads, "state")
    dates = list(dict.fromkeys((material.dates[0], material.dates[-1])))
    figure = page(
        who_leads(material),
        SUBTITLE,
        material.facts,
        (12.0, 6.4),
        extra=BORDERS.format(outlines.origin or "own outlines"),
    )
    flat = figure.subplots(1, len(dates), squeeze=False)[0]
    states = {name: path for name, path in outlines.paths.items() if name in known}
    places = label_places(states, HALF_LABEL, outlines.bounds)
    for axes, date in zip(flat, dates, strict=True):
        draw_date(axes, outlines, places, date, verdicts(material, date))
    return figure


def verdicts(material: Material, date: str) -> dict[str, Verdict]:
    """Return state -> who leads it at a date, and how surely."""
    who, sure = leader(material.leads.sel(turn=date))
    margin = material.summary["margin"].sel(turn=date, statistic="p50")
    return {
        state: Verdict(
            material.look("state", state).name,
            material.look("power", str(who.sel(state=state).item())),
            float(margin.sel(state=state)) * 100,
            float(sure.sel(state=state)),
        )
        for state in names_of(who, "state")
    }


def draw_date(
    axes: Axes,
    outlines: Outlines,
    places: Mapping[str, Place],
    date: str,
    found: Mapping[str, Verdict],
) -> None:
    """Draw one date: the states in the colour and hatch of their leaders, the rest in grey."""
    west, south, east, north = outlines.bounds
    axes.set(xlim=(west, east), ylim=(south, north), aspect=outlines.aspect, xticks=[], yticks=[])
    axes.set_title(date)
    axes.grid(visible=False)
    axes.set_facecolor("#F4F6F8")
    axes.spines[:].set_visible(False)
    for name, path in outlines.paths.items():
        if name not in places:
            axes.add_artist(PathPatch(path, facecolor="#E9E9E6", edgecolor="#BBBBBB", lw=0.5))
    for name in places:
        paint(axes, outlines.paths[name], found[name].look)
    for name, place in places.items():
        tell(axes, middle(outlines.paths[name]), place, found[name])


def paint(axes: Axes, path: Path, look: Look) -> None:
    """Fill a state in the colour and hatch of its leader."""
    fill = tint(look.colour, 0.45)
    axes.add_artist(PathPatch(path, facecolor=fill, edgecolor=look.colour, hatch=look.hatch, lw=0))
    axes.add_artist(PathPatch(path, facecolor="none", edgecolor=INK, lw=0.8))


def tell(axes: Axes, country: Place, label: Place, verdict: Verdict) -> None:
    """Write a verdict onto its state, or beside it and tied to it where the state is small."""
    edge = ink(verdict.look.colour)
    axes.annotate(
        verdict.words,
        country,
        label,
        ha="center",
        va="center",
        size=points(LETTERS),
        color=INK,
        linespacing=1.25,
        in_layout=False,
        bbox={"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": edge, "lw": 0.8},
        arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.8, "shrinkA": 0, "shrinkB": 0},
    )
