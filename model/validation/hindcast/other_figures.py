"""The rest of the hindcast: voting positions of the states, and who supplies them with arms."""

from __future__ import annotations

import numpy as np

from model.figures.forms import points
from model.figures.page import page
from model.figures.panels import name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import INK, ink, styled
from model.validation.hindcast import headlines
from model.validation.hindcast.arms import YEARS
from model.validation.hindcast.figure import COLOURS, Sheet
from model.validation.hindcast.find import LEVELS, MEDIAN
from model.validation.hindcast.forecasts import Armed

MODEL = "#0077BB"
KEPT = "#EE7733"
LEAST_SUPPLY = 0.02
"""Suppliers with less in forecast, observation and before are not drawn."""


@styled
def draw_positions(sheet: Sheet) -> Figure:
    """Draw where each state stood in the General Assembly, and where it was predicted to stand."""
    hindcast = sheet.hindcast
    told = sheet.told["positions"]
    skills = ", ".join(f"{one['skill_vs_persistence']:.2f} at {h}" for h, one in told.items())
    figure = page(
        headlines.of_positions(sheet.told),
        "Voting positions of the states, given the powers' own. Ideal point in the General "
        "Assembly; higher is closer to the West. Black dots: observed. "
        "Blue, from light to dark: predicted 1, 3 and 5 years ahead, median and 80 % of runs. "
        f"Skill against persistence: {skills} years ahead",
        sheet.facts,
        (12.6, 7.6),
        extra=sheet.drawn_from,
    )
    axes, _ = panels(figure, len(hindcast.states), 3, sharey=True)
    for place, state in enumerate(hindcast.states):
        draw_points(axes[place], sheet, place)
        axes[place].set_title(sheet.look("state", state).name)
    name_side(axes, 3, "ideal point")
    return figure


def draw_points(axes: Axes, sheet: Sheet, state: int) -> None:
    """Draw one state: what was observed, and each forecast above its target year."""
    past = sheet.hindcast.past
    axes.plot(past.years, past.states[:, state], color=INK, lw=0.8, marker="o", ms=3, zorder=4)
    low, high = LEVELS.index(0.10), LEVELS.index(0.90)
    for shift, (horizon, one) in zip((-0.2, 0.0, 0.2), sheet.hindcast.positions.items(),
                                     strict=False):  # fmt: skip
        x = np.array(one.targets) + shift
        colour = COLOURS[str(horizon)]
        axes.vlines(x, one.points[low, :, state], one.points[high, :, state], color=colour, lw=1.8)
        axes.plot(x, one.points[MEDIAN, :, state], "o", color=colour, ms=3.5)
    axes.set_xlim(past.years[0] - 0.5, past.years[-1] + 0.5)
    axes.set_xticks(range(past.years[0], past.years[-1] + 1, 5))


@styled
def draw_arms(sheet: Sheet) -> Figure:
    """Draw who supplied arms in each period: before, predicted and observed."""
    arms = sheet.hindcast.arms[YEARS]
    told = sheet.told["arms"].get(str(YEARS), {"skill": float("nan"), "cases": 0})
    figure = page(
        headlines.of_arms(sheet.told, YEARS),
        "Suppliers of arms, from one period of five years to the next: share of arms "
        "delivered, per cent. Orange: the period before, which persistence keeps. "
        "Blue: predicted, median and 80 % of runs. Black: observed. "
        f"{told['cases']} periods of three states, in which one contract may decide",
        sheet.facts,
        (12.6, 7.6),
        extra=sheet.drawn_from,
    )
    axes, _ = panels(figure, max(len(arms), 1), 3)
    for place, one in enumerate(arms):
        draw_supply(axes[place], sheet, one)
    for panel in axes:
        panel.tick_params(labelbottom=True)
    return figure


def draw_supply(axes: Axes, sheet: Sheet, armed: Armed) -> None:
    """Draw one period of one state: a row a supplier that had or was given a share."""
    supply = armed.supply
    table = np.stack([supply.kept, supply.observed, armed.shares[MEDIAN]])
    shown = [j for j in range(table.shape[1]) if table[:, j].max() >= LEAST_SUPPLY]
    low, high = LEVELS.index(0.10), LEVELS.index(0.90)
    for row, j in enumerate(shown):
        axes.plot([100 * armed.shares[low, j], 100 * armed.shares[high, j]], [row, row],
                  color=MODEL, lw=5, alpha=0.4, solid_capstyle="butt")  # fmt: skip
        axes.plot([100 * supply.kept[j]], [row], "D", color=KEPT, ms=5.5, alpha=0.8)
        axes.plot([100 * armed.shares[MEDIAN, j]], [row], "|", color=ink(MODEL), ms=13, mew=2.4)
        axes.plot([100 * supply.observed[j]], [row], "o", color=INK, ms=5)
    names = [sheet.look("power", sheet.hindcast.powers[j]).name for j in shown]
    axes.set_yticks(range(len(shown)), names)
    axes.invert_yaxis()
    axes.set_xlim(-4, 104)
    state = sheet.look("state", supply.state).name
    axes.set_title(f"{state}\n{supply.period} from {supply.before}", size=points(9))
    axes.set_xlabel("share of arms delivered, %")
    axes.grid(axis="y", visible=False)
