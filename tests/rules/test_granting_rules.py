"""What a state takes of what it is offered, and why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from rule_cases import SIZES, Numbers, brief, cell, column, floats
from slow_granting import make_temper, make_view

from model.rules import granting
from model.rules.granting import StateView, Temper

PLAIN = StateView(
    need=cell(1.0),
    favour=cell(0.0),
    access=cell(0.0),
    share=cell(1.0),
    exposure=cell(0.0),
    neighbours=cell(0.5),
    unity=cell(0.0),
    price=cell(1.0),
    refused=cell(0.0),
)
MOOD = Temper(*(cell(v) for v in (0.0, 0.6, 0.8, 0.6, 2.5, 0.8, 0.4)))


def utility(**change: float) -> float:
    view = PLAIN._replace(**{name: cell(value) for name, value in change.items()})
    return float(granting.weigh_offer(view, MOOD).total[0, 0, 0, 0])


def test_an_offer_that_says_nothing_is_a_coins_toss() -> None:
    assert utility() == 0.0
    assert granting.grant(PLAIN, MOOD) == 0.5


def test_a_utility_worked_out_by_hand() -> None:
    seen = {"need": 1.5, "favour": 0.5, "access": -0.2, "share": 0.5, "exposure": 0.4}
    # 0.3 + 0.4 - 0.12 - 2.5 * (0.5 - 0.25) - 0.32 + 0.4 * 0.25
    assert utility(**seen, neighbours=0.75) == pytest.approx(-0.265)
    # hedging doubled, no fear
    assert utility(**seen, neighbours=0.75, unity=1.0) == pytest.approx(-0.57)


def test_who_holds_much_is_curbed_and_who_holds_little_is_lifted() -> None:
    view = PLAIN._replace(share=column(0.6, 0.3, 0.1))
    # concentration 0.36 + 0.09 + 0.01
    hedged = granting.weigh_offer(view, MOOD).hedging.ravel()
    assert hedged == pytest.approx([-2.5 * 0.14, 2.5 * 0.16, 2.5 * 0.36])


def test_equals_are_neither_curbed_nor_lifted() -> None:
    view = PLAIN._replace(share=column(0.25, 0.25, 0.25, 0.25))
    assert granting.weigh_offer(view, MOOD).hedging.ravel() == pytest.approx([0.0] * 4)


def price(**change: float) -> float:
    strength = granting.Strength(
        *(cell(change.get(name, 0.0)) for name in granting.Strength._fields)
    )
    demands = granting.Demands(*(cell(v) for v in (0.3, 0.4, 0.2, 0.1, 0.5)))
    return float(granting.ask_price(strength, demands)[0, 0, 0, 0])


def test_a_price_worked_out_by_hand() -> None:
    assert price() == 1.0
    assert price(rest=0.5, transit=0.2, isolation=0.35) == pytest.approx(
        np.exp(0.15 + 0.08 + 0.175)
    )
    assert price(rest=0.5, unity=1.0) == pytest.approx(np.exp(0.3))


@brief
@given(floats(-40, 40), floats(0, 40), floats(-1, 1))
def test_a_price_stays_between_a_half_and_four(rest: float, dear: float, alone: float) -> None:
    assert 0.5 - 1e-15 <= price(rest=rest, scarce=dear, isolation=alone) <= 4.0 + 1e-15


def test_a_higher_price_leaves_less_of_an_offer_and_never_all_of_it() -> None:
    assert granting.settle(cell(0.6), cell(1.5)) == pytest.approx(0.4)
    assert granting.settle(cell(0.9), cell(0.5)) == pytest.approx(0.98)


def test_an_isolated_power_delivers_less_and_no_more_than_nothing_happened() -> None:
    assert granting.deliver(cell(0.0), cell(0.9)) == 1.0
    assert granting.deliver(cell(0.35), cell(0.9)) == pytest.approx(np.exp(-0.315))


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


def test_what_a_state_refuses_by_decree_it_does_not_take() -> None:
    assert granting.grant(PLAIN._replace(refused=cell(0.75)), MOOD) == pytest.approx(0.125)
    assert granting.grant(PLAIN._replace(refused=cell(1.0)), MOOD) == 0.0


def test_a_state_decides_alone() -> None:
    n = Numbers(SIZES[1], 3)
    view, temper = make_view(n), make_temper(n)
    together = granting.grant(view, temper)
    for state in range(5):
        here = slice(state, state + 1)
        own = StateView(*(f if f.shape[2] == 1 else f[:, :, here] for f in view))
        np.testing.assert_array_equal(granting.grant(own, temper), together[:, :, here])
