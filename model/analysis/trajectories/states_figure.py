"""Fans of each power's share of influence, one panel a state."""

from __future__ import annotations

from model.analysis.trajectories.material import Material
from model.experiments.result import names_of
from model.figures.axis import label_ends, time_axis, years
from model.figures.fan import fan
from model.figures.page import page
from model.figures.panels import fan_key, name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import styled


@styled
def draw_state_shares(material: Material) -> Figure:
    """Draw median, 50 and 90 % bands of every power's share in every state."""
    share = material.summary["share"]
    states = names_of(share, "state")
    figure = page(
        "Who holds how much influence in each state",
        "Share of a state's outside influence, per cent: median of the runs (line), "
        "50 % of runs (dark band), 90 % of runs (pale band)",
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
    for place, state in enumerate(states):
        last = share.sel(state=state, statistic="p50").isel(turn=-1)
        ends = [float(last.sel(power=power)) * 100 for power in powers]
        shown = [
            (material.look("power", power), f"{material.look('power', power).name} {end:.0f}")
            for power, end in zip(powers, ends, strict=True)
        ]
        label_ends(axes[place], x[-1], ends, shown)
