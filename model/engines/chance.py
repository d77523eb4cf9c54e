"""Chance: each quarter's shocks, keyed by actor and quarter, the same in every scenario."""

from __future__ import annotations

import numpy as np

from model.inputs.names import DOMAINS
from model.world.drawn import lay_out
from model.world.draws import fill_normals, uniforms
from model.world.factors import Shock


def draw_shock(
    entropy: int, powers: tuple[str, ...], states: int, quarter: int, first_run: int, runs: int
) -> Shock:
    """Chance of one quarter, ``(run, power, state, domain)``.

    Each power has its own streams, one a purpose, so that adding a power or a purpose leaves all
    other chance as it was.
    """
    domains = len(DOMAINS)
    drawn = np.empty((len(powers), 2 * states * domains, runs))
    temper = np.empty((len(powers), states, 1, runs))
    for place, power in enumerate(powers):
        fill_normals(drawn[place], entropy, f"shock.{power}.{quarter}", first_run)
        temper[place, :, 0] = uniforms(
            entropy, f"temper.{power}.{quarter}", first_run, runs, states
        ).T
    both = lay_out(drawn.reshape(len(powers), 2, states, domains, runs))
    return Shock(both[:, :, 0], both[:, :, 1], lay_out(temper))


def no_shock(powers: int, states: int, runs: int) -> Shock:
    """A quarter without chance: no shock, and nobody's temper runs high."""
    still = lay_out(np.zeros((powers, states, len(DOMAINS), runs)))
    return Shock(still, still, still[..., :1] + 1.0)
