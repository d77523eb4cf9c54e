"""What cannot be read as an article, and what a reader should be told of one that can."""

from __future__ import annotations

import re
from collections.abc import Iterable

from model.inputs.formats.plain_text import plural
from model.inputs.formats.problems import InputError, Problem, listed
from model.reading.document import TEXT, Document, count_words
from model.reading.tables import OUTSIDE, Name

FEWEST_WORDS = 120
MOST_WORDS = 60_000
LEAST_ENGLISH = 0.12
"""Least share of common words of English: English has about 0.3, other languages 0 to 0.1."""

COMMON = frozenset(
    ("the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "by", "its",
     "it", "from", "are", "has", "have", "at", "be", "was", "this", "which")
)  # fmt: skip
RELATIVE = re.compile(
    r"\b(last|next|this) (year|month|week|summer|autumn|spring|winter|december|january|june)\b"
    r"|\b(yesterday|recently|a year ago|last year's)\b", re.I
)  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]+")
WHOLE = (".", "!", "?", "\u201d", '"', "\u2019", ")", "\u2026", ":", "]")


def refuse(name: str, document: Document) -> None:
    """Raise InputError where a text is too short, too long, or not English."""
    words = count_words(document)
    told = LETTERS.findall(document.text.casefold())
    english = sum(word in COMMON for word in told) / max(len(told), 1)
    wrong = ""
    if told and words >= 20 and english < LEAST_ENGLISH:
        wrong = (
            f"is not English: {english:.0%} of its words are common English ones, at least "
            f"{LEAST_ENGLISH:.0%} are expected; translate it first"
        )
    elif words < FEWEST_WORDS:
        wrong = (
            f"has {plural(words, 'word')} of running text, at least {FEWEST_WORDS} are needed; "
            "is it only the beginning of the article?"
        )
    elif words > MOST_WORDS:
        wrong = (
            f"has {words:,} words, at most {MOST_WORDS:,} are read; "
            "cut it into files, a chapter each"
        )
    if wrong:
        raise InputError([Problem(name, None, "", wrong)])


def refuse_without_actors(name: str, names: Iterable[Name]) -> None:
    """Raise InputError where nobody whom a text names is in the cast."""
    every = list(names)
    if all(one.kind == OUTSIDE for one in every):
        seen = listed(dict.fromkeys(one.form for one in every))
        wrong = (
            f"names nobody of the cast; names seen: {seen}; other names: seeds/reading/names.csv"
        )
        raise InputError([Problem(name, None, "", wrong)])


def find_warnings(document: Document, published: str) -> list[str]:
    """Return what a reader should know: relative dates, a text that breaks off, repetitions."""
    running = [document.words_of(one) for one in document.paragraphs if one.kind == TEXT]
    warnings = []
    relative = [match[0] for text in running for match in RELATIVE.finditer(text)]
    if relative and not published:
        seen = listed(dict.fromkeys(word.casefold() for word in relative), 3)
        warnings.append(
            f"dates such as '{seen}' cannot be placed; say --published, such as 2026-01"
        )
    if running and not running[-1].endswith(WHOLE):
        warnings.append(f"breaks off in its last paragraph, after '{running[-1][-30:]}'")
    sentences: dict[str, int] = {}
    for text in running:
        for sentence in re.split(r"(?<=[.!?]) ", text):
            if len(sentence.split()) >= 8:
                sentences[sentence] = sentences.get(sentence, 0) + 1
    twice = [sentence for sentence, count in sentences.items() if count > 1]
    if twice:
        warnings.append(f"{plural(len(twice), 'sentence')} twice, first: '{twice[0][:60]}'")
    return warnings
