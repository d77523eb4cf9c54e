"""Answers in plain sentences, with how far each can be trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from model.review.answers.naming import (
    about,
    join_words,
    on,
    percent,
    tell_limit,
    view_of,
    within,
)
from model.review.wording import Names, decimals, number, quantity, signed
from model.studies.answers.analysing import Answers, Drivers, Found, Gridded, Levered, Screened
from model.studies.answers.boxes import Box, Limit, spans_of
from model.studies.answers.convergence import MATTERS, Verdict
from model.studies.answers.prim import LEAST_HITS, balance
from model.studies.answers.tree import Node, leaves

Limits = Mapping[str, Limit]
"""Input -> its whole range."""

NAMED = 4
"""Factors that a sentence names at most."""

LESS = 0.1
"""How much less coverage and density together may be on other runs before it is said."""

SURE = 0.9
"""Share of resamples in which an alternative must come first to be called the best."""


def tell_answers(answers: Answers, names: Names) -> dict[str, list[str]]:
    """Return heading -> sentences, in the order in which they are read."""
    parts = {
        "What drives the outcomes": [
            *(line for one in answers.drivers for line in tell_drivers(one, names)),
            *(line for one in answers.screened for line in tell_screened(one, names)),
        ],
        "Where it happens": [line for one in answers.found for line in tell_found(one)],
        "Which alternatives hold up": [
            " ".join([tell_lever(dates[-1], names), *tell_earlier(dates)])
            for dates in by_lever(answers.levered)
        ],
        "What acts together": [tell_grid(one, names) for one in last_grids(answers.gridded)],
        "Notes": list(answers.notes),
    }
    return {heading: lines for heading, lines in parts.items() if lines}


def tell_drivers(one: Drivers, names: Names) -> list[str]:
    """Say what drives an outcome at its last date, and whether the sweep was large enough."""
    date, place = one.dates[-1], one.indices.turns.index(one.dates[-1])
    first, total = one.indices.first[place], one.indices.total[place]
    what = f"{about(one.series, names)}{on(date)}{within(one.block)}"
    if not np.isfinite(total).all():
        return [f"Nothing that was varied moves {what}."]
    order = np.argsort(-total, kind="stable")
    lead = [k for k in order[:NAMED] if total[k] >= MATTERS]
    if not lead:
        return [f"No factor alone matters for {what}.", tell_verdict(one.verdicts[-1], "groups")]
    parts = [
        f"{one.indices.factors[k]} {percent_of(total[k])} "
        f"(alone {percent_of(first[k])}, ± {100 * one.indices.total_error[place][k]:.0f} points)"
        for k in lead
    ]
    rest = int((total < MATTERS).sum())
    lines = [
        f"Of the variance of {what} ({tell_spread(one, place)}), factors account for, "
        f"with all that they do together with others: {'; '.join(parts)}."
    ]
    lines.append(tell_sum(float(first.sum()), rest, len(total)))
    lines += tell_before(one)
    lines += tell_pair(one)
    lines.append(tell_verdict(one.verdicts[-1], "groups"))
    if one.indices.dropped:
        lines.append(tell_dropped(one.indices.dropped, "groups of runs", one.indices.groups))
    return lines


def tell_spread(one: Drivers, place: int) -> str:
    """Say how much an outcome varies at all, and whether that is worth explaining."""
    view = view_of(one.series)
    spread = view.scale * math.sqrt(float(one.indices.variance[place]))
    places = min(max(1 - math.floor(math.log10(spread)), 0), 6) if spread > 0 else 0
    level = number(view.scale * float(one.indices.mean[place]), places)
    mean = quantity(level, "%" if view.unit == "%" else "")
    little = ": too little to matter" if 2 * spread < view.least else ""
    size = quantity(number(spread, places), view.change)
    return f"mean {mean}, standard deviation {size}{little}"


def tell_before(one: Drivers) -> list[str]:
    """Say which factors matter at each of the earlier dates, the largest first."""
    lines = []
    for date in one.dates[:-1]:
        place = one.indices.turns.index(date)
        total = one.indices.total[place]
        if not np.isfinite(total).all():
            continue
        order = [k for k in np.argsort(-total, kind="stable")[:NAMED] if total[k] >= MATTERS]
        parts = [f"{one.indices.factors[k]} {percent_of(total[k])}" for k in order]
        lines.append(f"In {date} ({tell_spread(one, place)}): {'; '.join(parts)}.")
    return lines


def tell_sum(alone: float, rest: int, count: int) -> str:
    """Say how much the factors bring alone, how much together, and how many matter little."""
    together = max(1.0 - alone, 0.0)
    text = (
        f"Alone they explain {percent_of(min(alone, 1.0))}, acting together {percent_of(together)}"
    )
    if not rest:
        return f"{text}."
    return f"{text}; {rest} of {count} factors account for less than {percent(MATTERS)} each."


def tell_pair(one: Drivers) -> list[str]:
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


def tell_screened(one: Screened, names: Names) -> list[str]:
    """Say which factors move an outcome in a screening, and which hardly do."""
    date, place = one.dates[-1], one.screening.turns.index(one.dates[-1])
    size, spread = one.screening.size[place], one.screening.spread[place]
    what = f"{about(one.series, names)}{on(date)}{within(one.block)}"
    if not np.isfinite(size).all() or not size.max() > 0:
        return [f"Nothing that was varied moves {what}."]
    view = view_of(one.series)
    order = np.argsort(-size, kind="stable")[:NAMED]
    places = decimals(0, view.scale * float(size.max()), view.decimals) + 1
    parts = []
    for k in order:
        if size[k] < MATTERS * size.max():
            continue
        bends = ", not the same everywhere" if spread[k] > size[k] / 2 else ""
        moved = quantity(number(view.scale * float(size[k]), places), view.change)
        parts.append(f"{one.screening.factors[k]} ({moved}{bends})")
    idle = [f for f, s in zip(one.screening.factors, size, strict=True) if s < MATTERS * size.max()]
    lines = [f"Over its range, each moves {what} by, on average: {'; '.join(parts)}."]
    if idle:
        lines.append(f"Hardly any effect: {join_words(idle)}.")
    lines.append(tell_verdict(one.verdicts[-1], "walks"))
    if one.screening.dropped:
        lines.append(tell_dropped(one.screening.dropped, "walks", one.screening.walks))
    return lines


def tell_verdict(verdict: Verdict, unit: str) -> str:
    """Say whether a sweep was large enough; unit: groups of a Sobol design, or walks of Morris."""
    scale = "points" if unit == "groups" else "% of the largest effect"
    width = f"± {100 * verdict.widest:.0f} {scale}" if math.isfinite(verdict.widest) else "unknown"
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


def tell_dropped(count: int, unit: str, left: int) -> str:
    """Say how much was left out because a run of it failed."""
    return f"{count:,} {unit} were left out whole because a run of each failed; {left:,} are left."


def tell_found(found: Found) -> list[str]:
    """Say how often a condition holds, and where."""
    cases, text = found.discovery.cases, found.judged.text
    dated = f" (in {found.judged.dated})" if found.judged.dated else ""
    often = percent(cases.share) if cases.size else "none"
    lines = [f"'{text}'{dated} holds in {often} of {cases.size:,} runs."]
    hits = int(cases.hit.sum())
    if min(hits, cases.size - hits) < LEAST_HITS:
        few = "it holds" if hits < cases.size - hits else "it does not"
        lines[0] += f" That is too few runs where {few} to say where; {LEAST_HITS} are needed."
        return lines
    spans = spans_of(cases)
    for place, box in enumerate(found.discovery.boxes):
        lines.append(tell_box(box, place, spans, cases.share))
    if not found.discovery.boxes:
        lines.append("No box of factors marks it out: it is spread over all that was varied.")
    if len(found.discovery.boxes) > 1:
        joint = found.discovery.together
        lines.append(
            f"Together the boxes catch {percent(joint.coverage)} of the cases, and "
            f"{percent(joint.density)} of the runs in them are such cases."
        )
    held = found.discovery.held_out
    if found.discovery.boxes and held is not None:
        lines.append(tell_held_out(found.discovery.boxes[0], held))
    lines += tell_tree(found.tree, spans)
    if cases.dropped:
        lines.append(f"{cases.dropped:,} runs were left out because they failed.")
    return lines


def tell_box(box: Box, place: int, spans: Limits, share: float) -> str:
    """Say one box: its limits, coverage, density and mass."""
    limits = [tell_limit(name, limit, spans[name]) for name, limit in box.limits.items()]
    start = "It happens mostly where" if place == 0 else "Also where"
    return (
        f"{start} {join_words(limits)}: this catches {percent(box.coverage)} of the cases "
        f"(coverage), and {percent(box.density)} of the runs in it are such cases (density; "
        f"{percent(share)} overall). It is {percent(box.mass)} of all runs."
    )


def tell_held_out(box: Box, held: Box) -> str:
    """Say how a box does on runs that it was not fitted to."""
    text = (
        f"Found on one half of the runs and tried on the other, such a box has coverage "
        f"{percent(held.coverage)} and density {percent(held.density)}"
    )
    if balance(held) < balance(box) - LESS:
        return f"{text}: it marks them less well there, so take its limits with care."
    return f"{text}: it holds."


def tell_tree(tree: Node | None, spans: Limits) -> list[str]:
    """Say the leaf of the tree in which the condition holds most often."""
    if tree is None or tree.question is None:
        return []
    leaf = max(leaves(tree), key=lambda one: (one.box.density, one.box.coverage))
    limits = [tell_limit(name, limit, spans[name]) for name, limit in leaf.box.limits.items()]
    return [
        f"The tree marks it best where {join_words(limits)}: coverage "
        f"{percent(leaf.box.coverage)}, density {percent(leaf.box.density)}."
    ]


def tell_lever(one: Levered, names: Names) -> str:
    """Say which alternative of a lever holds up best, and by how much."""
    table, view = one.robustness, view_of(one.series)
    way = "more" if table.higher else "less"
    what = f"{about(one.series, names)}{on(one.date)} ({way} is better)"
    if not table.rows:
        return f"{table.lever}: no future has a run of every alternative, so none can be compared."
    best = table.rows[0]
    scale = view.scale
    top = scale * max(row.mean_regret for row in table.rows)
    places = max(decimals(0, top, view.decimals), 1 if view.decimals else 0)
    parts = [
        f"{row.alternative} {number(scale * row.mean_regret, places)} "
        f"(in the worst 5 % of futures {number(scale * row.bad_regret, places)} or more; best in "
        f"{percent(row.best)}{tell_met(row.met)})"
        for row in table.rows
    ]
    if top < view.least:
        least = quantity(f"{view.least:g}", view.change)
        return (
            f"{table.lever}: the alternatives make next to no difference to {what}: over "
            f"{table.futures:,} futures, none loses {least} on average."
        )
    if best.first >= SURE and (len(table.rows) < 2 or table.rows[1].first < 1 - SURE):
        near = [r.alternative for r in table.rows[1:] if scale * r.mean_regret < view.least]
        close = f", {join_words(near)} hardly less so" if near else ""
        verdict = f"{best.alternative} holds up best for {what}{close}"
    else:
        tied = [row.alternative for row in table.rows if row.first >= 1 - SURE]
        verdict = f"{join_words(tied)} cannot be told apart as the best for {what}"
    left = f"; {table.dropped:,} futures left out" if table.dropped else ""
    return (
        f"{table.lever}: {verdict}. Mean regret over {table.futures:,} futures, "
        f"{view.change or 'in its unit'}: {'; '.join(parts)}{left}."
    )


def by_lever(levered: Sequence[Levered]) -> list[list[Levered]]:
    """Put together what was found of one lever and outcome at different dates."""
    found: dict[tuple[str, str], list[Levered]] = {}
    for one in levered:
        found.setdefault((one.robustness.lever, one.series.name), []).append(one)
    return list(found.values())


def tell_earlier(dates: Sequence[Levered]) -> list[str]:
    """Say at which earlier dates another alternative than at the last has the least regret."""
    *earlier, last = dates
    if not last.robustness.rows:
        return []
    best = last.robustness.rows[0].alternative
    others: dict[str, list[str]] = {}
    for one in earlier:
        rows = one.robustness.rows
        least = view_of(one.series).least / view_of(one.series).scale
        if rows and max(row.mean_regret for row in rows) >= least and rows[0].alternative != best:
            others.setdefault(rows[0].alternative, []).append(one.date)
    return [f"In {join_words(when)} it is '{name}'." for name, when in others.items()]


def last_grids(gridded: Sequence[Gridded]) -> list[Gridded]:
    """Return the grids at the last date of each outcome and pair of inputs."""
    found = {(one.series.name, one.grid.row, one.grid.column): one for one in gridded}
    return list(found.values())


def tell_met(met: float | None) -> str:
    """Say in how many futures an alternative is good enough, where that was asked."""
    return "" if met is None else f", good enough in {percent(met)}"


def tell_grid(one: Gridded, names: Names) -> str:
    """Say whether two inputs do more together than each alone."""
    grid, view = one.grid, view_of(one.series)
    what = f"{about(one.series, names)}{on(one.date)}"
    middle, low, high = (view.scale * part for part in grid.synergy)
    if not math.isfinite(middle):
        return f"{grid.row} x {grid.column}: too many runs failed to tell what they do to {what}."
    if view.scale * float(np.ptp(grid.means)) < view.least:
        least = quantity(f"{view.least:g}", view.change)
        return (
            f"{grid.row} and {grid.column} make next to no difference to {what}: less than {least} "
            "between any two cells."
        )
    places = decimals(low, high, view.decimals) if high > low else view.decimals
    size = quantity(signed(middle, places), view.change)
    corner = f"{grid.row} {grid.rows[-1]} with {grid.column} {grid.columns[-1]}"
    spread = ""
    if grid.cases > 1:
        spread = f" (90 % of {grid.cases} settings {signed(low, places)} to {signed(high, places)})"
    if abs(middle) < view.least or low < 0 < high:
        return (
            f"{grid.row} and {grid.column} do about what each does alone to {what}: {corner} "
            f"brings {size}{spread} beyond the two added up; {percent(grid.part)} of the variance "
            "between cells is not additive."
        )
    return (
        f"{grid.row} and {grid.column} act together on {what}: {corner} brings {size}{spread} "
        f"beyond the two added up; {percent(grid.part)} of the variance between cells is not "
        "additive."
    )


def percent_of(value: float) -> str:
    """Print an estimated part of the variance; estimates may fall a little outside 0..1."""
    return f"{max(round(100 * float(value)), 0)} %"
