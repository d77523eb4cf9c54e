"""What a run tells: only moves that 90 % of runs agree on, and shares as they were found."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from model.analysis.correlation.words import describe_correlations
from model.analysis.trajectories.findings import describe_moves

NAMES = {"power": {"JPN": "Japan", "CHN": "China"}, "state": {"KAZ": "Kazakhstan"}}


def shares(japan: list[float], china: list[float]) -> xr.DataArray:
    """Shares that move from 0.2 by as much as is given, run by run."""
    change = np.array([japan, china]).T
    start = np.full_like(change, 0.2)
    values = np.stack([start, start + change], axis=1)[..., np.newaxis]
    coords = {"turn": ["2025Q1", "2040Q4"], "power": ["JPN", "CHN"], "state": ["KAZ"]}
    return xr.DataArray(values, coords, ("run", "turn", "power", "state"), "share")


def test_a_move_whose_interval_crosses_zero_is_not_told() -> None:
    told = describe_moves(shares([-0.10, 0.05, 0.12, 0.14], [0.02, 0.03, 0.04, 0.05]), NAMES)
    assert len(told) == 1
    assert told[0].startswith("China's share of influence in Kazakhstan moved by +")


def test_where_every_interval_crosses_zero_it_is_said_that_nothing_moved_clearly() -> None:
    told = describe_moves(shares([-0.1, 0.1, 0.1], [-0.1, -0.1, 0.1]), NAMES)
    assert len(told) == 1
    assert "both sides of zero" in told[0]


def test_a_move_down_is_told_as_well_as_one_up_the_largest_first() -> None:
    told = describe_moves(shares([-0.10, -0.09, -0.08], [0.02, 0.03, 0.04]), NAMES)
    assert [line.split("'")[0] for line in told] == ["Japan", "China"]
    assert re.search(r"moved by -9(\.0)? percentage points from 2025Q1 to 2040Q4", told[0])


def along(name: str, share: float, way: float) -> SimpleNamespace:
    return SimpleNamespace(name=name, share=share, way=way, role="drawn", known={})


@pytest.fixture
def subject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "model.analysis.correlation.words.describe_subject", lambda one, names: "it"
    )


@pytest.mark.usefixtures("subject")
def test_the_share_of_the_variance_is_printed_as_it_was_found() -> None:
    found = (along("fear", 0.42, 1), along("cost", 0.13, -1), along("small", 0.004, 1))
    given = SimpleNamespace(found=found, draws=1000, looked=1234)
    one = SimpleNamespace(correlations=given, date="2030Q4", subject=None)
    told = describe_correlations(one, NAMES)  # type: ignore[arg-type]
    assert "fear 42 % (rises with it)" in told
    assert "cost 13 % (falls with it)" in told
    assert "1 more together" in told
    assert "small" not in told
