"""From prior to posterior: what the past said of each fitted parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.stats import gaussian_kde

from model.figures.page import Facts, page
from model.figures.panels import panels
from model.figures.parts import Axes, Figure
from model.figures.style import INK, ink, styled
from model.inputs.seeds.posterior import Posterior
from model.inputs.seeds.records import Row
from model.world.distributions import quantile

PRIOR = "#888888"
FITTED = "#0077BB"
COLUMNS = 4
GRID = 240


@styled
def draw_posterior(posterior: Posterior, rows: Mapping[str, Row], facts: Facts) -> Figure:
    """Draw prior and posterior of every fitted parameter, and say which the data do not inform."""
    years = posterior.manifest["years"]
    lines = -(-len(posterior.names) // COLUMNS)
    figure = page(
        headline(posterior),
        "What the past says of the parameters. Grey: before (prior). Blue: after "
        f"{years[0]}-{years[1]} (posterior), median and 90 % "
        "interval. Where the two are alike, the past does not tell: named not informed.",
        facts,
        (12.4, 1.9 + 2.5 * lines),
    )
    axes, _ = panels(figure, len(posterior.names), COLUMNS)
    for place, name in enumerate(posterior.names):
        told = posterior.manifest["informed"][name]
        draw_parameter(axes[place], rows[name], np.array(posterior.column(name)), told)
    return figure


def headline(posterior: Posterior) -> str:
    """Return the finding: of how many parameters the past tells anything."""
    informed = sum(
        bool(posterior.manifest["informed"][name]["informed"]) for name in posterior.names
    )
    return f"The past informs {informed} of {len(posterior.names)} parameters"


def draw_parameter(
    axes: Axes, row: Row, draws: np.ndarray[Any, Any], told: Mapping[str, Any]
) -> None:
    """Draw one panel."""
    uniform = (np.arange(4000) + 0.5) / 4000
    columns = (np.array([row.low]), np.array([row.value]), np.array([row.high]))
    prior = quantile(row.distribution, *columns, uniform)
    low = min(np.quantile(prior, 0.005), draws.min())
    high = max(np.quantile(prior, 0.99), np.quantile(draws, 0.995))
    x = np.linspace(low, high, GRID)
    for values, colour, depth in ((prior, PRIOR, 0.18), (draws, FITTED, 0.3)):
        height = gaussian_kde(values)(x)
        axes.fill_between(x, 0.0, height / height.max(), color=colour, alpha=depth, linewidth=0)
        axes.plot(x, height / height.max(), color=colour, lw=1.4)
    axes.axvline(told["p50"], color=ink(FITTED), lw=1.2)
    axes.hlines(0.04, told["p05"], told["p95"], color=ink(FITTED), lw=3)
    axes.set_yticks([])
    axes.set_ylim(0.0, 1.3)
    verdict = f"spread {100 * told['narrowed']:.0f} % narrower, median {told['shifted']:+.1f} sd"
    colour = INK
    if not told["informed"]:
        verdict, colour = "not informed by the data", ink("#CC3311")
    axes.set_title(row.key[0].replace("_", " "), size=9.5)
    axes.text(0.02, 0.97, verdict, transform=axes.transAxes, va="top", size=8, color=colour)
    axes.set_xlabel(row.unit, size=8)
    axes.tick_params(labelbottom=True)
    axes.grid(visible=False)
