"""The runs of one scenario as an experiment: a sweep that varies nothing, block after block.

They are played by the player of sweeps, written block by block, and taken up again after a stop. A
folder that is not finished is hidden, so that nobody takes it for a result.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from model.experiments.failed_runs import FAILED, FAILURES, FailedRunsError, numbers_of
from model.experiments.outcomes import OUTCOMES, observe
from model.experiments.request import BATCH, Request, attributes_of
from model.experiments.store import STORE, note
from model.experiments.sweeps.dice import OWN
from model.experiments.sweeps.driver import clear_up, drop_wrong, play_left
from model.experiments.sweeps.executors import Executor, InProcess, LocalWorkers
from model.experiments.sweeps.journal import Journal
from model.experiments.sweeps.parts import Alternative, Design, Kept, Sweep
from model.experiments.sweeps.plan import RUN, Plan
from model.experiments.sweeps.play import Failure
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.sweep_files import JOURNAL, WRITING
from model.experiments.sweeps.sweep_folder import start
from model.experiments.sweeps.sweep_store import create_store
from model.experiments.worker_pool import WorkerPool
from model.storage.checksums import find_damage, read_checksums
from model.storage.csv_text import write_csv
from model.storage.folder import HIDDEN, folder_name
from model.storage.manifest import Manifest, read_manifest, short_digest, write_manifest
from model.storage.stored_files import DamagedError

PAYS_FROM = 256
"""Runs from which worker processes are worth their start."""


def plan_runs(request: Request, manifest: Manifest) -> Plan:
    """Return the plan of a request: every outcome of every run in every quarter, no factor."""
    scenario = request.scenario
    sweep = Sweep(
        name=scenario.name,
        title=scenario.title,
        question=scenario.question,
        narrative="",
        file="",
        scenarios=(scenario.name,),
        interests=request.interests,
        dates=(),
        replications=1,
        entropy=request.entropy,
        dice=OWN,
        design=Design("runs", request.runs, 0, False),
        factors=(),
        levers=(),
        outcomes=tuple(
            Kept(name, name, (), each.axes, "trajectory", each.unit, each.meaning)
            for name, each in sorted(OUTCOMES.items())
        ),
        always=Alternative("", (), ()),
    )
    structure = Structure(scenario.name, (), scenario, request.changed)
    key = short_digest(manifest)
    return Plan(key, sweep, (structure,), observe, request.runs, BATCH, STORE, RUN)


class Unfinished:
    """A request whose runs are being played in a hidden folder, or were until they were stopped."""

    def __init__(self, request: Request, manifest: Manifest, out: Path) -> None:
        self.folder = out / f"{HIDDEN}-unfinished-{folder_name(manifest)}"
        self.done = 0
        self._request, self._manifest = request, manifest
        self._plan = plan_runs(request, manifest)
        self._design = np.empty((self._plan.points, 0))

    def begin(self) -> None:
        """Make the folder, unless one is there that was begun so; raises OSError."""
        if self.folder.exists() and not self._as_begun():
            shutil.rmtree(self.folder)
        if not self.folder.exists():
            start(self.folder, self._lay_out)

    def play(self, pool: WorkerPool) -> Iterator[int]:
        """Play what is not played yet; yield how many runs were there, and each block brought.

        Raises FailedRunsError where no run came to its end, OSError and SweepError; what is written
        stays.
        """
        plan, folder = self._plan, self.folder
        executor: Executor = InProcess()
        if pool.workers > 1 and self._request.runs >= PAYS_FROM:
            executor = LocalWorkers(pool)
        (folder / WRITING).mkdir(exist_ok=True)
        with Journal(folder) as journal:
            drop_wrong(plan, folder, journal)
            self.done = sum(receipt.runs for receipt in journal.receipts.values())
            yield self.done
            for receipt in play_left(plan, self._design, folder, executor, journal):
                self.done += receipt.runs
                yield receipt.runs
            receipts = sorted(journal.receipts.values())
        self._record_failed([failure for each in receipts for failure in each.failures])

    def finish(self) -> None:
        """Remove all that only runs that are not finished need."""
        clear_up(self.folder)
        (self.folder / JOURNAL).unlink()

    def _as_begun(self) -> bool:
        """Tell whether the folder holds the beginning of this request, whole and unchanged."""
        try:
            begun = read_manifest(self.folder)["digest"] == self._manifest["digest"]
            return begun and not find_damage(self.folder, read_checksums(self.folder), whole=True)
        except (OSError, ValueError, DamagedError):
            return False

    def _lay_out(self, folder: Path) -> None:
        attributes = attributes_of(self._request, self._manifest)
        create_store(folder, self._plan, self._design, attributes)
        write_manifest(self._manifest, folder)

    def _record_failed(self, failed: Sequence[Failure]) -> None:
        """Write down which runs failed, if any; raises FailedRunsError if all did."""
        if not failed:
            return
        if len(failed) == self._request.runs:
            run, _, reason = failed[0]
            name, runs = self._request.scenario.name, self._request.runs
            wrong = f"not one of {runs} runs came to its end; in run {run}, {reason}"
            raise FailedRunsError(f"{name}: {wrong}")
        text = io.StringIO()
        write_csv(text, ("run", "reason"), [(run, reason) for run, _, reason in failed])
        (self.folder / FAILURES).write_text(text.getvalue(), encoding="utf-8", newline="\n")
        note(self.folder / STORE, FAILED, numbers_of(run for run, _, _ in failed))
