"""The array namespace of an argument: what lets the same rules run on another kind of array."""

from __future__ import annotations

from typing import Any

import array_api_compat.numpy as numpy_space
import numpy as np
from array_api_compat import array_namespace


def space_of(array: Any) -> Any:
    """The namespace of the array API standard that the array belongs to.

    NumPy arrays, nearly all there are, are told at a glance: the general look-up takes microseconds
    and a quarter asks two hundred times.
    """
    return numpy_space if type(array) is np.ndarray else array_namespace(array)
