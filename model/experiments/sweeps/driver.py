"""The driver: from what is written already to a finished sweep, block by block."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from model.experiments.sweeps.executors import Executor
from model.experiments.sweeps.experiment_table import write_failures
from model.experiments.sweeps.journal import Journal, Receipt, rewrite_journal
from model.experiments.sweeps.plan import Plan, Task, task_of
from model.experiments.sweeps.status import Heartbeat
from model.experiments.sweeps.sweep_files import WORKING, WRITING, write_whole
from model.experiments.sweeps.sweep_store import depths_of, remove_block, write_block
from model.experiments.sweeps.sweep_summary import write_summary
from model.experiments.sweeps.verify import Blocks, checksums_at_end, find_wrong_blocks
from model.storage.checksums import CHECKSUMS, as_text
from model.world.draws import Floats

Watch = Callable[[int, int, int], None]
"""Told after each block: runs done, of how many, and how many of them failed."""


def watch_nothing(done: int, total: int, failed: int) -> None:
    """Say nothing."""


def drive(
    plan: Plan, design: Floats, folder: Path, executor: Executor, watch: Watch = watch_nothing
) -> list[str]:
    """Play every block of a plan that is not written yet, and finish the folder.

    Return what was wrong with the blocks that were written and had to be played again. The lock of
    the folder is held. However often this is stopped and begun again, and whoever plays, the files
    are the same in the end. Raises OSError and SweepError; what is written stays.
    """
    (folder / WRITING).mkdir(exist_ok=True)
    with Journal(folder) as journal:
        wrong = drop_wrong(plan, folder, journal)
        heartbeat = Heartbeat(folder, plan.runs, executor.words, journal.receipts.values())
        heartbeat.tell(watch)
        for receipt in play_left(plan, design, folder, executor, journal):
            heartbeat.note(receipt)
            heartbeat.tell(watch)
        receipts = sorted(journal.receipts.values())
    rewrite_journal(folder, receipts)
    write_failures(folder, plan, design, receipts)
    write_summary(folder, plan)
    text = as_text(checksums_at_end(folder))
    write_whole(folder / CHECKSUMS, text.encode(), folder / WRITING)
    clear_up(folder)
    return list(wrong.values())


def drop_wrong(plan: Plan, folder: Path, journal: Journal) -> dict[int, str]:
    """Take blocks out of the log whose files are not as they were written; return what is wrong."""
    wrong = find_wrong_blocks(folder, whole_of(plan), journal.receipts.values(), whole=True)
    if wrong:
        journal.drop(wrong)
    return wrong


def play_left(
    plan: Plan, design: Floats, folder: Path, executor: Executor, journal: Journal
) -> Iterator[Receipt]:
    """Play every block that is not in the log; yield the receipt of each when it is written."""
    left = [block for block in range(plan.blocks) if block not in journal.receipts]
    for block in left:
        remove_block(folder, plan, block)
    for done in executor.play(plan, folder, tasks_of(plan, design, left)):
        if done.files:
            write_block(folder, plan, done.files)
        journal.add(done.receipt)
        yield done.receipt


def whole_of(plan: Plan) -> Blocks:
    """The blocks of a plan."""
    every = plan.sweep.replications
    return Blocks(plan.experiments, every, plan.size, depths_of(plan), plan.store)


def tasks_of(plan: Plan, design: Floats, blocks: list[int]) -> Iterator[Task]:
    """The tasks of some blocks, made as they are asked for."""
    return (task_of(plan, design, block) for block in blocks)


def clear_up(folder: Path) -> None:
    """Remove what only a sweep that is not finished needs."""
    for name in WORKING:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
