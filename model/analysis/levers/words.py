"""Which alternatives of a lever hold up, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.analysis.answers.answer_parts import Levered
from model.analysis.answers.outcome_names import about, join_words, on, percent, view_of
from model.analysis.levers.find import Robust
from model.analysis.wording import Names, decimals, number, quantity

SURE = 0.9
"""Share of resamples in which an alternative must come first to be called the best."""


def describe_levers(levered: Sequence[Levered], names: Names) -> list[str]:
    """Say which alternatives hold up at the last date; those alike are told together."""
    lines: list[str] = []
    little: dict[tuple[str, str], list[str]] = {}
    for dates in by_lever(levered):
        last = dates[-1]
        if loses_little(last):
            view = view_of(last.series)
            least = quantity(f"{view.least:g}", view.change)
            little.setdefault((last.robustness.lever, least), []).append(describe_what(last, names))
        else:
            lines.append(" ".join([describe_lever(last, names), *describe_earlier(dates)]))
    return [*lines, *describe_little(little)]


def by_lever(levered: Sequence[Levered]) -> list[list[Levered]]:
    """Put together what was found of one lever and outcome at different dates."""
    found: dict[tuple[str, str], list[Levered]] = {}
    for one in levered:
        found.setdefault((one.robustness.lever, one.series.name), []).append(one)
    return list(found.values())


def describe_what(one: Levered, names: Names) -> str:
    """Say which outcome the alternatives are judged by, and which way is better."""
    way = "more" if one.robustness.higher else "less"
    return f"{about(one.series, names)}{on(one.date)} ({way} is better)"


def loses_little(one: Levered) -> bool:
    """Tell whether no alternative loses as much on average as is worth telling."""
    view, rows = view_of(one.series), one.robustness.rows
    return bool(rows) and view.scale * max(row.mean_regret for row in rows) < view.least


def describe_little(little: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    """Say to which outcomes the alternatives of each lever make next to no difference."""
    for (lever, least), whats in little.items():
        yield (
            f"{lever}: the alternatives make next to no difference to {join_words(whats)}: none "
            f"loses {least} on average."
        )


def describe_lever(one: Levered, names: Names) -> str:
    """Say which alternative of a lever holds up best, and by how much."""
    table, view = one.robustness, view_of(one.series)
    if not table.rows:
        return f"{table.lever}: no future has a run of every alternative, so none can be compared."
    top = view.scale * max(row.mean_regret for row in table.rows)
    places = max(decimals(0, top, view.decimals), 1 if view.decimals else 0)
    parts = [describe_row(row, view.scale, places) for row in table.rows]
    left = f"; {table.dropped:,} futures left out" if table.dropped else ""
    return (
        f"{table.lever}: {describe_best(one)} {describe_what(one, names)}{describe_near(one)}. "
        f"Mean regret over {table.futures:,} futures, {view.change or 'in its unit'}: "
        f"{'; '.join(parts)}{left}."
    )


def headline(one: Levered, names: Names) -> str:
    """Return the finding of the figure: the alternative that holds up best, if any does.

    That none matters comes before which is surely the best.
    """
    if loses_little(one):
        return (
            f"{one.robustness.lever}: the alternatives make next to no difference to "
            f"{describe_what(one, names)}"
        )
    return (
        f"{one.robustness.lever}: {describe_best(one)} {describe_what(one, names)}"
        f"{describe_near(one)}"
    )


def describe_best(one: Levered) -> str:
    """Say which alternative holds up best, or that it cannot be told."""
    rows = one.robustness.rows
    if is_clear(one):
        return f"'{rows[0].alternative}' holds up best for"
    tied = [f"'{row.alternative}'" for row in rows if row.first >= 1 - SURE]
    return f"{join_words(tied)} cannot be told apart as the best for"


def is_clear(one: Levered) -> bool:
    """Tell whether one alternative comes first in nearly all resamples, and alone."""
    first, *others = one.robustness.rows
    return first.first >= SURE and all(row.first < 1 - SURE for row in others[:1])


def describe_near(one: Levered) -> str:
    """Say which alternatives lose less than is worth telling against the best."""
    view = view_of(one.series)
    near = [
        f"'{row.alternative}'"
        for row in one.robustness.rows[1:]
        if view.scale * row.mean_regret < view.least
    ]
    return f", {join_words(near)} hardly less so" if near and is_clear(one) else ""


def describe_row(row: Robust, scale: float, places: int) -> str:
    """Say what an alternative loses against the best of each future."""
    met = "" if row.met is None else f", good enough in {percent(row.met)}"
    return (
        f"'{row.alternative}' {number(scale * row.mean_regret, places)} (in 95 % of futures at "
        f"most {number(scale * row.bad_regret, places)}; best in {percent(row.best)}{met})"
    )


def describe_earlier(dates: Sequence[Levered]) -> list[str]:
    """Say at which earlier dates another alternative than at the last has the least regret."""
    *earlier, last = dates
    if not last.robustness.rows:
        return []
    best = last.robustness.rows[0].alternative
    others: dict[str, list[str]] = {}
    for one in earlier:
        rows = one.robustness.rows
        if rows and not loses_little(one) and rows[0].alternative != best:
            others.setdefault(rows[0].alternative, []).append(one.date)
    return [f"In {join_words(when)} it is '{name}'." for name, when in others.items()]
