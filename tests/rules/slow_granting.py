"""Slow twins of model/rules/granting.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, cell_by_cell

from model.rules import granting
from model.rules.granting import Reasons, StateView, Temper
from model.world.draws import Floats


def make_view(n: Numbers) -> StateView:
    return StateView(
        need=n("state last", 0.1, 3),
        favour=n("power state", -1, 1),
        access=n(ALL, -2, 1),
        share=n(ALL),
        exposure=n(ALL, 0, 2),
        neighbours=n(ALL),
        unity=n.parameter(0, 1),
    )


def make_temper(n: Numbers) -> Temper:
    return Temper(*(n.parameter(0.1, 3.0) for _ in Temper._fields))._replace(
        openness=n.parameter(-0.5, 1.0), tolerance=n.parameter(0.2, 0.5)
    )


def slow_terms(view: StateView, temper: Temper) -> Reasons:
    t = temper
    return Reasons(
        t.openness,
        cell_by_cell(lambda b, need: b * (need - 1), t.need, view.need),
        cell_by_cell(lambda c, favour: c * favour, t.favour, view.favour),
        cell_by_cell(lambda d, access: d * access, t.access, view.access),
        cell_by_cell(
            lambda h, unity, share, tolerance: -h * (1 + unity) * max(share - tolerance, 0.0),
            t.hedging, view.unity, view.share, t.tolerance,
        ),
        cell_by_cell(
            lambda f, unity, exposure: -f * (1 - unity) * exposure,
            t.fear, view.unity, view.exposure,
        ),
        cell_by_cell(lambda n, others: n * (others - 0.5), t.peers, view.neighbours),
    )  # fmt: skip


def logistic(u: float) -> float:
    return 1 / (1 + math.exp(-u))


def slow_grant(view: StateView, temper: Temper) -> Floats:
    return cell_by_cell(lambda *terms: logistic(math.fsum(terms)), *slow_terms(view, temper))


CASES = (
    Case(granting.weigh_offer, lambda n: (make_view(n), make_temper(n)), slow_terms),
    Case(granting.accept, lambda n: (n(ALL, -9, 9),), lambda u: cell_by_cell(logistic, u)),
    Case(granting.grant, lambda n: (make_view(n), make_temper(n)), slow_grant),
)
