"""Volumes of trade: money that was predicted, beside the money that came."""

from __future__ import annotations

import math

import numpy as np
import pytest
from made_hindcast import as_it_came, made_hindcast, nothing_changes

from model.inputs.history.history import History
from model.validation.hindcast.find import HORIZONS, LEVELS, TARGETS
from model.validation.hindcast.record import Past
from model.validation.hindcast.volumes import LEAST, Volumes, score_volumes


def volumes(forecast: list[float], came: list[float], kept: list[float]) -> Volumes:
    """Cells of one target, one state and some powers, predicted without a doubt."""
    observed, before = (np.array(each).reshape(1, 1, -1) for each in (came, kept))
    bands = np.stack([np.array(forecast).reshape(1, 1, -1)] * len(LEVELS))
    counted = (np.nan_to_num(observed) >= LEAST) & (np.nan_to_num(before) >= LEAST)
    return Volumes(5, bands, observed, before, counted)


def test_scores_of_volumes_worked_out_by_hand() -> None:
    found = score_volumes(volumes([2.0, 8.0], [1.0, 8.0], [4.0, 4.0]))
    assert found.n == 2
    assert found.ratio == pytest.approx(10 / 9)
    assert found.persistence_ratio == pytest.approx(8 / 9)
    assert found.typical_ratio == pytest.approx(math.sqrt(2.0))
    assert found.log_error == pytest.approx(math.log(2.0) / math.sqrt(2.0))
    assert found.persistence_log_error == pytest.approx(math.log(2.0) * math.sqrt(5.0 / 2.0))
    assert found.skill_vs_persistence == pytest.approx(1.0 - 1.0 / 5.0)
    assert found.coverage_80 == 0.5


@pytest.mark.parametrize(
    ("came", "kept"), [(0.001, 3.0), (3.0, 0.001), (math.nan, 3.0), (3.0, math.nan)]
)
def test_next_to_nothing_and_what_is_not_on_record_does_not_count(came: float, kept: float) -> None:
    alone = score_volumes(volumes([2.0], [1.0], [4.0]))
    assert score_volumes(volumes([2.0, 9.0], [1.0, came], [4.0, kept])) == alone


def test_what_comes_as_foretold_has_no_error(past: Past, history: History) -> None:
    hindcast = made_hindcast(past, history, as_it_came)
    for horizon in HORIZONS:
        for one in (hindcast.volumes[horizon], hindcast.totals[horizon]):
            found = score_volumes(one)
            assert found.typical_ratio == pytest.approx(1.0)
            assert found.skill_vs_persistence == pytest.approx(1.0)
        assert hindcast.totals[horizon].counted.sum() == 5 * len(TARGETS)


def test_a_pair_and_its_state_stand_beside_what_came(past: Past, history: History) -> None:
    one = made_hindcast(past, history, nothing_changes).volumes[3]
    state, power = history.ids("state").index("KAZ"), history.ids("power").index("CHN")
    place = past.place(TARGETS[0])
    assert one.observed[0, state, power] == past.volumes[place, state, power]
    assert one.kept[0, state, power] == past.volumes[place - 3, state, power]
    shares = past.volumes[place] / past.totals[place][:, None]
    np.testing.assert_allclose(shares, past.shares[place])
