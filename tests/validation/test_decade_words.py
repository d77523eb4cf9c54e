"""What is said of ten years, arms, contact and liveliness agrees with its numbers."""

from __future__ import annotations

from typing import Any

import pytest

from model.validation.hindcast.decade_words import (
    describe_arms,
    describe_band,
    describe_contact,
    describe_decade,
    describe_gains,
    describe_liveliness,
    judge_band,
    judge_moves,
)

GAIN = {"gain": 0.02, "gain_90": [0.01, 0.04]}
NONE = {"gain": 0.02, "gain_90": [-0.01, 0.04]}


@pytest.fixture
def told() -> dict[str, Any]:
    def moves(trade: float) -> dict[str, Any]:
        return {
            "trade": {"years": 10, "ratio": trade, "n": 309},
            "arms": {"years": 5, "ratio": 1.41, "n": 54},
            "positions": {"years": 10, "ratio": 0.6949, "n": 270},
        }

    return {
        "ten_years": {
            "coverage_80": {"10": 0.8091},
            "unconditional": {"coverage_80": {"10": 0.58}},
        },
        "liveliness": {"known": moves(1.03), "unknown": moves(0.74)},
        "arms": {
            "5": {"cases": 6, "skill": 0.37, "coverage_80": 0.72, **GAIN},
            "10": {"cases": 5, "skill": -0.1, "coverage_80": 0.5, **NONE},
        },
        "contact": {"1": {"foretold": -0.02, "came": 0.6, "skill": -0.06, **NONE}},
    }


def test_a_band_is_called_by_what_it_held(told: dict[str, Any]) -> None:
    assert describe_band(told) == (
        "Of shares of trade ten years ahead the 80 % band held 81 % with dated events known, "
        "about right; 58 % with dated events unknown, too narrow."
    )
    judged = [judge_band(held) for held in (0.694, 0.695, 0.9, 0.904, 0.906)]
    assert judged == ["too narrow", *["about right"] * 3, "too wide"]  # as the page rounds them


def test_runs_are_called_still_or_restless_by_their_ratio(told: dict[str, Any]) -> None:
    assert describe_liveliness(told) == (
        "Changes of runs over those on record, root mean squares: shares of trade over 10 years "
        "1.03 (0.74 with dated events unknown), about as lively; shares of arms over 5 years 1.41 "
        "(1.41 with dated events unknown), too restless; voting positions over 10 years 0.69 "
        "(0.69 with dated events unknown), too still."
    )
    assert judge_moves(0.696) == "about as lively"  # it is shown as 0.70
    assert judge_moves(None) == "which nothing on record can judge"
    told["liveliness"]["known"]["arms"] = {"years": 0, "ratio": None, "n": 0}
    assert "arms" not in describe_liveliness(told)


def test_what_decisions_add_is_said_to_be_sure_only_where_it_is(told: dict[str, Any]) -> None:
    assert describe_arms(told) == (
        "Suppliers of arms over five years, skill against the last period that had ended: 5 years "
        "ahead 0.37, of which decisions add 0.02 (0.01 to 0.04), and 72 % within the 80 % band; "
        "10 years ahead -0.10, of which decisions add 0.02 (-0.01 to 0.04, not distinguishable "
        "from zero), and 50 % within the 80 % band; from 6 periods of three states, where one "
        "contract may decide."
    )
    assert describe_contact(told) == (
        "Formal diplomatic contact, skill against no change: 1 year ahead -0.06, of which "
        "decisions add 0.02 (-0.01 to 0.04, not distinguishable from zero), with +0.0 points "
        "predicted and +0.6 that came."
    )


def test_where_decisions_add_something_is_named(told: dict[str, Any]) -> None:
    head = "What decisions add is distinguishable from zero for"
    assert describe_gains(told) == f"{head} arms 5 years ahead (better)."
    told["contact"]["1"] |= {"gain": -0.1, "gain_90": [-0.2, -0.05]}
    assert "arms 5 years ahead (better), contact 1 year ahead (worse)." in describe_gains(told)
    told["arms"] = told["contact"] = {}
    assert describe_gains(told) == f"{head} none of these."


def test_what_has_no_record_is_not_told(told: dict[str, Any]) -> None:
    told["arms"] = {}
    told["contact"]["1"] |= {"skill": None, "gain": None, "gain_90": [None, None]}
    said = describe_decade(told)
    assert len(said) == 3
    assert "decisions add nothing that can be told" in said[-1]
    assert "skill against no change: 1 year ahead none" in said[-1]
