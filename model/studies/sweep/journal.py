"""The completion log: a line for each block that is written, by which a sweep is taken up again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from io import BufferedRandom
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from model.inputs.files import UnreadableError, read_bytes
from model.inputs.json_files import parse_json
from model.studies.sweep.errors import SweepError
from model.studies.sweep.files import JOURNAL, WRITING, write_whole
from model.studies.sweep.playing import Failure

LARGEST_JOURNAL = 4_000_000_000
"""Bytes that a log may have, of a billion runs many of which fail."""


class Receipt(NamedTuple):
    """A block that is written: its runs, bytes and digest, and the runs of it that failed."""

    block: int
    runs: int
    bytes: int
    digest: str
    failures: tuple[Failure, ...]


class Journal:
    """The open log of a sweep; every line is on the disk before `add` returns.

    A line that was cut off when a process was stopped is dropped, with all that follows it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self.receipts = {receipt.block: receipt for receipt in read_journal(folder)}
        self._file: BufferedRandom | None = None

    def __enter__(self) -> Journal:
        self.path.touch()
        self._file = self.path.open("r+b")
        whole = sum(len(line) for line in _good_lines(self._file.read()))
        self._file.truncate(whole)
        self._file.seek(whole)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, receipt: Receipt) -> None:
        """Write down that a block is written; raises OSError."""
        if self._file is None:
            raise ValueError("the journal is not open")
        self._file.write(_line(receipt))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.receipts[receipt.block] = receipt

    def drop(self, blocks: Iterable[int]) -> None:
        """Forget blocks whose files are not as they were written."""
        gone = set(blocks)
        kept = [each for each in self.receipts.values() if each.block not in gone]
        rewrite_journal(self.path.parent, kept)
        self.receipts = {each.block: each for each in kept}


def read_journal(folder: Path) -> list[Receipt]:
    """Return what a sweep has written so far, in the order in which it came.

    Raises SweepError where the log is no ordinary file.
    """
    try:
        data = read_bytes(folder / JOURNAL, LARGEST_JOURNAL)
    except UnreadableError as error:
        if not (folder / JOURNAL).exists():
            return []
        raise SweepError(f"{folder / JOURNAL} {error}") from None
    return [_read(line) for line in _good_lines(data)]


def rewrite_journal(folder: Path, receipts: Iterable[Receipt]) -> None:
    """Write the log anew in the order of blocks, so that it does not tell who was faster."""
    lines = b"".join(_line(each) for each in sorted(receipts))
    write_whole(folder / JOURNAL, lines, folder / WRITING)


def _line(receipt: Receipt) -> bytes:
    return (json.dumps(receipt._asdict(), separators=(",", ":")) + "\n").encode()


def _good_lines(data: bytes) -> Iterator[bytes]:
    for line in data.splitlines(keepends=True):
        try:
            _read(line)
        except (ValueError, TypeError, KeyError):
            return
        if not line.endswith(b"\n"):
            return
        yield line


def _read(line: bytes) -> Receipt:
    told = parse_json(line)
    failures = tuple(Failure(*each) for each in told.pop("failures"))
    return Receipt(**told, failures=failures)
