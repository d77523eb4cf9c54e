"""Ranks over time: who stands before whom in each state."""

from __future__ import annotations

import numpy as np

from model.analysis.leaders.find import places
from model.analysis.trajectories.headlines import who_overtakes
from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.axis import side_text, time_axis, years
from model.figures.event_marks import mark_events
from model.figures.page import page
from model.figures.panels import name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import styled


@styled
def draw_ranking(material: Material) -> Figure:
    """Draw, a panel a state, the place of each power by its median rank over the runs."""
    states = names_of(material.ranks, "state")
    figure = page(
        who_overtakes(material),
        material.told(
            "Place of each power by share of influence over the two years before: median rank over "
            "the runs. On the right: place, name, and the ranks that hold 90 % of runs"
        ),
        material.facts,
        (12.6, 8.2),
    )
    axes, _ = panels(figure, len(states))
    for place, state in enumerate(states):
        draw_state(axes[place], material, state)
    name_side(axes, 3, "place")
    return figure


def draw_state(axes: Axes, material: Material, state: str) -> None:
    """Draw the places of all powers in one state."""
    here = material.ranks.sel(state=[state])
    order = places(here).sel(state=state)
    low, high = np.quantile(here.isel(turn=-1, state=0).values, (0.05, 0.95), axis=0)
    x = years(names_of(here, "turn"))
    for place, power in enumerate(names_of(here, "power")):
        look = material.look("power", power)
        y = order.sel(power=power).values
        axes.plot(x, y, color=look.colour, linestyle=look.dash, lw=2, marker="o", ms=3.2)
        first, last = f"{low[place]:.0f}", f"{high[place]:.0f}"
        span = first if first == last else f"{first}-{last}"
        side_text(axes, x[-1] + 0.45, float(y[-1]), f"{y[-1]} {look.name} ({span})", look)
    count = here.sizes["power"]
    axes.set_ylim(count + 0.5, 0.5)
    axes.set_yticks(range(1, count + 1))
    axes.grid(visible=False, axis="y")
    axes.set_title(material.look("state", state).name)
    time_axis(axes, x, room=0.55)
    mark_events(axes, material.events.marks)
