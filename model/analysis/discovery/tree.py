"""CART: a small tree of questions that parts the cases with a condition from those without.

Breiman, Friedman, Olshen and Stone (1984), as scikit-learn grows it: at each node the question is
asked that lowers Gini's impurity 2 p (1 - p) most, p being the share of hits. A word is asked for
by itself: is it this one or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.discovery.boxes import EVERY, Box, Limit, Span, measure_box
from model.analysis.discovery.discovery_cases import Cases

DEPTH = 3
"""Questions on the way to a leaf, at most."""

LEAST_LEAF = 0.02
"""Share of all cases that a leaf must have."""

LEAST_DROP = 0.01
"""Part of the impurity of all cases that a question must take away to be asked."""

KEY = 1
"""Key by which scikit-learn chooses between questions that are equally good."""


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


class Column(NamedTuple):
    """A column of the table that is fitted: an input that is a number, or one word of an input."""

    name: str
    word: str | None


def grow_tree(cases: Cases) -> Node:
    """Return the tree of some cases."""
    from sklearn.tree import DecisionTreeClassifier

    if not cases.inputs or not 0.0 < cases.share < 1.0:
        return Node(measure_box({}, cases), None, None, None)
    table, columns = lay_out_table(cases)
    whole = 2 * cases.share * (1 - cases.share)
    fitted = DecisionTreeClassifier(
        max_depth=DEPTH,
        min_samples_leaf=max(int(np.ceil(LEAST_LEAF * cases.size)), 1),
        min_impurity_decrease=LEAST_DROP * whole,
        random_state=KEY,
    ).fit(table, cases.hit)
    return read_node(fitted.tree_, 0, columns, cases, {})


def find_best_leaf(cases: Cases) -> Mapping[str, Limit]:
    """Return the limits that lead to the leaf of a tree in which the condition holds most often."""
    return best_leaf(grow_tree(cases)).box.limits


def best_leaf(tree: Node) -> Node:
    """Return the leaf in which the condition holds most often."""
    return max(leaves(tree), key=lambda one: (one.box.density, one.box.coverage))


def lay_out_table(cases: Cases) -> tuple[NDArray[np.float64], list[Column]]:
    """Return the inputs as columns of numbers; a word becomes a column of 1 where it stands."""
    columns: list[Column] = []
    parts: list[NDArray[np.float64]] = []
    for name, values in cases.inputs.items():
        if values.dtype.kind in "US":
            for word in np.unique(values):
                columns.append(Column(name, str(word)))
                parts.append((values == word).astype(np.float64))
        else:
            columns.append(Column(name, None))
            parts.append(values.astype(np.float64))
    return np.stack(parts, axis=1), columns


def read_node(
    tree: Any, place: int, columns: list[Column], cases: Cases, limits: Mapping[str, Limit]
) -> Node:
    """Return a node of scikit-learn's tree and all below it."""
    box = measure_box(limits, cases)
    yes, no = int(tree.children_left[place]), int(tree.children_right[place])
    if yes == no:
        return Node(box, None, None, None)
    column, most = columns[int(tree.feature[place])], float(tree.threshold[place])
    limit = limits.get(column.name)
    if column.word is None:
        question = Question(column.name, most, None)
        parts = part_numbers(limit, most)
    else:
        yes, no = no, yes
        question = Question(column.name, 0.0, frozenset({column.word}))
        parts = part_words(limit, column, cases)
    below = (
        read_node(tree, child, columns, cases, {**limits, column.name: part})
        for child, part in zip((yes, no), parts, strict=True)
    )
    return Node(box, question, *below)


def part_numbers(limit: Limit | None, most: float) -> tuple[Limit, Limit]:
    """Return the limits of a number that is at most this, and of one above."""
    span = limit if isinstance(limit, Span) else EVERY
    return Span(span.low, most), Span(float(np.nextafter(most, np.inf)), span.high)


def part_words(limit: Limit | None, column: Column, cases: Cases) -> tuple[Limit, Limit]:
    """Return one word of an input alone, and the others that are left."""
    every = frozenset(str(word) for word in np.unique(cases.inputs[column.name]))
    here = limit if isinstance(limit, frozenset) else every
    return here & {str(column.word)}, here - {str(column.word)}


def leaves(node: Node) -> list[Node]:
    """Return the leaves of a tree, yes before no."""
    if node.yes is None or node.no is None:
        return [node]
    return [*leaves(node.yes), *leaves(node.no)]
