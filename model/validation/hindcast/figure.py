"""Observed shares of trade against the fans that were predicted for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.analysis.wording import Names, spoken
from model.figures.forms import points
from model.figures.page import Facts, page
from model.figures.panels import name_side, panels
from model.figures.parts import Axes, Figure
from model.figures.style import INK, Look, ink, styled
from model.inputs.seeds.seeds import PRIOR
from model.validation.hindcast import headlines
from model.validation.hindcast.find import LEVELS, TARGETS
from model.validation.hindcast.forecasts import PERSISTENCE, Hindcast
from model.validation.hindcast.scores import Flags
from model.validation.hindcast.skill import root_mean_square

ORIGINS: tuple[int, ...] = (2010, 2015)
"""Origins whose fans are drawn; together they span the years that are scored."""

LARGEST = 2
"""Powers of each state in the figure of all states."""

BANDS = ((0.05, 0.95, 0.18), (0.25, 0.75, 0.32))
"""Quantiles that bound a band, and how strong it is."""

COLOURS: dict[str, str] = {"1": "#88CCEE", "3": "#4477AA", "5": "#222255"}
"""Colour of each horizon in years."""

SCORED = "#F1F1EC"
HOW = (
    "Black dots: observed; hollow: a zero that means no report; missing: a figure not to be used. "
    "Line and bands: median, 50 % and 90 % of runs, predicted from the ends of "
    f"{' and '.join(map(str, ORIGINS))} with what was on record then, drivers and dated events "
    "known. Shaded: the years that are scored"
)


class Sheet(NamedTuple):
    """What the figures of a hindcast are drawn from."""

    hindcast: Hindcast
    told: Mapping[str, Any]
    looks: Mapping[str, Mapping[str, Look]]
    facts: Facts

    @property
    def drawn_from(self) -> str:
        """Where the parameters came from, as every figure says."""
        settings = self.told["settings"]
        if settings["parameters"] == PRIOR:
            return "Parameters: ranges of the seeds, fitted to nothing"
        last = settings["fitted_until"]
        return f"Parameters: sample {settings['parameters']}, which saw nothing after {last}"

    @property
    def names(self) -> Names:
        """Axis -> id -> name of every actor."""
        return {
            kind: {id_: each.name for id_, each in rows.items()}
            for kind, rows in self.looks.items()
        }

    def look(self, kind: str, id_: str) -> Look:
        """Return how an actor looks."""
        return self.looks[kind][id_]


@styled
def draw_states(sheet: Sheet) -> Figure:
    """Draw the largest partners of every state, a column a state."""
    hindcast = sheet.hindcast
    count = len(hindcast.states)
    figure = page(
        headlines.of_errors(sheet.told),
        "What was observed, and what was predicted: share of a state's trade in goods, per cent, "
        f"its {LARGEST} largest partners. {HOW}",
        sheet.facts,
        (14.0, 2.0 + 2.6 * LARGEST),
        extra=sheet.drawn_from,
    )
    axes, _ = panels(figure, LARGEST * count, count)
    for column, state in enumerate(hindcast.states):
        for row, power in enumerate(largest(hindcast, column)):
            panel = axes[row * count + column]
            draw_pair(panel, sheet, column, power)
            partner = spoken("power", sheet.look("power", hindcast.powers[power]).name)
            panel.set_title(f"{sheet.look('state', state).name}\nwith {partner}", size=points(9))
    name_side(axes, count, "share of trade, %")
    return figure


@styled
def draw_state(sheet: Sheet, state: str) -> Figure:
    """Draw every power's share in the trade of one state."""
    hindcast = sheet.hindcast
    name = sheet.look("state", state).name
    skills = sheet.told["by_state"][state]["skill_vs_persistence"]
    told = ", ".join(f"{value:.2f} at {h}" for h, value in skills.items() if value is not None)
    figure = page(
        headlines.of_state(sheet.told, state, name),
        f"What was observed, and what was predicted: share of {name}'s trade in goods, per "
        f"cent. {HOW}. Skill against persistence over all "
        f"{len(hindcast.powers)}: {told} years ahead (1 is perfect, 0 no better, below 0 worse)",
        sheet.facts,
        (12.6, 2.2 + 2.35 * -(-len(hindcast.powers) // 3)),
        extra=sheet.drawn_from,
    )
    axes, _ = panels(figure, len(hindcast.powers), 3)
    place = hindcast.states.index(state)
    for power, name in enumerate(hindcast.powers):
        draw_pair(axes[power], sheet, place, power)
        axes[power].set_title(sheet.look("power", name).name)
    name_side(axes, 3, "share of trade, %")
    return figure


def largest(hindcast: Hindcast, state: int) -> list[int]:
    """Return the powers with the largest mean share in the trade of a state, largest first."""
    mean = np.nanmean(hindcast.past.shares[:, state], axis=0)
    return [int(place) for place in np.argsort(-mean, kind="stable")[:LARGEST]]


def draw_pair(axes: Axes, sheet: Sheet, state: int, power: int) -> None:
    """Draw what was observed of one pair, its fans, and how far off they were."""
    hindcast = sheet.hindcast
    years = np.array(hindcast.past.years, dtype=np.float64)
    observed = 100.0 * hindcast.past.shares[:, state, power]
    colour = sheet.look("power", hindcast.powers[power]).colour
    axes.axvspan(TARGETS[0] - 0.5, TARGETS[-1] + 0.5, color=SCORED, zorder=0)
    for origin in ORIGINS:
        if origin in hindcast.fans:
            start = observed[hindcast.past.place(origin)]
            draw_fan(axes, origin, start, 100.0 * hindcast.fans[origin][..., state, power], colour)
    axes.plot(years, observed, color=INK, lw=0.8, marker="o", ms=2.6, zorder=4)
    hollow = hindcast.past.unreported[:, state, power]
    if hollow.any():
        axes.plot(years[hollow], observed[hollow], "o", color=INK, mfc="white", ms=3.6, zorder=5,
                  clip_on=False)  # fmt: skip
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)
    axes.set_xticks(range(int(years[0]), int(years[-1]) + 1, 5))
    low, high = axes.get_ylim()
    axes.set_ylim(0.0, max(high + 0.24 * (high - min(low, 0.0)), 0.1))
    axes.text(
        0.02, 0.975, describe_error(hindcast, state, power), transform=axes.transAxes, va="top",
        size=points(7.2), color=ink(colour), in_layout=False,
    )  # fmt: skip


def draw_fan(axes: Axes, origin: int, start: float, fan: NDArray[np.float64], colour: str) -> None:
    """Draw one fan from what stood at its origin; from the first year where that is unknown.

    fan: (level, year).
    """
    known = not np.isnan(start)
    x = np.arange(origin + 1 - known, origin + 1 + fan.shape[1], dtype=np.float64)
    level = {
        each: np.concatenate([[start], fan[place]]) if known else fan[place]
        for place, each in enumerate(LEVELS)
    }
    for low, high, alpha in BANDS:
        axes.fill_between(x, level[low], level[high], color=colour, alpha=alpha, lw=0, zorder=2)
    axes.plot(x, level[0.5], color=ink(colour), lw=1.6, zorder=3)


def describe_error(hindcast: Hindcast, state: int, power: int) -> str:
    """Return in words how far off the forecasts at the longest horizon were, in points of share."""
    horizon = max(hindcast.cells)
    cells = hindcast.cells[horizon]
    among: Flags = np.zeros((len(hindcast.states), len(hindcast.powers)), dtype=np.bool_)
    among[state, power] = True
    off, kept = (100.0 * root_mean_square(cells, rival, among) for rival in ("", PERSISTENCE))
    return f"off by {off:.1f} at {horizon} years;\nno change: {kept:.1f}"
