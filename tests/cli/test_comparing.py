"""`steppewise compare`: scenarios and results against a base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from model.analysis.compare.event_dates import Date
from model.analysis.compare.words import describe_date, find_moved
from tests.cli.conftest import QUICK, Steppewise, only

SHORT = ("--no-figures", "--workers", "1")


def test_scenarios_are_run_and_compared(steppewise: Steppewise, here: Path) -> None:
    for name, engagement in (("base", 1), ("more", 2), ("less", 0.5)):
        (here / f"{name}.toml").write_text(
            f'title = "{name}"\nextends = "baseline"\nuntil = "2026Q2"\n[[events]]\n'
            f'name = "x"\nfactor = "engagement.*"\nmultiply = {engagement}\nstart = "2025Q1"\n'
        )
    files = ("base.toml", "more.toml", "less.toml")
    told = steppewise("compare", *files, "--runs", "4", *SHORT)
    assert told.exit_code == 0, told.output
    assert told.output.count(", against base") == 2
    for name in ("more", "less"):
        folder = only(here / "results", f"{name}-against-base-*")
        assert (folder / "manifest.json").is_file()


def test_results_are_compared_at_the_turns_asked_for(
    steppewise: Steppewise, made: Path, here: Path
) -> None:
    base, other = only(made, "baseline-*"), only(made, "japan-delivers-*")
    told = steppewise("compare", base, other, "--at", "2025Q4,2026Q4", *SHORT)
    assert told.exit_code == 0, told.output
    assert "\n2025Q4\n" in told.output
    assert "clear (90 % of runs on one side of zero) and large enough to matter: " in told.output
    assert " in 2025Q4; " in told.output
    table = pd.read_csv(only(here, "results/japan-delivers-against-baseline-*/comparison.csv"))
    assert set(table["turn"]) == {"2025Q4", "2026Q4"}


def test_a_scenario_is_run_as_the_result_beside_it_was(
    steppewise: Steppewise, made: Path, here: Path
) -> None:
    told = steppewise("compare", only(made, "baseline-*"), "cku-2030", *SHORT)
    assert told.exit_code == 0, told.output
    assert "\n2026Q4, at the end\n" in told.output


def test_figures_show_what_changed(steppewise: Steppewise, made: Path, here: Path) -> None:
    base, other = only(made, "baseline-*"), only(made, "japan-delivers-*")
    assert steppewise("compare", base, other, "--workers", "1").exit_code == 0
    folder = only(here, "results/*-against-*/figures")
    assert {path.stem for path in folder.iterdir()} == {
        "change-in-region",
        "change-by-state",
        "change-power-by-state",
    }


def test_nothing_differs_from_itself(steppewise: Steppewise, made: Path) -> None:
    base = only(made, "baseline-*")
    told = steppewise("compare", base, base, *SHORT)
    assert told.exit_code == 0, told.output
    unmoved = "  - No power's share of influence changes by 0.1 points in 90 % of runs\n"
    assert unmoved in told.output
    assert "large enough to matter: 0 of 1,284 in 2026Q4." in told.output


def clear_rows(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    """Rows of a comparison that are clear: outcome, power, median and effect."""
    table = pd.DataFrame(rows, columns=["outcome", "power", "p50", "effect"])
    return table.assign(cannot_tell=False)


def test_shares_of_influence_are_said_before_larger_changes_of_other_outcomes() -> None:
    found = find_moved(
        clear_rows(
            ("throughput", "", -70, -9.0), ("share", "CHN", 1, 0.5), ("region_share", "CHN", 2, 0.9)
        )
    )
    assert list(found["outcome"]) == ["region_share", "share", "throughput"]


def test_who_gains_is_said_beside_the_power_that_loses_most() -> None:
    rows = [("share", "USA", -3.0 - place, -1.0) for place in range(5)]
    rows += [("share", "CHN", 0.8, 0.4), ("share", "RUS", 0.6, 0.9), ("share", "EU", 0.5, 0.9)]
    found = find_moved(clear_rows(*rows))
    assert list(found["power"]) == ["USA", "USA", "CHN", "RUS"]
    assert list(found["p50"][:2]) == [-7.0, -6.0]


def test_where_no_headline_moved_the_strongest_of_other_outcomes_are_said() -> None:
    found = find_moved(
        clear_rows(
            ("effort", "", -0.02, -2.8),
            ("effort", "", -0.03, -2.7),
            ("granted", "", -0.01, -2.5),
            ("favour", "", -0.02, -0.1),
            ("ties", "", -0.01, -0.2),
        )
    )
    assert list(found["outcome"]) == ["effort", "granted", "ties"]
    headlines = [(name, "CHN", 1, 1.0) for name in ("share", "region_share", "price")]
    moved = find_moved(clear_rows(*headlines, ("effort", "CHN", 9, 9.0)))
    assert "effort" not in set(moved["outcome"])


def unclear(*rows: tuple[str, float, float]) -> pd.DataFrame:
    """Rows on the region whose range holds zero: power, half a range, median."""
    return pd.DataFrame(
        {"power": power, "p05": -wide, "p50": middle, "p95": wide, "reason": "interval holds zero"}
        for power, wide, middle in rows
    ).assign(outcome="region_share", turn="2030Q4", same_sign=0.5, cannot_tell=True, effect=0.0)


def test_where_no_share_moved_it_is_said_which_may_have_moved_most() -> None:
    names = {"power": {"KOR": "South Korea", "EU": "European Union"}}
    table = unclear(("EU", 0.2, 0.02), ("KOR", 0.5, 0.01))
    said = "\n".join(describe_date(table, Date("2030Q4", "when it ends"), names))
    assert said.startswith("\n2030Q4, when it ends\n  - No power's share of influence changes ")
    assert said.endswith(
        "The widest range: South Korea in the region: +0.01 points of influence share (range "
        "-0.50 to +0.50)"
    )


def test_a_change_that_is_small_in_nearly_all_runs_is_said_to_be_none() -> None:
    table = unclear(("EU", 0.09, 0.02), ("KOR", 0.02, 0.01))
    said = describe_date(table, Date("2030Q4", ""), {})
    assert said == [
        "\n2030Q4\n  - No power's share of influence changes by 0.1 points in 90 % of runs"
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--runs", "9"], "number of runs (8 and 9)"),
        (["--entropy", "2"], "entropy (1 and 2)"),
        (["--until", "2026Q3"], "quarters (2025Q1 to 2026Q4 and 2025Q1 to 2026Q3)"),
    ],
)
def test_results_of_other_futures_are_refused(
    steppewise: Steppewise,
    refused: Callable[..., str],
    made: Path,
    here: Path,
    options: list[str],
    words: str,
) -> None:
    assert steppewise("run", "cku-2030", *QUICK, *options).exit_code == 0
    other = only(here, "results/cku-2030-*")
    said = refused(2, "compare", only(made, "baseline-*"), other, *SHORT)
    assert words in said
    assert "run both with the same" in said


def test_a_result_with_other_seeds_is_refused(
    steppewise: Steppewise, refused: Callable[..., str], made: Path, here: Path
) -> None:
    other = copy_of_seeds(here)
    path = other / "budgets.csv"
    path.write_text(path.read_text().replace("grade", "grade", 1) + "\n")
    assert steppewise("run", "cku-2030", *QUICK, "--seeds", other).exit_code == 0
    folder = only(here, "results/cku-2030-*")
    assert "differ in seeds (" in refused(2, "compare", only(made, "baseline-*"), folder, *SHORT)


def copy_of_seeds(here: Path) -> Path:
    """A copy of the shipped seeds."""
    import shutil

    from model.inputs.formats.places import seeds_folder

    return Path(shutil.copytree(seeds_folder(), here / "seeds"))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["baseline", "cku-2031"], 2, "did you mean 'cku-2030'?"),
        (["baseline"], 2, "OTHER..."),
        (["baseline", "cku-2030", "--at", "2050Q1"], 2, "--at: 2050Q1 is outside the scenario"),
        (["baseline", "."], 1, "is not a folder of results"),
    ],
)
def test_a_wrong_word_is_refused_before_anything_is_run(
    refused: Callable[..., str], here: Path, words: list[str], status: int, said: str
) -> None:
    assert said in refused(status, "compare", *words)
    assert list(here.iterdir()) == []


def test_a_result_that_was_changed_is_not_trusted(
    steppewise: Steppewise, refused: Callable[..., str], here: Path
) -> None:
    steppewise("run", "baseline", *QUICK)
    folder = only(here / "results", "baseline-*")
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace('"entropy": 1', '"entropy": 2'))
    told = refused(1, "compare", folder, "cku-2030")
    assert "manifest.json is not as it was written" in told
    assert "run it again with --again, or move results/baseline-" in told


def test_a_comparison_that_was_changed_is_refused_and_made_anew_when_asked(
    steppewise: Steppewise, refused: Callable[..., str], made: Path, here: Path
) -> None:
    words = ("compare", only(made, "baseline-*"), only(made, "japan-delivers-*"), *SHORT)
    steppewise(*words)
    table = only(here, "results/*-against-*/comparison.csv")
    kept = table.read_bytes()
    table.write_bytes(kept.replace(b"0", b"1", 1))
    told = refused(1, *words)
    assert "comparison.csv is not as it was written" in told
    assert "run it again with --again, or move results/japan-delivers-against-" in told
    assert steppewise(*words, "--again").exit_code == 0
    assert table.read_bytes() == kept
