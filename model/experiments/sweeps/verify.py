"""Whether the files of a sweep are as they were written, and which of them are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from model.experiments.sweeps.journal import Receipt, read_journal
from model.experiments.sweeps.sweep_files import (
    EXPERIMENTS,
    FINISHED,
    JOURNAL,
    MANIFEST,
    STORE,
    SWEEP,
    WRITING,
    SweepError,
)
from model.experiments.sweeps.sweep_store import digest_files, paths_of
from model.storage.checksums import (
    CHECKSUMS,
    QUICK,
    describe_damage,
    find_damage,
    measure,
    read_checksums,
)
from model.storage.stored_files import DamagedError, size_of
from model.storage.zarr_metadata import Stored

MENDS = "`steppewise sweep FILE --resume` makes it again and keeps what is whole"


class Blocks(NamedTuple):
    """The blocks that a sweep consists of, and the axes that each kept outcome has."""

    experiments: int
    replications: int
    size: int
    depths: Mapping[str, int]
    store: str = STORE

    @property
    def total(self) -> int:
        """How many blocks there are."""
        return -(-self.experiments // self.size)

    def runs(self, block: int) -> int:
        """How many runs a block holds."""
        left = self.experiments - block * self.size
        return min(self.size, left) * self.replications


def blocks_of(stored: Stored) -> Blocks:
    """Return the blocks into which a store is cut."""
    depths = {name: len(array.axes) for name, array in stored.outcomes.items()}
    size = next(iter(stored.outcomes.values())).chunks[0]
    return Blocks(stored.sizes["experiment"], stored.sizes["replication"], size, depths)


def find_wrong_blocks(
    folder: Path, blocks: Blocks, receipts: Iterable[Receipt], whole: bool
) -> dict[int, str]:
    """Return the blocks whose files are not as the log says, each with what is wrong.

    whole: read every byte; else only sizes are compared where the files are large in all.
    """
    listed = list(receipts)
    whole = whole or sum(receipt.bytes for receipt in listed) <= QUICK
    found = {}
    for receipt in listed:
        wrong = _compare(folder, blocks, receipt, whole)
        if wrong:
            found[receipt.block] = wrong
    return found


def _compare(folder: Path, blocks: Blocks, receipt: Receipt, whole: bool) -> str:
    number = receipt.block
    log = f"{folder / JOURNAL}"
    if not 0 <= number < blocks.total:
        return f"{log} has a block that the sweep does not have"
    if receipt.runs != blocks.runs(number):
        return f"{log} gives block {number} another number of runs than it has"
    paths = list(paths_of(blocks.depths, number))
    store = folder / blocks.store
    where = store / (paths[0] if len(paths) == 1 else f"*/c/{number}")
    try:
        size = sum(size_of(store / path) for path in paths)
    except DamagedError as error:
        return str(error)
    if size != receipt.bytes:
        return f"{where} is not as it was written: {size:,} bytes instead of {receipt.bytes:,}"
    if whole:
        files = {path: (store / path).read_bytes() for path in paths}
        if digest_files(files) != receipt.digest:
            return f"{where} is not as it was written"
    return ""


def check_sweep(folder: Path, blocks: Blocks, whole: bool) -> None:
    """Raise SweepError where a file of a sweep, finished or not, is not as it was written.

    whole: read every byte, however many there are.
    """
    found = find_wrong_files(folder, whole)
    receipts = read_journal(folder)
    wrong = find_wrong_blocks(folder, blocks, receipts, whole)
    found |= {f"block {block}": words for block, words in wrong.items()}
    if not found and not (folder / WRITING).exists():
        lacking = set(range(blocks.total)) - {receipt.block for receipt in receipts}
        found |= {f"block {b}": f"{folder / JOURNAL} lacks block {b}" for b in sorted(lacking)}
    if found:
        raise SweepError(f"{describe_damage(found)}\n{MENDS}")


def find_wrong_files(folder: Path, whole: bool) -> dict[str, str]:
    """Return the files beside the blocks that are not as they were written, with what is wrong."""
    try:
        checksums = read_checksums(folder)
    except DamagedError as error:
        return {CHECKSUMS: str(error)}
    needed = {MANIFEST, SWEEP, EXPERIMENTS, f"{STORE}/zarr.json"}
    if not (folder / WRITING).exists():
        needed |= set(FINISHED)
    lacking = sorted(needed - set(checksums))
    found = {name: f"{folder / CHECKSUMS} lacks {name}" for name in lacking}
    return found | find_damage(folder, checksums, whole)


def checksums_at_end(folder: Path) -> dict[str, Any]:
    """Return the checksums of a sweep that is finished: those it began with, and of its tables.

    Blocks have theirs in the log.
    """
    return read_checksums(folder) | measure(folder, FINISHED)
