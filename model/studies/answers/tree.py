"""CART: a small tree of questions that parts the cases with a condition from those without.

Breiman, Friedman, Olshen and Stone (1984): at each node the question is asked that lowers Gini's
impurity 2 p (1 - p) most, p being the share of hits. Words are put in the order of their share of
hits, which finds the best of all ways to part them in two.

Written here because a shallow tree is short, and the library that has it weighs more than all the
rest together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.studies.answers.boxes import EVERY, Box, Limit, Span, measure_box
from model.studies.answers.cases import Cases

DEPTH = 3
"""Questions on the way to a leaf, at most."""

LEAST_LEAF = 0.02
"""Share of all cases that a leaf must have."""

LEAST_DROP = 0.01
"""Part of the impurity of all cases that a question must take away to be asked."""


class Question(NamedTuple):
    """Whether a number is at most `most`, or a word is one of `words`."""

    name: str
    most: float
    words: frozenset[str] | None


class Node(NamedTuple):
    """Cases that came here, the share of hits among them, and what is asked of them.

    yes, no: where the answers lead; without a question it is a leaf. box: the limits that led
    here, with coverage, density and mass.
    """

    box: Box
    question: Question | None
    yes: Node | None
    no: Node | None


def grow_tree(cases: Cases) -> Node:
    """Return the tree of some cases."""
    return grow_node(cases, np.ones(cases.size, dtype=bool), {}, 0)


def grow_node(
    cases: Cases, within: NDArray[np.bool_], limits: dict[str, Limit], depth: int
) -> Node:
    """Return the node of the cases within, and all below it."""
    box = measure_box(limits, cases)
    found = best_question(cases, within) if depth < DEPTH else None
    if found is None:
        return Node(box, None, None, None)
    answer = says_yes(found, cases)
    parts = []
    for reply in (True, False):
        limit = narrow(limits.get(found.name), found, cases, within, reply=reply)
        rows = within & (answer == reply)
        parts.append(grow_node(cases, rows, {**limits, found.name: limit}, depth + 1))
    return Node(box, found, parts[0], parts[1])


def says_yes(question: Question, cases: Cases) -> NDArray[np.bool_]:
    """Return which cases answer a question with yes."""
    values = cases.inputs[question.name]
    if question.words is None:
        return np.asarray(values.astype(np.float64) <= question.most)
    return np.isin(values, sorted(question.words))


def narrow(
    limit: Limit | None,
    question: Question,
    cases: Cases,
    within: NDArray[np.bool_],
    *,
    reply: bool,
) -> Limit:
    """Return the limit of an input after an answer."""
    if question.words is not None:
        here = {str(word) for word in np.unique(cases.inputs[question.name][within])}
        return frozenset(here & question.words if reply else here - question.words)
    span = limit if isinstance(limit, Span) else EVERY
    if reply:
        return Span(span.low, question.most)
    return Span(float(np.nextafter(question.most, np.inf)), span.high)


def best_question(cases: Cases, within: NDArray[np.bool_]) -> Question | None:
    """Return the question that lowers impurity most, or None where none is worth asking."""
    hit = cases.hit[within]
    whole = cases.size * 2 * cases.share * (1 - cases.share)
    best: tuple[float, Question] | None = None
    least = max(int(np.ceil(LEAST_LEAF * cases.size)), 1)
    for name, every in cases.inputs.items():
        found = best_cut(name, every[within], hit, least)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    if best is None or best[0] < LEAST_DROP * whole or best[0] <= 0:
        return None
    return best[1]


def best_cut(
    name: str, values: NDArray[np.generic], hit: NDArray[np.bool_], least: int
) -> tuple[float, Question] | None:
    """Return the best question about one input, and the impurity (times cases) it takes away."""
    words: list[str] = []
    if values.dtype.kind in "US":
        found, places = np.unique(values, return_inverse=True)
        shares = np.bincount(places, hit) / np.bincount(places)
        order = np.argsort(shares, kind="stable")
        words = [str(found[place]) for place in order]
        numbers = np.argsort(order)[places].astype(np.float64)
    else:
        numbers = values.astype(np.float64)
    order = np.argsort(numbers, kind="stable")
    ordered, hits = numbers[order], np.cumsum(hit[order])
    count, total = len(ordered), int(hit.sum())
    left = np.arange(1, count)
    right = count - left
    possible = (ordered[1:] > ordered[:-1]) & (left >= least) & (right >= least)
    if not possible.any():
        return None
    below, above = hits[:-1], total - hits[:-1]
    after = 2 * below * (1 - below / left) + 2 * above * (1 - above / right)
    drop = np.where(possible, 2 * total * (1 - total / count) - after, -np.inf)
    place = int(drop.argmax())
    if words:
        chosen = frozenset(words[: int(ordered[place]) + 1])
        return float(drop[place]), Question(name, 0.0, chosen)
    middle = float((ordered[place] + ordered[place + 1]) / 2)
    return float(drop[place]), Question(name, middle, None)


def leaves(node: Node) -> list[Node]:
    """Return the leaves of a tree, yes before no."""
    if node.yes is None or node.no is None:
        return [node]
    return [*leaves(node.yes), *leaves(node.no)]
