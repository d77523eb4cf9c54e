"""Tonnage by corridor; each panel has its own scale, because the sea dwarfs the rest."""

from __future__ import annotations

import textwrap

import xarray as xr

from model.analysis.trajectories.headlines import what_freight_does
from model.analysis.trajectories.material import Material
from model.analysis.wording import decimals, number
from model.experiments.result import names_of
from model.figures.axis import time_axis, years
from model.figures.event_marks import mark_events
from model.figures.forms import points
from model.figures.page import page
from model.figures.panels import ON_LINES, fan, fan_key, name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import styled

COLUMNS = 3

LEAST = 0.01
"""Mt a year below which a corridor counts as unused."""


@styled
def draw_freight(material: Material) -> Figure:
    """Draw a fan a corridor, in million tonnes a year."""
    flow = material.summary["throughput"]
    every = names_of(flow, "corridor")
    corridors = [one for one in every if float(flow.sel(corridor=one).max()) >= LEAST]
    idle = [material.look("corridor", one).name for one in every if one not in corridors]
    figure = page(
        what_freight_does(material),
        material.told(
            "What the corridors carry, million tonnes a year: median, 50 % and 90 % of runs. Each "
            f"panel has its own scale{nothing_on(idle)}"
        ),
        material.facts,
        (12.6, 1.9 + 2.7 * max(-(-len(corridors) // COLUMNS), 1)),
    )
    if not corridors:
        figure.text(0.5, 0.5, "no corridor carries more than next to nothing", ha="center", size=11)
        return figure
    axes, spare = panels(figure, len(corridors), COLUMNS)
    for place, corridor in enumerate(corridors):
        draw_corridor(axes[place], material, flow.sel(corridor=corridor), corridor)
    name_side(axes, COLUMNS, "Mt a year")
    fan_key(spare)
    return figure


def nothing_on(idle: list[str]) -> str:
    """Say which corridors have no panel."""
    return f". Next to nothing throughout: {', '.join(idle)}" if idle else ""


def draw_corridor(axes: Axes, material: Material, flow: xr.DataArray, corridor: str) -> None:
    """Draw the fan of one corridor, its end in words."""
    look = material.look("corridor", corridor)
    x = years(material.turns)
    fan(axes, x, flow, look._replace(dash="-"))
    top = float(flow.max())
    low, middle, high = (
        float(flow.sel(statistic=name).isel(turn=-1)) for name in ("p05", "p50", "p95")
    )
    digits = decimals(low, high, 2)
    end = f"{number(middle, digits)} ({number(low, digits)} to {number(high, digits)})"
    axes.set_title(textwrap.shorten(look.name, 40, placeholder=" ..."), size=points(9.5))
    axes.text(
        0.98, 0.03, f"{material.turns[-1]}: {end}", transform=axes.transAxes, ha="right",
        va="bottom", size=points(7.5), in_layout=False, bbox=ON_LINES,
    )  # fmt: skip
    axes.set_ylim(0, 1.12 * top)
    time_axis(axes, x)
    mark_events(axes, material.events.marks)
