"""Names in one registry are the names in the others."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from model.inputs.formats import fixed_words as names
from model.inputs.formats.numbers import Bounds
from model.inputs.formats.problems import Problem, listed, suggest, unknown
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.history import history_tables
from model.inputs.history.history_tables import PAST_TABLES
from model.inputs.scenarios.scenario_layout import EventEntry
from model.inputs.seeds import tables
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.inputs.seeds.records import Row
from model.inputs.seeds.specification import read_parts
from model.inputs.seeds.tables import TABLES

SEEDS = tables.FOLDER
HISTORY = Path(history_tables.__file__).parent / "specification"
KEY_COLUMNS = {
    *names.KINDS,
    *("actor", "origin", "destination", "domain", "channel", "attribute", "quarter"),
    *("factor", "first", "second", "parameter"),
}


def test_ties_are_bounded_for_every_domain() -> None:
    assert tuple(TABLES["ties"].parts) == names.DOMAINS


def test_every_factor_has_axes_that_the_cast_or_the_code_names() -> None:
    for name, spec in FACTORS.items():
        assert spec.name == name
        assert set(spec.axes) <= {*names.KINDS, "domain", INTEREST}
        assert len(spec.axes) <= 3
        assert spec.low <= spec.default <= spec.high
        assert spec.unit
        assert spec.meaning


def test_every_table_has_key_columns_that_can_be_checked() -> None:
    for name, spec in TABLES.items():
        assert spec.name == name
        assert set(spec.keys) <= KEY_COLUMNS
        assert spec.limits.low < spec.limits.high
        assert ("attribute" in spec.keys) == (bool(spec.parts) and name != "ties")


def test_the_specifications_are_as_the_code_had_them() -> None:
    trade, shares = TABLES["ties"], PAST_TABLES["trade_shares"]
    assert trade.bounds(("CHN", "KAZ", "trade")) == Bounds(0.001, 1e5)
    assert trade.bounds(("CHN", "KAZ", "security")) == Bounds(0, 100)
    assert TABLES["parameters"].limits == Bounds(-inf, inf)
    assert TABLES["parameters"].bounded
    assert not TABLES["dependence"].required
    assert shares.keys == ("state", "partner", "flow", "year")
    assert shares.beside == ("use",)
    assert PAST_TABLES["economy"].bounds(("KAZ", "growth", "2010")) == Bounds(-0.5, 0.5)
    assert FACTORS["border"] == (
        "border", ("power", "state"), 1, 0.001, 5, "multiple",
        "what the pair's own border posts let pass, against the base year", "ratio",
    )  # fmt: skip


def test_every_part_with_bounds_belongs_to_a_table() -> None:
    for known, folder in ((TABLES, SEEDS), (PAST_TABLES, HISTORY)):
        assert set(read_parts(folder / "bounds.csv")) <= set(known)


def test_columns_of_a_quantity_are_fields_of_a_row() -> None:
    assert set(names.QUANTITY_COLUMNS) <= set(Row._fields)


def test_changes_of_an_event_are_keys_of_its_layout() -> None:
    assert set(names.CHANGES) <= set(EventEntry.model_fields)


def test_the_measure_has_the_attributes_agreed() -> None:
    assert set(TABLES["measure"].parts) == {
        "weight",
        "reference",
        "ceiling",
        "tie_weight",
        "structure_weight",
    }


def test_quarters_count_on_over_the_new_year() -> None:
    assert quarter_index("2027Q1") - quarter_index("2026Q4") == 1
    assert quarter_index("2026Q1") == 2026 * 4
    assert quarter_name(quarter_index("2040Q4")) == "2040Q4"


@pytest.mark.parametrize("word", ["2026", "2026Q5", "2026q1", "26Q1", "2026Q1 ", "٢٠٢٦Q1"])
def test_what_is_no_quarter_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="is not a quarter"):
        quarter_index(word)


def test_a_suggestion_forgives_case_and_slips() -> None:
    assert suggest("jpn", ("JPN", "CHN")) == " did you mean 'JPN'?"
    assert suggest("nothing", ("JPN", "CHN")) == ""
    assert unknown("power", "JPM", ("JPN",)) == (
        "unknown power 'JPM'; did you mean 'JPN'? allowed: JPN"
    )


def test_a_long_list_is_cut_short() -> None:
    assert listed("abcdef", 4) == "a, b, c, d and 2 more"


def test_a_problem_without_a_line_or_key_leaves_them_out() -> None:
    assert str(Problem("a.csv", None, "", "is empty")) == "a.csv: is empty"
    assert str(Problem("a.csv", 3, "unit", "is blank")) == "a.csv:3: unit: is blank"
