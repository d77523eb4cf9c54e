"""What happens makes interests more pressing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import (
    brief,
    cell,
    column,
    floats,
    grid,
    grids,
    row,
)
from slow_priorities import Triggers

from model.inputs.formats.fixed_words import POWER_TRIGGERS, STATE_TRIGGERS
from model.rules import priorities
from model.world.draws import Floats
from model.world.setting import Drives


def triggers(**change: float) -> Triggers:
    names = ("alarm", "demand", "price", "threat", "isolation", "sea_blocked", "council")
    rest = dict.fromkeys(names, 0.0) | {"demand": 0.3}
    return priorities.power_triggers(*(cell((rest | change)[name]) for name in names))


def test_at_rest_interests_are_as_salient_as_they_are() -> None:
    drives = Drives(row(3.0, 5.0), (("alarm", row(6.0, 0.0)),))
    assert priorities.press(drives, {"alarm": cell(0.0)}).ravel().tolist() == [3.0, 5.0]
    assert priorities.press(drives, {"alarm": cell(0.5)}).ravel().tolist() == [6.0, 5.0]


@brief
@given(grids(0, 9), grids(0, 9), floats(0, 1), floats(0, 1))
def test_a_stronger_trigger_never_calms(
    base: Floats, extra: Floats, first: float, second: float
) -> None:
    drives = Drives(base, (("price", extra),))
    less = priorities.press(drives, {"price": cell(min(first, second))})
    assert (less <= priorities.press(drives, {"price": cell(max(first, second))})).all()


def test_when_nothing_happens_no_trigger_is_drawn() -> None:
    assert all((value == 0.0).all() for value in triggers().values())
    still = priorities.state_triggers(column(0.0, 0.0), row(0.0, -0.3), cell(0.0))
    assert all((value == 0.0).all() for value in still.values())


def test_the_triggers_are_those_that_interests_may_name() -> None:
    assert sorted(triggers()) == sorted(POWER_TRIGGERS)
    known = priorities.state_triggers(cell(0.1), cell(0.1), cell(0.1))
    assert sorted(known) == sorted(STATE_TRIGGERS)


def test_cheap_minerals_press_nobody() -> None:
    assert triggers(price=-0.7)["price"] == 0.0


def test_an_importer_that_needs_nothing_is_not_alarmed() -> None:
    assert priorities.mean_alarm(cell(1.0), cell(0.0)) == 0.0


def test_alarm_weighs_by_what_is_needed() -> None:
    nothing = cell(0.0)
    alarm = priorities.mean_alarm(row(0.8, 0.0), row(0.3, 0.1))
    drawn = priorities.power_triggers(
        alarm, row(0.3, 0.1), row(0.0, 0.4), row(0.01, 0.02), nothing, nothing, nothing
    )
    assert drawn["alarm"] == pytest.approx(0.6)
    assert drawn["price"] == pytest.approx(0.1)
    assert drawn["threat"] == pytest.approx(0.3)


def test_transit_that_is_needed_makes_trade_there_more_wanted_and_nothing_else() -> None:
    priority = grid([[[2.0, 3.0], [2.0, 3.0]]])
    wanted = priorities.want_transit(priority, grid([[[0.4], [0.0]]]), cell(0.5))
    assert wanted.ravel().tolist() == pytest.approx([2.4, 3.0, 2.0, 3.0])


def test_a_state_minds_the_power_that_holds_most_of_its_transit() -> None:
    drawn = priorities.state_triggers(column(0.2, 0.7, 0.4), row(0.4, -0.4), cell(0.3))
    assert drawn["transit_control"] == 0.7
    np.testing.assert_allclose(drawn["price"], 0.2)
    assert drawn["unity"] == 0.3
