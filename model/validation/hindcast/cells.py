"""Forecasts put together by target, each beside what was observed and beside simpler forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from model.inputs.history.history import History
from model.validation.hindcast.arms import AHEAD, Supply, supplies
from model.validation.hindcast.benchmarks import (
    Pull,
    extrapolate,
    fit_pull,
    output_of,
    persist,
    pulled,
)
from model.validation.hindcast.contact import gather_contacts
from model.validation.hindcast.find import (
    FITTED_UNTIL,
    HORIZONS,
    MEDIAN,
    TARGETS,
    Played,
)
from model.validation.hindcast.forecasts import (
    FROZEN,
    GRAVITY,
    PERSISTENCE,
    TREND,
    Armed,
    Cells,
    Hindcast,
    Positions,
)
from model.validation.hindcast.liveliness import gather_liveliness
from model.validation.hindcast.moved import DECADE
from model.validation.hindcast.record import Past
from model.validation.hindcast.volumes import gather_totals, gather_volumes
from model.validation.hindcast.voting import LAST_KNOWN, last_known
from model.world.draws import Floats


def gather(played: Iterable[Played], past: Past, history: History) -> Hindcast:
    """Put all origins together, whatever the order in which they come."""
    listed = tuple(played)
    growth = output_of(history, past.years)
    pull = fit_pull(past.shares, growth, HORIZONS, past.place(FITTED_UNTIL))
    frozen = {each.part.origin: each for each in listed if each.part.frozen}
    simple, rivals = {}, {}
    for horizon in (*HORIZONS, DECADE):
        simple[horizon] = foretell_simply(past, growth, pull, horizon)
        rivals[horizon] = simple[horizon] | gather_frozen(frozen, horizon)
    by_part = {
        (each.part.origin, each.part.events, each.part.without): each
        for each in listed
        if not each.part.frozen
    }
    known, blind = (
        {origin: each for (origin, told, without), each in by_part.items()
         if told == events and not without}
        for events in (True, False)
    )  # fmt: skip
    alone = {(origin, without): each for (origin, _, without), each in by_part.items() if without}
    return Hindcast(
        history.ids("state"),
        history.ids("power"),
        past,
        pull,
        {
            horizon: gather_cells(known, past, horizon, rivals[horizon])._replace(
                left_out=gather_left_out(alone, past, horizon, history.ids("state"))
            )
            for horizon in HORIZONS
        },
        {horizon: gather_cells(blind, past, horizon, simple[horizon]) for horizon in HORIZONS},
        {horizon: gather_positions(known, past, horizon) for horizon in HORIZONS},
        gather_cells(known, past, DECADE, rivals[DECADE]),
        gather_cells(blind, past, DECADE, simple[DECADE]),
        {ahead: gather_arms(known, frozen, history, ahead) for ahead in AHEAD},
        {horizon: gather_contacts(known, frozen, past, horizon) for horizon in (*HORIZONS, DECADE)},
        {
            told: gather_liveliness(some, past, history)
            for told, some in ((True, known), (False, blind))
        },
        {horizon: gather_volumes(known, past, horizon) for horizon in HORIZONS},
        {horizon: gather_totals(known, past, horizon) for horizon in HORIZONS},
        {origin: known[origin].shares[:, : max(HORIZONS)] for origin in sorted(known)},
    )


def foretell_simply(past: Past, growth: Floats, pull: Pull, horizon: int) -> dict[str, Floats]:
    """Forecasts of every target by persistence, a trend, and a pull without agents."""
    places = [past.place(target) - horizon for target in TARGETS]
    shares = past.shares
    return {
        PERSISTENCE: np.stack([persist(shares, place) for place in places]),
        TREND: np.stack([extrapolate(shares, place, horizon) for place in places]),
        GRAVITY: np.stack([pulled(shares, growth, place, horizon, pull) for place in places]),
    }


def gather_cells(
    played: Mapping[int, Played], past: Past, horizon: int, rivals: Mapping[str, Floats]
) -> Cells:
    """Put the forecasts of one horizon together, by target; `played` is by origin."""
    chosen = [played[target - horizon] for target in TARGETS]
    observed = np.stack([past.shares[past.place(target)] for target in TARGETS])
    return Cells(
        horizon,
        np.stack([each.shares[:, horizon - 1] for each in chosen], axis=1),
        np.stack([each.crps[horizon - 1] for each in chosen]),
        np.full_like(observed, np.nan),
        observed,
        rivals,
        ~np.isnan(observed) & ~np.isnan(rivals[PERSISTENCE]),
    )


def gather_frozen(frozen: Mapping[int, Played], horizon: int) -> dict[str, Floats]:
    """Medians of the model with decisions frozen, by target; `frozen` is by origin."""
    medians = [frozen[target - horizon].shares[MEDIAN, horizon - 1] for target in TARGETS]
    return {FROZEN: np.stack(medians)}


def gather_left_out(
    alone: Mapping[tuple[int, str], Played], past: Past, horizon: int, states: Sequence[str]
) -> Floats:
    """Medians of each state from runs that had not seen its past: (target, state, power).

    alone: by origin and state; NaN for a state that was not played so.
    """
    found = np.full((len(TARGETS), *past.shares.shape[1:]), np.nan)
    for step, target in enumerate(TARGETS):
        for place, state in enumerate(states):
            if (target - horizon, state) in alone:
                played = alone[target - horizon, state]
                found[step, place] = played.shares[MEDIAN, horizon - 1, place]
    return found


def gather_positions(played: Mapping[int, Played], past: Past, horizon: int) -> Positions:
    """Put the positions of one horizon together, by target, as far as they are on record."""
    targets = tuple(target for target in TARGETS if target <= LAST_KNOWN)
    chosen = [played[target - horizon] for target in targets]
    filled = last_known(past.states)
    observed = np.stack([past.states[past.place(target)] for target in targets])
    kept = np.stack([filled[past.place(target - horizon)] for target in targets])
    return Positions(
        horizon,
        targets,
        np.stack([each.positions[:, horizon - 1] for each in chosen], axis=1),
        observed,
        kept,
        np.stack([each.gaps_kept[horizon - 1] for each in chosen]),
        ~np.isnan(observed) & ~np.isnan(kept),
    )


def gather_arms(
    played: Mapping[int, Played], frozen: Mapping[int, Played], history: History, ahead: int
) -> tuple[Armed, ...]:
    """Put the forecasts of arms some years ahead beside every period that is on record."""
    states, place = history.ids("state"), AHEAD.index(ahead)

    def shares(some: Mapping[int, Played], supply: Supply) -> Floats:
        found: Floats = some[supply.origin].arms[:, place, states.index(supply.state)]
        return found

    return tuple(
        Armed(supply, shares(played, supply), shares(frozen, supply)[MEDIAN])
        for supply in supplies(history, history.ids("power"), ahead)
        if supply.state in states and supply.origin in played
    )
