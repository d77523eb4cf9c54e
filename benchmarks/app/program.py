"""`steppewise app` in a process of its own, and what it takes of processor and memory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import psutil

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1e6
PATIENCE = 30
"""Seconds within which the program answers, and ends when it is interrupted."""


class Program:
    """The app as a user starts it, on a free port, with an empty folder for own scenarios."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "model.cli", "app", "--no-browser", "--port", "0"]
        self._said: IO[bytes] = (folder / "said.txt").open("w+b")
        self._child = subprocess.Popen(
            [*command, "--folder", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self.address = self._read_address()
        self._wait()

    def _read_address(self) -> str:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            for word in line.split():
                if word.startswith("http://"):
                    return word.rstrip("/")
        self._said.seek(0)
        told = self._said.read().decode()
        raise RuntimeError(f"the program ended without an address: {told}")

    def _wait(self) -> None:
        """Wait until somebody answers at the address, which is printed a little before."""
        host, port = self.address.removeprefix("http://").split(":")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection((host, int(port)), timeout=1.0).close()
                return
            except OSError:
                if time.monotonic() > until:
                    self.end()
                    raise RuntimeError(f"nobody answers at {self.address}") from None
                time.sleep(0.01)

    def processor(self) -> float:
        """Processor time so far of the program and of all that it started, seconds."""
        return sum_processor([psutil.Process(self._child.pid)])

    def megabytes(self) -> float:
        """Resident memory of the program and of all that it started, millions of bytes."""
        total = 0
        for process in with_children([psutil.Process(self._child.pid)]):
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total / MEGABYTE

    def end(self) -> float:
        """Interrupt it, as Ctrl+C does; returns seconds until it has ended.

        Raises RuntimeError where it had to be killed.
        """
        begun = time.perf_counter()
        self._child.send_signal(signal.SIGINT)
        try:
            self._child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.communicate()
            raise RuntimeError(f"the program did not end within {PATIENCE} s") from None
        finally:
            self._said.close()
        return time.perf_counter() - begun

    def kill(self) -> None:
        """End it at once if it still runs, however busy it is."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.communicate()


def sum_processor(processes: list[psutil.Process]) -> float:
    """Processor time of processes and of all that they started and that still run, seconds."""
    total = 0.0
    for process in with_children(processes):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def with_children(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Processes, and all that they started, each once."""
    found: dict[int, psutil.Process] = {}
    for process in processes:
        try:
            found |= {each.pid: each for each in (process, *process.children(recursive=True))}
        except psutil.NoSuchProcess:
            continue
    return list(found.values())
