"""Memory of a worker: kept for the next array rather than given back after each."""

from __future__ import annotations

import ctypes
import sys

TRIM, MAP = -1, -3
"""glibc's numbers for M_TRIM_THRESHOLD and M_MMAP_THRESHOLD."""

KEPT, LARGEST = 1 << 28, 1 << 25
"""Bytes that may lie free, and above which an array has pages of its own."""


def keep_memory() -> None:
    """Let this process keep freed memory, where its C library is glibc.

    Dask starts its workers so that all that is freed goes back to the system at once. Rules make
    and drop arrays of some hundred kilobytes all the time, and would ask for their pages anew each
    time, which takes longer than the arithmetic.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(TRIM, KEPT)
        library.mallopt(MAP, LARGEST)
    except (OSError, AttributeError):
        return
