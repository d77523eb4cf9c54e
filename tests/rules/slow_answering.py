"""Slow twins of model/rules/answering.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, at, by_place, cell_by_cell, total
from slow_leverage import make_pairs, slow_opposed

from model.rules import answering
from model.world.draws import Floats


def slow_others(effort: Floats) -> Floats:
    powers = effort.shape[1]
    return by_place(
        effort.shape,
        lambda r, p, s, d: total(powers, lambda q: at(effort, r, q, s, d) if q != p else 0.0),
    )


def slow_answer(pairs, seen: Floats, usual: Floats, match: Floats) -> Floats:  # type: ignore[no-untyped-def]
    rise = cell_by_cell(lambda e, u: max(e - u, 0.0), seen, usual)
    return cell_by_cell(lambda k, x: k * x, match, slow_opposed(pairs, rise))


def slow_fill(seen: Floats, usual: Floats, fill: Floats) -> Floats:
    powers = seen.shape[1]

    def scalar(r: int, p: int, s: int, d: int) -> float:
        def gap(q: int) -> float:
            return max(at(usual, r, q, s, d) - at(seen, r, q, s, d), 0.0) if q != p else 0.0

        there = total(powers, lambda q: at(usual, r, q, s, d))
        part = at(usual, r, p, s, d) / there
        return at(fill, r, 0, 0, 0) * total(powers, gap) * part

    return by_place(seen.shape, scalar)


def slow_means(wanted: Floats, budget: Floats, most: Floats) -> Floats:
    _, _, states, domains = wanted.shape

    def scalar(r: int, p: int, s: int, d: int) -> float:
        asked = total(states, lambda i: total(domains, lambda j: at(wanted, r, p, i, j)))
        limit = at(most, r, 0, 0, 0)
        return at(wanted, r, p, s, d) * limit / (limit + asked / at(budget, r, p, 0, 0))

    return by_place(wanted.shape, scalar)


def efforts(n: Numbers) -> tuple[Floats, Floats]:
    return n(ALL, 0.01, 2.0), n(ALL, 0.01, 2.0)


CASES = (
    Case(
        answering.see_effort,
        lambda n: (*efforts(n), n.parameter(0, 1)),
        lambda *given: cell_by_cell(lambda e, now, k: e + k * (now - e), *given),
    ),
    Case(
        answering.take_initiative,
        efforts,
        lambda *given: cell_by_cell(lambda o, a: max(o - a, 0.0), *given),
    ),
    Case(
        answering.keep_error,
        lambda n: (n(ALL, -2, 2), n(ALL, -2, 2), n.parameter(0, 1)),
        lambda *given: cell_by_cell(lambda x, z, c: c * x + math.sqrt(1 - c * c) * z, *given),
    ),
    Case(
        answering.sum_of_others,
        lambda n: (n(ALL, 0, 3),),
        slow_others,
        rtol=1e-9,  # the rule takes its own from the sum of all
    ),
    Case(
        answering.misjudge,
        lambda n: (n(ALL, 0, 3), n(ALL, -2, 2), n.parameter(0, 0.5)),
        lambda *given: cell_by_cell(lambda e, x, m: e * math.exp(m * x), *given),
    ),
    Case(
        answering.answer_rivals,
        lambda n: (make_pairs(n), *efforts(n), n.parameter(0, 1.5)),
        slow_answer,
    ),
    Case(answering.fill_gaps, lambda n: (*efforts(n), n.parameter(0, 1)), slow_fill, rtol=1e-9),
    Case(
        answering.stay_within_means,
        lambda n: (n(ALL, 0, 3), n("power", 0.1, 40), n.parameter(0.1, 1)),
        slow_means,
    ),
)
