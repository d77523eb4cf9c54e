"""The issues of the seeds that the words of a wish are nearest to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from model.inputs.seeds.records import Interest

LENGTHS = (3, 4, 5)
"""Lengths of the runs of letters that texts are compared by."""

OWN_ISSUE = 0.08
"""What is added where the holder has that issue in the seeds, of at most 1."""


class Near(NamedTuple):
    """An issue, and how near it is, 0..1."""

    issue: str
    score: float


class IssueFinder:
    """Compares texts by runs of letters, each weighted by how rare it is (TF-IDF), cosine."""

    def __init__(self, interests: Sequence[Interest]) -> None:
        texts: dict[str, list[str]] = {}
        self.holders: dict[str, set[str]] = {}
        self.domains: dict[str, set[str]] = {}
        for one in interests:
            texts.setdefault(one.issue, [one.issue.replace("-", " ")]).append(one.paraphrase)
            self.holders.setdefault(one.issue, set()).update(one.holder)
            self.domains.setdefault(one.issue, set()).update(one.domain)
        counts = {issue: _grams(" ".join(said)) for issue, said in texts.items()}
        seen: Counter[str] = Counter()
        for grams in counts.values():
            seen.update(grams.keys())
        self.rarity = {gram: 1 + log((1 + len(counts)) / (1 + n)) for gram, n in seen.items()}
        self.vectors = {issue: self._vector(grams) for issue, grams in counts.items()}

    def nearest(self, text: str, holder: Sequence[str], domain: str, most: int = 3) -> list[Near]:
        """Return the nearest issues, the nearest first."""
        asked = self._vector(_grams(text))
        found = []
        for issue, vector in self.vectors.items():
            score = sum(weight * vector.get(gram, 0.0) for gram, weight in asked.items())
            score += OWN_ISSUE * bool(self.holders[issue] & {*holder})
            score += OWN_ISSUE / 2 * bool(self.domains[issue] & {*domain.split()})
            found.append(Near(issue, round(min(score, 1.0), 3)))
        return sorted(found, key=lambda near: (-near.score, near.issue))[:most]

    def _vector(self, grams: Mapping[str, int]) -> dict[str, float]:
        raw = {
            gram: (1 + log(count)) * self.rarity[gram]
            for gram, count in sorted(grams.items())
            if gram in self.rarity
        }
        size = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / size for gram, weight in raw.items()}


def _grams(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split():
        padded = f" {word} "
        for length in LENGTHS:
            found.update(padded[at : at + length] for at in range(len(padded) - length + 1))
    return found
