"""Chance: each quarter's shocks, keyed by actor and quarter, the same in every scenario."""

from __future__ import annotations

import numpy as np

from model.inputs.names import DOMAINS
from model.world.drawn import lay_out
from model.world.draws import fill_normals, uniforms
from model.world.factors import Shock
from model.world.space import join


def draw_shock(
    entropy: int, powers: tuple[str, ...], states: int, quarter: int, first_run: int, runs: int
) -> Shock:
    """Chance of one quarter, ``(run, power, state, domain)``.

    Each power has its own streams, one a purpose, so that adding a power or a purpose leaves all
    other chance as it was.
    """
    domains = len(DOMAINS)
    drawn = np.empty((len(powers), 2 * states * domains, runs))
    lasting = np.empty((len(powers), states, 3, runs))
    positions = np.empty((len(powers), states + 1, runs))
    draws = np.empty((len(powers), states, 5, runs))
    for place, power in enumerate(powers):
        fill_normals(drawn[place], entropy, f"shock.{power}.{quarter}", first_run)
        fill_normals(
            lasting[place].reshape(3 * states, runs), entropy, f"lasting.{power}.{quarter}",
            first_run,
        )  # fmt: skip
        fill_normals(positions[place], entropy, f"positions.{power}.{quarter}", first_run)
        uniform = uniforms(entropy, f"draws.{power}.{quarter}", first_run, runs, 5 * states)
        draws[place] = uniform.T.reshape(states, 5, runs)
    both = lay_out(drawn.reshape(len(powers), 2, states, domains, runs))
    own = (positions[:, :states] + positions[:, states:]) * 0.5**0.5
    chances = lay_out(draws)
    return Shock(
        ties=both[:, :, 0],
        perception=both[:, :, 1],
        lasting=lay_out(lasting),
        positions=lay_out(own[:, :, None]),
        draws=chances[..., :4],
        temper=chances[..., 4:],
    )


def no_shock(powers: int, states: int, runs: int) -> Shock:
    """A quarter without chance: no shock, and nobody's temper runs high."""
    still = lay_out(np.zeros((powers, states, len(DOMAINS), runs)))
    one = still[..., :1]
    never, even = one + 1.0, one + 0.5
    draws = join([never, even, never, even], -1)
    return Shock(still, still, still[..., :3], one, draws, never)
