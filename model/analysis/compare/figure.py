"""Fans of the difference to the base: the region by power, and the pairs that move most."""

from __future__ import annotations

import numpy as np
import xarray as xr

from model.analysis.compare.find import SAME, SMALL, judge
from model.analysis.trajectories.material import Material
from model.analysis.units import PERCENT
from model.analysis.wording import decimals, number, signed
from model.experiments.result import names_of
from model.figures.axis import time_axis, years
from model.figures.page import page
from model.figures.panels import curve, fan, name_side, panels, stretches
from model.figures.parts import Axes, Figure
from model.figures.style import INK, NOISE, Look, styled

SHOWN_PAIRS = 9
LEAST_REACH = 3 * PERCENT.least
"""The scale never ends nearer to zero, so that a change too small to matter looks small."""

SUBTITLE = (
    "Change in {what}, percentage points: median, 50 % and 90 % of runs, each run paired "
    "with itself in the base. Hatched grey: no clear effect (the 90 % band holds zero) or smaller "
    "than {least:g} points. Beside each name: the change in {last}"
)


@styled
def draw_region_differences(material: Material) -> Figure:
    """Draw, a panel a power, what the scenario changes in the region's shares."""
    change = changed(material)["region_share"]
    powers = names_of(change, "power")
    looks = [material.look("power", power) for power in powers]
    cuts = [(change.sel(power=look.id), look, look.name) for look in looks]
    return draw_panels(
        material, "What the scenario changes in the region", "share of the region's influence", cuts
    )


@styled
def draw_state_differences(material: Material) -> Figure:
    """Draw what the scenario changes for the pairs of power and state that move most."""
    change = changed(material)["share"]
    pairs = [(p, s) for p in names_of(change, "power") for s in names_of(change, "state")]
    moved = sorted(pairs, key=lambda pair: -reach(change.sel(power=pair[0], state=pair[1])))
    cuts = []
    for power, state in moved[:SHOWN_PAIRS]:
        look = material.look("power", power)
        title = f"{look.name} in {material.look('state', state).name}"
        cuts.append((change.sel(power=power, state=state), look, title))
    title = f"Where the scenario changes most: the top {len(cuts)} of {len(pairs)} pairs"
    return draw_panels(material, title, "share of a state's influence", cuts)


def changed(material: Material) -> xr.Dataset:
    """Return the summary of differences; raises ValueError without a base."""
    if material.change is None:
        raise ValueError("differences need a base to be held against")
    return material.change


def reach(change: xr.DataArray) -> float:
    """Return how far a median difference gets from zero at any turn."""
    return float(np.abs(curve(change, "p50")).max())


def draw_panels(
    material: Material, title: str, what: str, cuts: list[tuple[xr.DataArray, Look, str]]
) -> Figure:
    """Draw difference fans on one common scale."""
    rows = -(-len(cuts) // 3)
    subtitle = SUBTITLE.format(what=what, least=PERCENT.least, last=material.turns[-1])
    figure = page(title, subtitle, material.facts, (12, 1.9 + 2.2 * rows), against=True)
    axes, _ = panels(figure, len(cuts), 3, sharey=True)
    for place, (change, look, label) in enumerate(cuts):
        draw_difference(axes[place], material, change, look, label)
    low, high = axes[0].get_ylim()
    axes[0].set_ylim(min(low, -LEAST_REACH), max(high, LEAST_REACH))
    name_side(axes, 3, "percentage points")
    return figure


def draw_difference(
    axes: Axes, material: Material, change: xr.DataArray, look: Look, label: str
) -> None:
    """Draw one difference fan over its zero line, no clear effect shaded, its end in the title."""
    x = years(material.turns)
    low, middle, high = (curve(change, name, 100) for name in ("p05", "p50", "p95"))
    ends = zip(low, middle, high, strict=True)
    shade(axes, x, np.array([judge(*end, PERCENT.least) != "" for end in ends]))
    fan(axes, x, change, look, 100)
    axes.axhline(0, color=INK, lw=0.9)
    axes.set_title(label)
    axes.set_title(ending(change), loc="right", size=8, weight="normal")
    time_axis(axes, x)


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


def ending(change: xr.DataArray) -> str:
    """Say the last difference: median and 90 % interval, or why there is none to rely on."""
    low, middle, high = (float(curve(change, name, 100)[-1]) for name in ("p05", "p50", "p95"))
    reason = judge(low, middle, high, PERCENT.least)
    if reason:
        return {SMALL: f"under {PERCENT.least:g} points", SAME: "no difference"}.get(
            reason, "no clear effect"
        )
    places = decimals(low, high, 2)
    return f"{signed(middle, places)} ({number(low, places)} to {number(high, places)})"
