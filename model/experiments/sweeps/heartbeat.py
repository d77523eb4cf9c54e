"""How far a sweep is, for who runs it and for any other terminal."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from model.experiments.sweeps.journal import Receipt
from model.experiments.sweeps.sweep_files import HEARTBEAT, WRITING

EVERY = 0.5
"""Seconds between two notes at least."""


class Heartbeat:
    """Counts runs, and writes down from time to time how fast they come."""

    def __init__(
        self, folder: Path, total: int, words: str, before: Iterable[Receipt] = ()
    ) -> None:
        self._path, self.total, self._words = folder / HEARTBEAT, total, words
        self.done = self.failed = 0
        for receipt in before:
            self._count(receipt)
        self._began, self._before, self._told = time.monotonic(), self.done, 0.0

    def note(self, receipt: Receipt) -> None:
        """Count a block; now and then, write the counts where another process can read them."""
        self._count(receipt)
        now = time.monotonic()
        if now - self._told < EVERY:
            return
        self._told = now
        rate = (self.done - self._before) / max(now - self._began, 1e-9)
        told = {"runs": self.done, "failed": self.failed, "rate": rate, "by": self._words,
                "at": time.time()}  # fmt: skip
        fresh = self._path.parent / WRITING / HEARTBEAT
        fresh.write_text(json.dumps(told), encoding="utf-8")
        fresh.replace(self._path)

    def tell(self, watch: Callable[[int, int, int], None]) -> None:
        """Tell the counts."""
        watch(self.done, self.total, self.failed)

    def _count(self, receipt: Receipt) -> None:
        self.done += receipt.runs
        self.failed += len(receipt.failures)
