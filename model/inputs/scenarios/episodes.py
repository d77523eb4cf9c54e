"""What was observed in episodes of the past: ranges that runs of them are held against."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.fixed_words import GRADES
from model.inputs.formats.numbers import read_number
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.formats.spans import read_quarter
from model.inputs.scenarios.scenario_library import episode_names
from model.inputs.seeds.key_columns import ids
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.quantities import check_sources
from model.inputs.seeds.seeds import Seeds

FILE = "history/episodes.csv"
"""The table of observed ranges, inside the folder of the seeds."""

OBSERVED: dict[str, tuple[str, ...]] = {
    "price": ("mineral",),
    "exports": ("mineral",),
    "exports_to": ("power", "mineral"),
    "controller_reliance": ("power", "mineral"),
    "through_freight": ("corridor",),
    "throughput": ("corridor",),
    "freight_share": ("corridor",),
}
"""What can be observed, and the axes of its member."""

READINGS: dict[str, bool] = {"mean": False, "highest": False, "multiple": True, "of_highest": True}
"""How a window is read, and whether that needs a quarter to compare with.

mean, highest: over the window; multiple: the mean over the value in the quarter `against`;
of_highest: the mean over the highest value from the quarter `against` to the window's end.
"""

QUARTERS: tuple[str, ...] = ("first", "last", "against")
"""Columns that name quarters."""

COLUMNS: tuple[str, ...] = (
    "episode", "observation", "outcome", "member", "reading", *QUARTERS, "low", "high", "unit",
    "source", "grade", "note", "outside",
)  # fmt: skip

Found = list[tuple[str, str]]
"""What is wrong with a line, as (column, message)."""


class Observation(NamedTuple):
    """A range that something was observed in; `first`, `last`, `against` count quarters.

    `outside` says why the model misses the range; it may be blank where it does not.
    """

    episode: str
    observation: str
    outcome: str
    member: tuple[str, ...]
    reading: str
    first: int
    last: int
    against: int | None
    low: float
    high: float
    unit: str
    source: tuple[str, ...]
    grade: str
    note: str
    outside: str
    file: str
    line: int


def read_observations(seeds: Seeds) -> tuple[Observation, ...]:
    """Return what was observed, in the order of the file; raises InputError with all problems.

    The file lies in `history/` of the folder of the seeds.
    """
    problems: list[Problem] = []
    lines = read_csv(seeds.folder / Path(FILE), COLUMNS, problems)
    found: dict[tuple[str, str], Observation] = {}
    for line in lines:
        one = _read_line(line, seeds, problems)
        if one is None:
            continue
        key = (one.episode, one.observation)
        if key in found:
            wrong = f"'{one.observation}' is there twice, first on line {found[key].line}"
            problems.append(line.problem("observation", wrong))
        found.setdefault(key, one)
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def _read_line(line: Line, seeds: Seeds, problems: list[Problem]) -> Observation | None:
    cells = line.cells
    member = tuple(cells["member"].split("."))
    quarters, wrong_quarters = _read_quarters(cells)
    (low, high), wrong_range = _read_range(cells)
    wrong = [
        *_check_words(cells),
        *_check_member(cells["outcome"], member, seeds),
        *wrong_quarters,
        *wrong_range,
        *check_sources(cells["source"], seeds.sources),
    ]
    problems.extend(line.problem(column, message) for column, message in wrong)
    if wrong:
        return None
    return Observation(
        episode=cells["episode"],
        observation=cells["observation"],
        outcome=cells["outcome"],
        member=member,
        reading=cells["reading"],
        first=quarters["first"],
        last=quarters["last"],
        against=quarters.get("against"),
        low=low,
        high=high,
        unit=cells["unit"],
        source=tuple(cells["source"].split()),
        grade=cells["grade"],
        note=cells["note"],
        outside=cells["outside"],
        file=line.file,
        line=line.line,
    )


def _check_words(cells: dict[str, str]) -> Found:
    known = {
        "episode": episode_names(),
        "outcome": tuple(OBSERVED),
        "reading": tuple(READINGS),
        "grade": GRADES,
    }
    wrong = [
        (column, unknown(column, cells[column], words))
        for column, words in known.items()
        if cells[column] not in words
    ]
    blank = [column for column in ("observation", "unit") if not cells[column]]
    return wrong + [(column, "is blank") for column in blank]


def _check_member(outcome: str, member: tuple[str, ...], seeds: Seeds) -> Found:
    if outcome not in OBSERVED:
        return []
    axes = OBSERVED[outcome]
    if len(member) != len(axes):
        return [("member", f"'{'.'.join(member)}' does not fit {outcome}; write {'.'.join(axes)}")]
    return [
        ("member", unknown_id(axis, word, ids(seeds.members, axis), seeds.members))
        for axis, word in zip(axes, member, strict=True)
        if word not in ids(seeds.members, axis)
    ]


def _read_quarters(cells: dict[str, str]) -> tuple[dict[str, int], Found]:
    quarters: dict[str, int] = {}
    wrong: Found = []
    needed = READINGS.get(cells["reading"])
    for column in QUARTERS:
        if column == "against" and needed is False and cells[column]:
            wrong.append((column, f"must be blank for the reading {cells['reading']}"))
        elif cells[column] or column != "against" or needed:
            try:
                quarters[column] = read_quarter(cells[column])
            except ValueError as error:
                wrong.append((column, str(error)))
    if not wrong and quarters["last"] < quarters["first"]:
        wrong.append(("last", f"{cells['last']} is before first, {cells['first']}"))
    return quarters, wrong


def _read_range(cells: dict[str, str]) -> tuple[tuple[float, float], Found]:
    ends = {column: read_number(cells[column]) for column in ("low", "high")}
    wrong = [(column, message) for column, (_, message) in ends.items() if message]
    low, high = ends["low"][0] or 0.0, ends["high"][0] or 0.0
    if not wrong and low > high:
        wrong = [("low", f"low {low:g} is above high {high:g}; is the range turned round?")]
    return (low, high), wrong
