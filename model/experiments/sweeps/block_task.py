"""The work of one process: a block played, packed and put in its place, in memory that is kept."""

from __future__ import annotations

import ctypes
import pickle
import sys
from pathlib import Path
from typing import NamedTuple

from model.experiments.sweeps.journal import Receipt
from model.experiments.sweeps.plan import Plan, Task
from model.experiments.sweeps.play import Player
from model.experiments.sweeps.sweep_store import Files, digest_files, encode_block, write_block

_plans: dict[str, Plan] = {}
_players: dict[str, Player] = {}


class Done(NamedTuple):
    """A block that was played; `files` are those that the first process is yet to write."""

    receipt: Receipt
    files: Files


def do_block(plan: Plan, folder: Path, task: Task, deliver: bool = False) -> Done:
    """Play a block and write its files; with `deliver`, give them back to be written.

    The same task gives the same bytes in every process. Raises OSError where they cannot be
    written; runs that fail do not raise.
    """
    played = player_of(plan).play(task)
    files = encode_block(plan, played.outcomes, task.block)
    receipt = Receipt(
        task.block,
        len(task.values) * plan.sweep.replications,
        sum(map(len, files.values())),
        digest_files(files),
        played.failures,
    )
    if deliver:
        return Done(receipt, files)
    write_block(folder, plan, files)
    return Done(receipt, {})


def do_packed_block(key: str, packed: bytes, folder: Path, task: Task) -> Done:
    """Play a block of a plan that comes pickled, and is unpacked once a process; see `do_block`.

    key: of the plan. The bytes come from the process that started this one.
    """
    if key not in _plans:
        _plans.clear()
        _plans[key] = pickle.loads(packed)
    return do_block(_plans[key], folder, task)


def player_of(plan: Plan) -> Player:
    """This process's player of a plan, which remembers dice and structures from block to block."""
    if plan.key not in _players:
        _players.clear()
        keep_memory()
        _players[plan.key] = Player(plan)
    return _players[plan.key]


TRIM, MAP = -1, -3
"""glibc's numbers for M_TRIM_THRESHOLD and M_MMAP_THRESHOLD."""

KEPT, LARGEST = 1 << 28, 1 << 25
"""Bytes that may lie free, and above which an array has pages of its own."""


def keep_memory() -> None:
    """Let this process keep freed memory, where its C library is glibc.

    Dask starts its workers so that all that is freed goes back to the system at once. Rules make
    and drop arrays of some hundred kilobytes all the time, and would ask for their pages anew each
    time, which takes longer than the arithmetic.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(TRIM, KEPT)
        library.mallopt(MAP, LARGEST)
    except (OSError, AttributeError):
        return
