"""A chain of a calibration on disk: written whole, and read only where it is sound."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from model.storage.folder import FolderError, put_file
from model.validation.calibration.find import (
    Chain,
)


def save_chain(path: Path, chain: Chain) -> None:
    """Write a chain in full or not at all."""
    name, keys, place, kept, cached = chain.random
    held = io.BytesIO()
    np.savez(
        held,
        positions=chain.positions,
        scores=chain.scores,
        likelihood=chain.likelihood,
        random=np.array(name),
        keys=keys,
        place=place,
        kept=kept,
        cached=cached,
    )
    put_file(path, held.getvalue())


def load_chain(path: Path) -> Chain | None:
    """Read a chain; None if there is none yet. Raises FolderError where it cannot be read."""
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as held:
            place, kept, cached = int(held["place"]), int(held["kept"]), float(held["cached"])
            random = (str(held["random"]), held["keys"], place, kept, cached)
            return Chain(held["positions"], held["scores"], held["likelihood"], random)
    except (ValueError, KeyError, EOFError, BadZipFile):
        raise FolderError(f"{path} cannot be read; begin anew with --again") from None
