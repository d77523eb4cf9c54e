"""Slow twins of model/rules/granting.py."""

from __future__ import annotations

import math

from rule_cases import ALL, Case, Numbers, at, by_place, cell_by_cell, total

from model.rules import granting
from model.rules.granting import Demands, Reasons, StateView, Strength, Temper
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
        price=n(ALL, 0.5, 4),
        refused=n(ALL),
    )


def make_strength(n: Numbers) -> Strength:
    return Strength(
        rest=n(ALL, -1, 1),
        transit=n("power state", 0, 1),
        scarce=n("state last", 0, 1),
        votes=n("power last"),
        isolation=n("power", -0.5, 0.5),
        unity=n.parameter(0, 1),
    )


def make_demands(n: Numbers) -> Demands:
    return Demands(*(n.parameter(0.1, 1.5) for _ in Demands._fields))


def slow_price(strength: Strength, demands: Demands) -> Floats:
    def scalar(
        rest: float, transit: float, scarce: float, votes: float, lonely: float, unity: float,
        *asks: float,
    ) -> float:  # fmt: skip
        terms = (1 + unity) * rest, transit, scarce, votes, lonely
        asked = math.fsum(a * b for a, b in zip(asks, terms, strict=True))
        return math.exp(min(max(asked, math.log(0.5)), math.log(4)))

    return cell_by_cell(scalar, *strength, *demands)


def make_temper(n: Numbers) -> Temper:
    return Temper(*(n.parameter(0.1, 3.0) for _ in Temper._fields))._replace(
        openness=n.parameter(-0.5, 1.0)
    )


def slow_terms(view: StateView, temper: Temper) -> Reasons:
    t = temper
    runs, powers, states, domains = view.share.shape
    concentration = by_place(
        (runs, 1, states, domains),
        lambda r, _, s, d: total(powers, lambda p: at(view.share, r, p, s, d) ** 2),
    )
    return Reasons(
        t.openness,
        cell_by_cell(lambda b, need: b * (need - 1), t.need, view.need),
        cell_by_cell(lambda c, favour: c * favour, t.favour, view.favour),
        cell_by_cell(lambda d, access: d * access, t.access, view.access),
        cell_by_cell(
            lambda h, unity, share, even: -h * (1 + unity) * (share - even),
            t.hedging, view.unity, view.share, concentration,
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
    return cell_by_cell(
        lambda price, refused, *terms: (
            min(logistic(math.fsum(terms)) / price, 0.98) * (1 - refused)
        ),
        view.price, view.refused, *slow_terms(view, temper),
    )  # fmt: skip


CASES = (
    Case(granting.weigh_offer, lambda n: (make_view(n), make_temper(n)), slow_terms),
    Case(granting.ask_price, lambda n: (make_strength(n), make_demands(n)), slow_price),
    Case(
        granting.settle,
        lambda n: (n(ALL), n(ALL, 0.5, 4)),
        lambda a, p: cell_by_cell(lambda x, y: min(x / y, 0.98), a, p),
    ),
    Case(
        granting.deliver,
        lambda n: (n("power", -0.5, 1), n("last", 0, 1.2)),
        lambda i, k: cell_by_cell(lambda x, y: math.exp(-x * y), i, k),
    ),
    Case(granting.accept, lambda n: (n(ALL, -9, 9),), lambda u: cell_by_cell(logistic, u)),
    Case(granting.grant, lambda n: (make_view(n), make_temper(n)), slow_grant),
)
