"""Which of all numbers an outcome goes with, in sentences."""

from __future__ import annotations

from model.analysis.answers.answer_parts import GoesWith
from model.analysis.answers.outcome_names import about, on, percent
from model.analysis.correlation.find import CHOSEN, Along
from model.analysis.wording import Names
from model.experiments.conditions.judge import Judged

NAMED = 6
"""Numbers that a sentence names at most."""

JUDGEMENT = "C"
"""Grade of a number that rests on judgement."""

LITTLE = 0.01
"""Share of the variance below which a number is not named."""


def describe_correlations(one: GoesWith, names: Names) -> str:
    """Say which of all numbers an outcome goes with, and how they were looked for."""
    correlations = one.correlations
    what = f"{describe_subject(one, names)}{on(one.date)}"
    how = f"rank by rank over {correlations.draws:,} draws"
    named = [each for each in correlations.found if each.share >= LITTLE][:NAMED]
    if not named:
        much = f" by {percent(LITTLE)} of the variance or more" if correlations.found else ""
        return f"Of {correlations.looked:,} numbers none by itself goes with {what}{much}, {how}."
    parts = "; ".join(
        f"{each.name} {percent(each.share)} ({describe_along(each, one)})" for each in named
    )
    rest = [each for each in correlations.found if each not in named]
    others = f"; {len(rest)} more together {percent(sum(r.share for r in rest))}" if rest else ""
    return (
        f"Of {correlations.looked:,} numbers that differ between draws, {what} goes with, one by "
        f"one and by shares of the variance: {parts}{others} ({how})."
        f"{describe_judged(correlations.found)}"
    )


def headline(one: GoesWith, names: Names) -> str:
    """Return the finding of the figure: what the subject goes with most, or that nothing does."""
    what = f"{describe_subject(one, names)}{on(one.date)}"
    named = [each for each in one.correlations.found if each.share >= LITTLE]
    if not named:
        return f"Of {one.correlations.looked:,} numbers none by itself goes with {what}"
    first = named[0]
    return (
        f"Of {one.correlations.looked:,} numbers {what} goes most with {first.name}: "
        f"{percent(first.share)} of the variance"
    )


def describe_judged(found: tuple[Along, ...]) -> str:
    """Say how much of what was found goes with numbers that are judgement, not evidence."""
    judged = sum(one.share for one in found if one.known.get("grade") == JUDGEMENT)
    whole = sum(one.share for one in found)
    if judged < LITTLE:
        return ""
    if percent(judged) == percent(whole):
        return " All of these are numbers of grade C: judgement."
    return f" Of these {percent(whole)}, {percent(judged)} are with numbers of grade C: judgement."


def describe_subject(one: GoesWith, names: Names) -> str:
    """Say what goes with the numbers: an outcome, or whether a condition holds."""
    if isinstance(one.subject, Judged):
        return f"whether '{one.subject.text}' holds"
    return about(one.subject, names)


def describe_along(along: Along, one: GoesWith) -> str:
    """Say which way an outcome, or the chance of a condition, goes with a number."""
    up, down = ("rises with it", "falls with it")
    if isinstance(one.subject, Judged):
        up, down = ("likelier with more", "less likely with more")
    way = up if along.way > 0 else down
    return f"{way}, varied here" if along.role == CHOSEN else way
