"""Whether the words of a figure can be read: none leaves the page, none stands on another."""

from __future__ import annotations

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from model.figures.save import enlarge, settle


def texts_of(figure: Figure) -> list[Text]:
    """Every text that is seen."""
    found = [one for one in figure.findobj(Text) if isinstance(one, Text)]
    return [one for one in found if one.get_text().strip() and shown(one)]


def shown(text: Text) -> bool:
    """Whether a text is drawn: ticks beyond the limits of their axis are not."""
    if not text.get_visible():
        return False
    axes = text.axes
    if axes is None:
        return text in getattr(text.figure, "texts", ())
    for axis in (axes.xaxis, axes.yaxis):
        seen = axis._update_ticks() if axes.axison else []
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if text in (tick.label1, tick.label2):
                low, high = sorted(axis.get_view_interval())
                return tick in seen and low <= tick.get_loc() <= high
    return True


def faults(figure: Figure, least: float = 0.0) -> list[str]:
    """Say which words leave the page, stand on each other or are smaller than so many points."""
    enlarge(figure, least)
    settle(figure)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    width, height = figure.bbox.width, figure.bbox.height
    boxes = [
        (one.get_text(), Text.get_window_extent(one, renderer), one) for one in texts_of(figure)
    ]
    wrong = []
    for text, box, one in boxes:
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1:
            wrong.append(f"leaves the page: {text!r}")
        if float(one.get_fontsize()) < least:
            wrong.append(f"{one.get_fontsize()} points: {text!r}")
    for (first, a, _), (second, b, _) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        up = min(a.y1, b.y1) - max(a.y0, b.y0)
        smaller = min(a.height, b.height)
        if across > 2 and up > 0.35 * smaller:
            wrong.append(f"meet: {first!r} and {second!r}")
    return wrong
