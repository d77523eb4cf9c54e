"""Rows of tables on where outcomes hold: boxes, their steps and trees."""

from __future__ import annotations

from model.analysis.answers.answer_parts import (
    Found,
    Row,
)
from model.analysis.answers.outcome_names import describe_limit
from model.analysis.discovery.boxes import Box, Span, spans_of
from model.analysis.discovery.tree import Node


def box_rows(found: Found) -> list[Row]:
    """Return one row for each box and input that it limits."""
    spans = spans_of(found.discovery.cases) if found.discovery.boxes else {}
    rows: list[Row] = []
    for place, box in enumerate(found.discovery.boxes, start=1):
        for name, limit in box.limits.items():
            span = limit if isinstance(limit, Span) else None
            rows.append(
                {
                    "condition": found.judged.text,
                    "share": found.discovery.cases.share,
                    "box": place,
                    **measures(box),
                    "input": name,
                    "low": span.low if span and span.low > -float("inf") else None,
                    "high": span.high if span and span.high < float("inf") else None,
                    "words": "" if span else " or ".join(sorted(limit)),  # type: ignore[arg-type]
                    "says": describe_limit(name, limit, spans[name]),
                    "by_chance": found.discovery.chances.get(name) if place == 1 else None,
                    "beyond_chance": found.discovery.stands,
                }
            )
    return rows


def measures(box: Box) -> Row:
    """Return coverage, density and mass of a box."""
    return {
        "coverage": box.coverage,
        "density": box.density,
        "mass": box.mass,
        "runs": box.cases,
    }


def walk_rows(found: Found) -> list[Row]:
    """Return the trade-off of coverage and density on the way to the first box."""
    return [
        {
            "condition": found.judged.text,
            "step": step,
            **measures(box),
            "limited": len(box.limits),
        }
        for step, box in enumerate(found.discovery.walk)
    ]


def tree_rows(found: Found) -> list[Row]:
    """Return one row for each node of the tree, yes before no."""
    if found.tree is None:
        return []
    return [
        {"condition": found.judged.text, "node": path or "all", "asks": asks(node)}
        | measures(node.box)
        for path, node in nodes(found.tree, "")
    ]


def nodes(node: Node, path: str) -> list[tuple[str, Node]]:
    """Return every node with the answers that lead to it."""
    found = [(path, node)]
    if node.yes is not None and node.no is not None:
        found += nodes(node.yes, f"{path} yes".strip())
        found += nodes(node.no, f"{path} no".strip())
    return found


def asks(node: Node) -> str:
    """Return what a node asks, or nothing at a leaf."""
    question = node.question
    if question is None:
        return ""
    if question.words is not None:
        return f"{question.name} is {' or '.join(sorted(question.words))}?"
    return f"{question.name} at most {question.most:.4g}?"
