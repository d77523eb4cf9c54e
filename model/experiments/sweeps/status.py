"""How far a sweep is, as it writes it down and as any process can tell."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from model.experiments.sweeps.journal import Receipt, read_journal
from model.experiments.sweeps.lock import holder, is_locked
from model.experiments.sweeps.open_sweep_folder import check_stored, read_sweep_manifest
from model.experiments.sweeps.sweep_files import HEARTBEAT, WRITING
from model.inputs.formats.json_files import read_json


class Status(NamedTuple):
    """Runs done and failed, how fast they come (runs a second), and who plays them."""

    name: str
    runs: int
    done: int
    failed: int
    running: bool
    finished: bool
    rate: float
    by: str
    reasons: tuple[tuple[str, int], ...]
    """the commonest reasons of failures, with their numbers"""

    @property
    def seconds_left(self) -> float | None:
        """Time left at the latest rate; None where nothing runs or no rate is known."""
        if not self.running or self.rate <= 0:
            return None
        return (self.runs - self.done) / self.rate


def read_status(folder: Path, verify: bool = False) -> Status:
    """Return how far the sweep in a folder is; verify: check every byte of it.

    Raises SweepError where there is none, or where nobody writes to it and it is not as it was
    written.
    """
    if not is_locked(folder):
        check_stored(folder, read_sweep_manifest(folder), verify)
    return read_progress(folder)


def read_progress(folder: Path) -> Status:
    """Return how far the sweep in a folder is by its log, whether or not its files are whole."""
    manifest = read_sweep_manifest(folder)
    running = is_locked(folder)
    receipts = read_journal(folder)
    failures = [failure for receipt in receipts for failure in receipt.failures]
    counts: dict[str, int] = {}
    for failure in failures:
        counts[failure.reason] = counts.get(failure.reason, 0) + 1
    rate, by = _read_heartbeat(folder)
    return Status(
        name=str(manifest["name"]),
        runs=int(manifest["runs"]),
        done=sum(receipt.runs for receipt in receipts),
        failed=len(failures),
        running=running,
        finished=not (folder / WRITING).exists(),
        rate=rate if running else 0.0,
        by=f"{by}, from {holder(folder)}" if running else "",
        reasons=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]),
    )


def _read_heartbeat(folder: Path) -> tuple[float, str]:
    try:
        told = read_json(folder / HEARTBEAT)
        return float(told["rate"]), str(told["by"])
    except (ValueError, TypeError, KeyError):
        return 0.0, "a process"


def describe_status(status: Status) -> str:
    """Return the status in sentences."""
    name, done = status.name, f"{status.done:,} of {status.runs:,} runs done"
    failed = f"{status.failed:,} failed" if status.failed else "none failed"
    lines = [f"{name}: {done}, {failed}"]
    if status.finished:
        lines.append("Finished; its files are as they were written.")
    elif not status.running:
        lines.append("Stopped before its end; --resume finishes it.")
    else:
        left = status.seconds_left
        pace = (
            ""
            if left is None
            else f"{status.rate:,.0f} runs a second, {describe_time(left)} left; "
        )
        lines.append(f"Running: {pace}played by {status.by}.")
    lines += [f"  {count:,} x {reason}" for reason, count in status.reasons]
    return "\n".join(lines)


def describe_time(seconds: float) -> str:
    """Return a time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 72 * 3600 else f"{seconds / 86400:.1f} days"


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
