"""What each figure of the hindcast finds, in the one sentence that is its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from model.analysis.wording import Names, number
from model.experiments.measured_skill import is_told
from model.inputs.formats.plain_text import plural
from model.validation.hindcast.words import describe_doubt

Told = Mapping[str, Any]

SKILL, INTERVAL = "skill_vs_persistence", "skill_vs_persistence_90"


def of_scores(told: Told) -> str:
    """Say at which horizons the model can be told from persistence."""
    return describe_doubt(told).split(". ")[1].rstrip(".")


def of_worst_pair(told: Told, names: Names) -> str:
    """Say which pair holds most of the model's error at the longest horizon."""
    horizon = list(told["n"])[-1]
    one = told["worst_pairs"][horizon][0]
    pair = f"{names['state'][one['state']]}-{names['power'][one['power']]}"
    return (
        f"The model errs most at {horizon} years on {pair}: "
        f"{100 * one['share_of_error']:.0f} % of its error, "
        f"{100 * one['share_of_persistence_error']:.0f} % of that of persistence"
    )


def of_states(told: Told) -> str:
    """Say in how many states the model can be told from persistence at the longest horizon."""
    horizon = list(told["n"])[-1]
    states = told["by_state"]
    better = sum(_sign(one, horizon) > 0 for one in states.values())
    worse = sum(_sign(one, horizon) < 0 for one in states.values())
    if not better and not worse:
        return (
            f"At {horizon} years the model cannot be told from persistence in any of "
            f"{len(states)} states"
        )
    return (
        f"At {horizon} years the model is better than persistence in {better} and worse in {worse} "
        f"of {len(states)} states; elsewhere it cannot be told from persistence"
    )


def of_bands(told: Told) -> str:
    """Say how much came within the 80 % band at each horizon."""
    held = [
        f"{100 * share:.0f} % at {plural(int(horizon), 'year')}"
        for horizon, share in told["coverage_80"].items()
    ]
    return f"Within the 80 % band came {_join(held)}"


def of_errors(told: Told) -> str:
    """Say how far off forecasts at the longest horizon were, and those of no change."""
    horizon = list(told["n"])[-1]
    ours, kept = (100 * told[key][horizon] for key in ("model_rmse", "persistence_rmse"))
    surely = "" if is_told(told[INTERVAL][horizon]) else ", which cannot be told apart"
    return (
        f"Shares of trade {horizon} years ahead were off by {number(ours, 1)} points, those of no "
        f"change by {number(kept, 1)}{surely}"
    )


def of_state(told: Told, state: str, name: str) -> str:
    """Say at which horizons the model can be told from persistence in one state."""
    one = told["by_state"][state]
    better = [h for h in told["n"] if _sign(one, h) > 0]
    worse = [h for h in told["n"] if _sign(one, h) < 0]
    if not better and not worse:
        return f"{name}: at no horizon can the model be told from persistence"
    parts = [f"better than persistence at {', '.join(better)} years"] if better else []
    parts += [f"worse at {', '.join(worse)} years"] if worse else []
    return f"{name}: the model is {_join(parts)}, and cannot be told from it otherwise"


def of_positions(told: Told) -> str:
    """Say at which horizons states' own last positions were the better forecast."""
    skills = {h: one[SKILL] for h, one in told["positions"].items()}
    worse = [h for h, skill in skills.items() if skill < 0]
    if not worse:
        return f"Predicted voting positions beat the last ones at {', '.join(skills)} years ahead"
    return (
        "A state's own last voting position was the better forecast at "
        f"{', '.join(worse)} years ahead"
    )


def of_arms(told: Told, years: int) -> str:
    """Say the skill on suppliers of arms, and that the cases are too few."""
    one = told["arms"].get(str(years), {"skill": float("nan"), "cases": 0})
    return (
        f"Suppliers of arms {years} years ahead: skill against persistence "
        f"{number(one['skill'], 2)}, from {one['cases']} periods, too few cases to tell"
    )


def _sign(one: Told, horizon: str) -> int:
    """1 or -1 where the interval of a skill lies on one side of zero, 0 otherwise."""
    interval = one[INTERVAL][horizon] if INTERVAL in one else None
    if interval is None or not is_told(interval):
        return 0
    return 1 if interval[0] > 0 else -1


def _join(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
