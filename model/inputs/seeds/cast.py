"""Reading the cast, the sources and the gist of the document."""

from __future__ import annotations

import re
from pathlib import Path

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.fixed_words import DOMAINS, KINDS
from model.inputs.formats.problems import Problem, unknown
from model.inputs.seeds.records import Member, Members, Paragraph, Source

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
FIELDS = tuple(field for field in Member._fields if field != "aliases")
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def read_cast(folder: Path, problems: list[Problem]) -> Members:
    """Return the members by kind, in the order of `cast.csv`, which is the order of axes."""
    lines = read_csv(folder / "cast.csv", ("kind", *FIELDS), problems)
    lines = _keep_good(lines, "id", problems)
    members: dict[str, list[Member]] = {kind: [] for kind in KINDS}
    for line in lines:
        kind, name = line.cells["kind"], line.cells["id"]
        if kind not in KINDS:
            problems.append(line.problem("kind", unknown("kind", kind, KINDS)))
        elif name in DOMAINS:
            problems.append(line.problem("id", f"'{name}' is the name of a domain"))
        else:
            members[kind].append(Member._make([*(line.cells[field] for field in FIELDS), ()]))
    if lines and not problems:
        problems.extend(
            Problem(lines[0].file, 1, kind, f"the cast has no {kind}")
            for kind in ("power", "state")
            if not members[kind]
        )
    return {kind: tuple(found) for kind, found in members.items()}


def read_sources(folder: Path, problems: list[Problem]) -> dict[str, Source]:
    """Return the sources of `sources.csv` by id."""
    lines = read_csv(folder / "sources.csv", Source._fields, problems)
    for line in lines:
        for column in ("title", "address"):
            if not line.cells[column]:
                problems.append(line.problem(column, "is blank"))
        if line.cells["accessed"] and not DATE.fullmatch(line.cells["accessed"]):
            problems.append(line.problem("accessed", "is not a date; write it like 2026-11-22"))
    good = _keep_good(lines, "id", problems)
    return {line.cells["id"]: Source(**line.cells) for line in good}


def read_document(folder: Path, problems: list[Problem]) -> dict[str, Paragraph]:
    """Return the paragraphs of `document.csv` by their number."""
    lines = read_csv(folder / "document.csv", Paragraph._fields, problems)
    good = _keep_good(lines, "paragraph", problems)
    return {line.cells["paragraph"]: Paragraph(**line.cells) for line in good}


def _keep_good(lines: list[Line], column: str, problems: list[Problem]) -> list[Line]:
    seen: dict[str, int] = {}
    for line in lines:
        word = line.cells[column]
        if not ID.fullmatch(word):
            wrong = f"'{word}' is not an id; use letters, digits, '-' and '_'"
            problems.append(line.problem(column, wrong))
        elif word in seen:
            wrong = f"'{word}' is there twice, first on line {seen[word]}"
            problems.append(line.problem(column, wrong))
        else:
            seen[word] = line.line
    first = set(seen.values())
    return [line for line in lines if line.line in first and ID.fullmatch(line.cells[column])]
