"""What a state cannot easily do without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import lists
from rule_cases import brief, cell, floats
from slow_leverage import slow_hold
from slow_structure import take_hold

from model.rules import structure
from model.rules.structure import Holds
from model.world.axes import DIPLOMACY, RESOURCES, SECURITY, TRADE


def test_holds_worked_out_by_hand() -> None:
    given_ = (0.2, 0.4, 0.5, 0.6, 0.3, 0.5, 0.2, 0.3, 0.1, 0.8, 0.25)
    holds = take_hold(*(cell(value) for value in given_))
    expected = (0.5, 0.3, 0.4, 0.45, 0.075, 0.5)
    assert [float(hold[0, 0, 0, 0]) for hold in holds] == pytest.approx(expected)


def test_membership_is_no_leverage() -> None:
    nothing = cell(0.0)
    assert Holds(nothing, nothing, nothing, nothing, nothing, cell(1.0)).leverage == 0.0


@brief
@given(lists(floats(0, 1), min_size=6, max_size=6))
def test_leverage_joins_every_hold_but_membership(parts: list[float]) -> None:
    holds = Holds(*(cell(part) for part in parts))
    assert float(holds.leverage[0, 0, 0, 0]) == pytest.approx(
        float(slow_hold(*holds[:5])[0, 0, 0, 0]), rel=1e-12, abs=1e-12
    )


def test_each_domain_rests_on_its_own_holds() -> None:
    def structural(**hold: float) -> list[float]:
        none = dict.fromkeys(Holds._fields, 0.0)
        holds = Holds(**{name: cell(value) for name, value in (none | hold).items()})
        return [float(x) for x in structure.join_structure(holds).ravel()]

    assert structural(remittances=0.8)[TRADE] == structural(freight=0.8)[TRADE] == 0.4
    assert structural(debt=0.8)[RESOURCES] == structural(energy=0.8)[RESOURCES] == 0.4
    assert structural(bond=0.8)[DIPLOMACY] == structural(arms=0.8)[SECURITY] == 0.8
    assert sum(structural(arms=0.8)) == sum(structural(bond=0.8)) == 0.8


def test_how_a_state_leans_worked_out_by_hand() -> None:
    lean = structure.lean_on_domains(cell(1.0), cell(0.7), cell(0.4))
    assert lean.ravel() == pytest.approx([2 / 3, 1.0, 1.0, 0.4])
