"""Fans of each power's share of influence in the whole region, one panel a power."""

from __future__ import annotations

import numpy as np

from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.axis import time_axis, years
from model.figures.fan import curve, fan
from model.figures.page import page
from model.figures.panels import name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import ink, styled

COLUMNS = 3


@styled
def draw_region_shares(material: Material) -> Figure:
    """Draw a panel a power, the largest first; panels of one row share their scale."""
    share = material.summary["region_share"]
    last = share.sel(statistic="p50").isel(turn=-1)
    powers = sorted(names_of(share, "power"), key=lambda power: -float(last.sel(power=power)))
    rows = -(-len(powers) // COLUMNS)
    figure = page(
        "Who holds how much influence in the region",
        "Share of the five states' outside influence, weighted by GDP, per cent: median, 50 % and "
        "90 % of runs. Each row has its own scale; other powers in grey",
        material.facts,
        (12, 1.6 + 2.2 * rows),
    )
    axes, _ = panels(figure, len(powers), COLUMNS, sharey="row")
    for place, power in enumerate(powers):
        draw_power(axes[place], material, power, powers)
    for row in range(rows):
        among = powers[row * COLUMNS : (row + 1) * COLUMNS]
        top = max(curve(share.sel(power=power), "p95", 100).max() for power in among)
        axes[row * COLUMNS].set_ylim(0, 1.08 * top)
    name_side(axes, COLUMNS, "share, %")
    return figure


def draw_power(axes: Axes, material: Material, power: str, powers: list[str]) -> None:
    """Draw the fan of one power over the medians of the others."""
    share = material.summary["region_share"]
    x = years(material.turns)
    look = material.look("power", power)
    others = np.stack([curve(share.sel(power=one), "p50", 100) for one in powers if one != power])
    axes.plot(x, others.T, color="#C4C4C4", lw=0.8)
    fan(axes, x, share.sel(power=power), look, 100)
    low, middle, high = (
        float(share.sel(power=power, statistic=name).isel(turn=-1)) * 100
        for name in ("p05", "p50", "p95")
    )
    axes.set_title(look.name, color=ink(look.colour))
    axes.set_title(
        f"{material.turns[-1]}: {middle:.1f} ({low:.1f} to {high:.1f})",
        loc="right",
        size=8,
        weight="normal",
    )
    time_axis(axes, x)
