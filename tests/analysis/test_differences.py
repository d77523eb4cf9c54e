"""What is said of two manifests that differ."""

from __future__ import annotations

from model.experiments.manifest_differences import (
    describe_differences,
    describe_upgrade,
    differences,
)


def test_differences_are_listed_by_place() -> None:
    before = {"a": 1, "b": {"c": [1, 2], "d": "x" * 40}, "gone": True}
    asked = {"a": 1, "b": {"c": [1, 3], "d": "y" * 40}, "new": "\x1b[31m"}
    found = differences(before, asked)
    assert describe_differences(found).splitlines() == [
        "  b.c[2]: 2 there, 3 now",
        f'  b.d: "{"x" * 35}... there, "{"y" * 35}... now',
        "  gone: true there, nothing now",
        '  new: nothing there, "\\u001b[31m" now',
    ]
    assert differences(asked, asked) == []


def test_the_first_few_differences_are_listed() -> None:
    said = describe_differences(differences({}, {str(place): 1 for place in range(10)}))
    assert said.splitlines()[-1] == "  and 2 more"
    assert len(said.splitlines()) == 9


def test_what_is_recorded_is_no_difference() -> None:
    old = {"versions": {"numpy": "1"}, "design_digest": "1", "digest": "1", "runs": 2}
    assert differences(old, {"runs": 2, "versions": {"numpy": "2"}}) == []


def test_other_versions_of_libraries_are_said_in_a_line() -> None:
    now = {"numpy": "2.1", "scipy": "1.2", "zarr": "3.0", "steppewise": "0.3"}
    old = {"numpy": "2.0", "scipy": "1.2", "zarr": "\x1b[31m", "steppewise": "0.2"}
    assert describe_upgrade(old, now) == (
        "Made with numpy 2.0, now 2.1: numbers may differ in their last digits."
    )
    assert describe_upgrade(now, now) == describe_upgrade("nothing", now) == ""
