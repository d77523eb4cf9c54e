"""The tables that reading goes by: names of actors, cues of wishes, and words of domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.fixed_words import DOMAINS, TRIGGERS
from model.inputs.formats.numbers import read_number
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.seeds.key_columns import ids
from model.inputs.seeds.naming import unknown_id
from model.inputs.seeds.records import Members
from model.inputs.seeds.seeds import Seeds

FOLDER = "reading"
FILES = ("names.csv", "cues.csv", "words.csv")
OUTSIDE = "outside"
NAME_KINDS = ("name", "demonym", "capital", "leader", "programme", "bloc", OUTSIDE)
WISHES = ("goal", "oppose", "lean", "value", "weak", "matter")
"""Kinds of cue that tell an interest; all others tell how far it is meant."""

CUE_KINDS = (
    *WISHES, "refuse", "say", "deny", "doubt", "certain", "negate", "affirm", "condition", "past",
    "attribute", "rivalry", "agent", "claim", "happen", "event",
)  # fmt: skip
PARTS = ("verb", "noun", "adjective", "adverb", "phrase")
PREFIXES = ("trigger", "extent")
GROUPS = (*DOMAINS, *(f"trigger.{word}" for word in TRIGGERS), "extent.outside")


class Name(NamedTuple):
    """A form by which a text names actors; `ids` is empty for one outside the cast."""

    ids: tuple[str, ...]
    form: str
    kind: str
    line: int


class Cue(NamedTuple):
    """A word that tells a wish or how far it is meant; `takes` are the words that must follow."""

    lemma: str
    part: str
    kind: str
    sign: int
    confidence: float
    takes: tuple[str, ...]
    line: int

    @property
    def place(self) -> str:
        """Where the cue stands, for a person to look up."""
        return f"cues.csv:{self.line}"


class ReadingTables(NamedTuple):
    """All tables of reading; `digest` is the sha256 of their bytes."""

    names: tuple[Name, ...]
    cues: Mapping[tuple[str, str], tuple[Cue, ...]]
    """(lemma, part of speech) -> cues"""
    phrases: tuple[Cue, ...]
    words: Mapping[str, tuple[str, ...]]
    """domain, trigger or extent -> words in small letters"""
    digest: str

    def has(self, lemma: str, part: str, kind: str) -> Cue | None:
        """Return the cue of a kind that a word is, if it is one."""
        return next((cue for cue in self.cues.get((lemma, part), ()) if cue.kind == kind), None)


def read_tables(seeds: Seeds) -> ReadingTables:
    """Return the tables in the folder `reading` of the seeds; raises InputError.

    Names and longer aliases of the cast are added where the table has no such form, so that a
    power of one's own is found too.
    """
    folder = seeds.folder / FOLDER
    problems: list[Problem] = []
    names = _read_names(folder / "names.csv", seeds.members, problems)
    cues = _read_cues(folder / "cues.csv", problems)
    words = _read_words(folder / "words.csv", problems)
    if problems:
        raise InputError(problems)
    by_word: dict[tuple[str, str], tuple[Cue, ...]] = {}
    for cue in cues:
        key = (cue.lemma, cue.part)
        by_word[key] = (*by_word.get(key, ()), cue)
    phrases = tuple(cue for cue in cues if cue.part == "phrase")
    return ReadingTables(names, by_word, phrases, words, _digest(folder))


def _digest(folder: Path) -> str:
    total = sha256()
    for name in FILES:
        total.update((folder / name).read_bytes())
    return total.hexdigest()


def _read_names(path: Path, members: Members, problems: list[Problem]) -> tuple[Name, ...]:
    actors = ids(members, "actor")
    found: dict[str, Name] = {}
    for line in read_csv(path, ("ids", "form", "kind"), problems):
        form, kind, owners = line.cells["form"], line.cells["kind"], line.cells["ids"].split()
        wrong = [("ids", unknown_id("actor", one, actors, members)) for one in owners
                 if one not in actors]  # fmt: skip
        if not form:
            wrong.append(("form", "is blank"))
        elif form in found:
            wrong.append(("form", f"'{form}' is there twice, first on line {found[form].line}"))
        if kind not in NAME_KINDS:
            wrong.append(("kind", unknown("kind", kind, NAME_KINDS)))
        elif (kind == OUTSIDE) == bool(owners):
            said = "must be blank for" if owners else "must name an actor but for"
            wrong.append(("ids", f"{said} the kind {OUTSIDE}"))
        _keep(found, form, Name(tuple(owners), form, kind, line.line), line, wrong, problems)
    for kind in ("power", "state"):
        for member in members[kind]:
            longer = [word for word in member.aliases if len(word) > 3]
            for form in (member.name, *longer):
                found.setdefault(form, Name((member.id,), form, "name", 0))
    return tuple(found.values())


def _keep(
    found: dict[str, Name], key: str, entry: Name, line: Line,
    wrong: Sequence[tuple[str, str]], problems: list[Problem],
) -> None:  # fmt: skip
    problems.extend(line.problem(column, message) for column, message in wrong)
    if not wrong:
        found[key] = entry


def _read_cues(path: Path, problems: list[Problem]) -> list[Cue]:
    found = []
    for line in read_csv(path, ("lemma", "part", "kind", "sign", "confidence", "takes"), problems):
        cells = line.cells
        wish = cells["kind"] in WISHES or cells["kind"] == "refuse"
        wrong = []
        if cells["part"] not in PARTS:
            wrong.append(("part", unknown("part of speech", cells["part"], PARTS)))
        if cells["kind"] not in CUE_KINDS:
            wrong.append(("kind", unknown("kind", cells["kind"], CUE_KINDS)))
        if cells["kind"] in WISHES and cells["sign"] not in ("+", "-"):
            wrong.append(("sign", unknown("sign", cells["sign"], ("+", "-"))))
        number, message = read_number(cells["confidence"] or "0")
        if message or (wish and not 0 <= (number or 0) <= 1):
            wrong.append(("confidence", message or f"{cells['confidence']} is outside 0..1"))
        problems.extend(line.problem(column, said) for column, said in wrong)
        if not wrong:
            found.append(
                Cue(cells["lemma"].casefold(), cells["part"], cells["kind"],
                    -1 if cells["sign"] == "-" else 1, number or 0.0,
                    tuple(cells["takes"].split()), line.line)
            )  # fmt: skip
    return found


def _read_words(path: Path, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {group: [] for group in GROUPS}
    for line in read_csv(path, ("group", "word"), problems):
        group, word = line.cells["group"], line.cells["word"].casefold()
        if group not in found:
            problems.append(line.problem("group", unknown("group", group, GROUPS)))
        elif not word:
            problems.append(line.problem("word", "is blank"))
        else:
            found[group].append(word)
    return {group: tuple(words) for group, words in found.items()}
