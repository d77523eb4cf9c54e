"""The scores of the hindcast as one JSON object, for people and for programs that check it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.validation.hindcast.benchmarks import LEAST, WINDOW
from model.validation.hindcast.contact import score_contacts
from model.validation.hindcast.find import (
    FITTED_UNTIL,
    HORIZONS,
    LEVELS,
    MEDIAN,
    TARGETS,
    Question,
    states_left_out,
)
from model.validation.hindcast.forecasts import (
    FROZEN,
    GRAVITY,
    PERSISTENCE,
    SIMPLE,
    TREND,
    Cells,
    Hindcast,
    Positions,
)
from model.validation.hindcast.leave_out import weights_without
from model.validation.hindcast.moved import DECADE
from model.validation.hindcast.scores import BLOCK, Flags, coverage, skill
from model.validation.hindcast.skill import (
    BANDS,
    GAS_PAIR,
    covered,
    find_lean,
    mean_crps,
    only_state,
    root_mean_square,
    score,
    score_arms,
    score_decisions,
    score_left_out,
    score_pairs,
    without_pair,
)
from model.validation.hindcast.volumes import score_volumes

WORST = 5
"""Pairs that are named as those where the model errs most."""

DIGITS = 4
"""Decimals that are written; far more than seven years of data support."""

Told = dict[str, Any]


def describe_skill(hindcast: Hindcast, question: Question, parameters: str) -> Told:
    """Return all scores; None stands where a score cannot be worked out.

    What is keyed by horizon in years has the keys "1", "3", "5", and "10" where ten years are told.
    `skill_vs_*` are squared-error skills, pooled over all pairs and targets; those that end in
    `_90` hold the interval over target years. parameters: where the parameters came from.
    """
    cells, blind = hindcast.cells, hindcast.blind
    others = without_pair(hindcast, *GAS_PAIR)
    told = {
        **describe_cells(cells, None),
        "without_tkm_chn": only_two(describe_cells(cells, others)),
        "without_tkm_chn_more": describe_cells(cells, others),
        **describe_spread(cells),
        "persistence_crps": {h: mean_crps(one, PERSISTENCE) for h, one in cells.items()},
        "benchmarks_vs_persistence": {
            rival: {h: skill(one.error(rival), one.error(PERSISTENCE)) for h, one in cells.items()}
            for rival in (TREND, GRAVITY)
        },
        "decisions": describe_decisions(cells, None),
        "decisions_without_tkm_chn": describe_decisions(cells, others),
        "unconditional": {
            **describe_cells(blind, None),
            "without_tkm_chn": only_two(describe_cells(blind, others)),
            **describe_spread(blind),
        },
        "by_state": {
            state: describe_cells(cells, only_state(hindcast, state)) for state in hindcast.states
        },
        "leave_one_state_out": describe_left_out(hindcast, question),
        "leans_on": {h: find_lean(hindcast, h)._asdict() for h in cells},
        "worst_pairs": {
            h: [one._asdict() for one in score_pairs(hindcast, h)[:WORST]] for h in cells
        },
        "positions": {h: describe_positions(one) for h, one in hindcast.positions.items()},
        "arms": {h: score_arms(one)._asdict() for h, one in hindcast.arms.items() if one},
        "contact": {h: score_contacts(one)._asdict() for h, one in hindcast.contact.items()},
        "ten_years": describe_decade(hindcast),
        "liveliness": {
            name: {what: one._asdict() | {"ratio": one.ratio} for what, one in found.items()}
            for name, found in (
                ("known", hindcast.liveliness[True]),
                ("unknown", hindcast.liveliness[False]),
            )
        },
        "volumes": {h: score_volumes(one)._asdict() for h, one in hindcast.volumes.items()},
        "whole_trade": {h: score_volumes(one)._asdict() for h, one in hindcast.totals.items()},
        "settings": describe_settings(hindcast, question, parameters),
    }
    rounded: Told = plain(told)
    return rounded


def describe_cells(cells: Mapping[int, Cells], among: Flags | None) -> Told:
    """Return skills against each simpler forecast, their intervals, errors and counts."""
    told: Told = {}
    for rival in SIMPLE:
        scores = {h: score(one, rival, among) for h, one in cells.items()}
        told[f"skill_vs_{rival}"] = {h: one.skill for h, one in scores.items()}
        told[f"skill_vs_{rival}_90"] = {h: (one.low, one.high) for h, one in scores.items()}
    kept = True if among is None else among
    return {
        **told,
        "model_rmse": {h: root_mean_square(one, "", among) for h, one in cells.items()},
        "persistence_rmse": {
            h: root_mean_square(one, PERSISTENCE, among) for h, one in cells.items()
        },
        "n": {h: int((one.counted & kept).sum()) for h, one in cells.items()},
    }


def describe_decade(hindcast: Hindcast) -> Told:
    """Return how trade was predicted ten years ahead, as at the top for shorter horizons."""
    known, blind = ({DECADE: one} for one in (hindcast.decade, hindcast.blind_decade))
    return {
        **describe_cells(known, None),
        **describe_spread(known),
        "decisions": describe_decisions(known, None),
        "unconditional": {**describe_cells(blind, None), **describe_spread(blind)},
    }


def describe_decisions(cells: Mapping[int, Cells], among: Flags | None) -> Told:
    """Return the skill of the model with decisions frozen, and what decisions add to it."""
    frozen = {
        h: skill(*(each if among is None else each * among for each in errors))
        for h, errors in ((h, (c.error(FROZEN), c.error(PERSISTENCE))) for h, c in cells.items())
    }
    gained = {h: score_decisions(one, among) for h, one in cells.items()}
    return {
        "frozen_vs_persistence": frozen,
        "gain": {h: one.skill for h, one in gained.items()},
        "gain_90": {h: (one.low, one.high) for h, one in gained.items()},
    }


def only_two(told: Told) -> Told:
    """Return the two skills that are asked for first."""
    return {key: told[key] for key in ("skill_vs_persistence", "skill_vs_trend")}


def describe_spread(cells: Mapping[int, Cells]) -> Told:
    """Return what share of observations lies within the bands, and the mean CRPS."""
    return {
        **{f"coverage_{band}": {h: covered(one, band) for h, one in cells.items()}
           for band in BANDS},
        "crps": {h: mean_crps(one) for h, one in cells.items()},
    }  # fmt: skip


def describe_left_out(hindcast: Hindcast, question: Question) -> Told | None:
    """Return each state's skill by parameters that have not seen its past, where it can be told."""
    if question.seeds.posterior is None:
        return None
    told: Told = {}
    for state in states_left_out(question):
        weights = weights_without(question.seeds.posterior, state)
        told[state] = {
            "skill_vs_persistence": {
                h: score_left_out(hindcast, h, [state]) for h in hindcast.cells
            },
            "effective_draws": weights.effective,
            "too_few_draws": weights.few,
        }
    pooled = {h: score_left_out(hindcast, h, list(told)) for h in hindcast.cells}
    return {"all": {"skill_vs_persistence": pooled}, **told}


def describe_positions(positions: Positions) -> Told:
    """Return how the states' voting positions were predicted at one horizon."""
    kept = positions.error(positions.kept)
    count = int(positions.counted.sum())
    low, high = (positions.points[LEVELS.index(level)] for level in BANDS["80"])
    ours = positions.error(positions.points[MEDIAN])
    return {
        "skill_vs_persistence": skill(ours, kept),
        "skill_of_kept_gaps": skill(positions.error(positions.gaps_kept), kept),
        "rmse": math.sqrt(ours.sum() / count),
        "persistence_rmse": math.sqrt(kept.sum() / count),
        "coverage_80": coverage(low, high, positions.observed, positions.counted),
        "n": count,
    }


def describe_settings(hindcast: Hindcast, question: Question, parameters: str) -> Told:
    """Return what was played, and how it was scored."""
    return {
        "runs": question.runs,
        "entropy": question.entropy,
        "parameters": parameters,
        "fitted_until": FITTED_UNTIL,
        "targets": [TARGETS[0], TARGETS[-1]],
        "horizons": list(HORIZONS),
        "pairs": len(hindcast.states) * len(hindcast.powers),
        "forecast": "median of the runs",
        "trend": f"least squares over the last {WINDOW} years, held in 0..1",
        "gravity": {
            "speed_a_year": hindcast.pull.speed,
            "elasticity": hindcast.pull.elasticity,
            "least_share": LEAST,
            "fitted_to": [hindcast.past.years[0], FITTED_UNTIL],
        },
        "intervals": f"90 % over target years, drawn again in blocks of {BLOCK} from a ring",
    }


def write_skill(told: Told, path: Path) -> Path:
    """Write the scores as JSON and return the path."""
    text = json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def plain(value: object) -> Any:
    """Round numbers, and turn what is not a number into None."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, bool | str | int) or value is None:
        return value
    number = float(value)  # type: ignore[arg-type]
    return round(number, DIGITS) + 0.0 if math.isfinite(number) else None
