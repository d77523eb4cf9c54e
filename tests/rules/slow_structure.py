"""Slow twins of model/rules/structure.py."""

from __future__ import annotations

from functools import wraps

from rule_cases import Case, Numbers, cell, cell_by_cell, row

from model.rules import structure
from model.rules.structure import Holds
from model.world.draws import Floats

PAIR, STATE = "power state", "state"
SCALES = ("remittance_half", "debt_burden", "debt_half", "outside_security", "oil_gas")


@wraps(structure.take_hold)
def take_hold(*given_: Floats) -> Holds:
    return structure.take_hold(*given_[:6], **dict(zip(SCALES, given_[6:], strict=True)))


def slow_holds(
    remittances: Floats, debt: Floats, arms: Floats, freight: Floats, energy: Floats, bond: Floats,
    remittance_half: Floats, burden: Floats, debt_half: Floats, outside: Floats, oil_gas: Floats,
) -> Holds:  # fmt: skip
    return Holds(
        cell_by_cell(lambda r, half: r / (r + half), remittances, remittance_half),
        cell_by_cell(lambda share, b, half: share * b / (b + half), debt, burden, debt_half),
        cell_by_cell(lambda share, lean: share * lean, arms, outside),
        cell_by_cell(lambda control, oil: control * (1 - oil), freight, oil_gas),
        cell_by_cell(lambda control, oil: control * oil, energy, oil_gas),
        bond,
    )


def make_holds(n: Numbers) -> Holds:
    return Holds(*(n(PAIR) for _ in Holds._fields))


def side_by_side(*columns: Floats) -> Floats:
    last = row(*range(len(columns)))
    return cell_by_cell(lambda place, *parts: parts[int(place)], last, *columns)


def slow_structure(holds: Holds) -> Floats:
    return side_by_side(
        cell_by_cell(lambda a, b: (a + b) / 2, holds.remittances, holds.freight),
        cell_by_cell(lambda a, b: (a + b) / 2, holds.debt, holds.energy),
        holds.bond,
        holds.arms,
    )


def slow_split(holds: Holds) -> dict[str, Floats]:
    """Where each hold counts, and how much of it."""
    counts = {
        "remittances": (0, 0.5), "debt": (1, 0.5), "arms": (3, 1.0), "freight": (0, 0.5),
        "energy": (1, 0.5), "bond": (2, 1.0),
    }  # fmt: skip
    last = row(0, 1, 2, 3)
    return {
        name: cell_by_cell(
            lambda hold, place, name=name: hold * counts[name][1] * (place == counts[name][0]),
            getattr(holds, name), last,
        )
        for name in Holds._fields
    }  # fmt: skip


def slow_lean(openness: Floats, exports: Floats, outside: Floats) -> Floats:
    return side_by_side(
        cell_by_cell(lambda o: o / (o + 0.5), openness),
        cell_by_cell(lambda e: min(2 * e, 1.0), exports),
        cell(1.0),
        outside,
    )


CASES = (
    Case(
        take_hold,
        lambda n: (
            n(PAIR, 0, 0.5), *(n(PAIR) for _ in range(5)), n.parameter(0.1, 0.4),
            n(STATE, 0, 1), n.parameter(0.1, 0.5), n(STATE), n(STATE),
        ),
        slow_holds,
    ),
    Case(structure.join_structure, lambda n: (make_holds(n),), slow_structure),
    Case(structure.split_structure, lambda n: (make_holds(n),), slow_split),
    Case(
        structure.lean_on_domains,
        lambda n: (n(STATE, 0.1, 1.5), n(STATE, 0, 0.8), n(STATE)),
        slow_lean,
    ),
)  # fmt: skip
