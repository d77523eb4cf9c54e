"""The page around a figure: title, what it shows, and a footer that says where it is from."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

import xarray as xr
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from model.experiments.failed_runs import failed_runs
from model.figures.style import INK, PALE, ink
from model.inputs.formats.quarters import BASE_YEAR
from model.storage.manifest import short_digest

MARGIN = 0.18
EYEBROW = 0.12
TITLE = 0.31
SUBTITLE = 0.63
SUBTITLE_LINE = 0.17
LINE = 0.145
LETTER = 0.0565
SUBTITLE_LETTER = 0.0765


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
    """Return the footer wrapped to a number of letters."""
    origin = f"{facts.kind}: {facts.title}"
    if against and facts.base:
        origin += f", against: {facts.base}"
    origin += f"  |  {facts.runs} runs  |  entropy {facts.entropy}  |  digest {facts.digest}"
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

    against: name the base in the footer; extra: a further line for it.
    """
    width, height = size
    figure = Figure(figsize=size, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    left = MARGIN / width
    below = textwrap.wrap(subtitle, int((width - 2 * MARGIN) / SUBTITLE_LETTER))
    band = SUBTITLE + SUBTITLE_LINE * len(below) + 0.1
    figure.text(left, 1 - EYEBROW / height, facts.title, size=8.5, va="top", color=ink(PALE))
    figure.text(left, 1 - TITLE / height, title, size=15, weight="bold", va="top", color=INK)
    figure.text(left, 1 - SUBTITLE / height, "\n".join(below), size=9.5, va="top", color="#444444")
    lines = footer_lines(facts, int((width - 2 * MARGIN) / LETTER), against=against, extra=extra)
    bottom = 0.1 + LINE * len(lines)
    figure.text(
        left, 0.1 / height, "\n".join(lines), size=7, va="bottom", color=ink(PALE), linespacing=1.35
    )
    engine = figure.get_layout_engine()
    assert engine is not None
    room = (left / 2, (bottom + 0.08) / height, 1 - left, 1 - (bottom + 0.08 + band) / height)
    engine.set(rect=room, w_pad=0.06, h_pad=0.06, wspace=0.03, hspace=0.03)  # type: ignore[call-arg]
    return figure
