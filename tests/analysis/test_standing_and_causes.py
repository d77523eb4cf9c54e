"""Leaders and ranks by hand; causes add up exactly, in the table and in the waterfall."""

import warnings
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from model.analysis.explain.causes import Waterfall, causes_table, lump
from model.analysis.explain.figure import draw_waterfall
from model.analysis.leaders.find import lead_share, leader, places, ranks, whole_percent
from model.figures.page import Facts
from model.figures.save import save_figure
from model.storage.manifest import Manifest

FACTS = Facts("A title", 20, 7, "0123456789ab", "some", "No forecast.")


def shares(values: list[list[float]]) -> xr.DataArray:
    """Runs down, powers across, one turn and one state."""
    array = np.array(values)[:, np.newaxis, :, np.newaxis]
    coords = {"turn": ["2030Q4"], "power": ["CHN", "RUS", "JPN"], "state": ["KAZ"]}
    return xr.DataArray(array, coords, ("run", "turn", "power", "state"), "share")


THREE = shares([[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.6, 0.1, 0.3], [0.5, 0.3, 0.2]])


def test_the_share_of_runs_in_which_each_leads() -> None:
    leads = lead_share(THREE)
    np.testing.assert_allclose(leads.sel(turn="2030Q4", state="KAZ"), [0.75, 0.25, 0.0])
    who, sure = leader(leads)
    assert who.sel(turn="2030Q4", state="KAZ").item() == "CHN"
    assert sure.item() == 0.75


def test_a_tie_goes_to_the_power_named_first() -> None:
    assert leader(lead_share(shares([[0.4, 0.4, 0.2]])))[0].item() == "CHN"


def test_ranks_and_places_by_hand() -> None:
    rank = ranks(THREE, ["2030Q4"])
    np.testing.assert_array_equal(
        rank.values[:, 0, :, 0], [[1, 2, 3], [3, 1, 2], [1, 3, 2], [1, 2, 3]]
    )
    np.testing.assert_array_equal(places(rank).values.ravel(), [1, 2, 3])


def test_no_two_powers_share_a_place() -> None:
    rank = ranks(shares([[0.3, 0.3, 0.4], [0.3, 0.3, 0.4]]), ["2030Q4"])
    assert sorted(places(rank).values.ravel()) == [1, 2, 3]


def test_ranks_are_taken_over_the_quarters_before() -> None:
    two = np.array([[[0.9, 0.1, 0.0], [0.2, 0.6, 0.2]]])[..., np.newaxis]
    coords = {"turn": ["2030Q3", "2030Q4"], "power": ["A", "B", "C"], "state": ["KAZ"]}
    array = xr.DataArray(two, coords, ("run", "turn", "power", "state"))
    assert ranks(array, ["2030Q4"], window=1).values.ravel().tolist() == [2, 1, 3]
    assert ranks(array, ["2030Q4"], window=2).values.ravel().tolist() == [1, 2, 3]


def test_shares_of_runs_are_rounded_down() -> None:
    assert [whole_percent(share) for share in (0.895, 0.9999, 1.0, 0.29)] == [89, 99, 100, 29]


def fall(**changes: float) -> Waterfall:
    return Waterfall("Why Japan's share moves", "percentage points", 4.0, changes, 5.5)


def test_causes_are_listed_by_size_and_run_to_the_end() -> None:
    table = causes_table(fall(deals=2.0, control=-0.75, corridor=0.25))
    assert list(table["cause"]) == ["start", "deals", "control", "corridor", "end"]
    np.testing.assert_allclose(table["running"], [4.0, 6.0, 5.25, 5.5, 5.5])
    np.testing.assert_allclose(table["change"][1:4], [2.0, -0.75, 0.25])
    assert set(table["unit"]) == {"percentage points"}


def test_causes_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match=r"add up to 6, the end is 5\.5"):
        causes_table(fall(deals=2.0))
    with pytest.raises(ValueError, match="add up"):
        draw_waterfall(fall(deals=2.0), FACTS)


def test_small_causes_are_lumped_and_nothing_is_lost() -> None:
    kept = lump({"a": 3.0, "b": -2.0, "c": 0.5, "d": 0.25}, 2)
    assert kept == {"a": 3.0, "b": -2.0, "all other causes": 0.75}


def test_a_waterfall_is_drawn_without_warnings_the_same_twice(
    manifest: Manifest, tmp_path: Path
) -> None:
    waterfall = fall(deals=2.0, **{f"cause {place}": -0.025 for place in range(20)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paths = [
            save_figure(draw_waterfall(waterfall, FACTS), tmp_path / name / "fall", manifest)
            for name in ("a", "b")
        ]
    assert [path.read_bytes() for path in paths[0]] == [path.read_bytes() for path in paths[1]]


def test_a_waterfall_in_which_nothing_changes_is_drawn() -> None:
    draw_waterfall(Waterfall("Nothing", "points", 0.0, {}, 0.0), FACTS).draw_without_rendering()
