"""Facts with numbers: what a text counts, shares out or prices; none is put into a seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.inputs.seeds.naming import fold
from model.inputs.seeds.seeds import Seeds
from model.reading.document import Paragraph
from model.reading.mentions import NameFinder

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve")  # fmt: skip
NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
SCALE = r"(?:\s*(?P<scale>thousand|million|billion|trillion|bn|mn|tn|m)\b)?"
SCALES = {"thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9,
          "tn": 1e12, "trillion": 1e12}  # fmt: skip
MONEY = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY"}
MONTHS = ("january|february|march|april|may|june|july|august|september|october|november|december"
          "|year|years|month|months|week|weeks|day|days|hour|hours|century|percent|per|and|or|to|of"
          "|in|at|on|by|the|a|am|pm")  # fmt: skip
WORDED = "|".join(ONES)
PATTERNS = (
    ("share", re.compile(rf"(?<![\w.,]){NUMBER}\s*(?:%|per\s?cent\b|percentage points\b)", re.I)),
    ("money", re.compile(rf"\\?(?P<sign>[$\u20ac\u00a3\u00a5])\s*{NUMBER}{SCALE}", re.I)),
    ("money", re.compile(rf"(?<![\w.,$]){NUMBER}{SCALE}\s+(?P<coin>dollars|euros|USD|EUR)\b",
                         re.I)),
    ("part", re.compile(rf"\b(?P<some>{WORDED}|\d+)\s+(?:out\s+of|of\s+the)\s+(?:the\s+)?"
                        rf"(?P<all>{WORDED}|\d+)\b", re.I)),
    ("count", re.compile(rf"(?<![\w.,$\u20ac\u00a3:/-]){NUMBER}{SCALE}[\s-]+"
                         rf"(?P<noun>(?!(?:{MONTHS})\b)[a-z]{{2,}})")),
)  # fmt: skip
YEARS = (1800, 2100)


class Fact(NamedTuple):
    """A row of `facts.csv`: a number, its unit, what it is about, and what the seeds have."""

    id: str
    value: str
    unit: str
    about: str
    mineral: str
    actors: str
    paragraph: str
    start: str
    end: str
    quote: str
    note: str


class FactFinder:
    """Finds numbers with units; minerals and actors are named by the cast and the names table."""

    def __init__(self, seeds: Seeds, finder: NameFinder) -> None:
        self.finder = finder
        self.capacity = seeds.tables["capacity"]
        self.minerals = {
            fold(form): one.id
            for one in seeds.members["mineral"]
            for form in (one.name, *one.aliases)
            if len(form) > 3
        }

    def find(self, paragraph: Paragraph, text: str) -> Iterator[Fact]:
        """Yield the facts of a paragraph, in order."""
        taken: list[tuple[int, int]] = []
        found = []
        for kind, pattern in PATTERNS:
            for match in pattern.finditer(text):
                if any(match.start() < end and match.end() > start for start, end in taken):
                    continue
                if (told := _read(kind, match)) is not None:
                    taken.append(match.span())
                    found.append((match, *told))
        for match, value, unit in sorted(found, key=lambda one: one[0].start()):
            yield self.fact(paragraph, text, match, value, unit)

    def fact(
        self, paragraph: Paragraph, text: str, match: re.Match[str], value: float, unit: str
    ) -> Fact:
        """Return the row of one number."""
        start, end = match.span()
        about = re.split(r"[,;:]\s|\.\s|\.$|\d", text[end:])[0].strip()
        about = " ".join(about.split()[:8])
        quote = f"{text[start:end]} {about}" if text[end:].startswith(f" {about}") else match[0]
        mineral = next((name for form, name in self.minerals.items()
                        if f" {form} " in f" {fold(about)} "), "")  # fmt: skip
        begin = max(text.rfind(". ", 0, start), 0)
        sentence = text[begin : text.find(". ", end) if ". " in text[end:] else None]
        names = (one for name, _, _ in self.finder.find(sentence) for one in name.ids)
        return Fact(
            id=f"{paragraph.id}-{start}",
            value=f"{value:.10g}",
            unit=unit,
            about=about,
            mineral=mineral,
            actors=" ".join(dict.fromkeys(names)),
            paragraph=paragraph.id,
            start=str(paragraph.start + start),
            end=str(paragraph.start + start + len(quote)),
            quote=quote,
            note=self.note(mineral, value, unit),
        )

    def note(self, mineral: str, value: float, unit: str) -> str:
        """Say what the seeds have where a share of a mineral is told."""
        if not mineral or unit != "per cent":
            return ""
        known = {key[0]: row.value for key, row in self.capacity.items() if key[1] == mineral}
        if not known:
            return f"the seeds have no supply of {mineral} from the region"
        told = ", ".join(f"{state} {100 * share:.2g}" for state, share in known.items())
        return f"the text says {value:g} per cent; of supply the seeds have {told} per cent"


def _read(kind: str, match: re.Match[str]) -> tuple[float, str] | None:
    """The number and its unit; None for what only looks like one, such as a year."""
    told = match.groupdict()
    if kind == "part":
        some, every = (_whole(told[key] or "") for key in ("some", "all"))
        return (some, f"of {every}") if 0 < some <= every else None
    number = float((told["number"] or "").replace(",", ""))
    number *= SCALES.get((told.get("scale") or "").casefold(), 1.0)
    if kind == "share":
        return number, "per cent"
    if kind == "money":
        coin = (told.get("coin") or "").casefold()
        sign = MONEY.get(told.get("sign") or "", "")
        return number, sign or ("EUR" if coin.startswith("eur") else "USD")
    plain = "," not in match["number"] and not told.get("scale")
    if plain and YEARS[0] <= number <= YEARS[1]:
        return None
    return number, told["noun"] or ""


def _whole(word: str) -> int:
    return ONES.index(word.casefold()) + 1 if word.casefold() in ONES else int(word)
