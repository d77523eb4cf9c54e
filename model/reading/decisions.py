"""Drafts with what a person decided on each, read from `drafts.csv` and checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.seeds.cast import ID
from model.inputs.seeds.interests import COLUMNS, check_interest
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.seeds import Seeds
from model.reading.draft import Draft
from model.reading.drafting import MOST_QUOTED
from model.reading.readings import DRAFTS, Reading, drafts_csv
from model.storage.csv_text import unsafe
from model.storage.folder import put_file

ACCEPT, EDIT, REJECT = "accept", "edit", "reject"
DECISIONS = ("", ACCEPT, EDIT, REJECT)
TAKEN = (ACCEPT, EDIT)
LONGEST = 200
"""Letters of a paraphrase at most."""

Wrong = list[tuple[str, str]]


class Decided(NamedTuple):
    """A draft, and the line of the file that it stands on."""

    draft: Draft
    line: Line

    @property
    def taken(self) -> bool:
        """Whether it is to become an interest."""
        return self.draft.decision in TAKEN


def read_decided(folder: Path) -> list[Decided]:
    """Return the drafts of a reading; raises InputError where the file is no table of drafts."""
    problems: list[Problem] = []
    lines = read_csv(folder / DRAFTS, Draft._fields, problems)
    if problems:
        raise InputError(problems)
    plain = [line._replace(cells={k: unsafe(c) for k, c in line.cells.items()}) for line in lines]
    return [Decided(Draft(**line.cells), line) for line in plain]


def save_decided(folder: Path, drafts: Sequence[Draft]) -> None:
    """Write `drafts.csv` anew; a kill leaves the old one or the new one."""
    put_file(folder / DRAFTS, drafts_csv(drafts).encode())


def check_decided(reading: Reading, decided: Sequence[Decided], seeds: Seeds) -> list[Problem]:
    """Return everything that is wrong with the drafts of a reading, with its line and column."""
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for one in decided:
        wrong = check_draft(reading, one.draft, seeds)
        name = one.draft.id
        if name in seen:
            wrong.append(("id", f"'{name}' is there twice, first on line {seen[name]}"))
        seen.setdefault(name, one.line.line)
        problems += [one.line.problem(column, message) for column, message in wrong]
    return problems


def check_draft(reading: Reading, draft: Draft, seeds: Seeds) -> Wrong:
    """Return what is wrong with a draft; one that is not accepted need not be complete."""
    wrong: Wrong = []
    if not ID.fullmatch(draft.id):
        wrong.append(("id", f"'{draft.id}' is not an id; use letters, digits, '-' and '_'"))
    if draft.decision not in DECISIONS:
        wrong.append(
            ("decision", f"{unknown('decision', draft.decision, DECISIONS[1:])}, or blank")
        )
    wrong += check_span(reading, draft)
    if draft.decision not in TAKEN:
        return wrong
    line = Line("", 0, interest_cells(reading, draft))
    paragraphs = {f"{reading.name}:{one.id}" for one in reading.document.paragraphs}
    found, _ = check_interest(line, seeds.members, {*seeds.sources, reading.name}, paragraphs)
    wrong += [(c, m) for c, m in found if c not in ("id", "issue", "paraphrase", "paragraph")]
    return wrong + _check_acceptance(draft, seeds)


def _check_acceptance(draft: Draft, seeds: Seeds) -> Wrong:
    wrong: Wrong = []
    if not draft.issue:
        near = ", ".join(word.partition(":")[0] for word in draft.near.split())
        said = f"; nearest: {near}" if near else ""
        wrong.append(("issue", f"is blank; what is accepted needs an issue{said}"))
    elif not ID.fullmatch(draft.issue):
        wrong.append(("issue", f"'{draft.issue}' is not an id; write it like 'chinese-railway'"))
    if not draft.paraphrase:
        wrong.append(("paraphrase", "is blank; say in your own words what is wanted"))
    elif draft.paraphrase.casefold().strip(". ") in draft.quote.casefold():
        wrong.append(("paraphrase", "repeats the text; say it in your own words"))
    elif len(draft.paraphrase) > LONGEST:
        said = f"has {len(draft.paraphrase)} letters, at most {LONGEST} are kept"
        wrong.append(("paraphrase", said))
    if draft.decision == ACCEPT and draft.negated:
        said = f"is {ACCEPT}, but the text negates it; mend the stance and say {EDIT}, or {REJECT}"
        wrong.append(("decision", said))
    if draft.grade in ("A", "B") and not draft.reviewer:
        wrong.append(("reviewer", f"is blank; grade {draft.grade} needs the name of who read it"))
    if draft.rival:
        known = seeds.ids("actor")
        wrong += [
            ("rival", unknown_id("actor", word, known, seeds.members))
            for word in draft.rival.split()
            if word not in known
        ]
    return wrong


def check_span(reading: Reading, draft: Draft) -> Wrong:
    """Return what is wrong with where a draft stands: its quotation must be in the text there."""
    document = reading.document
    within = {one.id: one for one in document.paragraphs}
    if draft.paragraph not in within:
        return [("paragraph", unknown("paragraph", draft.paragraph, within))]
    if not (draft.start.isdecimal() and draft.end.isdecimal()):
        return [("start", "start and end must be whole numbers")]
    start, end, paragraph = int(draft.start), int(draft.end), within[draft.paragraph]
    if not paragraph.start <= start < end <= paragraph.end:
        return [("start", f"{start}..{end} is outside {draft.paragraph}, "
                 f"{paragraph.start}..{paragraph.end}")]  # fmt: skip
    if document.text[start:end] != draft.quote:
        return [("quote", f"is not what stands at {start}..{end} of the text")]
    if len(draft.quote.split()) > MOST_QUOTED:
        count = len(draft.quote.split())
        return [("quote", f"has {count} words, at most {MOST_QUOTED} are kept")]
    return []


def interest_cells(reading: Reading, draft: Draft) -> dict[str, str]:
    """Return a draft as the cells of a line of `interests.csv`."""
    told = draft._asdict() | {
        "origin": "document",
        "paragraph": f"{reading.name}:{draft.paragraph}",
        "source": reading.name,
    }
    return {column: told[column] for column in COLUMNS}
