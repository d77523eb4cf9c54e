"""Where a condition holds, in sentences: boxes with coverage and density, and a tree."""

from __future__ import annotations

from collections.abc import Mapping

from model.analysis.answers.answer_parts import Found
from model.analysis.answers.outcome_names import describe_limit, exactly, join_words, percent
from model.analysis.discovery.boxes import Box, Limit, spans_of
from model.analysis.discovery.holdout import LEAST_HITS, Holdout
from model.analysis.discovery.prim import Discovery, harmonic
from model.analysis.discovery.tree import best_leaf

Limits = Mapping[str, Limit]
"""Input -> its whole range."""

LESS = 0.85
"""How good a box must be on other runs, as a part of how good it is here, to be said to hold."""

RARE = 0.01
"""Share of the runs below which they are counted too."""

MOST = 0.5
"""Coverage from which on a condition holds mostly in a box."""


def describe_found(found: Found) -> list[str]:
    """Say how often a condition holds, and where."""
    cases, text = found.discovery.cases, found.judged.text
    dated = f" (in {found.judged.dated})" if found.judged.dated else ""
    hits = int(cases.hit.sum())
    counted = f" ({hits:,})" if 0 < cases.share < RARE else ""
    often = f"{exactly(cases.share)} of {cases.size:,} runs{counted}"
    if hits in (0, cases.size):
        often = f"{'all' if hits else 'none of'} {cases.size:,} runs"
    lines = [f"'{text}'{dated} holds in {often}."]
    if hits in (0, cases.size):
        return lines
    if min(hits, cases.size - hits) < LEAST_HITS:
        few = "it holds" if hits < cases.size - hits else "it does not"
        lines[0] += f" That is too few runs where {few} to say where; {LEAST_HITS} are needed."
        return lines
    spans = spans_of(cases)
    lines += describe_boxes(found.discovery, spans)
    lines += describe_tree(found, spans)
    if cases.dropped:
        lines.append(f"{cases.dropped:,} runs were left out because they failed.")
    return lines


def headline(found: Found) -> str:
    """Return the finding of the figure of boxes: how often a condition holds, and where."""
    cases, box = found.discovery.cases, found.discovery.boxes[0]
    limits = name_limits(box, spans_of(cases))
    share = exactly(cases.share)
    return f"'{found.judged.text}' holds in {share} of runs, {often(box)} where {limits}"


def headline_of_tree(found: Found) -> str:
    """Return the finding of the figure of the tree: where a condition holds most often."""
    assert found.tree is not None
    box = best_leaf(found.tree).box
    limits = name_limits(box, spans_of(found.discovery.cases))
    return f"'{found.judged.text}' holds in {exactly(box.density)} of runs where {limits}"


def name_limits(box: Box, spans: Limits) -> str:
    """Return the limits of a box in words."""
    return join_words(
        [describe_limit(name, limit, spans[name]) for name, limit in box.limits.items()]
    )


def often(box: Box) -> str:
    """Say whether most of the cases lie in a box, or only more than elsewhere."""
    return "mostly" if box.coverage > MOST else "more often"


def describe_boxes(discovery: Discovery, spans: Limits) -> list[str]:
    """Say where the condition holds, as far as chance does not explain it."""
    boxes, holdout, joint = discovery.boxes, discovery.holdout, discovery.together
    if not boxes:
        return ["No box of factors marks it out: it is spread over all that was varied."]
    if holdout is not None and not holdout.stands:
        return [
            "No box of factors can be told from chance: boxes found on each half of the runs have "
            f"density {exactly(holdout.density)} on the other half; overall it is "
            f"{exactly(holdout.share)}."
        ]
    share = discovery.cases.share
    lines = [describe_box(box, place, spans, share) for place, box in enumerate(boxes)]
    if len(boxes) > 1:
        lines.append(
            f"Together the boxes catch {percent(joint.coverage)} of the cases, and "
            f"{exactly(joint.density)} of the runs in them are such cases."
        )
    return [*lines, describe_holdout(boxes[0], holdout)]


def describe_box(box: Box, place: int, spans: Limits, share: float) -> str:
    """Say one box: its limits, coverage, density and mass."""
    start = f"It happens {often(box)} where" if place == 0 else "Also where"
    return (
        f"{start} {name_limits(box, spans)}: this catches {percent(box.coverage)} of the cases "
        f"(coverage), and {exactly(box.density)} of the runs in it are such cases (density; "
        f"{exactly(share)} overall). It is {percent(box.mass)} of all runs."
    )


def describe_holdout(box: Box, holdout: Holdout | None) -> str:
    """Say how the first box does on runs that it was not fitted to."""
    if holdout is None:
        return "There are too few such cases to try it on runs that it was not fitted to."
    text = (
        "Found on each half of the runs and tried on the other, such a box has coverage "
        f"{percent(holdout.coverage)} and density {exactly(holdout.density)}"
    )
    if harmonic(holdout.coverage, holdout.density) < LESS * harmonic(box.coverage, box.density):
        return f"{text}: it marks them less well there, so take its limits with care."
    return f"{text}: it holds."


def describe_tree(found: Found, spans: Limits) -> list[str]:
    """Say the leaf of the tree in which the condition holds most often."""
    if found.tree is None or not found.tree_stands:
        return []
    leaf = best_leaf(found.tree)
    return [
        f"The tree marks it best where {name_limits(leaf.box, spans)}: coverage "
        f"{percent(leaf.box.coverage)}, density {exactly(leaf.box.density)}."
    ]
