"""A Zarr store that was checked, opened lazily as a labelled dataset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr
import zarr
from xarray.backends import BackendArray
from xarray.core import indexing

from model.storage.stored_files import DamagedError
from model.storage.zarr_metadata import Stored

UNREADABLE = (AssertionError, RuntimeError, TypeError, ValueError)
"""What codecs raise on bytes that they did not write; errors of the system are told as such."""


class StoredValues(BackendArray):
    """The values of an array of a store, read when they are asked for.

    Reading raises DamagedError where the bytes of a chunk cannot be decoded. Checksums need not
    have shown it before: of large results only the sizes are compared.
    """

    __slots__ = ("array", "dtype", "path", "shape")

    def __init__(self, array: zarr.Array[Any], path: Path) -> None:
        self.array, self.path = array, path
        self.shape, self.dtype = array.shape, array.dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        """Return values as xarray asks for them."""
        if isinstance(key, indexing.VectorizedIndexer):
            pick: Callable[[Any], Any] = self.array.vindex.__getitem__
        elif isinstance(key, indexing.OuterIndexer):
            pick = self.array.oindex.__getitem__
        else:
            pick = self.array.__getitem__
        support = indexing.IndexingSupport.VECTORIZED
        return indexing.explicit_indexing_adapter(
            key, self.shape, support, lambda exact: self._read(pick, exact)
        )

    def _read(self, pick: Callable[[Any], Any], exact: Any) -> npt.NDArray[Any]:
        try:
            return np.asarray(pick(exact))
        except UNREADABLE as error:
            why = " ".join(str(error).split())
            raise DamagedError(
                f"{self.path} holds values that cannot be read ({why}); --verify says which file "
                "is not as it was written"
            ) from None


def open_zarr(path: Path, stored: Stored) -> xr.Dataset:
    """Open a store that `read_store` found sound; nothing but labels is read until asked for.

    Attributes are left as they are: this package writes none by which values would be decoded.
    Raises DamagedError where labels cannot be read.
    """
    group = zarr.open_group(path, mode="r", zarr_format=3, use_consolidated=False)
    variables = {}
    for name, described in stored.arrays.items():
        array = group[name]
        if not isinstance(array, zarr.Array):
            raise DamagedError(f"{path / name} is not an array")
        values = indexing.LazilyIndexedArray(StoredValues(array, path / name))
        variables[name] = xr.Variable(described.axes, values, dict(array.attrs))
    return xr.Dataset(variables, attrs=dict(group.attrs))
