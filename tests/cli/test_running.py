"""`steppewise run`: what it writes, says and refuses."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from model.experiments.sweeps import executors
from model.experiments.sweeps.block_task import Done
from model.experiments.sweeps.plan import Plan, Task
from tests.cli.conftest import QUICK, Steppewise, contents, only, process

SPREAD = ("--runs", "300", "--until", "2025Q4", "--no-figures")


def test_a_run_writes_its_folder_and_says_what_it_found(steppewise: Steppewise, here: Path) -> None:
    words = ("run", "export-controls", "--runs", "8", "--until", "2026Q4", "--against", "baseline")
    told = steppewise(*words, "--workers", "1")
    assert told.exit_code == 0, told.output
    folder = only(here / "results", "export-controls-????????????")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "manifest.json",
        "checksums.json",
        "trajectories.zarr",
        "summary.csv",
        "figures",
    }
    assert len(list((folder / "figures").glob("*.png"))) >= 9
    compared = only(here / "results", "export-controls-against-baseline-*")
    assert {path.suffix for path in (compared / "figures").iterdir()} == {".png", ".svg"}
    assert (compared / "comparison.csv").is_file()
    for words in ("Kazakhstan: ", "leads in 2026Q4", "2026Q4, at the end", "Figures: results/"):
        assert words in told.output


def test_the_same_inputs_give_the_same_bytes_even_if_figures_come_later(
    steppewise: Steppewise, here: Path
) -> None:
    words = ("run", "cku-2030", "--runs", "8", "--until", "2025Q4", "--set", "budgets.JPN=2")
    assert steppewise(*words, "--out", "one", "--workers", "1").exit_code == 0
    later = (*words, "--out", here / "two", "--workers", "2")
    assert steppewise(*later, "--no-figures").exit_code == 0
    assert not list(here.glob("two/*/figures"))
    assert steppewise(*later).exit_code == 0
    one, two = contents(here / "one"), contents(here / "two")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_a_scenario_that_extends_nothing_is_run_with_a_warning(
    steppewise: Steppewise, here: Path
) -> None:
    (here / "bare.toml").write_text(
        'title = "Bare"\n[[events]]\nname = "ban"\nfactor = "migration.RUS.TJK"\n'
        'multiply = 0.4\nstart = "2025Q1"\n'
    )
    words = ("--runs", "2", "--until", "2025Q2", "--no-figures", "--workers", "1")
    told = steppewise("run", "bare.toml", "--against", "baseline", *words)
    assert told.exit_code == 0, told.output
    assert told.stderr.startswith("warning: bare.toml:1: extends: is missing, so nothing happens")
    assert only(here / "results", "bare-????????????").is_dir()
    base = only(here / "results", "baseline-????????????")
    compared = steppewise("compare", base, "bare.toml", "--no-figures", "--workers", "1")
    assert compared.exit_code == 0, compared.output
    assert compared.stderr.startswith("warning: bare.toml:1: extends: is missing")


def test_the_number_of_workers_changes_nothing(steppewise: Steppewise, here: Path) -> None:
    for workers in ("1", "2"):
        told = steppewise("run", "baseline", *SPREAD, "--workers", workers, "--out", workers)
        assert told.exit_code == 0, told.output
    assert contents(here / "1") == contents(here / "2")


def test_a_result_that_is_there_is_not_made_again(
    steppewise: Steppewise, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert steppewise("run", "baseline", *QUICK).exit_code == 0
    made = []
    play = executors.do_block

    def count(*task: object) -> Done:
        made.append(task)
        return play(*task)  # type: ignore[arg-type]

    monkeypatch.setattr(executors, "do_block", count)
    told = steppewise("run", "baseline", *QUICK)
    assert "was there already; nothing was computed again" in told.output
    assert made == []
    assert steppewise("run", "baseline", *QUICK, "--again").exit_code == 0
    assert len(made) == 1


def test_a_manifest_names_no_folder_of_this_machine(made: Path) -> None:
    for path in made.glob("*/manifest.json"):
        assert str(made) not in path.read_text()
        assert str(Path.home()) not in path.read_text()
        assert json.loads(path.read_text())["command"][:2] == ["steppewise", "run"]


def test_interests_of_the_document_alone_give_another_result(
    steppewise: Steppewise, here: Path
) -> None:
    for each in ("all", "document"):
        assert steppewise("run", "baseline", *QUICK, "--interests", each).exit_code == 0
    folders = sorted((here / "results").glob("baseline-*"))
    assert len(folders) == 2
    assert len({(folder / "summary.csv").read_bytes() for folder in folders}) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export-control"], "did you mean 'export-controls'?"),
        (["nowhere/mine.toml"], "nowhere/mine.toml: there is no such file"),
        (["baseline", "--until", "2041Q1"], "--until: 2041Q1 is outside the scenario, 2025Q1 to"),
        (["baseline", "--until", "soon"], "--until: 'soon' is not a quarter"),
        (["baseline", "--set", "ties.JPN.KAZ.trad=1"], "did you mean 'trade'?"),
        (["baseline", "--set", "ties"], "--set: ties: must be written key=value"),
        (["baseline", "--seeds", "nowhere"], "nowhere: there is no such folder of seeds"),
        (["baseline", "--runs", "0"], "--runs"),
        (["baseline", "--runs", "many"], "--runs"),
        (["baseline", "--entropy", "-1"], "--entropy"),
        (["baseline", "--interests", "mine"], "--interests"),
        (["baseline", "--against", "baselin"], "did you mean 'baseline'?"),
        ([], "SCENARIO"),
    ],
)
def test_a_wrong_word_is_refused(
    refused: Callable[..., str], here: Path, words: list[str], said: str
) -> None:
    assert said in refused(2, "run", *words)
    assert list(here.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_line(refused: Callable[..., str], here: Path) -> None:
    (here / "file").write_text("")
    assert len(refused(1, "run", "baseline", *QUICK, "--out", "file/results").splitlines()) == 1


def test_a_folder_of_another_kind_is_not_written_over(
    refused: Callable[..., str], steppewise: Steppewise, here: Path
) -> None:
    steppewise("run", "baseline", *QUICK)
    only(here / "results", "baseline-*/manifest.json").write_text("{}")
    assert "move it away" in refused(1, "run", "baseline", *QUICK)


def test_a_full_disk_is_one_line_and_leaves_nothing(
    refused: Callable[..., str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*task: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "results/x")

    monkeypatch.setattr(executors, "do_block", full)
    said = refused(1, "run", "baseline", *QUICK)
    assert said == "results/x: No space left on device"
    assert list((here / "results").iterdir()) == []


def test_an_unexpected_error_is_one_line(
    refused: Callable[..., str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*task: object) -> int:
        raise ZeroDivisionError("a slip\nof ours")

    monkeypatch.setattr(executors, "do_block", broken)
    said = refused(1, "run", "baseline", *QUICK)
    assert "ZeroDivisionError: a slip of ours" in said
    assert len(said.splitlines()) == 1


def test_an_interrupt_is_one_line(
    refused: Callable[..., str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*task: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(executors, "do_block", interrupted)
    assert len(refused(130, "run", "baseline", *QUICK).splitlines()) == 1
    assert list((here / "results").iterdir()) == []


def test_two_that_ask_for_the_same_run_play_it_once(steppewise: Steppewise, here: Path) -> None:
    words = ("run", "baseline", "--runs", "300", "--until", "2026Q4", "--no-figures")
    both = [process(*words, cwd=here) for _ in range(2)]
    said = [each.communicate(timeout=300) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert sum("was there already" in told for told, _ in said) == 1
    assert any("is being written by process" in error for _, error in said)
    assert [path.name[:9] for path in (here / "results").iterdir()] == ["baseline-"]


def test_an_error_in_some_block_keeps_the_others_and_the_run_goes_on(
    refused: Callable[..., str],
    steppewise: Steppewise,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ("run", "baseline", "--runs", "600", "--until", "2025Q2", "--no-figures")
    played: list[int] = []
    play = executors.do_block

    def full(plan: Plan, folder: Path, task: Task) -> Done:
        if task.block == 2 and len(played) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "results/x")
        played.append(task.block)
        return play(plan, folder, task)

    monkeypatch.setattr(executors, "do_block", full)
    said = refused(1, *words, "--workers", "1").splitlines()
    assert said == [
        "baseline: 512 of 600 runs are kept; asked for again, it goes on from there.",
        "results/x: No space left on device",
    ]
    played.append(0)
    assert steppewise(*words, "--workers", "1").exit_code == 0
    assert played == [0, 1, 0, 2]
    assert steppewise(*words, "--workers", "1", "--out", "whole").exit_code == 0
    assert contents(here / "results") == contents(here / "whole")
