"""Two readings held side by side: in which holders, domains, issues and rivals they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from model.inputs.formats.plain_text import plural
from model.inputs.formats.problems import InputError, Problem
from model.reading.decisions import read_decided
from model.reading.draft import Draft
from model.reading.readings import Reading

Held = dict[tuple[str, str], tuple[str, float, str]]
"""(holder, issue) -> its stance, its salience, and the paragraph that says so"""


class Side(NamedTuple):
    """What was accepted of one reading."""

    name: str
    drafts: tuple[Draft, ...]

    @property
    def holders(self) -> set[str]:
        """Who wants something."""
        return {one for draft in self.drafts for one in draft.holder.split()}

    @property
    def domains(self) -> set[tuple[str, str]]:
        """(holder, domain) of every wish."""
        return {
            (one, domain)
            for draft in self.drafts
            for one in draft.holder.split()
            for domain in draft.domain.split()
        }

    @property
    def rivals(self) -> set[tuple[str, str]]:
        """(holder, rival) of every wish that is turned against somebody."""
        return {
            (one, rival)
            for draft in self.drafts
            for one in draft.holder.split()
            for rival in draft.rival.split()
        }

    @property
    def issues(self) -> Held:
        """What each holder wants in each issue."""
        return {
            (one, draft.issue): (draft.stance, float(draft.salience), draft.paragraph)
            for draft in self.drafts
            for one in draft.holder.split()
        }


def side_of(reading: Reading) -> Side:
    """Return what was accepted of a reading; raises InputError where nothing was."""
    taken = tuple(one.draft for one in read_decided(reading.folder) if one.taken)
    if not taken:
        wrong = "nothing is accepted yet; review it with --review, then --accept"
        raise InputError([Problem(reading.name, None, "", wrong)])
    return Side(reading.name, taken)


def tell_differences(one: Side, other: Side) -> Iterator[str]:
    """Yield in what two readings differ, the holders first."""
    for side in (one, other):
        holders = len(side.holders)
        yield f"{side.name}: {plural(len(side.drafts), 'interest')} of {plural(holders, 'actor')}"
    yield from _only("holders", one, other, sorted(one.holders), sorted(other.holders))
    domains = (sorted(map(" in ".join, side.domains)) for side in (one, other))
    yield from _only("domains", one, other, *domains)
    issues = (sorted(": ".join(key) for key in side.issues) for side in (one, other))
    yield from _only("issues", one, other, *issues)
    rivals = (sorted(map(" against ".join, side.rivals)) for side in (one, other))
    yield from _only("rivals", one, other, *rivals)
    mine, theirs = one.issues, other.issues
    for key in sorted(mine.keys() & theirs.keys()):
        if mine[key][:2] != theirs[key][:2]:
            told = (f"{side.name} {held[0]}{held[1]:g} ({side.name}:{held[2]})"
                    for side, held in ((one, mine[key]), (other, theirs[key])))  # fmt: skip
            yield f"{key[0]} in {key[1]}: {', '.join(told)}"


def _only(
    what: str, one: Side, other: Side, first: Sequence[str], second: Sequence[str]
) -> Iterator[str]:
    for side, own, others in ((one, first, second), (other, second, first)):
        left = [word for word in own if word not in others]
        if left:
            yield f"{what} only in {side.name}: {', '.join(left)}"
