"""What an outcome goes with, of all numbers that differ between draws."""

from __future__ import annotations

from model.analysis.answers.answer_parts import GoesWith
from model.analysis.correlation.find import CHOSEN, Along
from model.analysis.correlation.words import describe_subject, headline
from model.analysis.wording import Names
from model.figures.page import Facts, page
from model.figures.parts import Axes, Figure, Patch
from model.figures.style import COLOURS, styled

MOST = 14
"""Numbers that get a bar."""

MORE, LESS = COLOURS[0], COLOURS[1]


@styled
def draw_correlations(one: GoesWith, names: Names, facts: Facts) -> Figure:
    """Draw a bar for each number that the outcome goes with most: its share of the variance."""
    correlations = one.correlations
    rows = correlations.found[:MOST]
    rest = correlations.found[MOST:]
    left = 100 * sum(each.share for each in rest)
    others = f" {len(rest)} more bring {left:.0f} per cent." if rest else ""
    figure = page(
        headline(one, names),
        f"What {describe_subject(one, names)} goes with: share of the variance that goes with "
        "each number alone, by rank correlation, of "
        f"{correlations.looked:,} that differ between {correlations.draws:,} draws; those that "
        f"chance would explain are left out.{others} Names with a star were varied on "
        "purpose; all others are drawn from the range of their evidence",
        facts,
        (10.6, 3.2 + 0.34 * max(len(rows), 4)),
    )
    axes = figure.subplots()
    draw_rows(axes, rows)
    return figure


def draw_rows(axes: Axes, rows: tuple[Along, ...]) -> None:
    """Draw the bars, the largest on top."""
    for place, each in enumerate(rows):
        more = each.way > 0
        axes.barh(place, 100 * each.share, 0.68, color=MORE if more else LESS,
                  hatch="" if more else "//", edgecolor="white", lw=0)  # fmt: skip
        axes.text(100 * each.share, place, f"  {100 * each.share:.1f}", va="center", size=8.5)
    labels = [f"{each.name}{' *' if each.role == CHOSEN else ''}" for each in rows]
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    axes.set_xlim(0, 1.12 * max([100 * each.share for each in rows] or [1.0]))
    axes.set_xlabel("per cent of the variance")
    if rows:
        keys = [
            Patch(facecolor=MORE, label="rises with it"),
            Patch(facecolor=LESS, hatch="//", edgecolor="white", label="falls with it"),
        ]
        axes.legend(handles=keys, loc="lower right", frameon=False)
    else:
        axes.text(0.5, 0.5, "None beyond chance.", transform=axes.transAxes, ha="center")
