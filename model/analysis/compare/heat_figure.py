"""Heat maps of power by state, every value printed: the level, and what the scenario changes."""

from __future__ import annotations

import numpy as np
import xarray as xr

from model.analysis.compare.figure import changed, headline_of
from model.analysis.compare.find import judge
from model.analysis.trajectories.headlines import largest_share
from model.analysis.trajectories.material import Material
from model.analysis.units import PERCENT
from model.analysis.wording import decimals, number, signed
from model.experiments.result import names_of
from model.figures.forms import form, points
from model.figures.page import page
from model.figures.parts import (
    Axes,
    Colormap,
    Figure,
    Normalize,
    Rectangle,
    TwoSlopeNorm,
    colormaps,
    to_hex,
)
from model.figures.style import styled, text_on


@styled
def draw_heat(material: Material) -> Figure:
    """Draw the share of each power in each state at the first and the last date."""
    share = material.summary["share"]
    dates = list(dict.fromkeys((material.dates[0], material.dates[-1])))
    figure = page(
        largest_share(material),
        "Who holds how much, power by state: share of a state's outside influence, per cent; "
        "median, and below it the 90 % of runs",
        material.facts,
        (12, 7.6),
    )
    grid = figure.subplots(1, len(dates), squeeze=False)[0]
    top = float(share.sel(statistic="p50", turn=dates).max()) * 100
    for axes, date in zip(grid, dates, strict=True):
        draw_levels(axes, material, share.sel(turn=date), date, Normalize(0, top * 1.7))
    return figure


def draw_levels(
    axes: Axes, material: Material, share: xr.DataArray, date: str, norm: Normalize
) -> None:
    """Draw the levels of one date."""
    shades = colormaps["Blues"]
    frame(axes, material, share, date)
    for row, column, (low, middle, high) in cells(share):
        places = decimals(low, high, 1)
        text = f"{number(middle, places)}"
        below = f"{number(low, places)} to {number(high, places)}"
        tile(axes, (row, column), to_hex(shades(norm(middle))), (text, below))


@styled
def draw_heat_differences(material: Material) -> Figure:
    """Draw what the scenario changes in each share when one changes most, and at the end."""
    change = changed(material)["share"]
    found = headline_of(material, "share")
    dates = list(dict.fromkeys((found.turn or material.dates[-1], material.dates[-1])))
    if form().is_slide:
        dates = dates[:1]
    figure = page(
        found.words,
        "What the scenario changes, power by state: change in the share of a state's influence, "
        "percentage points; median of run-by-run differences, and below it the 90 % of runs. "
        f"Hatched: no clear effect, or smaller than {PERCENT.least:g} points",
        material.facts,
        (12, 7.8),
        against=True,
    )
    grid = figure.subplots(1, len(dates), squeeze=False)[0]
    reach = max(
        float(np.abs(change.sel(statistic="p50", turn=dates)).max()) * 100, 5 * PERCENT.least
    )
    norm = TwoSlopeNorm(0, -2 * reach, 2 * reach)
    for axes, date in zip(grid, dates, strict=True):
        draw_changes(axes, material, change.sel(turn=date), date, norm)
    return figure


def draw_changes(
    axes: Axes, material: Material, change: xr.DataArray, date: str, norm: Normalize
) -> None:
    """Draw the differences of one date; those without a clear effect stay white."""
    shades: Colormap = colormaps["PuOr_r"]
    frame(axes, material, change, date)
    for row, column, (low, middle, high) in cells(change):
        places = decimals(low, high, 2)
        noise = bool(judge(low, middle, high, PERCENT.least))
        if not noise and float(number(min(abs(low), abs(high)), places)) == 0:
            places += 1  # an end that is not zero is not printed as zero
        colour = "#FFFFFF" if noise else to_hex(shades(norm(middle)))
        text = "0" if low == high == 0 else signed(middle, places)
        below = "" if low == high == 0 else f"{signed(low, places)} to {signed(high, places)}"
        tile(axes, (row, column), colour, (text, below), noise=noise)


def cells(summary: xr.DataArray) -> list[tuple[int, int, tuple[float, float, float]]]:
    """Return row, column and p05, p50, p95 in per cent of every pair."""
    ends = summary.sel(statistic=["p05", "p50", "p95"]).transpose("power", "state", "statistic")
    values = ends.values * 100
    return [
        (row, column, (values[row, column, 0], values[row, column, 1], values[row, column, 2]))
        for row in range(values.shape[0])
        for column in range(values.shape[1])
    ]


def frame(axes: Axes, material: Material, summary: xr.DataArray, date: str) -> None:
    """Set up rows of powers and columns of states."""
    powers, states = names_of(summary, "power"), names_of(summary, "state")
    axes.set_xlim(0, len(states))
    axes.set_ylim(len(powers), 0)
    axes.set_xticks(
        np.arange(len(states)) + 0.5, [material.look("state", one).name for one in states]
    )
    axes.set_yticks(
        np.arange(len(powers)) + 0.5, [material.look("power", one).name for one in powers]
    )
    axes.tick_params(length=0, top=False, labeltop=True, labelbottom=False, bottom=False)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.set_title(date, pad=20)


def tile(
    axes: Axes,
    place: tuple[int, int],
    colour: str,
    words: tuple[str, str],
    *,
    noise: bool = False,
) -> None:
    """Draw one cell with its value, and its interval below in small print.

    place: row and column; words: the value, and the interval or "".
    """
    (row, column), (text, below) = place, words
    hatch = "////" if noise else None
    axes.add_artist(
        Rectangle((column, row), 1, 1, facecolor=colour, edgecolor="#DDDDDD", hatch=hatch, lw=0)
    )
    axes.add_artist(Rectangle((column, row), 1, 1, facecolor="none", edgecolor="white", lw=2))
    ink = text_on(colour)
    weight = "normal" if noise else "bold"
    height = 0.4 if below else 0.5
    axes.text(
        column + 0.5,
        row + height,
        text,
        ha="center",
        va="center",
        color=ink,
        size=points(9.5),
        weight=weight,
        in_layout=False,
    )
    axes.text(
        column + 0.5,
        row + 0.74,
        below,
        ha="center",
        va="center",
        color=ink,
        size=points(6.8),
        in_layout=False,
    )
