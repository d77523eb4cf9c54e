"""How well drafts agree with what a person marked in the same texts, beside a simple baseline."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from model.inputs.formats.csv_files import read_csv
from model.inputs.formats.problems import InputError, Problem
from model.reading.document import Document
from model.reading.domains import choose_domain, count_domains
from model.reading.draft import MIRROR, SURE, Draft
from model.reading.drafting import Reader
from model.reading.mentions import find_mentions

Key = tuple[str, str, str, str]
"""(document, paragraph, holder, domain or rival)"""

COLUMNS = ("document", "paragraph", "holder", "domain", "rival")
STATES = frozenset(("KAZ", "KGZ", "TJK", "TKM", "UZB"))
FIVE = "the five"
DRAWS = 1000
INTERVAL = (0.05, 0.95)


class Score(NamedTuple):
    """Agreement of two sets: `both` stands in both, `only_drafted` and `only_marked` in one."""

    both: int
    only_drafted: int
    only_marked: int

    @property
    def precision(self) -> float:
        """Return the share of what was drafted that was marked; 1 where nothing was drafted."""
        drafted = self.both + self.only_drafted
        return self.both / drafted if drafted else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what was marked that was drafted; 1 where nothing was marked."""
        marked = self.both + self.only_marked
        return self.both / marked if marked else 1.0

    @property
    def f1(self) -> float:
        """Return 2 both / (2 both + only drafted + only marked); 1 where both sets are empty."""
        every = 2 * self.both + self.only_drafted + self.only_marked
        return 2 * self.both / every if every else 1.0


def read_labels(path: Path) -> tuple[set[Key], set[Key]]:
    """Return the (holder, domain) and the (holder, rival) that a person marked in paragraphs.

    A row of several holders, domains or rivals stands for each, one of all five states for them
    together. Raises InputError.
    """
    problems: list[Problem] = []
    lines = read_csv(path, COLUMNS, problems)
    if problems:
        raise InputError(problems)
    domains, rivals = set[Key](), set[Key]()
    for line in lines:
        document, paragraph, holder, *cells = (line.cells[column] for column in COLUMNS)
        holders, (told, against) = holders_of(holder), (cell.split() for cell in cells)
        domains |= {(document, paragraph, one, word) for one in holders for word in told}
        rivals |= {(document, paragraph, one, word) for one in holders for word in against}
    return domains, rivals


def holders_of(cell: str) -> list[str]:
    """Return the holders of a row, all five states as one."""
    words = cell.split()
    return [FIVE, *(one for one in words if one not in STATES)] if {*words} >= STATES else words


def keys_of(document: str, drafts: Sequence[Draft]) -> tuple[set[Key], set[Key]]:
    """Return the same of the drafts of a document that are sure enough."""
    sure = [one for one in drafts if float(one.confidence) >= SURE and one.kind != MIRROR]
    told = [set[Key](), set[Key]()]
    for keys, words in zip(told, ("domain", "rival"), strict=True):
        keys |= {
            (document, one.paragraph, holder, word)
            for one in sure
            for holder in holders_of(one.holder)
            for word in getattr(one, words).split()
        }
    return told[0], told[1]


def compare(drafted: Collection[Key], marked: Collection[Key]) -> Score:
    """Return the agreement of what was drafted with what was marked."""
    first, second = {*drafted}, {*marked}
    return Score(len(first & second), len(first - second), len(second - first))


def interval(drafted: Collection[Key], marked: Collection[Key]) -> tuple[float, float]:
    """Return the 90 % interval of F1 over paragraphs drawn again, the same whenever asked."""
    places = sorted({key[:2] for key in (*drafted, *marked)})
    scores: Mapping[tuple[str, str], Score] = {
        place: compare(_at(place, drafted), _at(place, marked)) for place in places
    }
    dice, found = Random(1), []
    for _ in range(DRAWS):
        drawn = [scores[dice.choice(places)] for _ in places]
        found.append(Score(*(sum(column) for column in zip(*drawn, strict=True))).f1)
    found.sort()
    low, high = (found[int(share * (DRAWS - 1))] for share in INTERVAL)
    return low, high


def co_occurrence(reader: Reader, name: str, document: Document) -> set[Key]:
    """Return the baseline: every actor that a paragraph names, with its most frequent domain."""
    found: set[Key] = set()
    for paragraph, parse in reader.parse(document):
        text = document.words_of(paragraph)
        words = range(len(parse.words))
        domain, _ = choose_domain([count_domains(parse, words, reader.tables.words)])
        named = find_mentions(text, parse, reader.finder).every
        first = domain.split()[:1]
        found |= {
            (name, paragraph.id, one, word)
            for mention in named
            for one in holders_of(" ".join(mention.name.ids))
            for word in first
        }
    return found


def _at(place: tuple[str, str], keys: Collection[Key]) -> list[Key]:
    return [key for key in keys if key[:2] == place]
