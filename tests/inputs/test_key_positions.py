"""Keys and values of TOML are found on their lines."""

from __future__ import annotations

import pytest

from model.inputs.formats.positions import Path, find_positions

TEXT = '''title = "a"
a."b.c" . d = 1
[set]
"x.y" = { value = 1, low = [1, # one
 2] }
[[events]]
name = "n"
factor = ["a",
  "b"]
[[events]]
name = """q
r"""
[events.sub]
z = 2
[one.two]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("a",), 2),
        (("a", "b.c", "d"), 2),
        (("set",), 3),
        (("set", "x.y", "low", 1), 5),
        (("events", 0), 6),
        (("events", 0, "factor", 1), 9),
        (("events", 1, "name"), 11),
        (("events", 1, "nothing"), 10),
        (("events", 1, "sub", "z"), 14),
        (("one", "two"), 15),
        (("nothing",), None),
    ],
)
def test_a_path_leads_to_a_line(path: Path, line: int | None) -> None:
    assert find_positions(TEXT).line(path) == line


def test_a_broken_text_still_has_positions() -> None:
    assert find_positions("a = = 3\nb = 2\n[x").line(("b",)) == 2
