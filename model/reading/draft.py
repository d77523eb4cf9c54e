"""A draft of an interest: the row of `drafts.csv` that a person decides on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

SURE = 0.4
"""Confidence from which a draft is listed first and counted in scores."""

MIRROR = "mirror"
"""Kind of a draft that supposes what a rival wants."""

MIRROR_CONFIDENCE = 0.1


class Draft(NamedTuple):
    """A row of `drafts.csv`; every cell is text, blank where nothing is told."""

    id: str
    holder: str
    domain: str
    targets: str
    issue: str
    near: str
    stance: str
    rival: str
    salience: str
    low: str
    high: str
    trigger: str
    elasticity: str
    grade: str
    paragraph: str
    start: str
    end: str
    quote: str
    cue: str
    rule: str
    kind: str
    flags: str
    negated: str
    tense: str
    voice: str
    confidence: str
    origin: str
    decision: str
    reviewer: str
    reason: str
    paraphrase: str


def keep_best(drafts: Iterable[Draft]) -> list[Draft]:
    """Return one draft for each holder and domain of a paragraph, most sure first.

    A draft of two domains of which a surer one has the first keeps the second.
    """
    kept: list[Draft] = []
    taken: set[tuple[str, str, bool]] = set()
    for draft in sorted(drafts, key=lambda one: (-float(one.confidence), int(one.start))):
        mirror = draft.kind == MIRROR
        domains = draft.domain.split() or [""]
        left = [one for one in domains if (draft.holder, one, mirror) not in taken]
        if left:
            taken.update((draft.holder, one, mirror) for one in left)
            kept.append(draft._replace(domain=" ".join(left)))
    return kept


def identify(name: str, holder: Sequence[str], domain: str, paragraph: str, start: int) -> str:
    """Return the id of a draft, the same whenever the same text is read."""
    told = f"{' '.join(holder)}|{domain}|{paragraph}|{start}"
    who = holder[0] if len(holder) == 1 else f"{holder[0]}{len(holder)}"
    return f"{name}-{who}-{sha256(told.encode()).hexdigest()[:6]}"


def mirror_of(draft: Draft) -> Draft:
    """Return what a rival may be supposed to want; nobody has said so, and it is off by default."""
    return draft._replace(
        id=f"{draft.id}-mirror",
        holder=draft.rival,
        stance="-" if draft.stance == "+" else "+",
        rival=draft.holder,
        salience="2", low="0", high="4",
        trigger="",
        rule=f"mirror of {draft.id}",
        kind=MIRROR,
        confidence=f"{MIRROR_CONFIDENCE:.2f}",
    )  # fmt: skip
