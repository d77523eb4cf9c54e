"""Sweeps on workers of this machine and of a Dask scheduler, some of which are killed."""

from __future__ import annotations

import gc
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import dask
import psutil
import pytest
from small_sweeps import contents, write_sweep

from model.experiments.sweeps import dask_executor, executors
from model.experiments.sweeps.block_task import Done, do_packed_block
from model.experiments.sweeps.dask_executor import DaskExecutor, collection_held
from model.experiments.sweeps.executors import InProcess, LocalWorkers, choose_executor
from model.experiments.sweeps.make_sweep import Planned, make_sweep, plan_sweep
from model.experiments.sweeps.plan import Task
from model.experiments.sweeps.sweep_files import RefusedError, SweepError
from model.experiments.worker_pool import WorkerPool
from model.inputs.seeds.seeds import Seeds
from model.storage.version import sweep_version

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory, seeds: Seeds) -> Planned:
    """Forty blocks of three experiments."""
    path = write_sweep(
        tmp_path_factory.mktemp("sweep"),
        design='[design]\nkind = "latin"\nsize = 60',
        top='title = "Small"\nscenarios = ["short"]\ndates = ["2026Q4"]',
    )
    planned = plan_sweep(path, seeds)
    return planned._replace(plan=planned.plan._replace(size=3))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, planned: Planned) -> dict[str, bytes]:
    """Every byte of the sweep as one process plays it."""
    return contents(
        make_sweep(planned, tmp_path_factory.mktemp("alone"), InProcess(), False).folder
    )


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start one of Dask's own processes, in a session of its own."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def real_cluster(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers, each a process as one would start it by hand."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    port = address.rsplit(":", 1)[1]
    host = ("--host", "127.0.0.1")
    started = [start("dask_scheduler", *host, "--port", port, "--dashboard-address", ":0")]
    try:
        for _ in range(workers):
            words = ("--nthreads", "1", "--nworkers", "1", "--dashboard-address", ":0")
            started.append(start("dask_worker", address, *host, *words))
        yield address, started
    finally:
        for process in started:
            end(process)


@pytest.mark.long
@posix
def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_one_process(
    tmp_path: Path, planned: Planned, alone: dict[str, bytes]
) -> None:
    with real_cluster(2) as (address, processes):
        executor = DaskExecutor(address=address, code=sweep_version)
        killed = []

        def kill_one(done: int, total: int, failed: int) -> None:
            if done >= 15 and not killed:
                killed.append(processes[-1])
                end(processes[-1])

        with executor:
            executor._client.wait_for_workers(2, timeout=60)
            assert executor.words == f"2 workers of the Dask cluster at {address}"
            made = make_sweep(planned, tmp_path, executor, False, kill_one)
        assert killed
        assert processes[-1].returncode == -signal.SIGKILL
        assert contents(made.folder) == alone


@posix
@pytest.mark.long
def test_a_cluster_that_does_not_see_the_folder_sends_its_work_back(
    tmp_path: Path, planned: Planned, alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DaskExecutor, "_share", lambda self, folder: False)
    monkeypatch.setattr(dask_executor, "PATIENCE", 20.0)
    with real_cluster(1) as (address, processes):
        with DaskExecutor(address=address) as executor:
            made = make_sweep(planned, tmp_path / "back", executor, False)
        assert contents(made.folder) == alone
        other = DaskExecutor(address=address, code=lambda: f"{os.getpid()}")
        with pytest.raises(RefusedError, match="workers run other code than this process"), other:
            pass
        monkeypatch.setattr(dask_executor, "PATIENCE", 1.0)

        def kill_all(done: int, total: int, failed: int) -> None:
            if done == 15:
                end(processes[1])

        told = "has no worker left; what was written is safe"
        with pytest.raises(SweepError, match=told), DaskExecutor(address=address) as executor:
            make_sweep(planned, tmp_path / "lost", executor, False, kill_all)
    made = make_sweep(planned, tmp_path / "lost", InProcess(), True)
    assert contents(made.folder) == alone


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_executor, "PATIENCE", 1.0)
    with real_cluster(0) as (address, _):
        told = f"the Dask cluster at {address} has no worker after 1 seconds; start some and try"
        with pytest.raises(RefusedError, match=told), DaskExecutor(address=address, wait=60.0):
            pass


SCRIPT = """
import model

model.sweep({path!r}, out={out!r}, workers=2)
"""


def test_a_script_without_a_guard_is_told_what_to_write_once(
    sweep_file: Callable[..., Path], tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(path=str(sweep_file()), out=str(tmp_path / "out")))
    words = [sys.executable, str(script)]
    told = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
    assert told.returncode == 1
    assert told.stderr.count("Traceback") == 1
    assert 'below `if __name__ == "__main__":`' in told.stderr
    assert "results = model.sweep(..., workers=2)" in told.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_an_address_without_a_scheduler_is_told(address: str) -> None:
    told = f"there is no Dask scheduler at {address}"
    with pytest.raises(RefusedError, match=told), DaskExecutor(address=address, wait=1):
        pass


def test_a_small_sweep_is_played_alone_and_a_large_one_by_workers_of_this_machine(
    sweep_file: Callable[..., Path], seeds: Seeds
) -> None:
    small = plan_sweep(sweep_file(), seeds).plan
    large = small._replace(points=50_000)
    assert isinstance(choose_executor(small, 2, None, ""), InProcess)
    assert isinstance(choose_executor(large, 1, None, ""), InProcess)
    executor = choose_executor(large, 2, None, "")
    assert isinstance(executor, LocalWorkers)
    assert executor.words == "2 workers on this machine"
    assert isinstance(choose_executor(large, 2, 1, ""), InProcess)
    asked = choose_executor(small, 2, 3, "")
    assert isinstance(asked, LocalWorkers)
    assert asked.workers == 3
    far = choose_executor(small, 2, None, "tcp://127.0.0.1:9")
    assert isinstance(far, DaskExecutor)
    assert far.words == "0 workers of the Dask cluster at tcp://127.0.0.1:9"


def command_of(folder: Path, size: int) -> list[str]:
    """Write a sweep of so many short runs; what plays it with two workers, but for the folder."""
    path = write_sweep(
        folder,
        design=f'[design]\nkind = "latin"\nsize = {size}',
        top='title = "Small"\nscenarios = ["short"]\ndates = ["2026Q4"]',
        levers="",
    )
    return [sys.executable, "-m", "model.cli", "sweep", str(path), "--workers", "2", "--out"]


@posix
@pytest.mark.long
@pytest.mark.parametrize("seconds", [0.0, 0.7, 2.0])
def test_a_sweep_whose_first_process_is_killed_leaves_no_process_and_is_finished(
    tmp_path: Path, planned: Planned, seconds: float
) -> None:
    words = command_of(tmp_path, 4000)
    running = subprocess.Popen(
        [*words, str(tmp_path / "out")],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not list(tmp_path.glob("out/small-*/store.zarr/share_KAZ/c/1")):
        assert running.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    time.sleep(seconds)
    running.kill()
    running.wait()
    time.sleep(3)
    told = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-s", str(running.pid)], capture_output=True, text=True
    )
    assert [line for line in told.stdout.splitlines() if " Z" not in line] == []
    again = [*words, str(tmp_path / "out"), "--resume"]
    subprocess.run(again, env=ENVIRONMENT, check=True, capture_output=True)
    unbroken = [*words, str(tmp_path / "whole")]
    subprocess.run(unbroken, env=ENVIRONMENT, check=True, capture_output=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@posix
@pytest.mark.long
def test_a_sweep_whose_processes_are_killed_again_and_again_is_finished_to_the_same_bytes(
    tmp_path: Path,
) -> None:
    words = command_of(tmp_path, 16_000)
    subprocess.run([*words, str(tmp_path / "whole")], env=ENVIRONMENT, check=True)
    killed = Counter[str]()
    for seed in range(3):
        out = tmp_path / f"killed-{seed}"
        killed += finish_under_fire([*words, str(out)], random.Random(seed))
        assert contents(out) == contents(tmp_path / "whole")
    print(killed)
    assert min(killed["first"], killed["worker"]) > 10


def finish_under_fire(words: list[str], chance: random.Random) -> Counter[str]:
    """Resume a sweep until it is done, killing its processes meanwhile; how many of each."""
    killed = Counter[str]()
    for _ in range(100):
        running = subprocess.Popen(
            [*words, "--resume"],
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        while running.poll() is None:
            time.sleep(chance.uniform(0.5, 4.0))
            if chance.random() < 0.4:
                running.kill()
                killed["first"] += 1
            else:
                killed["worker"] += kill_a_worker(running.pid, chance)
        told = running.communicate()[1].decode()
        assert "Traceback" not in told, told
        assert running.returncode in (0, 1, -signal.SIGKILL), told
        if running.returncode == 0:
            return killed
    raise AssertionError("never finished")


def kill_a_worker(first: int, chance: random.Random) -> int:
    """Kill one of the worker processes that a process started, if it has any; how many."""
    with suppress(psutil.NoSuchProcess):
        below = psutil.Process(first).children(recursive=True)
        workers = [each for each in below if each.parent() and each.parent().pid != first]
        if workers:
            chance.choice(workers).kill()
            return 1
    return 0


def test_a_cluster_leaves_dask_as_it_is_for_everything_else_in_the_process() -> None:
    """Else whatever reads an array with Dask would be sent to the cluster, or miss it later."""
    before = dask.config.get("scheduler", None)
    with real_cluster(1) as (address, _):
        with DaskExecutor(address, wait=60.0):
            assert dask.config.get("scheduler", None) == before
        assert dask.config.get("scheduler", None) == before


def test_a_client_that_found_no_scheduler_is_not_collected_while_another_starts() -> None:
    """Else it waits for the lock that the other holds, in the same thread, for ever."""
    collected: list[bool] = []

    class Left:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            collected.append(held)

    held = False
    Left()
    with collection_held():
        assert collected == [False]
        held = True
        garbage = [Left() for _ in range(5000)]
        del garbage
        assert collected == [False]
        assert not gc.isenabled()
    assert gc.isenabled()


def die_once(key: str, packed: bytes, folder: Path, task: Task) -> Done:
    """Play a block, but end this worker without a word the first time that a block comes."""
    mark = folder.parent / f"died-over-{task.block}"
    if task.block % 10 == 3 and not mark.exists():
        mark.touch()
        os._exit(7)
    return do_packed_block(key, packed, folder, task)


def test_workers_that_die_are_replaced_and_their_blocks_are_played_again(
    tmp_path: Path,
    planned: Planned,
    alone: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(executors, "do_packed_block", die_once)
    with LocalWorkers(WorkerPool(2)) as executor:
        made = make_sweep(planned, tmp_path / "out", executor, False)
    assert len(list((tmp_path / "out").glob("died-over-*"))) == 4
    assert contents(made.folder) == alone


def die_always(key: str, packed: bytes, folder: Path, task: Task) -> Done:
    os._exit(7)


def test_a_sweep_whose_workers_die_again_and_again_stops_and_says_what_is_safe(
    tmp_path: Path,
    planned: Planned,
    alone: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(executors, "do_packed_block", die_always)
    monkeypatch.setattr(executors, "DEATHS", 2)
    told = (
        "2 workers died in a row. A worker process ended with exit status 7 before its work was "
        "done; what was written is safe, and --resume finishes it"
    )
    with pytest.raises(SweepError) as caught, LocalWorkers(WorkerPool(2)) as executor:
        make_sweep(planned, tmp_path, executor, False)
    assert str(caught.value) == told
    assert contents(make_sweep(planned, tmp_path, InProcess(), True).folder) == alone
