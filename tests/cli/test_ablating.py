"""`steppewise ablate`, from a scenario to words, table and figure."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from model.analysis.ablation.cases import PARTS, STEPS, Case
from model.cli import cli
from tests.analysis.few_interests import write_few
from tests.cli.conftest import Steppewise, contents, only

FEW = ("JP1", "JP4", "JP6", "CN2", "CN3")

SHORT = ("--runs", "4", "--until", "2025Q3", "--workers", "1")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_few(tmp_path_factory.mktemp("few"), FEW)


def ablate(few: Path, out: Path, *words: str) -> Result:
    options = [*SHORT, "--seeds", str(few), "--out", str(out), *words]
    result = CliRunner().invoke(cli, ["ablate", "baseline", *options])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def made(few: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A finished folder with figures, and what was printed."""
    out = tmp_path_factory.mktemp("out")
    said = ablate(few, out).stdout
    return only(out, "baseline-ablation-*"), said


def read(folder: Path) -> list[dict[str, str]]:
    with (folder / "ablation.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_says_what_moves_the_results_and_where_all_of_it_is(made: tuple[Path, str]) -> None:
    folder, said = made
    assert "what moves shares of influence by 2025Q3 (4 runs)" in said
    assert "From the base year (2024) to 2025Q3 shares move by" in said
    assert "With decisions held at the base year's, shares differ by" in said
    assert "too small to matter (less than 0.1)" in said
    assert "One part left out at a time (these do not add up" in said
    assert "these add up to 100 %)" in said
    assert f"{folder.name}/ablation.csv\n" in said
    written = (folder / "ablation.md").read_text(encoding="utf-8")
    assert written.strip() in said


def test_interests_that_cannot_move_anything_are_named_with_the_reason(
    made: tuple[Path, str],
) -> None:
    said = made[1]
    assert "Interests that cannot move anything, by what they say" in said
    assert "JP4, Japan: " in said
    assert (
        "no target in the region; its clash with CN3 does nothing, since JP1 against CN2 is the "
        "stronger one of the same powers." in said
    )
    line = next(line for line in said.splitlines() if line.startswith("  - JP6, Japan: "))
    assert line.endswith("no target in the region, and nobody stands against it or with it.")


def test_the_table_has_every_case_and_its_steps_add_up(made: tuple[Path, str]) -> None:
    rows = read(made[0])
    names = {kind: [r["name"] for r in rows if r["kind"] == kind] for kind in ("part", "step")}
    assert names == {"part": list(PARTS), "step": list(STEPS)}
    assert {row["name"] for row in rows if row["kind"] == "interest"} == set(FEW)
    steps = [row for row in rows if row["kind"] == "step"]
    for column in ("movement", "spread"):
        assert sum(float(step[column]) for step in steps) == pytest.approx(1.0, abs=1e-4)
    whole = next(row for row in rows if row["kind"] == "whole")
    total = sum(float(step["change"]) for step in steps)
    assert total == pytest.approx(float(whole["change"]), abs=1e-4)


def test_figures_are_drawn_as_png_and_svg_that_name_their_result(made: tuple[Path, str]) -> None:
    digest = json.loads((made[0] / "manifest.json").read_text())["digest"]
    names = sorted(path.name for path in (made[0] / "figures").iterdir())
    assert names == ["ablation-2025Q3.png", "ablation-2025Q3.svg"]
    assert digest.encode() in (made[0] / "figures" / names[0]).read_bytes()


def test_a_finished_one_is_not_computed_again_and_a_missing_figure_is_drawn(
    few: Path, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said = made
    before = contents(folder)
    (folder / "figures" / "ablation-2025Q3.svg").unlink()

    def never(*_: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr("model.analysis.ablation.ablation_folder.Ablation.play", never)
    again = ablate(few, folder.parent).stdout
    assert "was there already; nothing was computed again" in again
    assert again.endswith(said)
    assert contents(folder) == before


def test_a_figure_that_fails_leaves_the_table_and_the_words(
    few: Path, made: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(made[0], tmp_path / made[0].name))
    shutil.rmtree(folder / "figures")
    before = contents(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "figure.png")

    monkeypatch.setattr("model.analysis.ablation.figure.draw_steps", fail)
    result = ablate(few, tmp_path)
    assert result.stderr.endswith(
        "Warning: figure ablation-2025Q3 could not be drawn: figure.png: No space left on device. "
        "All numbers are complete; the same command makes what is missing.\n"
    )
    assert "what moves shares of influence" in result.stdout
    assert contents(folder) == before


def test_runs_that_are_not_finite_are_an_error_where_none_is_left(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(case: Case, entropy: int, span: tuple[int, int], quarters: Sequence[int]) -> Any:
        return case.key, span[0], np.full((span[1], len(quarters), 45), np.nan)

    monkeypatch.setattr("model.analysis.ablation.find.play_block", broken)
    options = [*SHORT, "--seeds", str(few), "--out", str(tmp_path)]
    result = CliRunner().invoke(cli, ["ablate", "baseline", *options])
    assert result.exit_code == 1
    assert result.stderr.endswith(
        "Fewer than two runs came to their end with finite numbers; nothing can be measured.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_two_workers_write_the_same_bytes(
    few: Path, made: tuple[Path, str], tmp_path: Path
) -> None:
    ablate(few, tmp_path, "--no-figures", "--workers", "2")
    other = contents(only(tmp_path, "*"))
    one = {name: data for name, data in contents(made[0]).items() if "figures" not in name}
    assert {name: data for name, data in other.items() if name != "manifest.json"} == {
        name: data for name, data in one.items() if name != "manifest.json"
    }
    assert other["manifest.json"] == one["manifest.json"]


@pytest.mark.parametrize("name", ["ablation.csv", "ablation.md"])
def test_a_file_that_was_changed_is_refused_and_made_anew_when_asked(
    few: Path, made: tuple[Path, str], name: str
) -> None:
    folder, said = made
    path = folder / name
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"5", b"6", 1))
    options = [*SHORT, "--seeds", str(few), "--out", str(folder.parent)]
    result = CliRunner().invoke(cli, ["ablate", "baseline", *options])
    assert result.exit_code == 1
    assert f"{path} is not as it was written\n" in result.stderr
    assert "run it again with --again, or move" in result.stderr
    assert result.stdout == ""
    anew = ablate(few, folder.parent, "--again", "--no-figures").stdout
    assert said.startswith(anew)
    assert path.read_bytes() == kept


def test_shares_are_compared_at_the_quarters_that_are_asked_for(few: Path, tmp_path: Path) -> None:
    said = ablate(few, tmp_path, "--at", "2025Q3,2025Q2", "--no-figures").stdout
    assert said.index("by 2025Q2 (4 runs)") < said.index("by 2025Q3 (4 runs)")
    folder = only(tmp_path, "*")
    assert {row["turn"] for row in read(folder)} == {"2025Q2", "2025Q3"}
    command = json.loads((folder / "manifest.json").read_text())["command"]
    assert command == ["steppewise", "ablate", "baseline", "--runs", "4", "--entropy", "1",
                       "--until", "2025Q3", "--at", "2025Q3,2025Q2"]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("baseline", "--runs", "1"), "1 is not in the range 2<=x<=10000"),
        (("baselin",), "'baselin'"),
        (("baseline", "--at", "2060Q1"), "--at: 2060Q1 is outside the scenario, 2025Q1 to 2040Q4"),
        (("baseline", "--at", "soon"), "--at: "),
        (("baseline", "--set", "interest.XX=0"), "XX"),
    ],
)
def test_what_is_asked_wrongly_is_said_before_anything_is_played(
    refused: Callable[..., str], here: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(2, "ablate", *words)
    assert list(here.iterdir()) == []


def test_what_is_no_result_of_a_run_is_refused_by_compare(
    steppewise: Steppewise, made: tuple[Path, str]
) -> None:
    result = steppewise("compare", made[0], "baseline")
    assert result.exit_code == 1
    assert "is not a folder of results: it has no trajectories.zarr" in result.stderr
