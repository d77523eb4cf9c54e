"""Paired differences by hand, and what is said of them."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from numpy.typing import NDArray
from synthetic import MEMBERS

from model.analysis import wording
from model.analysis.compare import find as compare

NAMES = wording.names_from(MEMBERS)


def small(values: list[float], name: str = "share") -> xr.Dataset:
    shape = (len(values), 1, 1, 1)
    coords = {"run": range(len(values)), "turn": ["2035Q4"], "power": ["JPN"], "state": ["KAZ"]}
    data = xr.DataArray(np.reshape(values, shape), coords, tuple(coords))
    return xr.Dataset({name: data}, attrs={"entropy": 7})


def row(p05: float, p50: float, p95: float, share: float = 0.97, **more: Any) -> dict[str, Any]:
    reason = compare.judge(p05, p50, p95, 0.1)
    facts = {"outcome": "share", "power": "JPN", "state": "KAZ", "turn": "2035Q4", "domain": ""}
    numbers = {"p05": p05, "p50": p50, "p95": p95, "same_sign": share, "reason": reason}
    return facts | numbers | {"cannot_tell": bool(reason)} | more


def test_differences_are_taken_run_by_run() -> None:
    base, other = small([0.10, 0.20, 0.30]), small([0.13, 0.21, 0.35])
    change = compare.difference(base, other)["share"].values.ravel()
    np.testing.assert_allclose(change, [0.03, 0.01, 0.05])


def test_the_numbers_of_a_comparison_by_hand() -> None:
    first = [0.10, 0.20, 0.30, 0.40, 0.50]
    changes = [0.03, 0.01, 0.05, 0.02, 0.04]
    second = [a + b for a, b in zip(first, changes, strict=True)]
    found = compare.compare(small(first), small(second), ["2035Q4"]).iloc[0]
    assert found["unit"] == "percentage points"
    assert found["base_p50"] == pytest.approx(30)
    assert found["mean"] == pytest.approx(3)
    assert found["p50"] == pytest.approx(3)
    assert found["p05"] == pytest.approx(1.2)
    assert found["p95"] == pytest.approx(4.8)
    assert found["same_sign"] == 1.0
    spread = np.sqrt((np.var(first, ddof=1) + np.var(second, ddof=1)) / 2)
    assert found["effect"] == pytest.approx(0.03 / spread)
    assert not found["cannot_tell"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [([-1.0, 1, 2, 3], 0.75), ([0.0, 0, 0, 2], 0.25), ([0.0, 0, 0], 0.0), ([-1.0, -2, 3], 2 / 3)],
)
def test_the_share_of_runs_with_the_same_sign(changes: list[float], expected: float) -> None:
    values: NDArray[np.float64] = np.array(changes)[:, None]
    assert compare.same_sign(values)[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("interval", "reason"),
    [
        ((0.4, 1.2, 2.1), ""),
        ((-2.1, -1.2, -0.4), ""),
        ((-0.4, 1.2, 2.1), compare.STRADDLES),
        ((0.0, 1.2, 2.1), compare.STRADDLES),
        ((0.01, 0.05, 0.3), compare.SMALL),
        ((-0.01, 0.0, 0.02), compare.SMALL),
        ((0.0, 0.0, 0.0), compare.SAME),
    ],
)
def test_what_cannot_be_told(interval: tuple[float, float, float], reason: str) -> None:
    assert compare.judge(*interval, 0.1) == reason


def test_a_difference_in_shares_no_run_has_is_none(base: xr.Dataset) -> None:
    table = compare.compare(base, base, ["2030Q4"], ["share", "price"])
    assert table["cannot_tell"].all()
    assert set(table["reason"]) == {compare.SAME}


def test_top_movers_come_first(base: xr.Dataset, other: xr.Dataset) -> None:
    table = compare.compare(base, other, ["2030Q4", "2035Q4"])
    untold = table["cannot_tell"].to_numpy()
    assert not untold[0]
    assert (np.diff(untold.astype(int)) >= 0).all()
    told = table.loc[~table["cannot_tell"], "effect"].abs()
    assert told.is_monotonic_decreasing
    assert table.iloc[0]["power"] == "JPN"


def test_runs_that_are_not_the_same_futures_are_refused(base: xr.Dataset) -> None:
    with pytest.raises(compare.PairingError, match="entropy"):
        compare.compare(base, base.assign_attrs(entropy=8), ["2030Q4"])
    with pytest.raises(compare.PairingError, match="runs differ"):
        compare.difference(base, base.isel(run=slice(0, 10)))
    with pytest.raises(ValueError, match="no turn 2050Q1; there are 2025Q1 to 2040Q4"):
        compare.compare(base, base, ["2050Q1"])


def test_horizons_that_differ_are_compared_where_they_meet(base: xr.Dataset) -> None:
    change = compare.difference(base, base.isel(turn=slice(4, 8)), ["share"])
    assert change.sizes["turn"] == 4


def test_the_comparison_is_written_the_same_twice(
    base: xr.Dataset, other: xr.Dataset, tmp_path: Path
) -> None:
    table = compare.compare(base, other, ["2035Q4"])
    first = compare.write_comparison(table, tmp_path / "a.csv").read_bytes()
    again = compare.compare(base, other, ["2035Q4"])
    assert compare.write_comparison(again, tmp_path / "b.csv").read_bytes() == first
    read = pd.read_csv(tmp_path / "a.csv", keep_default_na=False)
    assert list(read.columns) == list(compare.COLUMNS)
    assert set(read["cannot_tell"]) == {"yes", "no"}


def test_a_difference_that_can_be_told_is_said() -> None:
    assert wording.sentence(row(0.42, 1.23, 2.11), NAMES) == (
        "Japan's share of influence in Kazakhstan is 1.2 percentage points higher in 2035Q4 "
        "(90 % of runs between 0.4 and 2.1 points); higher in 97 % of runs."
    )
    assert wording.sentence(row(-21.4, -12.3, -4.2, 1.0), NAMES) == (
        "Japan's share of influence in Kazakhstan is 12 percentage points lower in 2035Q4 "
        "(90 % of runs between 4 and 21 points lower); lower in all runs."
    )


def test_what_is_not_clear_is_said_to_be_so() -> None:
    assert wording.sentence(row(-0.42, 0.13, 0.61, 0.55), NAMES) == (
        "No clear effect: Japan's share of influence in Kazakhstan in 2035Q4 "
        "(median +0.1 percentage points; 90 % of runs between -0.4 and +0.6; "
        "higher in 55 % of runs)."
    )
    assert wording.sentence(row(0.01, 0.04, 0.06), NAMES).startswith(
        "Too small to matter: Japan's share of influence in Kazakhstan in 2035Q4 differs by "
        "less than 0.1 percentage points"
    )
    for low, high, places in ((0.06, 0.17, 0.099), (0.06, 0.45, 0.0996)):
        said = wording.sentence(row(low, places, high), NAMES)
        assert f"differs by a median of +{places}, less than 0.1 percentage points" in said
    assert wording.sentence(row(0, 0, 0, 0.0), NAMES) == (
        "No difference: Japan's share of influence in Kazakhstan in 2035Q4 is the same in "
        "every run."
    )


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ({"outcome": "throughput", "corridor": "cku"}, "Freight on the China-Kyrgyzstan-Uzbek"),
        ({"outcome": "price", "mineral": "gallium"}, "The price of gallium outside"),
        ({"outcome": "favour", "power": "USA"}, "The United States' standing in Kazakhstan"),
        ({"outcome": "region_share", "power": "EU"}, "The European Union's share of influence"),
        ({"outcome": "something_new"}, "Something new (Japan, Kazakhstan)"),
    ],
)
def test_every_subject_reads_as_english(facts: dict[str, str], start: str) -> None:
    assert wording.sentence(row(1.4, 2.2, 3.1) | facts, NAMES).startswith(start)


def test_a_price_is_told_as_a_multiple() -> None:
    text = wording.sentence(
        row(0.12, 0.4, 0.71) | {"outcome": "price", "mineral": "gallium", "power": ""}, NAMES
    )
    assert "is 0.4 higher, as a multiple of the base year's price, in 2035Q4" in text


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [(0.4, 2.1, 2, 1), (0, 9, 2, 0), (0, 0.3, 2, 2), (100, 900, 2, 0), (0, 0.001, 2, 2)],
)
def test_digits_follow_the_interval(low: float, high: float, most: int, expected: int) -> None:
    assert wording.decimals(low, high, most) == expected


def test_shares_of_runs_are_neither_none_nor_all_unless_so() -> None:
    shares = [0.0, 0.001, 0.5, 0.999, 1.0]
    texts = ["no run", "1 % of runs", "50 % of runs", "99 % of runs", "all runs"]
    assert [wording.share_of_runs(share) for share in shares] == texts


def test_zero_has_no_sign() -> None:
    assert wording.number(-0.001, 1) == "0.0"
    assert wording.signed(0.001, 1) == "0.0"
    assert wording.signed(1.26, 1) == "+1.3"
