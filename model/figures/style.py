"""How figures look: the style of all, and the colour, hatch and dash of actors and factors."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import get_font_names

from model.experiments.actors import MemberLike
from model.figures.forms import Form, form

P = ParamSpec("P")
R = TypeVar("R")

STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.parse_math": False,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#666666",
    "axes.labelcolor": "#333333",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "steppewise",
    "svg.fonttype": "path",
    "axes.titley": 1.0,
    "figure.dpi": 150,
    "text.hinting": "none",
}
"""Settings of every figure; the salt keeps the ids within an SVG file the same.

Texts are drawn as they are written: users write dollar signs, and mean no mathematics.
"""

SIZES: tuple[str, ...] = (
    "font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize",
)  # fmt: skip
"""Settings that are points of letters."""

FALLBACKS: tuple[str, ...] = (
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans CJK KR",
    "Noto Sans JP",
    "Noto Sans SC",
    "Noto Sans KR",
    "Source Han Sans",
    "IPAexGothic",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "Hiragino Sans",
    "PingFang SC",
    "Apple SD Gothic Neo",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Arial Unicode MS",
    "Noto Sans",
    "Noto Sans Devanagari",
    "Noto Sans Mongolian",
    "Noto Sans Thai",
    "Noto Sans Arabic",
    "Unifont",
)
"""Fonts that draw a letter which the font of all figures lacks, the first that has it."""

INK = "#222222"
PALE = "#8A8A8A"
NOISE = "#E4E4E4"

DASHES: tuple[Any, ...] = (
    "-",
    (0, (6, 1.5)),
    (0, (1.2, 1.2)),
    (0, (6, 1.5, 1.2, 1.5)),
    (0, (3, 1)),
    (0, (9, 2)),
    (0, (4, 1.2, 1.2, 1.2, 1.2, 1.2)),
    (0, (1.2, 2.6)),
    (0, (9, 1.5, 3, 1.5)),
)
"""Line styles in the order of the cast; they come round again in a longer cast."""


class Look(NamedTuple):
    """Name, colour, hatch and line style of one actor."""

    id: str
    name: str
    colour: str
    hatch: str
    dash: Any


def looks(members: Sequence[MemberLike]) -> dict[str, Look]:
    """Return id -> look, line styles going by the order of the cast."""
    return {
        one.id: Look(one.id, one.name, one.colour, one.hatch, DASHES[place % len(DASHES)])
        for place, one in enumerate(members)
    }


def luminance(colour: str) -> float:
    """Return relative luminance 0..1 as WCAG 2 defines it."""
    channels = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def ink(colour: str) -> str:
    """Darken a colour until text in it reads on white: a contrast of at least 4.5 to 1."""
    red, green, blue = to_rgb(colour)
    while 1.05 / (luminance(to_hex((red, green, blue))) + 0.05) < 4.5:
        red, green, blue = red * 0.93, green * 0.93, blue * 0.93
    return to_hex((red, green, blue))


def tint(colour: str, strength: float = 0.35) -> str:
    """Mix a colour with white, so that dark text reads on it."""
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def text_on(colour: str) -> str:
    """Return black or white, whichever reads better on a colour."""
    light = luminance(colour)
    return "white" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else INK


@cache
def settings() -> dict[str, Any]:
    """Return all settings of a figure: matplotlib's defaults, our style, and fonts to fall back on.

    The backend is left out: files are written through canvases of their own.
    """
    shipped: dict[str, Any] = dict(dict.items(cast(Any, mpl.rcParamsDefault)))
    defaults = {key: value for key, value in shipped.items() if key != "backend"}
    installed = set(get_font_names())
    fonts = [*STYLE["font.family"], *(font for font in FALLBACKS if font in installed)]
    return {**defaults, **STYLE, "font.family": fonts}


def settings_of(chosen: Form) -> dict[str, Any]:
    """Return the settings of a form: no letters smaller than it allows."""
    every = settings()
    return {**every, **{key: max(float(every[key]), chosen.least) for key in SIZES}}


@contextmanager
def style() -> Iterator[None]:
    """Draw with the style of all figures, whatever the caller's settings are."""
    with ExitStack() as stack:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", mpl.MatplotlibDeprecationWarning)
            stack.enter_context(mpl.rc_context(cast(Any, settings_of(form()))))
        yield


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Draw with the style of all figures, whatever the caller's settings are."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with style():
            return draw(*args, **kwargs)

    return drawn


COLOURS: tuple[str, ...] = (
    "#0077BB",
    "#CC3311",
    "#117733",
    "#E69F00",
    "#882255",
    "#33BBEE",
    "#997700",
    "#332288",
)
"""Told apart by most eyes; they come round again with other dashes."""

HATCHES: tuple[str, ...] = ("", "//", "\\\\", "..", "xx", "||", "--", "++")

INSIDE, OUTSIDE = "#CC3311", "#B8B8B8"
"""A case in which a condition holds, and one in which it does not."""


def looks_of(names: Sequence[str]) -> dict[str, Look]:
    """Return name -> look, by the order of the names."""
    found: dict[str, Look] = {}
    for place, name in enumerate(names):
        dash: Any = DASHES[place % len(DASHES)]
        colour = COLOURS[place % len(COLOURS)]
        found[name] = Look(name, name, colour, HATCHES[place % len(HATCHES)], dash)
    return found


def pale(name: str) -> Look:
    """Return the look of one among the rest."""
    return Look(name, name, PALE, "", "-")
