"""Contact of a past year: what a pair then lacked of the formal contact of the base year.

The scale is that of the seeds' ties in diplomacy and security, whose notes add up what counts:
formats, shared organisations, treaties, pacts, bases, arms, and closeness in the General Assembly.
Of routine contact (visits, embassies, scholarships, exercises, training) no record by pair reaches
back; where it was counted it did not grow. It stays as in the base year.
"""

from __future__ import annotations

from model.inputs.formats.quarters import quarter_index
from model.inputs.history.assumptions import Assumptions
from model.inputs.history.history import History
from model.inputs.history.history_tables import CONTACT_PARTS

_LEAST, _MOST = 0.5, 95.0


def dated_points(history: History, power: str, state: str, domain: str, year: int) -> float:
    """Points of contact that a pair had fewer than in the base year, at the end of a year.

    The sum over the domain's parts that are on record; 0 where none is.
    """
    quarter = quarter_index(f"{year}Q4")
    return sum(
        history.standing("contact", quarter, power, state, part)
        for part, where in CONTACT_PARTS.items()
        if where == domain
    )


def has_dates(history: History, power: str, state: str, domain: str) -> bool:
    """Whether any part of a pair's contact in a domain is on record by date."""
    return any(
        key[:2] == (power, state) and CONTACT_PARTS[key[2]] == domain
        for key in history.tables["contact"]
    )


def contact_then(
    domain: str, now: float, dated: float, moved: float, assumed: Assumptions
) -> tuple[float, float, float]:
    """Contact of the past year and its range, points.

    T = min(max(T0 - lacking + w (x - x0), least), most)

    now: T0, contact of the base year; dated: points that were lacking; moved: x - x0, by how much
    more aligned the pair was (diplomacy), or how much larger the power's share of the state's arms
    (security); assumed: the weights w, and how far either way T may be off.
    """
    weight = {"diplomacy": assumed.alignment_points, "security": assumed.arms_points}[domain]
    then = min(max(now - dated + weight * moved, _LEAST), _MOST)
    error = assumed.contact_error
    return then, then * (1.0 - error), min(then * (1.0 + error), _MOST)
