"""Heat maps of a grid: the outcome in each cell, and what two inputs do together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.analysis.answers.answer_parts import Gridded
from model.analysis.answers.outcome_names import heading, percent, view_of
from model.analysis.grids.find import Grid
from model.analysis.grids.words import headline
from model.analysis.units import Shown
from model.analysis.wording import Names, decimals, number, signed
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure, Normalize, Rectangle, TwoSlopeNorm, colormaps, to_hex
from model.figures.style import styled, text_on

STRETCH = 10
"""Smallest differences worth telling that the shades span at least."""

PRINTED = 12
"""Rows or columns up to which every value is printed."""


@styled
def draw_grid(one: Gridded, names: Names, facts: Facts) -> Figure:
    """Draw the mean of every cell, and beside it what the two inputs do beyond their own."""
    grid, view = one.grid, view_of(one.series)
    figure = page(
        headline(one, names),
        f"{heading(one.series, names)} by {grid.row} and {grid.column}. Left: mean of "
        f"{grid.cases:,} settings of all else, {view.unit}. Right: what the two do "
        "together beyond what each does alone (mean less row mean less column mean plus grand "
        f"mean), {view.change or 'in its unit'}; {percent(grid.part)} of the variance between "
        "cells. Blank: less than is worth telling",
        facts,
        (12.6, 3.4 + 0.5 * max(len(grid.rows), 5)),
    )
    left, right = figure.subplots(1, 2)
    means, together = view.scale * grid.means, view.scale * grid.together
    frame(left, grid, title_of("Outcome", np.ptp(means), view))
    frame(right, grid, title_of("Together, beyond their own", np.abs(together).max(), view))
    left.set_ylabel(grid.row)
    draw_means(left, means, view)
    draw_together(right, together, view)
    return figure


def title_of(title: str, size: float, view: Shown) -> str:
    """Return a title that warns of differences too small to matter."""
    return f"{title}: next to no difference" if size < view.least else title


def frame(axes: Axes, grid: Grid, title: str) -> None:
    """Set up the rows and columns of a heat map, low values at the bottom left."""
    axes.set_xlim(0, len(grid.columns))
    axes.set_ylim(0, len(grid.rows))
    axes.set_xticks(np.arange(len(grid.columns)) + 0.5, grid.columns)
    axes.set_yticks(np.arange(len(grid.rows)) + 0.5, grid.rows)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(grid.column)
    axes.set_title(title)


def draw_means(axes: Axes, values: NDArray[np.float64], view: Shown) -> None:
    """Draw the level of every cell; what makes next to no difference is shaded alike."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    reach, middle = max(high - low, STRETCH * view.least, 1e-12), (low + high) / 2
    norm, shades = Normalize(middle - 0.75 * reach, middle + 1.1 * reach), colormaps["Blues"]
    places = min(decimals(low, high, view.decimals) + 1, view.decimals)
    for row, column in np.ndindex(values.shape):
        value = float(values[row, column])
        colour = to_hex(shades(norm(value))) if np.isfinite(value) else "#FFFFFF"
        text = number(value, places) if np.isfinite(value) else "?"
        cell(axes, row, column, colour, text if max(values.shape) <= PRINTED else "")


def draw_together(axes: Axes, values: NDArray[np.float64], view: Shown) -> None:
    """Draw what is not additive; cells below the smallest difference worth telling stay blank."""
    reach = max(float(np.nanmax(np.abs(values), initial=0.0)), 2 * view.least, 1e-12)
    norm, shades = TwoSlopeNorm(0, -1.6 * reach, 1.6 * reach), colormaps["PuOr_r"]
    places = decimals(-reach, reach, view.decimals)
    for row, column in np.ndindex(values.shape):
        value = float(values[row, column])
        little = not np.isfinite(value) or abs(value) < view.least
        colour = "#FFFFFF" if little else to_hex(shades(norm(value)))
        text = "" if little else signed(value, places)
        cell(axes, row, column, colour, text if max(values.shape) <= PRINTED else "")


def cell(axes: Axes, row: int, column: int, colour: str, text: str) -> None:
    """Draw one cell and its value."""
    axes.add_artist(Rectangle((column, row), 1, 1, facecolor=colour, edgecolor="#E8E8E8", lw=0.8))
    axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", size=8.5,
              color=text_on(colour), in_layout=False)  # fmt: skip
