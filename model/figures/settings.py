"""Matplotlib as it is shipped: nothing of it is taken from the environment or from rc files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

BACKEND = "MPLBACKEND"
"""Environment variable that names a backend; a notebook sets one that exists in it alone."""


def load_matplotlib() -> None:
    """Import matplotlib without the backend and the rc files of the environment.

    While it is first imported it takes the backend from `MPLBACKEND` and reads one `matplotlibrc`:
    that of the working folder if there is one, else of `MATPLOTLIBRC` or `MPLCONFIGDIR`. A wrong
    value in either ends the import, and some values change the locale of the process. So it is
    imported from its own folder, which holds the defaults. Where it is loaded already, only the
    style of each figure keeps the caller's settings out.
    """
    if "matplotlib" in sys.modules:
        return
    with _without_backend(), _in_own_folder():
        import_module("matplotlib")


@contextmanager
def _without_backend() -> Iterator[None]:
    kept = os.environ.pop(BACKEND, None)
    try:
        yield
    finally:
        if kept is not None:
            os.environ[BACKEND] = kept


@contextmanager
def _in_own_folder() -> Iterator[None]:
    """Stand in the folder of matplotlib's defaults, where that can be left again."""
    spec = find_spec("matplotlib")
    try:
        here = os.getcwd()
    except FileNotFoundError:
        here = ""
    if not here or spec is None or not spec.submodule_search_locations:
        yield
        return
    os.chdir(Path(spec.submodule_search_locations[0]) / "mpl-data")
    try:
        yield
    finally:
        os.chdir(here)
