"""Who leads in trade, resources, diplomacy and security, state by state, at chosen dates."""

from __future__ import annotations

import numpy as np

from model.analysis.leaders.find import SURE, leader, whole_percent
from model.analysis.trajectories.headlines import who_leads_fields
from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.forms import points
from model.figures.page import page
from model.figures.parts import Axes, Figure, Rectangle
from model.figures.style import INK, Look, styled, tint


@styled
def draw_domains(material: Material) -> Figure:
    """Draw a block a date: states down, domains across, the leader and how surely in each cell."""
    dates = list(dict.fromkeys((material.dates[0], material.dates[-1])))
    figure = page(
        who_leads_fields(material),
        "Who leads in which field: the power with the most influence in most runs, and the share "
        "of runs in which it leads. Pale and marked ?: leads in fewer than nine runs of ten",
        material.facts,
        (12, 6.2),
    )
    grid = figure.subplots(1, len(dates), squeeze=False, sharey=True)[0]
    for axes, date in zip(grid, dates, strict=True):
        draw_block(axes, material, date)
    return figure


def draw_block(axes: Axes, material: Material, date: str) -> None:
    """Draw the leaders of one date."""
    who, sure = leader(material.domain_leads.sel(turn=date))
    states, domains = names_of(who, "state"), names_of(who, "domain")
    axes.set_xlim(0, len(domains))
    axes.set_ylim(len(states), 0)
    axes.set_xticks(np.arange(len(domains)) + 0.5, domains)
    axes.set_yticks(
        np.arange(len(states)) + 0.5, [material.look("state", one).name for one in states]
    )
    axes.tick_params(length=0, labeltop=True, labelbottom=False, labelleft=True)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.set_title(date, pad=20)
    for row, state in enumerate(states):
        for column, domain in enumerate(domains):
            here = {"state": state, "domain": domain}
            look = material.look("power", str(who.sel(here).item()))
            draw_cell(axes, row, column, look, float(sure.sel(here)))


def draw_cell(axes: Axes, row: int, column: int, look: Look, share: float) -> None:
    """Draw one cell in the colour and hatch of its leader, name and share of runs on white."""
    surely = share >= SURE
    fill = tint(look.colour, 0.5 if surely else 0.2)
    axes.add_artist(
        Rectangle(
            (column + 0.03, row + 0.04),
            0.94,
            0.92,
            facecolor=fill,
            edgecolor=look.colour,
            hatch=look.hatch,
            lw=0,
        )
    )
    axes.text(
        column + 0.5,
        row + 0.5,
        f"{look.name}{'' if surely else '?'}\n{whole_percent(share)} %",
        ha="center",
        va="center",
        size=points(7.8),
        in_layout=False,
        color=INK,
        bbox={
            "boxstyle": "round,pad=0.22",
            "facecolor": "white",
            "edgecolor": "none",
            "alpha": 0.9,
        },
    )
