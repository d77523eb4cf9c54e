"""A netCDF file of every value, in the classic format that all readers of netCDF know."""

from __future__ import annotations

from pathlib import Path

from model.analysis.export.export_source import Source
from model.inputs.formats.problems import InputError, Problem
from model.storage.folder import hidden_file

LARGEST = 400_000_000
"""Bytes of values that a file may have: the library that writes it holds them twice in memory."""


def check_size(source: Source) -> None:
    """Raise InputError where a file would be too large."""
    size = sum(int(source.dataset[name].nbytes) for name in source.outcomes)
    if size > LARGEST:
        wrong = (
            f"would hold {size / 1e9:.1f} GB, at most {LARGEST / 1e9:.1f} GB are written; choose "
            "some outcomes with --outcome, or read the result in Python with model.open_result"
        )
        raise InputError([Problem("--netcdf", None, "", wrong)])


def write_netcdf(source: Source, path: Path) -> None:
    """Write the chosen outcomes with all labels and attributes; raises OSError."""
    with hidden_file(path) as hidden:
        source.dataset.to_netcdf(hidden, engine="scipy", format="NETCDF3_64BIT")
