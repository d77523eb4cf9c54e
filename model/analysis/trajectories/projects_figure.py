"""Mineral projects: how many are begun in each state, and how many of them fail."""

from __future__ import annotations

from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.axis import label_ends, time_axis, years
from model.figures.fan import curve, fan, line
from model.figures.page import page
from model.figures.panels import fan_key, name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import INK, Look, styled

FAILED = Look("failed", "failed", "#b3402e", "", "--")
"""How projects that failed are drawn."""


@styled
def draw_projects(material: Material) -> Figure:
    """Draw mineral projects begun and failed since the start, by state, all minerals together."""
    states = names_of(material.projects, "state")
    figure = page(
        "Mineral projects begun, and those that fail",
        "Number since the start, all minerals together: median, 50 % and 90 % of runs of those "
        "begun; median of those that failed",
        material.facts,
        (12.6, 1.8 + 3.0 * -(-len(states) // 3)),
    )
    axes, spare = panels(figure, len(states), 3, sharey=True)
    for place, state in enumerate(states):
        draw_state(axes[place], material, state)
    axes[0].set_ylim(bottom=0)
    name_side(axes, 3, "projects")
    fan_key(spare)
    return figure


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
    label_ends(axes, x[-1], ends, shown, size=7.5, gap=0.08)
