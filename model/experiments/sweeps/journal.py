"""The completion log: a line for each block that is written, by which a sweep is taken up again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple
from zlib import crc32

from model.experiments.sweeps.play import Failure
from model.experiments.sweeps.sweep_files import JOURNAL, WRITING, SweepError, write_whole
from model.inputs.formats.files import UnreadableError, read_bytes
from model.inputs.formats.json_files import parse_json

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

    A line that was cut off when a process was stopped, or damaged since, is dropped, so that its
    block is played again.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self.receipts = {receipt.block: receipt for receipt in read_journal(folder)}
        self._file: BufferedWriter | None = None

    def __enter__(self) -> Journal:
        self.path.touch()
        data = self.path.read_bytes()
        good = b"".join(_good_lines(data))
        if len(good) < len(data):
            (self.path.parent / WRITING).mkdir(exist_ok=True)
            write_whole(self.path, good, self.path.parent / WRITING)
        self._file = self.path.open("ab")
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
        """Forget blocks whose files are not as they were written; raises OSError."""
        for block in blocks:
            self.receipts.pop(block, None)
        rewrite_journal(self.path.parent, self.receipts.values())
        if self._file is not None:
            self._file.close()
            self._file = self.path.open("ab")


def read_journal(folder: Path) -> list[Receipt]:
    """Return what a sweep has written so far, each block once, in the order in which it came.

    Raises SweepError where the log is no ordinary file.
    """
    try:
        data = read_bytes(folder / JOURNAL, LARGEST_JOURNAL)
    except UnreadableError as error:
        if not (folder / JOURNAL).exists():
            return []
        raise SweepError(f"{folder / JOURNAL} {error}") from None
    return list({receipt.block: receipt for receipt in map(_read, _good_lines(data))}.values())


def rewrite_journal(folder: Path, receipts: Iterable[Receipt]) -> None:
    """Write the log anew in the order of blocks, so that it does not tell who was faster."""
    lines = b"".join(_line(each) for each in sorted(receipts))
    write_whole(folder / JOURNAL, lines, folder / WRITING)


def _line(receipt: Receipt) -> bytes:
    told = receipt._asdict()
    return (_compact({**told, "check": _check(told)}) + "\n").encode()


def _compact(told: dict[str, Any]) -> str:
    return json.dumps(told, separators=(",", ":"))


def _check(told: dict[str, Any]) -> str:
    return f"{crc32(_compact(told).encode()):08x}"


def _good_lines(data: bytes) -> Iterator[bytes]:
    for line in data.splitlines(keepends=True):
        try:
            _read(line)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        if line.endswith(b"\n"):
            yield line


def _read(line: bytes) -> Receipt:
    """Return the receipt that a line holds; raises an error of some kind for any other line."""
    told = parse_json(line)
    if told.pop("check") != _check(told):
        raise ValueError("the line is not as it was written")
    failures = tuple(Failure(*each) for each in told.pop("failures"))
    receipt = Receipt(**told, failures=failures)
    numbers = [receipt.block, receipt.runs, receipt.bytes]
    numbers += [place for failure in failures for place in failure[:2]]
    words = [receipt.digest, *(failure.reason for failure in failures)]
    if not all(type(each) is int for each in numbers) or not all(type(w) is str for w in words):
        raise TypeError("the line does not hold a block")
    return receipt
