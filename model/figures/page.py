"""The page around a figure: title, what it shows, and a footer that says where it is from."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

import xarray as xr
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from model.experiments.failed_runs import failed_runs
from model.figures.forms import form, points
from model.figures.style import INK, PALE, ink
from model.inputs.formats.quarters import BASE_YEAR
from model.storage.manifest import short_digest

MARGIN = 0.18
EYEBROW = 0.12
TITLE = 0.31
LINE = 1.38
"""Height of a line of small letters, in those letters' points."""

TITLE_LINE = 1.25
LETTER, BOLD = 0.545, 0.62
"""Width of a letter, in points of its size, on average; of a bold one."""


class Facts(NamedTuple):
    """What the footer of every figure says, and the year that its multiples are of."""

    title: str
    runs: int
    entropy: int
    digest: str
    sources: str
    caveat: str
    base: str = ""
    base_year: int = BASE_YEAR
    kind: str = "Scenario"


def facts_from(dataset: xr.Dataset, manifest: Mapping[str, Any], base: xr.Dataset | None) -> Facts:
    """Collect the footer's facts from a result, its manifest and the base it is held against."""
    against = ""
    if base is not None:
        against = f"{base.attrs.get('title', '')} (digest {base.attrs.get('digest', '')})"
    return Facts(
        title=str(manifest.get("title") or dataset.attrs.get("title", "")),
        runs=int(manifest["runs"]) - len(failed_runs(dataset)),
        entropy=int(manifest["entropy"]),
        digest=short_digest(manifest),
        sources=str(dataset.attrs.get("sources", "")),
        caveat=str(dataset.attrs.get("disclaimer", "")),
        base=against,
        base_year=manifest["scenario"].get("base_year") or BASE_YEAR,
    )


def footer_lines(facts: Facts, letters: int, *, against: bool, extra: str) -> list[str]:
    """Return the footer wrapped to a number of letters; on a slide what it cannot do without."""
    origin = f"{facts.kind}: {facts.title}"
    if against and facts.base:
        origin += f", against: {facts.base}"
    origin += f"  |  {facts.runs} runs  |  entropy {facts.entropy}  |  digest {facts.digest}"
    if form().is_slide:
        first, stop, _ = facts.caveat.partition(". ")
        texts = [origin, first + stop.strip()]
    else:
        texts = [origin, facts.sources and f"Sources: {facts.sources}", extra, facts.caveat]
    return [line for text in texts if text for line in textwrap.wrap(text, letters)]


def page(
    title: str,
    subtitle: str,
    facts: Facts,
    size: tuple[float, float] = (12.0, 7.6),
    *,
    against: bool = False,
    extra: str = "",
) -> Figure:
    """Return an empty page of a size in inches, title above, footer below, room between.

    title: the finding, in one sentence; subtitle: what is drawn, its unit and its bands, each of
    its lines a paragraph; against: name the base in the footer; extra: a further line for it. A
    slide has its own size.
    """
    now = form()
    width, height = now.size or size
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    left = MARGIN / width
    small = points(8.5)
    head = _wrapped(title, width, now.title * BOLD)
    below = _wrapped(subtitle, width, now.text * LETTER)
    top = TITLE + 1.3 * (small - 8.5) / 72
    under = top + now.title * (TITLE_LINE * len(head) + 0.25) / 72
    band = under + now.text * LINE * len(below) / 72 + 0.1
    figure.text(left, 1 - EYEBROW / height, facts.title, size=small, va="top", color=ink(PALE))
    figure.text(left, 1 - top / height, "\n".join(head), size=now.title, weight="bold", va="top",
                color=INK, linespacing=1.1)  # fmt: skip
    figure.text(left, 1 - under / height, "\n".join(below), size=now.text, va="top",
                color="#444444")  # fmt: skip
    letters = _letters(width, now.note * LETTER)
    lines = footer_lines(facts, letters, against=against, extra=extra)
    bottom = 0.1 + now.note * 1.5 * len(lines) / 72
    figure.text(
        left, 0.1 / height, "\n".join(lines), size=now.note, va="bottom", color=ink(PALE),
        linespacing=1.35,
    )  # fmt: skip
    engine = figure.get_layout_engine()
    assert engine is not None
    room = (left / 2, (bottom + 0.08) / height, 1 - left, 1 - (bottom + 0.08 + band) / height)
    engine.set(rect=room, w_pad=0.06, h_pad=0.06, wspace=0.03, hspace=0.03)  # type: ignore[call-arg]
    return figure


def _letters(width: float, letter: float) -> int:
    """How many letters of a width in points stand on a line of a page that is so many inches."""
    return int(72 * (width - 2 * MARGIN) / letter)


def _wrapped(text: str, width: float, letter: float) -> list[str]:
    """A text in lines that fit the page; each of its own lines begins a new one."""
    letters = _letters(width, letter)
    return [line for part in text.split("\n") for line in textwrap.wrap(part, letters)]
