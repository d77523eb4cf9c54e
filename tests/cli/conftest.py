"""The command as a test calls it: in this process, or as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from model.cli import cli

Steppewise = Callable[..., Result]

STAGE = re.compile(r".+( \.\.\.|, done in .+|: .+ of .+ after .+)|[\d,]+ of [\d,]+ runs, .+")
"""How a line on a stage, or on the pace of a sweep, reads where there is no terminal."""

QUICK = ("--runs", "8", "--until", "2026Q4", "--no-figures", "--workers", "1")
"""Options that make a run short."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def steppewise(here: Path) -> Steppewise:
    """Call the command with some words in an empty current folder."""

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words])

    return call


@pytest.fixture
def refused(steppewise: Steppewise) -> Callable[..., str]:
    """Call the command, expect an exit status and no traceback, and return the errors printed."""

    def call(status: int, *words: str | Path) -> str:
        result = steppewise(*words)
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return errors(result.stderr)

    return call


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with short results of the baseline and of one scenario that changes a seed."""
    out = tmp_path_factory.mktemp("made")
    for words in (["baseline"], ["japan-delivers", "--set", "ties.JPN.KAZ.trade=2.5"]):
        result = CliRunner().invoke(cli, ["run", *words, *QUICK, "--out", str(out)])
        assert result.exit_code == 0, result.output
    return out


def process(*words: str | Path, cwd: Path) -> subprocess.Popen[str]:
    """Start the command as a process of its own, in a session of its own.

    It hears every signal, also where those of the tests are ignored (``nohup``, a job in the
    background).
    """

    def hear() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    return subprocess.Popen(
        [sys.executable, "-m", "model.cli", *map(str, words)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear if os.name == "posix" else None,
    )


def errors(said: str) -> str:
    """What stands on standard error besides the lines on stages."""
    return "\n".join(line for line in said.splitlines() if not STAGE.fullmatch(line)).strip()


def only(folder: Path, pattern: str) -> Path:
    """Return the one path that fits."""
    found = sorted(folder.glob(pattern))
    assert len(found) == 1, found
    return found[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
