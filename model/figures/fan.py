"""A fan: the median of the runs within the bands that hold half and nine tenths of them."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from numpy.typing import NDArray

from model.figures.style import Look


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
