"""All figures of a result, drawn in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from model.analysis.compare.figure import draw_region_differences, draw_state_differences
from model.analysis.compare.heat_figure import draw_heat, draw_heat_differences
from model.analysis.leaders.domains_figure import draw_domains
from model.analysis.leaders.map_figure import draw_leaders_map
from model.analysis.leaders.ranks_figure import draw_ranking
from model.analysis.trajectories.freight_figure import draw_freight
from model.analysis.trajectories.material import Material
from model.analysis.trajectories.minerals_figure import draw_prices, draw_projects, draw_reliance
from model.analysis.trajectories.states_figure import draw_region_shares, draw_state_shares
from model.figures.parts import Figure
from model.figures.save import save_figure

Draw = Callable[[Material], Figure]

ALONE: dict[str, Draw] = {
    "shares-by-state": draw_state_shares,
    "shares-in-region": draw_region_shares,
    "leaders-map": draw_leaders_map,
    "leaders-by-domain": draw_domains,
    "ranks": draw_ranking,
    "power-by-state": draw_heat,
    "corridors": draw_freight,
    "mineral-prices": draw_prices,
    "mineral-reliance": draw_reliance,
    "mineral-projects": draw_projects,
}
"""Figures of any result: name of the file -> how it is drawn."""

AGAINST_BASE: dict[str, Draw] = {
    "change-in-region": draw_region_differences,
    "change-by-state": draw_state_differences,
    "change-power-by-state": draw_heat_differences,
}
"""Figures of a result held against a base."""

MAP = "leaders-map"
"""The figure that needs outlines."""

COURSES = frozenset(
    {
        "shares-by-state",
        "shares-in-region",
        "ranks",
        "corridors",
        "mineral-prices",
        "mineral-reliance",
        "mineral-projects",
        "change-in-region",
        "change-by-state",
    }
)
"""Figures of a course over time, which one quarter does not have."""


def draw_all(
    material: Material,
    folder: Path,
    manifest: Mapping[str, Any],
    names: Collection[str] | None = None,
) -> list[Path]:
    """Draw every figure into a folder as PNG and SVG and return the paths.

    Without a base the figures of differences are left out; so is the map where the seeds hold
    no outlines. names: the figures wanted, all if not given; raises ValueError for one that cannot
    be drawn.
    """
    drawn = ALONE | (AGAINST_BASE if material.change is not None else {})
    if not material.map_file.is_file():
        drawn = {name: draw for name, draw in drawn.items() if draw is not draw_leaders_map}
    lacking = sorted(set(names or ()) - set(drawn))
    if lacking:
        raise ValueError(f"no figure {', '.join(lacking)}; there are {', '.join(drawn)}")
    return [
        path
        for name, draw in drawn.items()
        if names is None or name in names
        for path in save_figure(draw(material), folder / name, manifest)
    ]
