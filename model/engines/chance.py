"""Chance: each quarter's shocks, keyed by actor and quarter, the same in every scenario."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import lay_out
from model.world.draws import Floats, fill_normals, uniforms
from model.world.factors import Shock
from model.world.space import join


class Cast(NamedTuple):
    """Whom chance meets: the powers by name, how many states there are, and how many minerals."""

    powers: tuple[str, ...]
    states: int
    minerals: int


def cast_of(seeds: Seeds) -> Cast:
    """The cast of some seeds."""
    return Cast(seeds.ids("power"), len(seeds.ids("state")), len(seeds.ids("mineral")))


def draw_shock(entropy: int, cast: Cast, quarter: int, first_run: int, runs: int) -> Shock:
    """Chance of one quarter, ``(run, power, state, domain)``.

    Each power has its own streams, one a purpose, so that adding a power or a purpose leaves all
    other chance as it was.
    """
    domains, powers, states = len(DOMAINS), cast.powers, cast.states
    drawn = np.empty((len(powers), 2 * states * domains, runs))
    lasting = np.empty((len(powers), states, 3, runs))
    positions = np.empty((len(powers), states + 1, runs))
    draws = np.empty((len(powers), states, 5, runs))
    sponsors = np.empty((len(powers), states, 1, runs))
    for place, power in enumerate(powers):
        fill_normals(drawn[place], entropy, f"shock.{power}.{quarter}", first_run)
        fill_normals(
            lasting[place].reshape(3 * states, runs), entropy, f"lasting.{power}.{quarter}",
            first_run,
        )  # fmt: skip
        fill_normals(positions[place], entropy, f"positions.{power}.{quarter}", first_run)
        uniform = uniforms(entropy, f"draws.{power}.{quarter}", first_run, runs, 5 * states)
        draws[place] = uniform.T.reshape(states, 5, runs)
        uniform = uniforms(entropy, f"sponsors.{power}.{quarter}", first_run, runs, states)
        sponsors[place] = uniform.T.reshape(states, 1, runs)
    both = lay_out(drawn.reshape(len(powers), 2, states, domains, runs))
    own = (positions[:, :states] + positions[:, states:]) * 0.5**0.5
    chances = lay_out(draws)
    begins, fails, delays = _draw_projects(entropy, cast, quarter, first_run, runs)
    return Shock(
        ties=both[:, :, 0],
        perception=both[:, :, 1],
        lasting=lay_out(lasting),
        positions=lay_out(own[:, :, None]),
        draws=chances[..., :4],
        begins=begins,
        fails=fails,
        delays=delays,
        sponsors=lay_out(sponsors),
        temper=chances[..., 4:],
    )


def _draw_projects(
    entropy: int, cast: Cast, quarter: int, first_run: int, runs: int
) -> tuple[Floats, Floats, Floats]:
    """Whether projects begin, fail and are late, each ``(run, 1, state, mineral)``."""
    places = (cast.states, cast.minerals)
    if not cast.minerals:
        nowhere = lay_out(np.empty((1, *places, runs)))
        return nowhere, nowhere, nowhere
    delays = np.empty((cast.states * cast.minerals, runs))
    fill_normals(delays, entropy, f"delays.{quarter}", first_run)
    begins, fails = (
        uniforms(entropy, f"{what}.{quarter}", first_run, runs, len(delays)).T.copy()
        for what in ("begins", "fails")
    )
    shaped = (each.reshape(1, *places, runs) for each in (begins, fails, delays))
    one, two, three = (lay_out(each) for each in shaped)
    return one, two, three


def no_shock(cast: Cast, runs: int) -> Shock:
    """A quarter without chance: no shock, no project is begun, and nobody's temper runs high."""
    still = lay_out(np.zeros((len(cast.powers), cast.states, len(DOMAINS), runs)))
    quiet = lay_out(np.zeros((1, cast.states, cast.minerals, runs)))
    one = still[..., :1]
    never, even = one + 1.0, one + 0.5
    draws = join([never, even, never, even], -1)
    return Shock(
        still, still, still[..., :3], one, draws, quiet + 1.0, quiet + 1.0, quiet, even, never
    )
