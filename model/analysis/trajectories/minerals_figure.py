"""Minerals: prices outside the controller, reliance of importers, projects."""

from __future__ import annotations

import numpy as np

from model.analysis.trajectories.headlines import (
    LITTLE,
    what_costs_most,
    where_projects_begin,
    who_relies_most,
)
from model.analysis.trajectories.material import Material
from model.analysis.wording import number
from model.experiments.result import names_of
from model.figures.axis import label_ends, time_axis, years
from model.figures.event_marks import mark_events
from model.figures.forms import points
from model.figures.page import page
from model.figures.panels import curve, fan, fan_key, line, name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import INK, Look, styled

COLUMNS = 3

ROOM = 1.4
"""Least top of the scale of prices, so that a note stands clear of prices that never move."""


@styled
def draw_prices(material: Material) -> Figure:
    """Draw the price of each mineral outside the controller, as a multiple of the base year."""
    year = material.facts.base_year
    price = material.summary["price"]
    every = names_of(price, "mineral")
    minerals = [one for one in every if curve(price.sel(mineral=one), "p50").max() >= LITTLE]
    still = [material.look("mineral", one).name for one in every if one not in minerals]
    alike = f". About as in {year} throughout: {', '.join(still)}" if still else ""
    figure = page(
        what_costs_most(material),
        material.told(
            "What minerals cost outside the country that controls them, as a multiple of the price "
            f"of {year}: median, 50 % and 90 % of runs. At the line of 1: as in {year}{alike}"
        ),
        material.facts,
        (12.6, 1.9 + 2.7 * max(-(-len(minerals) // COLUMNS), 1)),
    )
    if not minerals:
        figure.text(0.5, 0.5, f"no price leaves its level of {year}", ha="center", size=11)
        return figure
    axes, spare = panels(figure, len(minerals), COLUMNS, sharey=True)
    x = years(material.turns)
    for place, mineral in enumerate(minerals):
        look = material.look("mineral", mineral)
        here = price.sel(mineral=mineral)
        axes[place].axhline(1, color=INK, lw=0.8)
        fan(axes[place], x, here, look._replace(dash="-"))
        peak = curve(here, "p50")
        top = int(np.argmax(peak))
        axes[place].set_title(look.name)
        axes[place].text(
            0.98, 0.05, f"highest median: {number(peak[top], 1)} in {material.turns[top]}",
            transform=axes[place].transAxes, ha="right", va="bottom", size=points(7.5),
        )  # fmt: skip
        time_axis(axes[place], x)
        mark_events(axes[place], material.events.marks)
    axes[0].set_ylim(0, max(axes[0].get_ylim()[1], ROOM))
    name_side(axes, COLUMNS, f"multiple of {year}")
    fan_key(spare)
    return figure


@styled
def draw_reliance(material: Material) -> Figure:
    """Draw how much of each importer's need the controller meets, medians by mineral."""
    reliance = material.summary["controller_reliance"]
    minerals = [
        mineral
        for mineral in names_of(reliance, "mineral")
        if float(reliance.sel(mineral=mineral, statistic="p50").max()) > 0
    ]
    figure = page(
        who_relies_most(material),
        material.told(
            "How far importers rely on the controller of each mineral: share of need met by the "
            "power that controls exports, per cent, median of the runs. Minerals that no power "
            "controls are left out"
        ),
        material.facts,
        (12.6, 2.0 + 3.0 * -(-max(len(minerals), 1) // COLUMNS)),
    )
    if not minerals:
        figure.text(0.5, 0.5, "no importer relies on a controller", ha="center", size=11)
        return figure
    axes, _ = panels(figure, len(minerals), COLUMNS, sharey=True)
    axes[0].set_ylim(0, 100)
    for place, mineral in enumerate(minerals):
        draw_importers(axes[place], material, mineral)
    name_side(axes, COLUMNS, "share of need, %")
    return figure


def draw_importers(axes: Axes, material: Material, mineral: str) -> None:
    """Draw the medians of all powers that rely on the controller at all."""
    reliance = material.summary["controller_reliance"].sel(mineral=mineral)
    x = years(material.turns)
    ends, shown = [], []
    for power in names_of(reliance, "power"):
        here = reliance.sel(power=power)
        look = material.look("power", power)
        median = curve(here, "p50", 100)
        if median.max() <= 0:
            continue
        line(axes, x, here, look, 100, 1.5)
        ends.append(float(median[-1]))
        shown.append((look, f"{look.name} {median[-1]:.0f}"))
    axes.set_title(material.look("mineral", mineral).name)
    time_axis(axes, x, room=0.5)
    mark_events(axes, material.events.marks)
    label_ends(axes, x[-1], ends, shown, size=points(7), gap=0.058)


FAILED = Look("failed", "failed", "#b3402e", "", "--")
"""How projects that failed are drawn."""


@styled
def draw_projects(material: Material) -> Figure:
    """Draw mineral projects begun and failed since the start, by state, all minerals together."""
    begun = material.projects["projects"].sel(statistic="p95")
    every = names_of(begun, "state")
    states = [one for one in every if float(begun.sel(state=one).max()) > 0]
    idle = [material.look("state", one).name for one in every if one not in states]
    figure = page(
        where_projects_begin(material),
        material.told(
            "Mineral projects begun, and those that fail: number since the start, all minerals "
            "together; median, 50 % and 90 % of runs of those begun, median of those that failed"
            f"{none_in(idle)}"
        ),
        material.facts,
        (12.6, 2.0 + 3.0 * max(-(-len(states) // 3), 1)),
    )
    if not states:
        figure.text(0.5, 0.5, "no project begins", ha="center", size=11)
        return figure
    axes, spare = panels(figure, len(states), 3, sharey=True)
    for place, state in enumerate(states):
        draw_state(axes[place], material, state)
    axes[0].set_ylim(bottom=0)
    name_side(axes, 3, "projects")
    fan_key(spare)
    return figure


def none_in(idle: list[str]) -> str:
    """Say which states have no panel."""
    return f". None in 95 % of runs: {', '.join(idle)}" if idle else ""


def draw_state(axes: Axes, material: Material, state: str) -> None:
    """Draw the fan of projects begun in one state, and the median of those that failed."""
    x = years(material.turns)
    begun, failed = (
        material.projects[name].sel(state=state) for name in ("projects", "failed_projects")
    )
    look = material.look("state", state)
    fan(axes, x, begun, look._replace(colour=INK, dash="-"))
    line(axes, x, failed, FAILED)
    ends = [float(curve(each, "p50")[-1]) for each in (begun, failed)]
    shown = [
        (look._replace(colour=INK), f"begun {ends[0]:.0f}"),
        (FAILED, f"failed {ends[1]:.0f}"),
    ]
    axes.set_title(look.name)
    time_axis(axes, x, room=0.3)
    mark_events(axes, material.events.marks)
    label_ends(axes, x[-1], ends, shown, size=7.5, gap=0.08)
