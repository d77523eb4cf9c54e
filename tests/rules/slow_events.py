"""Slow twins of model/rules/events.py."""

from __future__ import annotations

from rule_cases import ALL, Case, Numbers, cell_by_cell

from model.rules.events import change, count_against, level
from model.world.draws import Floats


def slow_level(turn: int, start: Floats, end: Floats, ramp: float) -> Floats:
    def scalar(first: float, last: float) -> float:
        entering = min(max((turn - first + 1) / (ramp + 1), 0.0), 1.0)
        leaving = min(max((last - turn) / (ramp + 1) + 1, 0.0), 1.0)
        return min(entering, leaving)

    return cell_by_cell(scalar, start, end)


def slow_change(factor: Floats, kind: str, value: Floats, strength: Floats, mask: Floats) -> Floats:
    def scalar(f: float, v: float, force: float, here: float) -> float:
        if not here:
            return f
        moved = {"set": f + force * (v - f), "add": f + force * v}
        return moved.get(kind, f * (1 + force * (v - 1)))

    return cell_by_cell(scalar, factor, value, strength, mask)


def changing(kind: str) -> Case:
    def arguments(n: Numbers) -> tuple[object, ...]:
        factor, mask = n("power last", 0, 3), n.switches("power last")
        return factor, kind, n.parameter(0, 3), n.parameter(0, 1), mask

    return Case(change, arguments, slow_change)


def slow_counting(factor: Floats, usual: Floats, base: Floats, kind: str) -> Floats:
    def scalar(f: float, u: float, f0: float) -> float:
        if kind == "ratio":
            return f0 * (f / max(u, 1e-6))
        if kind == "difference":
            return f0 + (f - u)
        return (f0 + 1) * ((f + 1) / (u + 1)) - 1

    return cell_by_cell(scalar, factor, usual, base)


def counting(kind: str) -> Case:
    def arguments(n: Numbers) -> tuple[object, ...]:
        axes = "power state"
        return n(axes, 0, 3), n(axes, 0, 3), n.parameter(0, 3), kind

    return Case(count_against, arguments, slow_counting, rtol=1e-11)


CASES = (
    Case(level, lambda n: (8100, n(ALL, 8090, 8105), n(ALL, 8095, 8120), 4.0), slow_level),
    Case(level, lambda n: (8100, n(ALL, 8090, 8105), n(ALL, 8095, 8120), 0.0), slow_level),
    *(changing(kind) for kind in ("set", "add", "multiply")),
    *(counting(kind) for kind in ("ratio", "difference", "duty")),
)
