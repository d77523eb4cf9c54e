"""Tonnage by corridor; each panel has its own scale, because the sea dwarfs the rest."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from model.review.figures.axis import time_axis, years
from model.review.figures.fan import fan
from model.review.figures.key import fan_key, name_side, panels
from model.review.figures.look import styled
from model.review.figures.material import Material
from model.review.figures.page import page
from model.review.result import names_of
from model.review.wording import decimals, number


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
    x = years(material.turns)
    for place, corridor in enumerate(corridors):
        look = material.look("corridor", corridor)
        here = flow.sel(corridor=corridor)
        fan(axes[place], x, here, look._replace(dash="-"))
        low, middle, high = (
            float(here.sel(statistic=name).isel(turn=-1)) for name in ("p05", "p50", "p95")
        )
        digits = decimals(low, high, 2)
        end = f"{number(middle, digits)} ({number(low, digits)} to {number(high, digits)})"
        axes[place].set_title("\n".join(textwrap.wrap(look.name, 26)), size=9)
        axes[place].text(
            0.03,
            0.97,
            f"{material.turns[-1]}: {end}",
            transform=axes[place].transAxes,
            va="top",
            size=7.5,
        )
        axes[place].set_ylim(0, 1.22 * max(float(here.max()), 1e-3))
        time_axis(axes[place], x)
    name_side(axes, 4, "Mt a year")
    fan_key(spare)
    return figure
