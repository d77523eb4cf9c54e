"""Hard bounds hold for every number, whoever gives it: a row, a scenario, an option, a sample."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_seeds import write_table

from model.inputs.formats.problems import InputError
from model.inputs.seeds import key_columns
from model.inputs.seeds.key_columns import PARAMETERS
from model.inputs.seeds.posterior import DEFAULT, HONEST
from model.inputs.seeds.seeds import Seeds, read_seeds

Messages = Callable[..., list[str]]

HEAD = 'title = "T"\nquestion = "Q?"\nnarrative = "N"\n'


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds()


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_has_bounds_that_hold_its_range(shipped: Seeds, name: str) -> None:
    row = shipped.tables["parameters"][name,]
    if row.distribution == "fixed":
        assert row.bounds.low <= row.value <= row.bounds.high
    else:
        assert row.low is not None
        assert row.high is not None
        assert row.bounds.low <= row.low < row.high <= row.bounds.high
    assert row.unit
    obvious = row.bounds[:2] == (0, 1) and row.unit.startswith("share")
    assert row.bounds.reason or obvious


@pytest.mark.parametrize("sample", [DEFAULT, HONEST])
def test_the_shipped_samples_are_within_bounds(shipped: Seeds, sample: str) -> None:
    drawn = shipped.with_posterior(sample).posterior
    assert drawn is not None
    for name in drawn.names:
        low, high, _ = shipped.parameter_bounds[name]
        assert low <= min(drawn.column(name)) <= max(drawn.column(name)) <= high


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("1,share,2024,guess,C,fixed,,,,,9,", "lower_bound: is blank; a number is needed"),
        (
            "1,share,2024,guess,C,fixed,,,,0,inf,",
            "upper_bound: 'inf' is not a finite number; write it like 12.5",
        ),
        (
            "1,share,2024,guess,C,fixed,,,,9,0,",
            "lower_bound: 9 is not below the upper_bound 0",
        ),
        (
            "-1,share,2024,guess,C,fixed,,,,0,9,none is less",
            "value: -1 is outside the bounds 0..9 (none is less)",
        ),
        (
            "1,share,2024,guess,C,uniform,0.5,99,,0,9,",
            "high: 99 is outside the bounds 0..9",
        ),
    ],
)
def test_a_row_that_breaks_its_bounds_is_reported_with_its_line(
    folder: Path, wrong_seeds: Messages, monkeypatch: pytest.MonkeyPatch, cells: str, said: str
) -> None:
    monkeypatch.setattr(key_columns, "PARAMETERS", ("hedging",))
    write_table(folder, "parameters", f"hedging,{cells}")
    assert wrong_seeds() == [f"seeds/parameters.csv:2: {said}"]


def test_a_file_without_bounds_is_refused(folder: Path, wrong_seeds: Messages) -> None:
    path = folder / "parameters.csv"
    lines = [line.split(",") for line in path.read_text().splitlines()]
    path.write_text("\n".join(",".join(cells[:10]) for cells in lines))
    assert wrong_seeds() == [
        f"seeds/parameters.csv:1: header: column '{name}' is missing"
        for name in ("lower_bound", "upper_bound", "bound_reason")
    ]


def test_an_option_outside_bounds_is_refused_with_the_reason(shipped: Seeds) -> None:
    with pytest.raises(InputError) as caught:
        shipped.with_changes({"parameters.alarm_gain": -1, "parameters.fear": [0.1, 51]})
    assert str(caught.value).splitlines() == [
        "--set: parameters.alarm_gain: value of parameters.alarm_gain: -1 is outside the bounds "
        "0..50 (at 50 a tenth of a need that is missing already alarms fully)",
        "--set: parameters.fear: high of parameters.fear: 51 is outside the bounds 0..50 "
        "(at 50 a tenth of exposure already closes the door)",
    ]


def test_a_scenario_outside_bounds_is_refused_for_every_row_with_the_line(wrong: Messages) -> None:
    told = wrong(f'{HEAD}[set]\n"parameters.*" = -1\n')
    assert told == [
        f"mine.toml:5: parameters.*: value of parameters.{name}: -1 is outside the bounds 0..10"
        for name in PARAMETERS
    ]


def test_a_row_that_a_change_adds_has_the_bounds_of_its_table(wrong: Messages) -> None:
    assert wrong(HEAD, "summits.JPN.2031Q1=4") == [
        "--set: summits.JPN.2031Q1: value of summits.JPN.2031Q1: 4 is outside the bounds 0..3"
    ]


def test_a_draw_of_a_sample_outside_bounds_is_refused_with_its_line(folder: Path) -> None:
    path = folder / "posterior" / f"{DEFAULT}.csv"
    path.parent.mkdir()
    path.write_text("draw,hedging,loglik_KAZ\n0,0.5,-1\n1,-0.5,-99\n")
    path.with_suffix(".json").write_text(json.dumps({"sample": DEFAULT}))
    with pytest.raises(InputError) as caught:
        read_seeds(folder)
    assert str(caught.value) == (
        f"seeds/posterior/{DEFAULT}.csv:3: hedging: -0.5 is outside the bounds 0..10"
    )
