"""A Zarr store that was checked, opened lazily as a labelled dataset."""

from __future__ import annotations

from pathlib import Path

import xarray as xr


def open_zarr(path: Path) -> xr.Dataset:
    """Open a store that `read_store` found sound; nothing but labels is read until asked for.

    Attributes are left as they are: this package writes none by which values would be decoded.
    """
    return xr.open_dataset(
        path,
        engine="zarr",
        consolidated=False,
        chunks=None,
        cache=False,
        decode_cf=False,
        backend_kwargs={"zarr_format": 3},
    )
