"""Fans of the difference to the base: the region by power, and the pairs that move most."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from model.analysis.compare.find import SAME, SMALL, judge
from model.analysis.compare.words import Headline, headline, places_for
from model.analysis.trajectories.material import Material
from model.analysis.units import PERCENT
from model.analysis.wording import signed
from model.experiments.result import names_of
from model.figures.axis import time_axis, years
from model.figures.event_marks import mark_events
from model.figures.forms import form, points
from model.figures.page import page
from model.figures.panels import ON_LINES, curve, fan, name_side, panels, stretches
from model.figures.parts import Axes, Figure
from model.figures.style import INK, NOISE, Look, styled

SHOWN_PAIRS, SLIDE_PAIRS = 9, 6
"""Pairs of power and state that have a panel at most, on a page and on a slide."""

LEAST_REACH = 3 * PERCENT.least
"""The scale never ends nearer to zero, so that a change too small to matter looks small."""

SUBTITLE = (
    "{what}, percentage points: median, 50 % and 90 % of runs, each run paired with itself in the "
    "base. Hatched grey: no clear effect (the 90 % band holds zero) or smaller than {least:g} "
    "points{rest}"
)

LEVELS = ("p05", "p50", "p95")

Cut = tuple[xr.DataArray, Look, str]
"""A difference (statistic, turn), the look of its power, and what it is called."""


@styled
def draw_region_differences(material: Material) -> Figure:
    """Draw, a panel a power, what the scenario changes in the region's shares."""
    change = changed(material)["region_share"]
    looks = [material.look("power", power) for power in names_of(change, "power")]
    cuts = [(change.sel(power=look.id), look, look.name) for look in looks]
    moved = [cut for cut in cuts if is_clear_once(cut[0])]
    still = [name for cut, _, name in cuts if not is_clear_once(cut)]
    rest = f". Never clear: {', '.join(still)}" if still else ""
    what = "What the scenario changes in the region: change in share of the region's influence"
    return draw_panels(material, "region_share", f"{what}|{rest}", moved)


@styled
def draw_state_differences(material: Material) -> Figure:
    """Draw what the scenario changes for the pairs of power and state that move most."""
    change = changed(material)["share"]
    pairs = [(p, s) for p in names_of(change, "power") for s in names_of(change, "state")]
    clear = [pair for pair in pairs if is_clear_once(change.sel(power=pair[0], state=pair[1]))]
    clear.sort(key=lambda pair: -reach(change.sel(power=pair[0], state=pair[1])))
    cuts = []
    for power, state in clear[: SLIDE_PAIRS if form().is_slide else SHOWN_PAIRS]:
        look = material.look("power", power)
        title = f"{look.name} in {material.look('state', state).name}"
        cuts.append((change.sel(power=power, state=state), look, title))
    rest = f". {len(cuts)} of {len(clear)} pairs of power and state that ever change clearly"
    rest += f", the largest first; {len(pairs) - len(clear)} never do"
    what = "What the scenario changes by state: change in share of a state's influence"
    return draw_panels(material, "share", f"{what}|{rest}", cuts)


def is_clear_once(change: xr.DataArray) -> bool:
    """Tell whether a difference is clear and large enough to matter at any turn."""
    low, middle, high = (curve(change, name, 100) for name in LEVELS)
    ends = zip(low, middle, high, strict=True)
    return any(not judge(*each, PERCENT.least) for each in ends)


def headline_of(material: Material, outcome: str) -> Headline:
    """Return the finding of a figure of differences, from the dates of the comparison."""
    change = changed(material)[outcome].sel(turn=list(material.dates))
    rows: list[dict[str, Any]] = []
    axes = [axis for axis in ("power", "state") if axis in change.dims]
    for turn in material.dates:
        stacked = change.sel(turn=turn).stack(pair=axes)
        for place in range(stacked.sizes["pair"]):
            one = stacked.isel(pair=place)
            low, middle, high = (100 * float(one.sel(statistic=name)) for name in LEVELS)
            labels: dict[str, Any] = {axis: str(one.coords[axis].values) for axis in axes}
            unclear = bool(judge(low, middle, high, PERCENT.least))
            rows.append({"outcome": outcome, "turn": turn, **labels, "cannot_tell": unclear,
                         "p05": low, "p50": middle, "p95": high})  # fmt: skip
    return headline(pd.DataFrame(rows), material.names)


def changed(material: Material) -> xr.Dataset:
    """Return the summary of differences; raises ValueError without a base."""
    if material.change is None:
        raise ValueError("differences need a base to be held against")
    return material.change


def reach(change: xr.DataArray) -> float:
    """Return how far a median difference gets from zero at any turn."""
    return float(np.abs(curve(change, "p50")).max())


def draw_panels(material: Material, outcome: str, words: str, cuts: list[Cut]) -> Figure:
    """Draw difference fans on one common scale.

    words: what is drawn and what has no panel, parted by a bar.
    """
    what, _, rest = words.partition("|")
    rows = max(-(-len(cuts) // 3), 1)
    subtitle = SUBTITLE.format(what=what, least=PERCENT.least, rest=rest)
    found = headline_of(material, outcome)
    size = (12, 2.1 + 2.2 * rows)
    figure = page(found.words, material.told(subtitle), material.facts, size, against=True)
    if not cuts:
        figure.text(0.5, 0.5, "no clear change at any time", ha="center", size=11)
        return figure
    axes, _ = panels(figure, len(cuts), min(len(cuts), 3), sharey=True)
    for panel, cut in zip(axes, cuts, strict=True):
        draw_difference(panel, material, cut, found.turn or material.dates[-1])
    low, high = axes[0].get_ylim()
    axes[0].set_ylim(min(low, -LEAST_REACH), max(high, LEAST_REACH))
    name_side(axes, 3, "percentage points")
    return figure


def draw_difference(axes: Axes, material: Material, cut: Cut, date: str) -> None:
    """Draw one difference fan, no clear effect shaded, and in the corner what it is at a date."""
    change, look, label = cut
    x = years(material.turns)
    low, middle, high = (curve(change, name, 100) for name in LEVELS)
    ends = zip(low, middle, high, strict=True)
    shade(axes, x, np.array([judge(*end, PERCENT.least) != "" for end in ends]))
    fan(axes, x, change, look, 100)
    axes.axhline(0, color=INK, lw=0.9)
    axes.set_title(label)
    axes.text(
        0.98, 0.97, f"{date}: {describe_at(change, date)}", transform=axes.transAxes, ha="right",
        va="top", size=points(8), in_layout=False, bbox=ON_LINES,
    )  # fmt: skip
    time_axis(axes, x)
    mark_events(axes, material.events.marks)


def shade(
    axes: Axes,
    x: np.ndarray[tuple[int], np.dtype[np.float64]],
    noise: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> None:
    """Shade the turns at which a difference is not clear or too small to matter."""
    for first, last in stretches(noise):
        axes.axvspan(
            x[first] - 0.125,
            x[last] + 0.125,
            facecolor="#F1F1F1",
            edgecolor=NOISE,
            hatch="///",
            lw=0,
        )


def describe_at(change: xr.DataArray, date: str) -> str:
    """Say the difference at a date: median and 90 % interval, or why there is none to rely on."""
    at = change.sel(turn=date)
    low, middle, high = (100 * float(at.sel(statistic=name)) for name in LEVELS)
    reason = judge(low, middle, high, PERCENT.least)
    if reason:
        return {SMALL: f"under {PERCENT.least:g} points", SAME: "no difference"}.get(
            reason, "no clear effect"
        )
    places = places_for(low, middle, high, PERCENT)
    return f"{signed(middle, places)} ({signed(low, places)} to {signed(high, places)})"
