"""Reading the design of a sweep."""

from __future__ import annotations

import numpy as np

from model.experiments.sweeps.designs import GROUPED
from model.experiments.sweeps.dice import GROUP, OWN, SHARED
from model.experiments.sweeps.parts import Design, Factor, Spread
from model.experiments.sweeps.sweep_file import Document
from model.inputs.formats.problems import Problem, unknown
from model.inputs.formats.spans import read_float, read_quarter

NEEDS = {
    "sobol": ("size",),
    "morris": ("size",),
    "latin": ("size",),
    "factorial": (),
    "list": ("points",),
}
MAY = {
    "sobol": ("second_order",),
    "morris": ("levels",),
    "latin": (),
    "factorial": ("levels",),
    "list": (),
}
USUAL_LEVELS = 4


def read_design(document: Document, factors: tuple[Factor, ...], problems: list[Problem]) -> Design:
    """Return the design of a file; what is wrong with it goes to problems."""
    entry = document.entry.design
    nothing = Design("latin", 1, USUAL_LEVELS, False)
    if entry is None or entry.kind is None:
        if not document.is_bad("design"):
            place = ("design",) if entry is None else ("design", "kind")
            problems.append(document.problem(place, "is missing"))
        return nothing
    _check_keys(document, entry.kind, problems)
    if entry.kind == "sobol" and entry.size is not None and entry.size & (entry.size - 1):
        near = 2 ** round(np.log2(entry.size))
        wrong = f"{entry.size} is not a power of two, which sobol needs; {near} is near"
        problems.append(document.problem(("design", "size"), wrong))
    if entry.kind == "morris" and (entry.levels or USUAL_LEVELS) % 2:
        problems.append(document.problem(("design", "levels"), "must be even for morris"))
    points = _read_points(document, factors, problems) if entry.kind == "list" else ()
    levels = entry.levels or USUAL_LEVELS
    return Design(entry.kind, entry.size or 1, levels, entry.second_order, points)


def read_dice(document: Document, design: Design, problems: list[Problem]) -> str:
    """Return whose dice the points of a design meet: as the file says, or as suits the design.

    Points that are compared with each other meet the same chances: those of a group, or all of a
    grid or a list. Points of a latin hypercube are futures, each with chances of its own.
    """
    asked = document.entry.dice
    if asked == GROUP and design.kind not in GROUPED:
        wrong = f'"{GROUP}" is for {" and ".join(GROUPED)}, not for {design.kind}'
        problems.append(document.problem(("dice",), wrong))
    if asked is not None:
        return asked
    return GROUP if design.kind in GROUPED else OWN if design.kind == "latin" else SHARED


def spread_levels(
    document: Document, factors: tuple[Factor, ...], problems: list[Problem]
) -> tuple[Factor, ...]:
    """Return the factors with the steps of a factorial design, where they have none of their own.

    A range becomes `levels` steps from its low to its high end, both included.
    """
    entry = document.entry.design
    if entry is None or entry.kind != "factorial":
        return factors
    stepped = []
    for factor in factors:
        if not factor.spread.values and entry.levels is None:
            wrong = "needs values, or else the design needs levels"
            problems.append(document.problem(document.place("factors", factor.name), wrong))
        stepped.append(factor._replace(spread=_step(factor.spread, entry.levels or USUAL_LEVELS)))
    return tuple(stepped)


def _step(spread: Spread, levels: int) -> Spread:
    if spread.values:
        return spread
    steps = np.linspace(spread.low, spread.high, levels)
    if spread.step:
        steps = np.unique(spread.low + spread.step * np.round((steps - spread.low) / spread.step))
    return spread._replace(values=tuple(float(step) for step in steps))


def _check_keys(document: Document, kind: str, problems: list[Problem]) -> None:
    raw = document.raw["design"]
    for key in NEEDS[kind]:
        if key not in raw:
            problems.append(document.problem(("design", key), f"is missing; {kind} needs it"))
    allowed = ("kind", *NEEDS[kind], *MAY[kind])
    for key in raw:
        if key in type(document.entry.design).model_fields and key not in allowed:  # type: ignore[union-attr]
            wrong = f"is not for {kind}; allowed: {', '.join(allowed)}"
            problems.append(document.problem(("design", key), wrong))


def _read_points(
    document: Document, factors: tuple[Factor, ...], problems: list[Problem]
) -> tuple[tuple[float, ...], ...]:
    """The points of a list, each a value a factor in the order of the factors."""
    names = [factor.name for factor in factors]
    found = []
    for index, point in enumerate(document.entry.design.points if document.entry.design else ()):
        place = ("design", "points", index)
        wrong = [unknown("factor", name, names) for name in point if name not in names]
        wrong += [f"{name} is missing" for name in names if name not in point]
        values = []
        for factor in factors:
            if factor.name not in point:
                continue
            try:
                values.append(_read_value(point[factor.name], factor))
            except ValueError as error:
                wrong.append(f"{factor.name} {error}")
        problems.extend(document.problem(place, message) for message in wrong)
        found.append(tuple(values))
    return tuple(found) if not any(len(values) < len(names) for values in found) else ()


def _read_value(value: object, factor: Factor) -> float:
    number = read_quarter(value) / 4.0 if factor.unit == "year" else read_float(value)
    low, high = factor.spread.low, factor.spread.high
    if not low <= number <= high:
        raise ValueError(f"{number:g} is outside the range {low:g}..{high:g}")
    return number
