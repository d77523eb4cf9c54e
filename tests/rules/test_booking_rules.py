"""A change of influence is shared out among its causes, and nothing is left over."""

from __future__ import annotations

import numpy as np
import pytest
from rule_cases import SIZES, Numbers, Size, cell, column
from slow_booking import make_booking

from model.rules.booking import AROUND, Standing, book_influence
from model.rules.structure import Holds


@pytest.mark.parametrize("size", SIZES)
def test_causes_of_influence_sum_to_its_change(size: Size) -> None:
    for entropy in range(20):
        before, after, booked, tie_part, structure_part = make_booking(Numbers(size, entropy))
        causes = book_influence(before, after, booked, tie_part, structure_part)
        change = after.bandwidth * after.dependence - before.bandwidth * before.dependence
        np.testing.assert_allclose(sum(causes.values()), change, rtol=0, atol=1e-12)


def alone(ties: float, rivals: float, debt: float = 0.5) -> Standing:
    both = column(ties, rivals)
    total = cell(ties + rivals)
    holds = dict.fromkeys(Holds._fields, cell(0.0)) | {"debt": cell(debt)}
    return Standing(both, total, holds, cell(1.0), both / total)


def booked(before: Standing, after: Standing) -> dict[str, float]:
    moved = {"deals": after.ties - before.ties}
    causes = book_influence(before, after, moved, cell(1.0), cell(0.0))
    return {cause: float(change[0, 0, 0, 0]) for cause, change in causes.items()}


def test_a_world_that_stands_still_books_nothing() -> None:
    assert set(booked(alone(6.0, 2.0), alone(6.0, 2.0)).values()) == {0.0}


def test_what_rivals_gain_is_booked_to_rivals() -> None:
    causes = booked(alone(6.0, 2.0), alone(6.0, 6.0))
    assert causes["rivals"] == pytest.approx(-0.25)
    assert causes["deals"] == causes["others"] == causes["debt"] == 0.0


def test_what_a_power_gains_itself_is_booked_to_its_deals() -> None:
    causes = booked(alone(2.0, 2.0), alone(6.0, 2.0))
    assert causes["deals"] == pytest.approx(0.25)
    assert all(causes[cause] == 0.0 for cause in AROUND)


def test_each_hold_is_booked_on_its_own_line() -> None:
    before, after = alone(6.0, 2.0, 0.1), alone(6.0, 2.0, 0.5)
    causes = book_influence(before, after, {"deals": cell(0.0)}, cell(1.0), cell(0.5))
    found = {cause: float(change[0, 0, 0, 0]) for cause, change in causes.items()}
    assert found["debt"] == pytest.approx(0.2)
    assert {cause for cause, change in found.items() if change} == {"debt"}
