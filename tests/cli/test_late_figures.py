"""Numbers first: figures that fail, a command that is killed while it draws, and one quarter."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from model.analysis.compare.heat_figure import draw_heat
from model.analysis.trajectories import draw as drawing
from model.inputs.formats.places import seeds_folder
from tests.cli.conftest import Steppewise, errors, only, process

ONE = ("--runs", "4", "--until", "2025Q1", "--workers", "1")
TWO = ("--runs", "4", "--until", "2025Q2", "--workers", "1")


def broken(*words: object) -> None:
    raise ValueError("a slip")


def stopped(*words: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def two_figures(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Results with two figures and comparisons with one, to save time."""
    alone: dict[str, object] = {"power-by-state": draw_heat, "ranks": draw_heat}
    monkeypatch.setattr(drawing, "ALONE", alone)
    monkeypatch.setattr(drawing, "AGAINST_BASE", {"change-in-region": broken})
    return alone


def test_a_figure_that_fails_leaves_all_numbers_and_is_drawn_by_the_same_command(
    steppewise: Steppewise, here: Path, two_figures: dict[str, object]
) -> None:
    two_figures["ranks"] = broken
    told = steppewise("run", "cku-2030", *TWO, "--against", "baseline")
    assert told.exit_code == 0, told.output
    assert errors(told.stderr).splitlines() == [
        f"Warning: figure {name} could not be drawn: ValueError: a slip. "
        "All numbers are complete; the same command makes what is missing."
        for name in ("ranks", "change-in-region")
    ]
    folder = only(here / "results", "cku-2030-????????????")
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json", "checksums.json", "trajectories.zarr", "summary.csv", "figures",
    }  # fmt: skip
    assert only(here / "results", "cku-2030-against-baseline-*/comparison.csv")
    before = (folder / "summary.csv").stat().st_mtime_ns
    two_figures["ranks"] = draw_heat
    told = steppewise("run", "cku-2030", *TWO)
    assert "cku-2030: 1 figure ..." in told.stderr
    assert errors(told.stderr) == ""
    assert {path.name for path in (folder / "figures").iterdir()} == {
        f"{name}{ending}" for name in ("power-by-state", "ranks") for ending in (".png", ".svg")
    }
    assert (folder / "summary.csv").stat().st_mtime_ns == before


def test_a_command_that_is_stopped_while_it_draws_keeps_its_numbers(
    steppewise: Steppewise, here: Path, two_figures: dict[str, object]
) -> None:
    two_figures["ranks"] = stopped
    assert steppewise("run", "baseline", *TWO).exit_code == 130
    told = steppewise("run", "baseline", *TWO, "--no-figures")
    assert told.exit_code == 0, told.output
    assert "was there already; nothing was computed again" in told.output
    assert [path.name for path in (here / "results").iterdir()] == [
        only(here / "results", "baseline-*").name
    ]


@pytest.mark.long
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals are POSIX's")
def test_a_command_that_is_killed_while_it_draws_keeps_its_numbers(
    steppewise: Steppewise, here: Path
) -> None:
    running = process("run", "baseline", *TWO, cwd=here)
    assert running.stderr is not None
    for line in running.stderr:
        if line == "baseline: 9 figures ...\n":
            os.kill(running.pid, signal.SIGKILL)
            break
    running.communicate()
    told = steppewise("run", "baseline", *TWO)
    assert told.exit_code == 0, told.output
    assert "was there already; nothing was computed again" in told.output
    figures = only(here / "results", "baseline-*") / "figures"
    assert len(list(figures.iterdir())) == 20


def test_settings_of_matplotlib_in_the_environment_change_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "matplotlibrc").write_text("text.usetex: True\naxes.formatter.use_locale: True\n")
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    running = process("run", "baseline", *ONE[:-1], "2", cwd=here)
    _, said = running.communicate()
    assert running.returncode == 0, said
    assert errors(said).splitlines() == [
        "Note: one quarter has no course to draw; left out: corridors, mineral-prices, "
        "mineral-projects, mineral-reliance, ranks, shares-by-state, shares-in-region."
    ]
    figures = only(here / "results", "baseline-*") / "figures"
    assert {path.name for path in figures.glob("*.png")} == {
        "leaders-by-domain.png", "leaders-map.png", "power-by-state.png",
    }  # fmt: skip


def test_one_quarter_is_played_reported_compared_and_checked(
    steppewise: Steppewise, refused: Callable[..., str], here: Path
) -> None:
    (here / "short.toml").write_text(
        'title = "One quarter"\nextends = "baseline"\nuntil = "2025Q1"\n'
    )
    assert "2025Q1 to 2025Q1" in steppewise("check", "short.toml").output
    told = steppewise("run", "short.toml", *ONE[:2], "--no-figures", "--workers", "1")
    assert told.exit_code == 0, told.output
    assert "Only 2025Q1 was played, so that nothing can have moved." in told.output
    assert "leads in 2025Q1" in told.output
    folder = only(here / "results", "short-*")
    told = steppewise("compare", "baseline", folder, "--workers", "1")
    assert told.exit_code == 0, told.output
    assert "2025Q1, at the end" in told.output
    figures = only(here / "results", "short-against-baseline-*") / "figures"
    assert {path.stem for path in figures.iterdir()} == {"change-power-by-state"}
    said = refused(2, "explain", folder, "--power", "JPN", "--state", "KAZ")
    assert said.endswith("holds 2025Q1 alone; a change needs two quarters")


def test_a_map_that_is_broken_costs_the_map_alone(steppewise: Steppewise, here: Path) -> None:
    shutil.copytree(seeds_folder(), here / "seeds")
    (here / "seeds" / "map.json").write_text('{"shapes": {}}')
    told = steppewise("run", "baseline", *ONE, "--seeds", "seeds")
    assert told.exit_code == 0, told.output
    assert (
        "Warning: figure leaders-map could not be drawn: seeds/map.json: bounds: Field required."
        in told.stderr
    )
    figures = only(here / "results", "baseline-*") / "figures"
    assert {path.stem for path in figures.iterdir()} == {"leaders-by-domain", "power-by-state"}


def test_slides_are_drawn_beside_the_figures_of_run_and_compare(
    steppewise: Steppewise,
    here: Path,
    two_figures: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "AGAINST_BASE", {"change-in-region": draw_heat})
    told = steppewise("run", "cku-2030", *TWO, "--against", "baseline")
    assert told.exit_code == 0, told.output
    folder = only(here / "results", "cku-2030-????????????")
    assert not list(folder.glob("figures/*-slide.png"))
    told = steppewise("run", "cku-2030", *TWO, "--against", "baseline", "--slides")
    assert told.exit_code == 0, told.output
    assert errors(told.stderr) == ""
    assert {path.name for path in (folder / "figures").iterdir()} == {
        f"{name}{ending}"
        for name in ("power-by-state", "ranks")
        for ending in (".png", ".svg", "-slide.png", "-slide.svg")
    }
    against = only(here / "results", "cku-2030-against-baseline-????????????")
    assert {path.name for path in (against / "figures").iterdir()} == {
        f"change-in-region{ending}" for ending in (".png", ".svg", "-slide.png", "-slide.svg")
    }
