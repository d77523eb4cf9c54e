"""What a single run found, in a few plain sentences: who leads, how surely, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.analysis.leaders.find import lead_share
from model.analysis.units import shown
from model.analysis.wording import Names, decimals, number, possessive, share_of_runs, signed
from model.experiments.result import names_of
from model.experiments.statistics import quantiles

MOVES = 3

Move = tuple[tuple[str, str], tuple[float, float, float]]
"""Power and state, and the 5th, 50th and 95th percentile of what moved, in points."""


class Leader(NamedTuple):
    """Who leads in a state in most runs at one turn: how often, and with what share 0..1."""

    power: str
    often: float
    low: float
    middle: float
    high: float


def find_findings(dataset: xr.Dataset, names: Names) -> list[str]:
    """Return the sentences: one a state on who leads at the end, then what moved most."""
    turns = names_of(dataset, "turn")
    share = dataset["share"].sel(turn=list(dict.fromkeys((turns[0], turns[-1])))).load()
    states = names_of(share, "state")
    return [
        *(describe_leader(share, state, names) for state in states),
        *describe_moves(share, names),
    ]


def find_leader(share: xr.DataArray, state: str, turn: str) -> Leader:
    """Return the power that leads in a state in most runs at one turn."""
    often = lead_share(share, [turn]).sel(turn=turn, state=state)
    power = str(often["power"].values[int(often.values.argmax())])
    levels = share.sel(turn=turn, state=state, power=power).values
    low, middle, high = (float(value) for value in quantiles(levels, (0.05, 0.5, 0.95)))
    return Leader(power, float(often.sel(power=power)), low, middle, high)


def describe_leader(share: xr.DataArray, state: str, names: Names) -> str:
    """Say who leads in a state at the last turn, how surely, and whether that is new."""
    turns = names_of(share, "turn")
    first, last = turns[0], turns[-1]
    before, after = (find_leader(share, state, turn) for turn in (first, last))
    view = shown("share")
    low, middle, high = (view.scale * part for part in (after.low, after.middle, after.high))
    places = decimals(low, high, view.decimals)
    new = "" if before.power == after.power else f", where {called(before.power, names)} led before"
    return (
        f"{names['state'].get(state, state)}: {called(after.power, names)} leads in {last} in "
        f"{share_of_runs(after.often)}{new}, with {number(middle, places)} % of all outside "
        f"influence (90 % of runs {number(low, places)} to {number(high, places)})."
    )


def called(power: str, names: Names) -> str:
    """Return the name of a power within a sentence."""
    name = names["power"].get(power, power)
    return f"the {name}" if name.endswith(("Union", "States", "Kingdom")) else name


def describe_moves(share: xr.DataArray, names: Names) -> list[str]:
    """Say which shares of influence moved most from the first turn to the last, run by run."""
    turns = names_of(share, "turn")
    first, last = turns[0], turns[-1]
    if first == last:
        return [f"Only {first} was played, so that nothing can have moved."]
    view = shown("share")
    change = view.scale * (share.sel(turn=last) - share.sel(turn=first))
    pairs = [(p, s) for p in names_of(change, "power") for s in names_of(change, "state")]
    moves = [(pair, spread(change.sel(power=pair[0], state=pair[1]).values)) for pair in pairs]
    told = clear_moves(moves)
    if not told:
        return [
            f"{nothing_moved((first, last))}: 90 % of runs lie on both sides of zero, or the "
            "change is too small to matter."
        ]
    return [describe_move(*move, (first, last), names) for move in told[:MOVES]]


def clear_moves(moves: Sequence[Move]) -> list[Move]:
    """Return the moves whose 90 % interval leaves out zero and whose median matters, largest first.

    A move is a pair of power and state with p05, p50 and p95 in points of share.
    """
    least = shown("share").least
    told = [move for move in moves if move[1][0] * move[1][2] > 0 and abs(move[1][1]) >= least]
    return sorted(told, key=lambda move: -abs(move[1][1]))


def nothing_moved(turns: Sequence[str]) -> str:
    """Say that no share moved clearly from one turn to another."""
    return f"No power's share of influence moved clearly from {turns[0]} to {turns[1]}"


def spread(values: NDArray[np.floating]) -> tuple[float, float, float]:
    """Return the 5th, 50th and 95th percentile over runs."""
    low, middle, high = (float(value) for value in quantiles(values, (0.05, 0.5, 0.95)))
    return low, middle, high


def describe_move(
    pair: tuple[str, str], change: tuple[float, float, float], turns: Sequence[str], names: Names
) -> str:
    """Say how one power's share in one state moved."""
    low, middle, high = change
    places = decimals(low, high, shown("share").decimals)
    owner = possessive(called(pair[0], names))
    state = names["state"].get(pair[1], pair[1])
    return (
        f"{owner[:1].upper()}{owner[1:]} share of influence in {state} moved by "
        f"{signed(middle, places)} percentage points from {turns[0]} to {turns[1]} "
        f"(90 % of runs {signed(low, places)} to {signed(high, places)})."
    )
