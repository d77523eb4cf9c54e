"""`steppewise calibrate`: what it says, what it refuses, and that a kill costs no byte."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from model.cli import cli
from model.commands import calibrate_command
from model.inputs.formats.places import seeds_folder
from model.validation.calibration import find as calibration
from tests.cli.conftest import Steppewise, contents, errors, process
from tests.cli.test_interrupts import living_in
from tests.validation.fitting import CHANCE

TINY = ("--until", "2001", "--walkers", "18", "--steps", "20", "--workers", "1", "--no-figures")
"""A fit that the tests below allow to end before the first year that the command allows."""


@contextmanager
def small_fits() -> Iterator[None]:
    """Let the command fit three parameters to one year."""
    (until,) = [one for one in calibrate_command.command.params if one.name == "last"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibration, "FITTED", CHANCE)
        patch.setattr(until.type, "min", 2001)
        yield


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A folder with a copy of the seeds and a fit of them, and what the command said."""
    place = tmp_path_factory.mktemp("fitted")
    shutil.copytree(seeds_folder(), place / "own", ignore=shutil.ignore_patterns("posterior"))
    with small_fits(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        result = CliRunner().invoke(cli, ["calibrate", *TINY, "--seeds", "own"])
    return place, result


@pytest.fixture
def own(here: Path, fitted: tuple[Path, Result]) -> Iterator[Path]:
    """A copy of the seeds, without samples, with small fits allowed."""
    ignored = shutil.ignore_patterns("posterior")
    with small_fits():
        yield Path(shutil.copytree(fitted[0] / "own", here / "own", ignore=ignored))


@pytest.fixture
def finished(here: Path, own: Path, fitted: tuple[Path, Result]) -> Path:
    """The same beside the folder of a finished fit of them."""
    shutil.copytree(fitted[0] / "results", here / "results")
    return own


def test_a_fit_keeps_its_sample_with_the_seeds_and_tells_it(
    fitted: tuple[Path, Result],
) -> None:
    place, result = fitted
    assert result.exit_code == 0, result.output
    told = json.loads((place / "own/posterior/to-2001.json").read_text())["informed"]
    lines = result.stdout.splitlines()
    assert lines[0] == "252 draws fitted to 2000-2001."
    assert " ".join(lines[2].split()) == "parameter median 90 % interval narrowed by moved by"
    for line, name in zip(lines[3:6], CHANCE, strict=True):
        assert line.split()[:2] == [name, f"{told[name]['p50']:.3g}"]
        assert ("not informed by the data" in line) is not told[name]["informed"]
    assert lines[-1] == "Sample: own/posterior/to-2001.csv"
    assert errors(result.stderr) == ""
    work = place / "results" / "calibration-to-2001"
    assert sorted(path.name for path in work.iterdir()) == ["asked.json", "chain.npz"]


def test_a_finished_fit_is_not_made_again_and_its_sample_comes_back(
    steppewise: Steppewise,
    finished: Path,
    fitted: tuple[Path, Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a finished fit needs no step")

    monkeypatch.setattr("model.validation.calibration.calibration_folder.advance", never)
    result = steppewise("calibrate", *TINY, "--seeds", finished, "--into", "mine")
    assert result.exit_code == 0, result.output
    assert contents(Path("mine")) == contents(fitted[0] / "own" / "posterior")
    assert not (finished / "posterior").exists()


def test_a_folder_of_another_fit_is_refused_with_what_differs(
    steppewise: Steppewise, refused: Callable[..., str], finished: Path
) -> None:
    words = ("calibrate", *TINY, "--seeds", finished, "--entropy", "2")
    before = contents(Path("results"))
    assert refused(1, *words) == (
        "results/calibration-to-2001 holds a fit of something else:\n"
        "  settings.entropy: 1 there, 2 now\n"
        "Name another folder with --out, or begin anew with --again."
    )
    assert not (finished / "posterior").exists()
    assert contents(Path("results")) == before
    assert steppewise(*words, "--again").exit_code == 0
    assert contents(Path("results")) != before


def test_the_figure_lies_beside_the_fit(steppewise: Steppewise, finished: Path) -> None:
    words = [word for word in TINY if word != "--no-figures"]
    result = steppewise("calibrate", *words, "--seeds", finished)
    assert result.exit_code == 0, result.output
    path = "results/calibration-to-2001/posterior-to-2001.png"
    assert result.stdout.splitlines()[-1] == f"Figure: {path}"
    assert Path(path).read_bytes()[:4] == b"\x89PNG"


def test_a_sample_that_is_wrong_is_no_reason_not_to_fit(
    steppewise: Steppewise, finished: Path
) -> None:
    place = finished / "posterior"
    place.mkdir()
    (place / "to-2020.csv").write_text("draw,hedges\n0,1\n")
    assert steppewise("calibrate", *TINY, "--seeds", finished).exit_code == 0


def test_a_wrong_sample_is_told_with_file_and_line_by_any_other_command(
    refused: Callable[..., str], own: Path
) -> None:
    place = own / "posterior"
    place.mkdir()
    (place / "to-2020.csv").write_text("draw,hedges\n0,\n")
    (place / "to-2020.json").write_text("{")
    said = refused(2, "run", "baseline", "--seeds", own).splitlines()
    assert len(said) == 3
    assert "own/posterior/to-2020.csv:1: hedges: unknown parameter 'hedges'" in "".join(said)
    assert "own/posterior/to-2020.csv:2: hedges: is blank; a number is needed" in said
    assert any(line.startswith("own/posterior/to-2020.json: is not JSON") for line in said)
    assert sorted(path.name for path in Path().iterdir()) == ["own"]


def test_a_fixed_parameter_is_told(refused: Callable[..., str], own: Path) -> None:
    path = own / "parameters.csv"
    (line,) = [line for line in path.read_text().splitlines() if line.startswith("shock_lump,")]
    cells = line.split(",")
    cells[6:9] = ["fixed", "", ""]
    path.write_text(path.read_text().replace(line, ",".join(cells)))
    said = refused(2, "calibrate", *TINY, "--seeds", own)
    assert said.startswith("own/parameters.csv:")
    assert said.endswith(": shock_lump: is fixed; a parameter that is fitted needs a range")
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--until", "1999"), "2005<=x<=2020"),
        (("--until", "2021"), "2005<=x<=2020"),
        (("--walkers", "10"), "18<=x<=4096"),
        (("--steps", "5"), "20<=x<=100000"),
        (("--workers", "0"), "1<=x<=256"),
        (("--seeds", "nowhere"), "nowhere: there is no such folder of seeds"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    refused: Callable[..., str], words: tuple[str, ...], said: str
) -> None:
    assert said in refused(2, "calibrate", *words)
    assert list(Path().iterdir()) == []


def test_there_are_always_walkers_enough() -> None:
    """The sampler needs two for each parameter, and moves half of them at once."""
    (walkers,) = [one for one in calibrate_command.command.params if one.name == "walkers"]
    assert walkers.type.min >= 2 * len(calibration.FITTED)  # type: ignore[attr-defined]


def test_an_interrupt_says_how_to_go_on(
    refused: Callable[..., str], own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("model.validation.calibration.calibration_folder.advance", interrupted)
    said = refused(130, "calibrate", *TINY, "--seeds", own)
    assert said == (
        "Interrupted; the same command goes on from what results/calibration-to-2001 holds."
    )


SHORT = ("calibrate", "--until", "2005", "--walkers", "18", "--steps", "20", "--no-figures")


def wait_until(condition: Callable[[], object], seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_fit_that_is_killed_at_any_moment_ends_with_the_bytes_of_one_that_is_not(
    tmp_path: Path,
) -> None:
    """Killed at the start, in the first and in the second stretch, with one and two workers."""

    def start(place: str, workers: int) -> subprocess.Popen[str]:
        words = (*SHORT, "--workers", str(workers), "--out", place, "--into", f"{place}/into")
        return process(*words, cwd=tmp_path)

    whole = start("whole", 1)
    said = whole.communicate(timeout=900)
    assert whole.returncode == 0, said
    work = tmp_path / "killed" / "calibration-to-2005"
    moments: tuple[Callable[[], object], ...] = (
        lambda: True,
        (work / "asked.json").exists,
        (work / "chain.npz").exists,
    )
    for moment, workers in zip(moments, (1, 2, 2), strict=True):
        running = start("killed", workers)
        wait_until(lambda running=running, moment=moment: moment() or running.poll() is not None)  # type: ignore[misc]
        time.sleep(1.0)
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
        wait_until(lambda running=running: not living_in(running.pid), 30)  # type: ignore[misc]
        assert not (tmp_path / "killed" / "into").exists()
    ended = start("killed", 2)
    said = ended.communicate(timeout=900)
    assert ended.returncode == 0, said
    assert contents(tmp_path / "killed" / "into") == contents(tmp_path / "whole" / "into")
    assert sorted(path.name for path in work.iterdir()) == ["asked.json", "chain.npz"]
    assert living_in(ended.pid) == []
