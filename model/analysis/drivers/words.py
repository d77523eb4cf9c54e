"""What drives an outcome, in sentences: shares of its variance, and which way they go."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from model.analysis.answers.answer_parts import Drivers
from model.analysis.answers.outcome_names import about, on, percent, view_of, within
from model.analysis.drivers.convergence import MATTERS, Verdict
from model.analysis.wording import Names, number, quantity
from model.inputs.formats.plain_text import plural

NAMED = 4
"""Factors that a sentence names at most."""


def describe_all_drivers(every: Sequence[Drivers], names: Names) -> list[str]:
    """Say what drives each outcome; those that are alike in having no driver are told together."""
    led: list[str] = []
    leaderless, still = [], []
    for one in every:
        total = one.indices.total[_last(one)]
        if not np.isfinite(total).all():
            still.append(one)
        elif not leading(one, _last(one)):
            leaderless.append(one)
        else:
            led += describe_drivers(one, names)
    for alike, head in (
        (leaderless, "No factor alone matters"),
        (still, "Nothing that was varied moves anything"),
    ):
        if len(alike) == 1:
            led += describe_drivers(alike[0], names)
        elif alike:
            whats = "; ".join(_what(one, names) for one in alike)
            led.append(f"{head} for {plural(len(alike), 'outcome')}: {whats}.")
    return led


def _last(one: Drivers) -> int:
    """The place of the last date."""
    return one.indices.turns.index(one.dates[-1])


def _what(one: Drivers, names: Names) -> str:
    """Which outcome, when and in which structure."""
    return f"{about(one.series, names)}{on(one.dates[-1])}{within(one.block)}"


def describe_drivers(one: Drivers, names: Names) -> list[str]:
    """Say what drives an outcome at its last date, and whether the sweep was large enough."""
    place, what = _last(one), _what(one, names)
    total = one.indices.total[place]
    if not np.isfinite(total).all():
        return [f"Nothing that was varied moves {what}."]
    lead = leading(one, place)
    lines = [
        describe_lead(one, place, lead, what),
        *describe_groups(one, place),
        describe_sum(one, place),
    ]
    lines += describe_before(one)
    lines += describe_pair(one)
    lines.append(describe_verdict(one.verdicts[-1], "groups"))
    if one.indices.dropped:
        lines.append(describe_dropped(one.indices.dropped, "groups of runs", one.indices.groups))
    return lines


def headline(one: Drivers, names: Names) -> str:
    """Return the finding of the figure: the factor that drives an outcome most, or that none does.

    It is said to drive it most only where both halves of the sweep agree on the order.
    """
    place, what = _last(one), _what(one, names)
    if not np.isfinite(one.indices.total[place]).all():
        return f"Nothing that was varied moves {what}"
    lead = leading(one, place)
    if not lead:
        return f"No factor alone matters for {what}"
    found, first = one.indices, lead[0]
    most = " most" if one.verdicts[-1].ranked else ", and others may drive it as much"
    return (
        f"{found.factors[first]} drives {what}{most}: "
        f"{percent_of(found.total[place, first])} of its variance "
        f"({half_width(found.total_error[place, first])} points)"
    )


def headline_of_growth(one: Drivers, names: Names) -> str:
    """Return the finding of the figure on whether the runs were enough."""
    verdict = describe_verdict(one.verdicts[-1], "groups").partition(":")[0]
    return f"{verdict} for {_what(one, names)}"


def leading(one: Drivers, place: int) -> list[int]:
    """Return the places of the few factors that matter most at a turn."""
    total = one.indices.total[place]
    order = np.argsort(-total, kind="stable")[:NAMED]
    return [int(k) for k in order if total[k] >= MATTERS]


def describe_lead(one: Drivers, place: int, lead: list[int], what: str) -> str:
    """Say which factors matter most, how much and which way."""
    found = one.indices
    if not lead:
        return f"No factor alone matters for {what} ({describe_spread(one, place)})."
    parts = [
        f"{found.factors[k]} {percent_of(found.total[place, k])} "
        f"(alone {percent_of(found.first[place, k])}, {half_width(found.total_error[place, k])} "
        f"points; {describe_way(float(found.way[place, k]))})"
        for k in lead
    ]
    return (
        f"Of the variance of {what} ({describe_spread(one, place)}), factors account for, "
        f"with all that they do together with others: {'; '.join(parts)}."
    )


def sum_groups(one: Drivers, place: int) -> dict[str, float]:
    """Return what the factors of each group bring alone, added up."""
    sums: dict[str, float] = {}
    for name, first in zip(one.indices.factors, one.indices.first[place], strict=True):
        group = one.about.get(name) or "all others"
        sums[group] = sums.get(group, 0.0) + float(first)
    return sums


def describe_groups(one: Drivers, place: int) -> list[str]:
    """Say how much the factors of each group bring alone, added up, the largest group first."""
    sums = sum_groups(one, place)
    if len(sums) < 2:
        return []
    ordered = sorted(sums.items(), key=lambda pair: -pair[1])
    parts = "; ".join(f"{group} {percent_of(size)}" for group, size in ordered)
    return [f"By what they are about, each factor alone and added up: {parts}."]


def describe_way(rho: float) -> str:
    """Say which way an outcome goes when a factor grows."""
    if rho == 0:
        return "in no one direction"
    return "rises with it" if rho > 0 else "falls with it"


def describe_spread(one: Drivers, place: int) -> str:
    """Say how much an outcome varies at all, and whether that is worth explaining."""
    view = view_of(one.series)
    spread = view.scale * math.sqrt(float(one.indices.variance[place]))
    places = min(max(1 - math.floor(math.log10(spread)), 0), 6) if spread > 0 else 0
    level = number(view.scale * float(one.indices.mean[place]), places)
    mean = quantity(level, view.change if one.series.sum else "%" if view.unit == "%" else "")
    little = ": too little to matter" if 2 * spread < view.least else ""
    size = quantity(number(spread, places), view.change)
    return f"mean {mean}, standard deviation {size}{little}"


def describe_sum(one: Drivers, place: int) -> str:
    """Say how much factors bring alone and together, and what all else brings by itself."""
    found = one.indices
    alone, rest = float(found.first[place].sum()), max(float(found.rest[place]), 0.0)
    together = max(1.0 - alone - (rest if one.apart else 0.0), 0.0)
    text = (
        f"Alone they explain {percent_of(min(alone, 1.0))}, acting together {percent_of(together)}"
    )
    if one.apart:
        error = 1.96 * (1.0 - rest**2) / math.sqrt(max(found.groups, 1))
        text += (
            "; everything held out of the sweep, chance included, brings "
            f"{percent_of(rest)} by itself ({half_width(error)} points)"
        )
    little = int((found.total[place] < MATTERS).sum())
    if not little:
        return f"{text}."
    return (
        f"{text}; {little} of {len(found.factors)} factors account for less than "
        f"{percent(MATTERS)} each."
    )


def describe_before(one: Drivers) -> list[str]:
    """Say which factors matter at each of the earlier dates, the largest first."""
    lines = []
    for date in one.dates[:-1]:
        place = one.indices.turns.index(date)
        total = one.indices.total[place]
        if not np.isfinite(total).all():
            continue
        parts = [f"{one.indices.factors[k]} {percent_of(total[k])}" for k in leading(one, place)]
        told = "; ".join(parts) or "no factor alone matters"
        lines.append(f"In {date} ({describe_spread(one, place)}): {told}.")
    return lines


def describe_pair(one: Drivers) -> list[str]:
    """Say which pair of factors acts together most, if any can be told from none."""
    if one.pairs is None or not np.isfinite(one.pairs.second[-1]).any():
        return []
    second, error = one.pairs.second[-1], one.pairs.error[-1]
    row, column = np.unravel_index(int(np.nanargmax(second)), second.shape)
    size, room = float(second[row, column]), float(error[row, column])
    if size <= room:
        return ["No pair of factors can be told to act together."]
    pair = f"{one.pairs.factors[row]} and {one.pairs.factors[column]}"
    return [f"{pair} act together most: {percent_of(size)} (± {100 * room:.0f} points)."]


def percent_of(value: float) -> str:
    """Print an estimated part of the variance; estimates may fall a little outside 0..1."""
    return f"{max(round(100 * float(value)), 0)} %"


def describe_verdict(verdict: Verdict, unit: str) -> str:
    """Say whether a sweep was large enough; unit: groups of a Sobol design, or walks of Morris."""
    scale = "points" if unit == "groups" else "% of the largest effect"
    width = f"{half_width(verdict.widest)} {scale}" if math.isfinite(verdict.widest) else "unknown"
    largest = f"{width} at {verdict.loosest}" if verdict.loosest else width
    odd = f" Signs of too few runs: {'; '.join(verdict.odd)}." if verdict.odd else ""
    if verdict.settled:
        agree = "and both halves of the sweep agree on the order"
        if not verdict.ranked:
            agree = "but the halves of the sweep do not agree on the order"
        return f"Large enough: no interval is wider than {largest}, {agree}.{odd}"
    more = f"about {verdict.needed:,} {unit} would do, {verdict.groups:,} were used"
    if verdict.ranked:
        return (
            f"Too small for sizes, good for the order: the widest interval is {largest}; "
            f"{more}.{odd}"
        )
    return f"Too small: the widest interval is {largest}, and the halves disagree; {more}.{odd}"


def half_width(error: float) -> str:
    """Print the half-width of an interval of shares as per cent: ± 5.4, ± 12."""
    return f"± {100 * error:.{1 if error < 0.1 else 0}f}"


def describe_dropped(count: int, unit: str, left: int) -> str:
    """Say how much was left out because a run of it failed."""
    return f"{count:,} {unit} were left out whole because a run of each failed; {left:,} are left."
