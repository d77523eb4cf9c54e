"""`import model`: the functions give what the commands store, to the bit, and say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from click.testing import CliRunner

import model
from model.api.opened import PASSING
from model.cli import cli

QUICK = ("--runs", "8", "--until", "2026Q4", "--no-figures", "--workers", "1")
SET = "ties.JPN.KAZ.trade=2.5"
SWEEP = """
title = "A small sweep"
scenarios = ["short"]
dates = ["2026Q4"]
replications = 2
[design]
kind = "latin"
size = 8
[[factors]]
name = "precision"
path = "parameters.precision"
[[outcomes]]
outcome = "share"
state = "KAZ"
"""


def say(*words: str | Path) -> str:
    """What a command prints."""
    told = CliRunner().invoke(cli, [str(word) for word in words])
    assert told.exit_code == 0, told.output
    return told.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Results of the commands: of the baseline, and of a scenario with a changed seed."""
    out = tmp_path_factory.mktemp("made")
    say("run", "baseline", *QUICK, "--out", out)
    say("run", "japan-delivers", "--set", SET, *QUICK, "--out", out)
    return {folder.name.rsplit("-", 1)[0]: folder for folder in out.iterdir()}


@pytest.fixture(scope="module")
def base() -> xr.Dataset:
    return model.run(model.load_scenario("baseline", until="2026Q4"), runs=8)


@pytest.fixture(scope="module")
def other() -> xr.Dataset:
    loaded = model.load_scenario("japan-delivers", until="2026Q4")
    return model.run(loaded, changes=[SET], runs=8)


@pytest.fixture
def sweep_file(tmp_path: Path) -> Path:
    short = 'title = "Short"\nextends = "baseline"\nuntil = "2026Q4"\n'
    (tmp_path / "short.toml").write_text(short)
    (tmp_path / "small.toml").write_text(SWEEP)
    return tmp_path / "small.toml"


def passing_folders() -> set[Path]:
    return set(Path(gettempdir()).glob(f"{PASSING}*"))


def test_a_run_is_what_the_command_stores_and_is_in_memory(
    made: dict[str, Path], base: xr.Dataset, other: xr.Dataset
) -> None:
    for played, name in ((base, "baseline"), (other, "japan-delivers")):
        assert played.identical(model.open_result(made[name]).load())
        assert all(array.variable._in_memory for array in played.data_vars.values())


def test_a_folder_is_the_one_that_the_command_writes(made: dict[str, Path], tmp_path: Path) -> None:
    loaded = model.load_scenario("japan-delivers", until="2026Q4", changes=SET)
    played = model.run(loaded, runs=8, out=tmp_path)
    (folder,) = tmp_path.iterdir()
    stored = made["japan-delivers"]
    assert folder.name == stored.name
    assert (folder / "manifest.json").read_bytes() == (stored / "manifest.json").read_bytes()
    assert (folder / "summary.csv").read_bytes() == (stored / "summary.csv").read_bytes()
    assert not played["share"].variable._in_memory


def test_workers_change_no_number(base: xr.Dataset) -> None:
    loaded = model.load_scenario("baseline", until="2026Q4")
    assert model.run(loaded, runs=8, workers=2).identical(base)


def test_a_passing_folder_goes_with_its_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # others make such folders meanwhile
    played = model.run(model.load_scenario("baseline", until="2025Q2"), runs=2)
    assert len(passing_folders()) == 1
    del played
    assert passing_folders() == set()
    with pytest.raises(model.InputError):
        model.run("baseline", changes="isolation.RUS=many", runs=2)
    assert passing_folders() == set()


def test_a_loaded_scenario_says_what_it_is() -> None:
    loaded = model.load_scenario("northern-closed", changes=["isolation.RUS=1"], until="2030Q4")
    assert loaded.name == "northern-closed"
    assert loaded.question.endswith("?")
    assert loaded.quarters == ("2025Q1", "2030Q4")
    assert loaded.changes["isolation.RUS"] == 1
    assert {event.name for event in loaded.events}
    assert repr(loaded) == f"<scenario northern-closed: {loaded.title}, 2025Q1 to 2030Q4>"


def test_a_path_is_a_file_and_never_a_name_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(model.InputError, match="baseline: there is no such file"):
        model.load_scenario(Path("baseline"))


def test_a_comparison_is_that_of_the_command(
    made: dict[str, Path], base: xr.Dataset, other: xr.Dataset, tmp_path: Path
) -> None:
    printed = say(
        "compare", made["baseline"], made["japan-delivers"], "--no-figures", "--out", tmp_path
    )
    (stored,) = tmp_path.glob("*/comparison.csv")
    text = "\n".join(printed.splitlines()[:-2]).strip()
    for found in (
        model.compare(base, other),
        model.compare(made["baseline"], str(made["japan-delivers"])),
        model.compare(base, model.load_scenario("japan-delivers", until="2026Q4", changes=SET)),
    ):
        assert str(found) == text
        assert found.folder is None
        table = pd.read_csv(stored, keep_default_na=False)
        assert list(found.table) == list(table)
        np.testing.assert_allclose(found.table["mean"], table["mean"], rtol=1e-5)
    kept = model.compare(base, other, at="2026Q2", out=tmp_path / "kept")
    assert kept.folder is not None
    assert (kept.folder / "comparison.csv").is_file()
    assert set(kept.table["turn"]) == {"2026Q2"}


def test_scenarios_are_played_on_the_terms_of_the_result_beside_them(base: xr.Dataset) -> None:
    found = model.compare(base, "japan-delivers", at=["2026Q4"])
    assert "8 runs of each" in found.text


def test_an_explanation_is_that_of_the_command(
    made: dict[str, Path], base: xr.Dataset, other: xr.Dataset
) -> None:
    words = ("--power", "JPN", "--state", "KAZ", "--workers", "1")
    for more, against in (((), None), (("--against", made["baseline"]), base)):
        printed = say("explain", made["japan-delivers"], *words, *more)
        found = model.explain(other, "Japan", "kazakhstan", against=against)
        assert str(found) == printed.split("\n\nWritten: ")[0].rstrip("\n")
        stems = list(found.tables)
        stored = pd.read_csv(made["japan-delivers"] / "causes" / f"{stems[0]}.csv")
        np.testing.assert_allclose(
            found.table["change"].fillna(0), stored["change"].fillna(0), rtol=1e-5, atol=1e-9
        )


def test_an_explanation_is_written_into_a_folder_that_stays(
    other: xr.Dataset, tmp_path: Path
) -> None:
    loaded = model.load_scenario("baseline", until="2025Q4")
    kept = model.run(loaded, runs=2, out=tmp_path)
    model.explain(kept, "CHN", "KAZ", between=("2025Q2", "2025Q4"), write=True)
    assert list(tmp_path.glob("*/causes/CHN-KAZ-2025Q2-2025Q4.csv"))
    with pytest.raises(model.InputError, match="write: needs a result that is on disk"):
        model.explain(other, "CHN", "KAZ", write=True)


def test_a_sweep_and_what_it_tells_are_those_of_the_command(
    sweep_file: Path, tmp_path: Path
) -> None:
    say("sweep", sweep_file, "--out", tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    swept = model.sweep(sweep_file)
    assert swept.identical(model.open_result(folder).load())
    where = ("share CHN KAZ > 0.3",)
    printed = say("analyse", folder, "--where", where[0], "--no-figures")
    for given in (swept, folder):
        found = model.analyse(given, where=where)
        assert str(found) in printed
        assert found.folder is None
    (stored,) = folder.glob("answers-*")
    assert {f"{name}.csv" for name in found.tables} == {path.name for path in stored.glob("*.csv")}
    kept = model.analyse(swept, where=where, out=tmp_path / "answers")
    assert kept.folder is not None
    assert (kept.folder / "answers.md").read_bytes() == (stored / "answers.md").read_bytes()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: model.run("basline"), "basline: unknown scenario 'basline'; did you mean"),
        (lambda: model.run("baseline", runs=0), "runs: must be a whole number from 1 to 1,000,000"),
        (lambda: model.run("baseline", runs=2.5), "and is 2.5"),  # type: ignore[arg-type]
        (lambda: model.run("baseline", runs=True), "and is True"),
        (lambda: model.run("baseline", entropy=-1), "entropy: must be a whole number from 0 to"),
        (lambda: model.run("baseline", workers=0), "workers: must be a whole number from 1 to 256"),
        (lambda: model.run("baseline", changes=[3]), "changes: must be text, and is 3"),  # type: ignore[list-item]
        (lambda: model.run("baseline", changes="isolation.RU=1"), "--set: isolation.RU: "),
        (lambda: model.run("baseline", changes=["isolation"]), "must be written key=value"),
        (lambda: model.load_scenario("baseline", until="2050Q1"), "2050Q1 is outside the scenario"),
        (lambda: model.load_scenario("baseline", interests="documents"),
         "interests: unknown word 'documents'; did you mean 'document'? allowed: all, document"),
        (lambda: model.load_scenario("baseline", parameters="priors"), "did you mean 'prior'?"),
        (lambda: model.compare("baseline", "basline"), "unknown scenario 'basline'"),
        (lambda: model.compare("baseline", "history", runs=0), "runs: must be a whole number"),
        (lambda: model.compare("baseline", "us-leaves", entropy=-1), "entropy: must be a whole"),
        (lambda: model.compare("baseline", "us-leaves", at="2050Q1"), "--at: 2050Q1 is outside"),
        (lambda: model.sweep("corridors"), "unknown sweep 'corridors'"),
        (lambda: model.sweep("corridor", resume=True), "resume: needs out: the folder of"),
        (lambda: model.sweep("corridor", workers=999), "workers: must be a whole number"),
        (lambda: model.analyse("results", wher="x"),  # type: ignore[call-arg]
         "wher: unknown question 'wher'; did you mean 'where'?"),
        (lambda: model.explain(xr.Dataset(), "JPN", "KAZ"),
         "result: this dataset has no folder of results behind it"),
        (lambda: model.analyse(xr.Dataset()), "swept: this dataset has no folder of results"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_no_folder_is_left(
    call: Callable[[], object], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))  # others make such folders meanwhile
    with pytest.raises(model.InputError, match=re.escape(said)):
        call()
    assert passing_folders() == set()


def test_wrong_words_of_an_explanation_are_said(base: xr.Dataset) -> None:
    with pytest.raises(model.InputError, match="unknown power 'JPM'; did you mean 'JPN'"):
        model.explain(base, "JPM", "KAZ")
    with pytest.raises(model.InputError, match="is the same result as"):
        model.explain(base, "JPN", "KAZ", against=base)
    with pytest.raises(model.InputError, match="2025Q1 is not after 2026Q1"):
        model.explain(base, "JPN", "KAZ", between=("2026Q1", "2025Q1"))


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="module 'model' has no attribute 'rnu'"):
        model.rnu  # noqa: B018


def test_every_name_is_listed_and_says_what_it_is() -> None:
    assert set(model.__all__) <= set(dir(model))
    for name in model.__all__:
        assert getattr(model, name).__doc__, name
