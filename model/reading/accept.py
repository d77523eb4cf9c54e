"""Accepted drafts made an overlay of interests, and the scenarios that play it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.formats.toml_values import quoted
from model.inputs.scenarios.scenario_layout import REPLACE_HOLDERS
from model.inputs.seeds.interests import COLUMNS
from model.inputs.seeds.records import Source
from model.inputs.seeds.seeds import Seeds
from model.reading.decisions import Decided, check_decided, interest_cells
from model.reading.readings import Reading, as_csv
from model.storage.folder import put_file

INTERESTS, SOURCES = "interests.csv", "sources.csv"
USUAL_FROM = "2026Q1"
FIRST, LAST = "2025Q1", "2040Q4"
"""Quarters of the baseline, within which an overlay may begin."""

SCENARIO = """\
# What the powers would do if this document were right about what its actors want.
title = {title}
question = "If this document is right about who wants what, whose influence rises, and whose falls?"
extends = "baseline"

interests = {folder}
# Instead of the shipped interests of the holders that the document names; "add" lays them beside.
interests_mode = {mode}
interests_from = {start}
# Quarters to full strength.
interests_ramp = {ramp}
"""

SHIPPED = """\
# The same years with the shipped interests alone, to compare {name} with.
title = {title}
question = "What do the shipped interests alone lead to?"
extends = "baseline"
"""


class Playing(NamedTuple):
    """How an overlay is played: its mode, its first quarter (blank: of publication), its ramp."""

    mode: str = REPLACE_HOLDERS
    start: str = ""
    ramp: int = 4


class Accepted(NamedTuple):
    """What was written: how many interests, files, new issues, and mirrors left out."""

    interests: int
    files: tuple[Path, ...]
    kept: tuple[Path, ...]
    """scenarios that were there already and were left as they are"""
    new_issues: tuple[str, ...]
    mirrors_off: tuple[str, ...]


def accept(
    reading: Reading, decided: Sequence[Decided], seeds: Seeds, playing: Playing
) -> Accepted:
    """Write the overlay of what was accepted, and its pair of scenarios; raises InputError.

    Scenarios that are there already are left as they are.
    """
    problems = check_decided(reading, decided, seeds)
    taken = [one.draft for one in decided if one.taken]
    if not taken and not problems:
        wrong = "nothing is accepted yet; review it with --review, or fill the column decision"
        problems.append(Problem(shown(reading.folder), None, "", wrong))
    start = playing.start or start_of(reading.origin.published)
    problems += _check_start(start)
    if problems:
        raise InputError(problems)
    rows = [list(interest_cells(reading, draft).values()) for draft in taken]
    put_file(reading.folder / SOURCES, as_csv(Source._fields, [source_of(reading)]).encode())
    put_file(reading.folder / INTERESTS, as_csv(COLUMNS, rows).encode())
    written, kept = [reading.folder / INTERESTS, reading.folder / SOURCES], []
    for path, text in _scenarios(reading, playing, start).items():
        if path.exists():
            kept.append(path)
        else:
            put_file(path, text.encode())
            written.append(path)
    known = {interest.issue for interest in seeds.interests}
    new = tuple(dict.fromkeys(draft.issue for draft in taken if draft.issue not in known))
    in_new = {f"mirror of {draft.id}" for draft in taken if draft.issue in new}
    off = tuple(one.draft.id for one in decided if one.draft.rule in in_new and not one.taken)
    return Accepted(len(rows), tuple(written), tuple(kept), new, off)


def start_of(published: str) -> str:
    """Return the quarter of a date of publication, or the usual one outside the baseline."""
    year, _, rest = published.partition("-")
    month = int(rest[:2]) if rest[:2].isdecimal() else 1
    quarter = f"{year}Q{(month - 1) // 3 + 1}"
    return USUAL_FROM if not published or _check_start(quarter) else quarter


def _check_start(word: str) -> list[Problem]:
    try:
        index = quarter_index(word)
    except ValueError as error:
        return [Problem("--from", None, "", str(error))]
    first, last = quarter_index(FIRST), quarter_index(LAST)
    if first <= index <= last:
        return []
    wrong = f"{quarter_name(index)} is outside {FIRST}..{LAST}"
    return [Problem("--from", None, "", wrong)]


def source_of(reading: Reading) -> Source:
    """Return the source that a reading is."""
    origin = reading.origin
    by = ", ".join(word for word in (origin.author, origin.publisher) if word)
    note = f"published {origin.published}" if origin.published else "undated"
    address = origin.address or f"no address known; file {origin.file}"
    return Source(reading.name, origin.title or reading.name, by, address, "", note)


def _scenarios(reading: Reading, playing: Playing, start: str) -> dict[Path, str]:
    """The scenario with the overlay, and the one without it."""
    name, title = reading.name, reading.origin.title or reading.name
    above = reading.folder.parent
    told = SCENARIO.format(
        title=quoted(f"As read: {title}"), folder=quoted(name), mode=quoted(playing.mode),
        start=quoted(start), ramp=playing.ramp,
    )  # fmt: skip
    shipped = SHIPPED.format(name=name, title=quoted(f"The shipped interests, beside {title}"))
    return {above / f"{name}.toml": told, above / f"{name}-shipped.toml": shipped}
