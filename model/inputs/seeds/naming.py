"""Names by meaning: which member of the cast a word stands for, however people write it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from model.inputs.formats.csv_files import read_csv
from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.formats.problems import LONG_WORD, Problem, cut, listed, unknown
from model.inputs.seeds.records import Member, Members

ACTORS = ("power", "state")
KIND_OF = {"holder": "actor", "targets": "state", "origin": "power", "destination": "power"}
"""Kinds of member that columns of seeds hold whose name is not the kind itself."""

NEAR = 0.6
"""How alike two words must be, 0..1, for one to be taken for a misspelling of the other."""

BLOC_PATHS = "memberships.{}.STATE sets its members, membership.POWER.STATE a bond with a power"


class Meaning(NamedTuple):
    """What a word stands for: a member, and its kind."""

    kind: str
    member: Member


def fold(word: str) -> str:
    """Return a word without what makes no difference: case, accents, hyphens, "the"."""
    plain = unicodedata.normalize("NFKD", word.replace("\u0131", "i")).casefold()
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = "".join(mark if mark.isalnum() or mark == "+" else " " for mark in bare).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def forms_of(member: Member) -> tuple[str, ...]:
    """Return every way to write a member: its id, its name, and its aliases."""
    return (member.id, member.name, *member.aliases)


def find_meanings(word: str, members: Members) -> tuple[Meaning, ...]:
    """Return every member of any kind that a word stands for."""
    wanted = fold(word)
    return tuple(
        Meaning(kind, member)
        for kind, rows in members.items()
        for member in rows
        if wanted and wanted in map(fold, forms_of(member))
    )


def find_id(kind: str, word: str, members: Members) -> str:
    """Return the id of a kind (also `actor` and `domain`) that a word stands for, or ""."""
    if kind == "domain":
        return next((domain for domain in DOMAINS if fold(domain) == fold(word)), "")
    found = [
        meaning.member.id
        for meaning in find_meanings(word, members)
        if kind in (meaning.kind, "actor" if meaning.kind in ACTORS else "")
    ]
    return found[0] if len(found) == 1 else ""


def words_for(members: Members) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return kind -> id -> every way to write it, for those who look up words themselves."""
    return {kind: {one.id: forms_of(one) for one in rows} for kind, rows in members.items()}


def unknown_id(what: str, word: str, known: Sequence[str], members: Members) -> str:
    """Say that a word is not one of some ids: what it means, else the nearest, and what is allowed.

    what: the kind of member, or the column or axis where the word stands. Meaning goes before
    spelling: Russia is RUS, not USA.
    """
    hint = explain_word(what, word, known, members)
    return f"unknown {what} '{cut(word, LONG_WORD)}';{hint} allowed: {listed(known)}"


def explain_word(what: str, word: str, known: Sequence[str], members: Members) -> str:
    """Return what a word means among some ids, or elsewhere in the cast, or what is near it."""
    meanings = find_meanings(word, members)
    fitting = [meaning.member for meaning in meanings if meaning.member.id in known]
    if len(fitting) == 1:
        return _say_id(word, fitting[0])
    if meanings and not fitting:
        return f" {_say_other(what, word, meanings[0])};"
    return suggest_form(word, {name: _forms(name, members) for name in known})


def suggest_form(word: str, forms: Mapping[str, Sequence[str]]) -> str:
    """Return " did you mean 'RUS'?" for the id of which a form is nearest, or "" if none is.

    forms: id -> every way to write it.
    """
    plain = {fold(form): name for name, every in forms.items() for form in (name, *every)}
    near = get_close_matches(fold(word), plain, n=1, cutoff=NEAR)
    return f" did you mean '{plain[near[0]]}'?" if near else ""


def _say_id(word: str, member: Member) -> str:
    if fold(word) == fold(member.id):
        return f" did you mean '{member.id}'?"
    if fold(word) == fold(member.name):
        return f" {member.name} is written {member.id};"
    return f" that means {member.name}, written {member.id};"


def _say_other(what: str, word: str, meaning: Meaning) -> str:
    kind, member = meaning
    sort = KIND_OF.get(what, what)
    named = f"a {kind}" if member.id == word else f"the {kind} {member.id}"
    found = f"that is {named}, not {'an' if sort[0] in 'aeiou' else 'a'} {sort}"
    return f"{found}: {BLOC_PATHS.format(member.id)}" if kind == "bloc" else found


def _forms(name: str, members: Members) -> tuple[str, ...]:
    every = (one for rows in members.values() for one in rows)
    return next((forms_of(one) for one in every if one.id == name), ())


COLUMNS = ("id", "form")
FILE = "aliases.csv"


def read_aliases(folder: Path, members: Members, problems: list[Problem]) -> Members:
    """Return the members with their aliases; a folder without the file has none.

    A form stands for one member only, so that it never means two things.
    """
    if not (folder / FILE).exists():
        return members
    every = {member.id: member for rows in members.values() for member in rows}
    taken = {fold(form): name for name, one in every.items() for form in forms_of(one)}
    found: dict[str, list[str]] = {name: [] for name in every}
    for line in read_csv(folder / FILE, COLUMNS, problems):
        name, form = line.cells["id"], line.cells["form"]
        if name not in every:
            problems.append(line.problem("id", unknown("id", name, every)))
        elif not fold(form):
            problems.append(line.problem("form", "is blank"))
        elif fold(form) in taken:
            wrong = f"'{form}' stands for {taken[fold(form)]} already"
            problems.append(line.problem("form", wrong))
        else:
            taken[fold(form)] = name
            found[name].append(form)
    return {
        kind: tuple(one._replace(aliases=tuple(found[one.id])) for one in rows)
        for kind, rows in members.items()
    }
