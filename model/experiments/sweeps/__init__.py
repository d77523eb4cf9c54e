"""Sweeps: many runs over uncertain factors, levers and scenarios, that cannot lose work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xarray as xr


def open_sweep(folder: Path | str) -> xr.Dataset:
    """Open the folder of a sweep, finished or not, as a labelled dataset that is read lazily."""
    from model.experiments.sweeps.open_sweep_folder import open_sweep as open_it

    return open_it(folder)
