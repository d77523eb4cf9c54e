"""Starting helper processes that must not write over what a command says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def muted() -> Iterator[None]:
    """Send what is written to standard error meanwhile, by processes started too, to nowhere."""
    loud, mute = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(mute, 2)
        yield
    finally:
        os.dup2(loud, 2)
        os.close(loud)
        os.close(mute)
