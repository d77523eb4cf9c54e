"""The parts of matplotlib that figures are drawn with.

Whoever takes them from here has matplotlib as the package `figures` loads it: without the settings
of the environment.
"""

from __future__ import annotations

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize, TwoSlopeNorm, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch, PathPatch, Rectangle
from matplotlib.path import Path

__all__ = [
    "Axes",
    "Colormap",
    "FancyBboxPatch",
    "Figure",
    "Normalize",
    "Patch",
    "Path",
    "PathPatch",
    "Rectangle",
    "TwoSlopeNorm",
    "colormaps",
    "to_hex",
]
