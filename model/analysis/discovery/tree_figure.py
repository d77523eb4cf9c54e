"""The tree of questions that parts the cases with a condition from those without."""

from __future__ import annotations

import textwrap

from model.analysis.answers.answer_parts import Found
from model.analysis.answers.outcome_names import percent, short
from model.analysis.discovery.tree import Node, Question, leaves
from model.analysis.discovery.words import headline_of_tree
from model.figures.page import Facts, page
from model.figures.parts import Axes, FancyBboxPatch, Figure, colormaps, to_hex
from model.figures.style import INK, styled, text_on

WIDE, HIGH = 0.92, 0.5


@styled
def draw_tree(found: Found, facts: Facts) -> Figure:
    """Draw the tree from left (yes) to right (no), leaves shaded by how often it happens."""
    assert found.tree is not None
    count, deep = len(leaves(found.tree)), depth(found.tree)
    figure = page(
        headline_of_tree(found),
        "Which questions tell it apart: a tree found by CART. Each box says in how many of the "
        "runs that "
        "came there it happens, and how many runs came; darker: it happens more often",
        facts,
        (max(8.5, 1.75 * count), 3.6 + 1.25 * deep),
    )
    axes = figure.subplots()
    draw_node(axes, found.tree, 0.0, 0)
    axes.set_xlim(-0.55, count - 0.45)
    axes.set_ylim(deep + 0.4, -0.4)
    axes.set_axis_off()
    return figure


def depth(node: Node) -> int:
    """Return how many questions lead to the deepest leaf."""
    if node.yes is None or node.no is None:
        return 0
    return 1 + max(depth(node.yes), depth(node.no))


def draw_node(axes: Axes, node: Node, left: float, level: int) -> float:
    """Draw a node and all below it from `left` on, and return where it stands."""
    if node.yes is None or node.no is None or node.question is None:
        draw_cell(axes, left, level, node, "")
        return left
    yes = draw_node(axes, node.yes, left, level + 1)
    no = draw_node(axes, node.no, left + len(leaves(node.yes)), level + 1)
    middle = (yes + no) / 2
    for place, word in ((yes, "yes"), (no, "no")):
        axes.plot((middle, place), (level + HIGH / 2, level + 1 - HIGH / 2), color="#777777", lw=1,
                  zorder=0)  # fmt: skip
        axes.text((middle + place) / 2, level + 0.5, word, size=8, ha="center", va="center",
                  backgroundcolor="white")  # fmt: skip
    draw_cell(axes, middle, level, node, ask(node.question))
    return middle


def draw_cell(axes: Axes, x: float, level: int, node: Node, question: str) -> None:
    """Draw one node: how often it happens there, how many runs, and what is asked."""
    shade = to_hex(colormaps["Reds"](0.75 * node.box.density))
    corner = (x - WIDE / 2, level - HIGH / 2)
    axes.add_patch(FancyBboxPatch(corner, WIDE, HIGH, boxstyle="round,pad=0,rounding_size=0.06",
                                  facecolor=shade, edgecolor=INK, lw=0.6))  # fmt: skip
    colour = text_on(shade)
    held = f"happens in {percent(node.box.density)}"
    words = f"{held}\n({percent(node.box.mass)} of all runs)"
    if question:
        asked = "\n".join(textwrap.wrap(question, 26))
        words = f"{words}\n{asked}"
    axes.text(x, level, words, ha="center", va="center", size=7.8, color=colour, linespacing=1.25)


def ask(question: Question) -> str:
    """Return a question in words."""
    if question.words is not None:
        return f"{question.name} is {' or '.join(sorted(question.words))}?"
    return f"{question.name} at most {short(question.most)}?"
