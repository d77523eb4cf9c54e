"""Fans of each power's share of influence, in each state and in the region."""

from __future__ import annotations

import numpy as np

from model.analysis.trajectories.headlines import who_leads_region, who_moves
from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.axis import label_ends, time_axis, years
from model.figures.event_marks import mark_events
from model.figures.page import page
from model.figures.panels import curve, fan, fan_key, name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import ink, styled


@styled
def draw_state_shares(material: Material) -> Figure:
    """Draw median, 50 and 90 % bands of every power's share in every state."""
    share = material.summary["share"]
    states = names_of(share, "state")
    figure = page(
        who_moves(material),
        material.told(
            "Who holds how much influence in each state: share of a state's outside influence, per "
            "cent; median of the runs (line), 50 % of runs (dark band), 90 % of runs (pale band)"
        ),
        material.facts,
        (12.6, 8.2),
    )
    axes, spare = panels(figure, len(states), sharey=True)
    for place, state in enumerate(states):
        draw_state(axes[place], material, state)
    label_states(axes, material, states)
    name_side(axes, 3, "share of influence, %")
    fan_key(spare)
    return figure


def draw_state(axes: Axes, material: Material, state: str) -> None:
    """Draw the fans of all powers in one state."""
    share = material.summary["share"].sel(state=state)
    x = years(material.turns)
    for power in names_of(share, "power"):
        fan(axes, x, share.sel(power=power), material.look("power", power), 100)
    axes.set_title(material.look("state", state).name)
    time_axis(axes, x, room=0.46)


def label_states(axes: list[Axes], material: Material, states: list[str]) -> None:
    """Name the lines of every panel, once the common limits are known."""
    share = material.summary["share"]
    powers = names_of(share, "power")
    x = years(material.turns)
    axes[0].set_ylim(bottom=0)
    for panel in axes:
        mark_events(panel, material.events.marks)
    for place, state in enumerate(states):
        last = share.sel(state=state, statistic="p50").isel(turn=-1)
        ends = [float(last.sel(power=power)) * 100 for power in powers]
        shown = [
            (material.look("power", power), f"{material.look('power', power).name} {end:.0f}")
            for power, end in zip(powers, ends, strict=True)
        ]
        label_ends(axes[place], x[-1], ends, shown)


COLUMNS = 3


@styled
def draw_region_shares(material: Material) -> Figure:
    """Draw a panel a power, the largest first; panels of one row share their scale."""
    share = material.summary["region_share"]
    last = share.sel(statistic="p50").isel(turn=-1)
    powers = sorted(names_of(share, "power"), key=lambda power: -float(last.sel(power=power)))
    rows = -(-len(powers) // COLUMNS)
    figure = page(
        who_leads_region(material),
        material.told(
            "Share of the five states' outside influence, weighted by GDP, per cent: median, 50 % "
            "and 90 % of runs. Each row has its own scale; other powers in grey"
        ),
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
    mark_events(axes, material.events.marks)
