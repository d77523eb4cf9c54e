"""The difference of a share taken apart: its table adds up, and its words say what it holds."""

from __future__ import annotations

import numpy as np
import pytest

from model.analysis.compare.find import SMALL
from model.analysis.explain.difference_tables import (
    difference_table,
    interests_table,
    waterfall_of_difference,
)
from model.analysis.explain.find_difference import Apart, Behind, rank_interests, subtract
from model.analysis.explain.words import describe_difference, describe_interests
from model.analysis.wording import names_from
from model.engines.books import CAUSES
from model.engines.ledger import Ledger
from model.engines.motives import Motive
from model.experiments.replay import Question, gather_blocks
from model.inputs.seeds.seeds import read_seeds

QUESTION = Question("JPN", "KAZ", "", "2030Q4")
SEEDS = read_seeds()
NAMES = names_from(SEEDS.members)
JP2, JP5 = (next(one for one in SEEDS.interests if one.id == name) for name in ("JP2", "JP5"))


def ledger(start: float, **causes: float) -> Ledger:
    """Two runs, the second with twice of everything but the start; causes in points."""
    runs = np.array([1.0, 2.0])
    booked = {cause: causes.get(cause, 0.0) / 100 * runs for cause in CAUSES}
    begin = np.full(2, start / 100)
    rivals = {"CHN": booked["rivals"] * 2.0, "RUS": booked["rivals"] * -1.0}
    return Ledger(begin, begin + sum(booked.values()), booked, rivals)


def apart(base: Ledger, other: Ledger, reason: str = "") -> Apart:
    change = subtract(other, base)
    p05, p50, p95 = 100 * np.quantile(change.end, (0.05, 0.5, 0.95))
    row = {
        "outcome": "share", "unit": "percentage points", "power": "JPN", "state": "KAZ",
        "domain": "", "corridor": "", "mineral": "", "turn": "2030Q4", "p05": p05, "p50": p50,
        "p95": p95, "same_sign": 1.0, "cannot_tell": bool(reason), "reason": reason,
    }  # fmt: skip
    return Apart(base, other, change, row)


BASE = ledger(3.0, programme=0.1, rivals=-0.2, shock=0.3)
OTHER = ledger(3.0, programme=0.3, budget=0.1, debt=-0.04, rivals=-0.3, shock=0.3)


def said(found: Apart) -> list[str]:
    table = difference_table(found, waterfall_of_difference(found, QUESTION, NAMES))
    return list(describe_difference(found, table, NAMES))


def test_a_difference_is_said_with_what_did_most_of_it_in_points() -> None:
    lines = said(apart(BASE, OTHER))
    assert lines[0].startswith("Japan's share of influence in Kazakhstan is 0.")
    assert "percentage points higher in 2030Q4" in lines[0]
    assert lines[1] == (
        "On average over the runs: +0.24 points of share. What did most: how the power spreads its "
        "engagement +0.30; how much the power spends +0.15; rivals -0.15."
    )
    assert lines[2] == (
        "What was decided made +0.45 of it: how the power spreads its engagement +0.30, how much "
        "the power spends +0.15, what the power brings up to answer others 0.00, pledges and "
        "summits 0.00, what the state accepts 0.00."
    )
    assert lines[3] == "Rivals made -0.15 of it. Of them: China -0.30; Russia +0.15."


def test_lines_that_do_not_show_are_counted_and_the_others_run_to_the_end() -> None:
    lines = said(apart(BASE, OTHER))[4:]
    shown = [line.split("  ")[0] for line in lines[1:-1]]
    assert shown == [
        "start", "how the power spreads its engagement", "how much the power spends", "rivals",
        "debt", "end",
    ]  # fmt: skip
    assert lines[-1] == "(20 causes below 0.005 points in 90 % of runs: see the table.)"


def test_what_is_too_small_is_said_to_be_so_first() -> None:
    small = apart(BASE, ledger(3.0, programme=0.11, rivals=-0.2, shock=0.3), SMALL)
    lines = said(small)
    assert lines[0].startswith("Too small to matter: Japan's share of influence in Kazakhstan")
    assert lines[3] == "Rivals made no difference that shows."
    about = waterfall_of_difference(small, QUESTION, NAMES).about
    assert about == "Japan in Kazakhstan: a difference too small to matter in 2030Q4"


def test_a_difference_of_the_base_year_is_said_to_have_been_there() -> None:
    other = ledger(3.5, programme=0.1, rivals=-0.2, shock=0.3)
    lines = said(apart(BASE, other))
    assert "+0.50 points of share, of which +0.50 were there at the start." in lines[1]
    assert lines[1].endswith("No single cause made as much as 0.01.")
    assert (
        lines[2] == "What the power offered and the state accepted made no difference that shows."
    )


def test_the_table_adds_up_and_rivals_are_a_part_of_their_line() -> None:
    found = apart(BASE, OTHER)
    table = difference_table(found, waterfall_of_difference(found, QUESTION, NAMES))
    lines = table[table["within"] == ""]
    assert lines["change"].sum() == pytest.approx(lines["running"].iloc[-1])
    assert lines["base"].iloc[-1] == pytest.approx(3.3)
    assert lines["other"].iloc[-1] == pytest.approx(3.54)
    rivals = table[table["within"] == "rivals"]
    assert list(rivals["cause"]) == ["CHN", "RUS"]
    assert rivals["change"].sum() == pytest.approx(-0.15)


def test_interests_are_ranked_by_their_weight_on_either_side() -> None:
    base = [Motive(JP2, 0.6, 1.0), Motive(JP5, 0.4, 1.0)]
    other = [Motive(JP5, 0.9, 2.0)]
    ranked = rank_interests(base, other)
    assert [each.interest.id for each in ranked] == ["JP5", "JP2"]
    assert ranked[1].other is None
    table = interests_table(ranked, QUESTION)
    assert list(table["weight_other"]) == [0.9, 0.0]
    assert list(table["pressed_other"]) == [2.0, 1.0]
    assert list(table["runs"]) == [0, 0]


def test_an_interest_is_said_with_its_paragraph_and_the_difference_without_it() -> None:
    change = np.array([0.002, 0.004])
    ended = Behind(JP5, Motive(JP5, 0.1, 1.0), Motive(JP5, 0.2, 1.8), change, change * 0)
    spared = Behind(JP2, Motive(JP2, 0.3, 1.0), None, change, change + 1e-5)
    text = "\n".join(describe_interests([spared, ended], QUESTION, NAMES))
    flat = " ".join(text.split())
    assert "- 0 % and 30 % JP2 (P12): " in flat
    assert "Without it the difference would hardly change." in flat
    assert "- 20 % and 10 % JP5 (P16): " in flat
    assert "Without it the difference would be 0.00 points instead of +0.30." in flat
    assert "(The 2 weightiest of 2 were ended in both scenarios from the first quarter on, in " in (
        flat
    )
    alone = list(describe_interests([], QUESTION, NAMES))
    assert alone == ["\nJapan holds no interest that points at Kazakhstan."]


def test_blocks_come_together_in_the_order_of_runs_whoever_ended_first() -> None:
    first, second = ledger(1.0), ledger(2.0)
    joined = gather_blocks({("base", 256): second, ("base", 0): first})
    np.testing.assert_array_equal(joined["base"].start, [0.01, 0.01, 0.02, 0.02])
