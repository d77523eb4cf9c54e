"""Slow twins of model/rules/tie_booking.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, cell_by_cell, frozen

from model.rules import tie_booking, ties
from model.rules.ties import Pushes
from model.world.draws import Floats

Booking = tuple[Floats, Floats, dict[str, Floats]]


def make_goods(n: Numbers) -> Booking:
    before, pushes = n(ALL, 0.001, 60), Pushes(*(n(ALL, -0.6, 0.6) for _ in Pushes._fields))
    return before, frozen(ties.move_goods(before, pushes)), pushes._asdict()


def make_points(n: Numbers) -> Booking:
    before, pushes = n(ALL, 0.1, 95), Pushes(*(n(ALL, -20, 20) for _ in Pushes._fields))
    return before, frozen(ties.move_points(before, pushes)), pushes._asdict()


def slow_mean(a: float, b: float) -> float:
    return a if a == b else (b - a) / (math.log(b) - math.log(a))


def slow_goods(before: Floats, after: Floats, pushes: dict[str, Floats]) -> dict[str, Floats]:
    return {
        cause: cell_by_cell(lambda t, t1, x: slow_mean(t, t1) * x, before, after, push)
        for cause, push in pushes.items()
    }


def slow_points(before: Floats, after: Floats, pushes: dict[str, Floats]) -> dict[str, Floats]:
    others = [push for cause, push in pushes.items() if cause != "decay"]
    rest = cell_by_cell(lambda t, t1, *x: t1 - t - math.fsum(x), before, after, *others)
    return pushes | {"decay": rest}


CASES = (
    Case(
        tie_booking.log_mean,
        lambda n: (n(ALL, 0.001, 60), n(ALL, 0.001, 60)),
        lambda *given_: cell_by_cell(slow_mean, *given_),
        rtol=1e-9,  # of two numbers that lie close together
    ),
    Case(tie_booking.book_goods, make_goods, slow_goods, rtol=1e-9),
    Case(tie_booking.book_points, make_points, slow_points, rtol=1e-9),
    Case(
        tie_booking.return_goods,
        lambda n: (n(ALL, -1, 1), n(ALL, -1, 1), n.parameter(0.02, 0.2)),
        lambda *given_: cell_by_cell(lambda aim, x, pull: pull * aim - pull * x, *given_),
        rtol=1e-11,
    ),
    Case(
        tie_booking.return_points,
        lambda n: (n(ALL, -30, 30), n(ALL, 0.1, 95), n(ALL, 0.01, 0.2)),
        lambda *given_: cell_by_cell(lambda y, t0, k: -k * y / (1 - t0 / 100), *given_),
    ),
)
