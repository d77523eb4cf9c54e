"""Tonnage by corridor; each panel has its own scale, because the sea dwarfs the rest."""

from __future__ import annotations

import textwrap

import xarray as xr

from model.analysis.trajectories.material import Material
from model.analysis.wording import decimals, number
from model.experiments.result import names_of
from model.figures.axis import time_axis, years
from model.figures.page import page
from model.figures.panels import fan, fan_key, name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import styled

LEAST = 0.01
"""Mt a year below which a corridor counts as unused."""


@styled
def draw_freight(material: Material) -> Figure:
    """Draw a fan a corridor, in million tonnes a year."""
    flow = material.summary["throughput"]
    corridors = names_of(flow, "corridor")
    figure = page(
        "What the corridors carry",
        "Million tonnes a year: median, 50 % and 90 % of runs. Each panel has its own scale",
        material.facts,
        (12.6, 1.6 + 2.7 * -(-len(corridors) // 4)),
    )
    axes, spare = panels(figure, len(corridors), 4)
    for place, corridor in enumerate(corridors):
        draw_corridor(axes[place], material, flow.sel(corridor=corridor), corridor)
    name_side(axes, 4, "Mt a year")
    fan_key(spare)
    return figure


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
    words = f"{material.turns[-1]}: {end}" if top >= LEAST else "next to nothing throughout"
    axes.set_title("\n".join(textwrap.wrap(look.name, 26)), size=9)
    axes.text(0.03, 0.97, words, transform=axes.transAxes, va="top", size=7.5, in_layout=False)
    axes.set_ylim(0, 1.22 * top if top >= LEAST else 1.0)
    time_axis(axes, x)
