"""Figures on disk: PNG and SVG that name their result and are the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from model.figures.forms import form
from model.figures.style import styled
from model.storage.folder import put_file
from model.storage.manifest import inputs_digest

DIGITS = 5

Draw = Callable[[], Figure]
Sketch = tuple[str, Draw]
"""Name of the files without ending, and what draws them; workers need one that can be pickled."""

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML forbids even where they are escaped."""


@styled
def save_figure(figure: Figure, stem: Path, manifest: Mapping[str, Any]) -> list[Path]:
    """Write `<stem>.png` (150 dpi, a slide 1920 by 1080) and `<stem>.svg`; return their paths.

    The digest of the manifest stands in a PNG text chunk (`Digest`) and in the SVG's Dublin
    core (`dc:identifier`); the PNG of a result has that of its inputs too (`Inputs`). No date is
    written. Each file is put in place whole.
    """
    title = f"{manifest.get('title', '')}: {stem.name.replace('-', ' ')}"
    digest = str(manifest["digest"])
    software = f"steppewise {manifest.get('versions', {}).get('steppewise', '')}".strip()
    enlarge(figure, form().least)
    settle(figure)
    stem.parent.mkdir(parents=True, exist_ok=True)
    png, svg = stem.with_name(stem.name + ".png"), stem.with_name(stem.name + ".svg")
    notes = {"Title": title, "Software": software, "Digest": digest}
    if "model_version" in manifest:
        notes["Inputs"] = inputs_digest(manifest)
    figure.set_dpi(form().dpi)
    agg: Any = FigureCanvasAgg(figure)
    held = BytesIO()
    agg.print_png(held, metadata=notes, pil_kwargs={"compress_level": 4})
    put_file(png, held.getvalue())
    core = {"Title": title, "Creator": software, "Identifier": f"sha256:{digest}", "Date": None}
    vector: Any = FigureCanvasSVG(figure)
    drawn = BytesIO()
    vector.print_svg(drawn, metadata=core)
    put_file(svg, NOT_XML.sub("\ufffd", drawn.getvalue().decode()).encode())
    return [png, svg]


def is_drawn(stem: Path) -> bool:
    """Tell whether both files of a figure are there."""
    return all(stem.with_name(stem.name + ending).is_file() for ending in (".png", ".svg"))


def enlarge(figure: Figure, least: float) -> None:
    """Give letters that are smaller than so many points that size."""
    for text in figure.findobj(Text):
        if isinstance(text, Text) and float(text.get_fontsize()) < least:
            text.set_fontsize(least)


def settle(figure: Figure) -> None:
    """Lay the page out once, so that both files share the work and the result.

    The solver behind the layout is free in its last digits, so positions are rounded: ids in
    an SVG file hang on them. Printing through the canvas, not through `savefig`, saves a
    second drawing of each file.
    """
    engine = figure.get_layout_engine()
    if engine is not None and figure.axes:
        FigureCanvasAgg(figure)
        engine.execute(figure)
        figure.set_layout_engine("none")
        for axes in figure.axes:
            left, bottom, width, height = axes.get_position(original=True).bounds
            rounded = [round(part, DIGITS) for part in (left, bottom, width, height)]
            axes.set_position((rounded[0], rounded[1], rounded[2], rounded[3]))
