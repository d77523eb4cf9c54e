"""Sweeps that are killed, starved of disk and begun again: the files are always the same."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from small_sweeps import contents, lose_wild_runs, write_sweep

from model.experiments.sweeps.executors import InProcess
from model.experiments.sweeps.journal import Journal, Receipt, read_journal, rewrite_journal
from model.experiments.sweeps.lock import is_locked, lock_of, locked
from model.experiments.sweeps.make_sweep import (
    Planned,
    check_folder,
    folder_of,
    make_sweep,
    plan_sweep,
)
from model.experiments.sweeps.open_sweep_folder import open_sweep
from model.experiments.sweeps.play import Failure
from model.experiments.sweeps.status import describe_status, read_status
from model.experiments.sweeps.sweep_files import JOURNAL, STORE, WRITING, RefusedError
from model.inputs.seeds.seeds import Seeds

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")

TOUCHING = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")
"""What a process tells of itself before it touches the disk."""

FAILING = '[[factors]]\nname = "wild"\npath = "parameters.misperception"\nvalues = [0.2, 2.5]\n'


def small_plan(folder: Path, seeds: Seeds) -> Planned:
    """Nine blocks of two experiments, some runs of which fail."""
    folder.mkdir(parents=True, exist_ok=True)
    path = write_sweep(
        folder,
        factors=FAILING + '[[factors]]\nname = "delivery"\n'
        'path = "events.japan-pledge-2025.delivery"\nrange = [0, 1]\n',
        design='[design]\nkind = "latin"\nsize = 9',
        top='title = "Small"\nscenarios = ["short"]\ndates = ["2026Q4"]\nreplications = 2',
    )
    planned = plan_sweep(path, seeds)
    return planned._replace(plan=planned.plan._replace(size=2, observe=lose_wild_runs))


def play_and_die(planned: Planned, out: Path, touch: int, told: Path | None = None) -> None:
    """Play, and kill this process without a word before it touches the disk that many times."""
    left = touch
    watched = str(out)

    def hook(event: str, words: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHING and str(words[0]).startswith(watched):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    make_sweep(planned, out, InProcess(), resume=True)
    if told is not None:
        told.write_text(str(touch - left))


def run_apart(*words: object) -> int:
    """Run `play_and_die` in a fresh process; its exit status, negative for a signal."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["model.experiments.sweeps.make_sweep"])
    process = context.Process(target=play_and_die, args=words)
    process.start()
    process.join(timeout=60)
    assert process.exitcode is not None
    return process.exitcode


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory, seeds: Seeds) -> tuple[Planned, Path, int]:
    """A sweep that nothing stopped: its plan, its folder, and how often it touched the disk."""
    here = tmp_path_factory.mktemp("unbroken")
    planned = small_plan(here, seeds)
    assert run_apart(planned, here / "out", 10**9, here / "count") == 0
    return planned, folder_of(planned, here / "out"), int((here / "count").read_text())


def check_kill(planned: Planned, whole: Path, out: Path, touches: list[int]) -> None:
    """Kill a sweep at each of these touches in turn, finish it, and compare every byte."""
    for touch in touches:
        assert run_apart(planned, out, touch) in (-signal.SIGKILL, 0), touch
    made = make_sweep(planned, out, InProcess(), resume=True)
    assert [path.name for path in out.iterdir()] == [made.folder.name]
    assert contents(made.folder) == contents(whole)


@posix
@pytest.mark.parametrize("part", range(6))
def test_a_sweep_killed_at_any_moment_is_finished_to_the_same_bytes(
    tmp_path: Path, unbroken: tuple[Planned, Path, int], part: int
) -> None:
    planned, whole, touches = unbroken
    first = 1 + (touches - 1) * part // 5
    check_kill(planned, whole, tmp_path / "out", [first, touches // 7])


@posix
@pytest.mark.long
def test_a_sweep_killed_at_every_moment_is_finished_to_the_same_bytes(
    tmp_path: Path, unbroken: tuple[Planned, Path, int]
) -> None:
    planned, whole, touches = unbroken
    for touch in count(1):
        out = tmp_path / str(touch)
        outcome = run_apart(planned, out, touch)
        check_kill(planned, whole, out, [])
        if outcome == 0:
            break
    assert touch > 0.9 * touches


@posix
def test_the_sweep_that_is_killed_has_failures_and_many_blocks(
    unbroken: tuple[Planned, Path, int],
) -> None:
    planned, whole, touches = unbroken
    assert planned.plan.blocks == 9
    assert touches > 100
    rows = (whole / "failures.csv").read_text().splitlines()
    header = "experiment,replication,scenario,japan,wild,delivery,reason"
    assert rows[0] == header
    assert len(rows) > 3
    assert ",2.5," in rows[1]
    assert "not finite" in rows[1]
    assert read_status(whole).failed == len(rows) - 1


def test_a_full_disk_stops_a_sweep_and_loses_nothing(
    tmp_path: Path, unbroken: tuple[Planned, Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    planned, whole, _ = unbroken
    real, left = os.fsync, 9

    def fill_up(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fill_up)
    with pytest.raises(OSError, match="No space left"):
        make_sweep(planned, tmp_path / "out", InProcess(), resume=False)
    monkeypatch.undo()
    folder = folder_of(planned, tmp_path / "out")
    assert 0 < read_status(folder).done < planned.plan.runs
    assert "Stopped before its end; --resume finishes it." in describe_status(read_status(folder))
    with pytest.raises(RefusedError, match="not finished; --resume finishes it"):
        make_sweep(planned, tmp_path / "out", InProcess(), resume=False)
    check_kill(planned, whole, tmp_path / "out", [])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@posix
@pytest.mark.long
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_disk_that_is_really_full_stops_a_sweep_and_loses_nothing(
    tmp_path: Path, small_disk: Path, workers: str
) -> None:
    path = write_sweep(
        tmp_path,
        top='title = "Small"\nscenarios = ["short"]\nreplications = 4',
        outcomes='[[outcomes]]\noutcome = "share"\nkeep = "trajectory"',
        design='[design]\nkind = "latin"\nsize = 500',
    )
    words = [sys.executable, "-m", "model.cli", "sweep", str(path), "--workers", workers, "--out"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[3])}

    def sweep(out: Path, *more: str) -> tuple[int, str]:
        told = subprocess.run(
            [*words, str(out), *more], env=environment, capture_output=True, text=True
        )
        return told.returncode, told.stderr

    for _ in range(2):
        status, told = sweep(small_disk / "out", "--resume")
        assert status == 1, told
        assert "No space left on device" in told
        assert "--resume goes on" in told
        assert "Traceback" not in told
    enlarge = ["mount", "-o", "remount,size=200m", str(small_disk)]
    subprocess.run(enlarge, check=True)
    assert sweep(small_disk / "out", "--resume")[0] == 0
    assert sweep(tmp_path / "whole")[0] == 0
    assert contents(small_disk / "out") == contents(tmp_path / "whole")


def test_an_interrupted_sweep_goes_on_where_it_stopped(
    tmp_path: Path, unbroken: tuple[Planned, Path, int]
) -> None:
    planned, whole, _ = unbroken
    seen: list[int] = []

    def interrupt(done: int, total: int, failed: int) -> None:
        seen.append(done)
        if done == 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sweep(planned, tmp_path / "out", InProcess(), False, interrupt)
    folder = folder_of(planned, tmp_path / "out")
    partial = open_sweep(folder)
    assert (partial.attrs["runs_done"], partial.attrs["finished"]) == (12, 0)
    assert partial["region_share_JPN"][6:].isnull().all()
    assert not partial["region_share_JPN"][:6].isnull().all()
    check_kill(planned, whole, tmp_path / "out", [])
    assert seen == [0, 4, 8, 12]


def test_a_block_that_lost_its_files_is_played_again(
    tmp_path: Path, unbroken: tuple[Planned, Path, int]
) -> None:
    planned, whole, _ = unbroken
    stop = [0]

    def interrupt(done: int, total: int, failed: int) -> None:
        stop[0] += 1
        if stop[0] == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sweep(planned, tmp_path / "out", InProcess(), False, interrupt)
    folder = folder_of(planned, tmp_path / "out")
    (folder / STORE / "share_KAZ/c/1/0/0/0").unlink()
    (folder / STORE / "share_KAZ/c/2/0/0/0").write_bytes(b"cut")
    check_kill(planned, whole, tmp_path / "out", [])


def test_a_second_process_is_refused(tmp_path: Path, unbroken: tuple[Planned, Path, int]) -> None:
    planned, _, _ = unbroken

    def begin_another(done: int, total: int, failed: int) -> None:
        assert is_locked(folder_of(planned, tmp_path))
        told = f"is being written by process {os.getpid()} on"
        with pytest.raises(RefusedError, match=told):
            make_sweep(planned, tmp_path, InProcess(), resume=True)

    make_sweep(planned, tmp_path, InProcess(), False, begin_another)
    assert not is_locked(folder_of(planned, tmp_path))


def test_a_process_that_lost_the_race_for_a_new_folder_says_who_writes_it(
    tmp_path: Path, unbroken: tuple[Planned, Path, int]
) -> None:
    planned, _, _ = unbroken
    folder = folder_of(planned, tmp_path / "out")
    with locked(folder):
        assert not folder.exists()
        told = f"is being written by process {os.getpid()} on"
        with pytest.raises(RefusedError, match=told):
            check_folder(planned, tmp_path / "out", resume=False)
        with pytest.raises(RefusedError, match=told):
            make_sweep(planned, tmp_path / "out", InProcess(), resume=False)
    assert list((tmp_path / "out").iterdir()) == []


def test_the_lock_of_a_dead_process_binds_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "sweep"
    lock_of(folder).write_text('{"host": "here", "process": 1}')
    assert not is_locked(folder)
    with locked(folder):
        assert is_locked(folder)
    assert not lock_of(folder).exists()


@pytest.mark.parametrize(
    ("words", "replacement", "told"),
    [
        ("entropy = 5", "entropy = 6", "sweep.entropy: 5 there, 6 now"),
        ("size = 6", "size = 7", "sweep.design.size: 6 there, 7 now"),
        ("budgets.JPN = 3", "budgets.JPN = 4", "alternatives"),
    ],
)
def test_a_sweep_begun_with_other_inputs_is_not_taken_up_and_it_is_said_what_differs(
    sweep_file: Callable[..., Path],
    seeds: Seeds,
    tmp_path: Path,
    words: str,
    replacement: str,
    told: str,
) -> None:
    path, out = sweep_file(), tmp_path / "out"
    planned = plan_sweep(path, seeds)

    def interrupt(done: int, total: int, failed: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sweep(planned, out, InProcess(), False, interrupt)
    before = contents(out)
    path.write_text(path.read_text().replace(words, replacement))
    with pytest.raises(RefusedError) as caught:
        make_sweep(plan_sweep(path, seeds), out, InProcess(), resume=True)
    said = str(caught.value)
    assert "(0 of 48 runs done) cannot be resumed, its inputs were others:" in said
    assert told in said
    assert said.endswith("or leave --resume out to begin anew beside it.")
    assert contents(out) == before


def test_an_older_format_is_refused(tmp_path: Path, unbroken: tuple[Planned, Path, int]) -> None:
    planned, _, _ = unbroken
    folder = folder_of(planned, tmp_path)
    (folder / WRITING).mkdir(parents=True)
    (folder / "manifest.json").write_text('{"format": 0, "sweep": {}}')
    with pytest.raises(RefusedError, match="is of format 0; this version reads format 3"):
        make_sweep(planned, tmp_path, InProcess(), resume=True)
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(RefusedError, match="is not the folder of a sweep"):
        make_sweep(planned, tmp_path, InProcess(), resume=True)


RECEIPTS = [
    Receipt(2, 4, 100, "ab", (Failure(5, 1, 'a "reason", told'),)),
    Receipt(0, 4, 120, "cd", ()),
    Receipt(1, 4, 90, "ef", (Failure(2, 0, "x"), Failure(2, 1, "y"))),
]


def test_a_log_cut_off_at_any_byte_keeps_its_whole_lines(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        for receipt in RECEIPTS:
            journal.add(receipt)
    whole = (tmp_path / JOURNAL).read_bytes()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        (tmp_path / JOURNAL).write_bytes(whole[:cut])
        kept = sum(end <= cut for end in ends)
        assert read_journal(tmp_path) == RECEIPTS[:kept]
        with Journal(tmp_path) as journal:
            journal.add(RECEIPTS[2])
        assert read_journal(tmp_path) == [*RECEIPTS[: min(kept, 2)], RECEIPTS[2]]


def test_a_finished_log_does_not_tell_who_was_faster(tmp_path: Path) -> None:
    (tmp_path / WRITING).mkdir()
    rewrite_journal(tmp_path, RECEIPTS)
    first = (tmp_path / JOURNAL).read_bytes()
    rewrite_journal(tmp_path, RECEIPTS[::-1])
    assert (tmp_path / JOURNAL).read_bytes() == first
    assert [receipt.block for receipt in read_journal(tmp_path)] == [0, 1, 2]
