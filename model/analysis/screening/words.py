"""What moves an outcome at all, in sentences."""

from __future__ import annotations

import numpy as np

from model.analysis.answers.answer_parts import Screened
from model.analysis.answers.outcome_names import about, join_words, on, view_of, within
from model.analysis.drivers.convergence import MATTERS
from model.analysis.drivers.words import NAMED, describe_dropped, describe_verdict
from model.analysis.wording import Names, decimals, number, quantity


def headline(one: Screened, names: Names) -> str:
    """Return the finding of the figure: the factor that moves an outcome most, and by how much."""
    date, place = one.dates[-1], one.screening.turns.index(one.dates[-1])
    size = one.screening.size[place]
    what = f"{about(one.series, names)}{on(date)}{within(one.block)}"
    if not np.isfinite(size).all() or not size.max() > 0:
        return f"Nothing that was varied moves {what}"
    view, first = view_of(one.series), int(np.argmax(size))
    places = decimals(0, view.scale * float(size.max()), view.decimals) + 1
    moved = quantity(number(view.scale * float(size[first]), places), view.change)
    most = " most" if one.verdicts[-1].ranked else ", and others may as much"
    return (
        f"{one.screening.factors[first]} moves {what}{most}: by {moved} on average over its range"
    )


def describe_screened(one: Screened, names: Names) -> list[str]:
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
    lines.append(describe_verdict(one.verdicts[-1], "walks"))
    if one.screening.dropped:
        lines.append(describe_dropped(one.screening.dropped, "walks", one.screening.walks))
    return lines
