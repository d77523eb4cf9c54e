"""What a state takes of what it is offered, and why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import SIZES, Numbers, brief, cell, floats
from slow_granting import make_temper, make_view

from model.rules import granting
from model.rules.granting import StateView, Temper

PLAIN = StateView(
    need=cell(1.0),
    favour=cell(0.0),
    access=cell(0.0),
    share=cell(0.2),
    exposure=cell(0.0),
    neighbours=cell(0.5),
    unity=cell(0.0),
)
MOOD = Temper(*(cell(v) for v in (0.0, 0.6, 0.8, 0.6, 2.5, 0.35, 0.8, 0.4)))


def utility(**change: float) -> float:
    view = PLAIN._replace(**{name: cell(value) for name, value in change.items()})
    return float(granting.weigh_offer(view, MOOD).total[0, 0, 0, 0])


def test_an_offer_that_says_nothing_is_a_coins_toss() -> None:
    assert utility() == 0.0
    assert granting.grant(PLAIN, MOOD) == 0.5


def test_a_utility_worked_out_by_hand() -> None:
    seen = {"need": 1.5, "favour": 0.5, "access": -0.2, "share": 0.45, "exposure": 0.4}
    # 0.3 + 0.4 - 0.12 - 2.5 * 0.1 - 0.32 + 0.4 * 0.25
    assert utility(**seen, neighbours=0.75) == pytest.approx(0.11)
    # hedging doubled, no fear
    assert utility(**seen, neighbours=0.75, unity=1.0) == pytest.approx(0.18)


@brief
@given(floats(0, 0.35))
def test_a_power_within_tolerance_is_not_hedged_against(share: float) -> None:
    assert utility(share=share) == 0.0


def test_a_power_past_tolerance_is_hedged_against() -> None:
    assert utility(share=0.36) < 0.0
    assert utility(share=0.9) < utility(share=0.6)


def test_five_that_bargain_as_one_hedge_harder_and_fear_less() -> None:
    assert utility(share=0.75, unity=1.0) == pytest.approx(2.0 * utility(share=0.75))
    assert utility(exposure=1.0) == pytest.approx(-0.8)
    assert utility(exposure=1.0, unity=1.0) == 0.0


@pytest.mark.parametrize("name", ["need", "favour", "access", "neighbours"])
def test_what_speaks_for_an_offer_raises_its_utility(name: str) -> None:
    assert utility(**{name: -0.3}) < utility(**{name: 0.1}) < utility(**{name: 0.8})


@brief
@given(floats(-600, 600))
def test_what_is_taken_and_what_is_left_make_the_whole(u: float) -> None:
    taken = float(granting.accept(cell(u))[0, 0, 0, 0])
    assert 0.0 <= taken <= 1.0
    assert taken + float(granting.accept(cell(-u))[0, 0, 0, 0]) == pytest.approx(1.0, abs=1e-15)


def test_a_state_decides_alone() -> None:
    n = Numbers(SIZES[1], 3)
    view, temper = make_view(n), make_temper(n)
    together = granting.grant(view, temper)
    for state in range(5):
        here = slice(state, state + 1)
        own = StateView(*(f if f.shape[2] == 1 else f[:, :, here] for f in view))
        np.testing.assert_array_equal(granting.grant(own, temper), together[:, :, here])
