from __future__ import annotations

import pytest
from parts.markdown import prose, table
from parts.markers import MarkerError, drop_parts, find_parts, replace_parts

DOCUMENT = """Before.
<!-- begin generated: one -->
old
<!-- end generated: one -->
After.
"""


def test_only_what_stands_between_markers_is_replaced() -> None:
    new = replace_parts(DOCUMENT, {"one": "new\n"})
    assert new.startswith("Before.\n")
    assert new.endswith("After.\n")
    assert find_parts(new) == {"one": "new"}
    assert replace_parts(new, {"one": "new"}) == new
    assert "new" not in drop_parts(new)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (DOCUMENT.replace(": one", ": two"), "nobody writes the part 'two'"),
        (DOCUMENT.replace("end generated: one", "end generated: two"), "does not fit 'one'"),
        (DOCUMENT.replace("begin", "start"), "does not fit 'no open part'"),
        (DOCUMENT.replace("<!-- end generated: one -->\n", ""), "has no end"),
        (DOCUMENT.replace("old", "<!-- begin generated: one -->"), "does not fit 'one'"),
    ],
)
def test_markers_that_do_not_pair_up_are_told(text: str, wrong: str) -> None:
    with pytest.raises(MarkerError, match=wrong):
        replace_parts(text, {"one": "new"})


def test_a_bar_or_line_break_does_not_break_a_table() -> None:
    assert table(("a", "b"), [("x|y", "two\nlines")]).splitlines()[-1] == "| x\\|y | two lines |"


def test_a_paragraph_of_a_docstring_that_is_no_sentence_becomes_a_formula() -> None:
    text = prose("One\nsentence.\n\na = b +\n    c\n\nb: ``half``.")
    assert text == "One sentence.\n\n```\na = b +\nc\n```\n\nb: `half`."
