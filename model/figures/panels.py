"""Panels on a page, the fans in them, and the key that says how to read a fan."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model.figures.forms import points
from model.figures.style import INK, Look

ON_LINES = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.75}
"""What stands behind words that may meet a line."""


def panels(
    figure: Figure, count: int, columns: int = 3, *, sharey: bool | str = False
) -> tuple[list[Axes], Axes | None]:
    """Return `count` panels on a grid, and one to spare for a key if the grid has one left.

    Years stand below the lowest panel of each column only, and a shared scale stands left only.
    """
    rows = -(-count // columns)
    grid = figure.subplots(rows, columns, sharey=sharey, squeeze=False)  # type: ignore[arg-type]
    flat = [axes for row in grid for axes in row]
    for place, axes in enumerate(flat[:count]):
        lowest = place + columns >= count
        axes.tick_params(length=2.5, labelbottom=lowest)
    for axes in flat[count:]:
        axes.set_axis_off()
    return flat[:count], flat[count] if len(flat) > count else None


def fan_key(axes: Axes | None) -> None:
    """Draw how to read a fan into a spare panel; without one, the subtitle has to do."""
    if axes is None:
        return
    inner = axes.inset_axes((0.12, 0.3, 0.42, 0.42))
    inner.set_axis_off()
    x = np.linspace(0, 1, 20)
    middle, wide = 0.3 + 0.35 * x, 0.04 + 0.3 * x
    inner.fill_between(x, middle - wide, middle + wide, color=INK, alpha=0.13, lw=0)
    inner.fill_between(x, middle - wide / 2.4, middle + wide / 2.4, color=INK, alpha=0.25, lw=0)
    inner.plot(x, middle, color=INK, lw=1.7)
    inner.set_ylim(0, 1)
    texts = ("median", "50 % of runs", "90 % of runs")
    ends = (middle[-1], middle[-1] + wide[-1] / 3, middle[-1] + wide[-1] * 0.85)
    for text, end, height in zip(texts, ends, (0.55, 0.75, 0.95), strict=True):
        inner.plot((1, 1.05), (end, height), color=INK, lw=0.6, clip_on=False)
        inner.text(1.07, height, text, va="center", size=points(7.5), in_layout=False)
    inner.set_xlim(0, 1)
    axes.text(0.12, 0.8, "How to read", size=points(9), weight="bold", transform=axes.transAxes)


def name_side(axes: list[Axes], columns: int, label: str) -> None:
    """Write the unit up the side of the first panel of each row."""
    for place in range(0, len(axes), columns):
        axes[place].set_ylabel(label)


def curve(summary: xr.DataArray, statistic: str, scale: float = 1.0) -> NDArray[np.float64]:
    """Return one statistic of a summary as shown: stored value times scale."""
    return np.asarray(summary.sel(statistic=statistic).values, dtype=np.float64) * scale


def fan(
    axes: Axes,
    x: NDArray[np.float64],
    summary: xr.DataArray,
    look: Look,
    scale: float = 1.0,
    strength: float = 1.0,
) -> None:
    """Draw median, 50 and 90 % bands of one summary (statistic, turn)."""
    for low, high, alpha in (("p05", "p95", 0.16), ("p25", "p75", 0.28)):
        axes.fill_between(
            x,
            curve(summary, low, scale),
            curve(summary, high, scale),
            color=look.colour,
            alpha=alpha * strength,
            linewidth=0,
        )
    line(axes, x, summary, look, scale)


def line(
    axes: Axes,
    x: NDArray[np.float64],
    summary: xr.DataArray,
    look: Look,
    scale: float = 1.0,
    width: float = 1.7,
) -> None:
    """Draw the median alone, in the colour and dash of its actor."""
    axes.plot(x, curve(summary, "p50", scale), color=look.colour, linestyle=look.dash, lw=width)


def stretches(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last place of every unbroken stretch of true flags."""
    padded = np.concatenate([[False], flags, [False]]).astype(int)
    steps = np.diff(padded)
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))
