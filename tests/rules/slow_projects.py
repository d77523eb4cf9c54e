"""Slow twins of model/rules/projects.py."""

from __future__ import annotations

import math

from rule_cases import Case, Numbers, at, by_place, cell_by_cell, frozen, total

from model.rules import projects
from model.rules.projects import Projects
from model.world.draws import Floats

PLACE = "state last"
EACH = "power state last"


def some_projects(n: Numbers) -> Projects:
    """Half of the places busy, some due this quarter."""
    busy = n.switches(PLACE)
    made = (
        busy * n(PLACE, 0.01, 0.3), busy * n(PLACE, 0.2, 2.0), busy * n.switches(EACH),
        n(EACH, 0, 0.2), n(PLACE, 0, 5), n(PLACE, 0, 3),
    )  # fmt: skip
    return Projects(*(frozen(each) for each in made))


def slow_pressure(price: Floats, alarm: Floats, demand: Floats, effort: Floats) -> Floats:
    def scalar(r: int, _: int, s: int, m: int) -> float:
        def wish(p: int) -> float:
            push = max(at(price, r, 0, 0, m), 0.0) + at(alarm, r, p, 0, m)
            return at(demand, r, p, 0, m) * push * at(effort, r, p, s, 0)

        return min(total(effort.shape[1], wish), 1.0)

    return by_place((effort.shape[0], 1, effort.shape[2], price.shape[3]), scalar)


def slow_sponsor(effort: Floats, alarm: Floats, calm: Floats, chance: Floats) -> Floats:
    def scalar(r: int, p: int, s: int, m: int) -> float:
        def call(q: int) -> float:
            weight = at(effort, r, q, s, 0) * (at(calm, r, 0, 0, 0) + at(alarm, r, q, 0, m))
            return weight / -math.log(at(chance, r, q, s, 0))

        return float(p == max(range(effort.shape[1]), key=call))

    return by_place((*effort.shape[:3], alarm.shape[3]), scalar)


def slow_close(
    now: Projects, stake: Floats, failure: Floats, chance: Floats
) -> tuple[Projects, Floats]:
    def left(r: int, s: int, m: int) -> float:
        busy = at(now.building, r, 0, s, m) > 0
        return max(at(now.due, r, 0, s, m) - (1.0 if busy else 0.0), 0.0)

    def ends(r: int, s: int, m: int) -> bool:
        return at(now.building, r, 0, s, m) > 0 and left(r, s, m) <= 0

    def fails(r: int, s: int, m: int) -> bool:
        return ends(r, s, m) and at(chance, r, 0, s, m) < at(failure, r, 0, 0, 0)

    def added(r: int, _: int, s: int, m: int) -> float:
        works = ends(r, s, m) and not fails(r, s, m)
        return at(now.building, r, 0, s, m) if works else 0.0

    def owned(r: int, p: int, s: int, m: int) -> float:
        new = at(stake, r, 0, 0, 0) * added(r, 0, s, m) * at(now.sponsors, r, p, s, m)
        return at(now.stakes, r, p, s, m) + new

    def kept(old: Floats) -> Floats:
        return by_place(old.shape, lambda r, p, s, m: 0.0 if ends(r, s, m) else at(old, r, p, s, m))

    shape = now.building.shape
    closed = Projects(
        kept(now.building),
        by_place(shape, lambda r, _, s, m: left(r, s, m)),
        kept(now.sponsors),
        by_place(now.stakes.shape, owned),
        now.begun,
        by_place(shape, lambda r, _, s, m: at(now.failed, r, 0, s, m) + float(fails(r, s, m))),
    )
    return closed, by_place(shape, added)


def slow_open(
    now: Projects, rate: Floats, chance: Floats, size: Floats, due: Floats, sponsor: Floats
) -> Projects:
    def begins(r: int, s: int, m: int) -> float:
        if at(now.building, r, 0, s, m) > 0 or at(size, r, 0, s, m) <= 0:
            return 0.0
        return float(at(chance, r, 0, s, m) < 1 - math.exp(-at(rate, r, 0, s, m)))

    def more(old: Floats, new: Floats) -> Floats:
        return by_place(
            old.shape,
            lambda r, p, s, m: at(old, r, p, s, m) + begins(r, s, m) * at(new, r, p, s, m),
        )

    return now._replace(
        building=more(now.building, size),
        due=more(now.due, due),
        sponsors=more(now.sponsors, sponsor),
        begun=by_place(
            now.begun.shape, lambda r, _, s, m: at(now.begun, r, 0, s, m) + begins(r, s, m)
        ),
    )


def slow_worth(stakes: Floats, price: Floats, value: Floats) -> Floats:
    def scalar(r: int, p: int, s: int, _: int) -> float:
        def worth(m: int) -> float:
            dear = at(value, r, 0, 0, m) * math.exp(at(price, r, 0, 0, m))
            return dear * at(stakes, r, p, s, m)

        return total(stakes.shape[3], worth)

    return by_place((*stakes.shape[:3], 1), scalar)


CASES = (
    Case(
        projects.seek_supply,
        lambda n: (
            n("last", -1, 2), n("power last"), n("power last", 0, 0.3), n("power state", 0.1, 3),
        ),
        slow_pressure,
    ),
    Case(
        projects.rate_of_starts,
        lambda n: (n(PLACE), n(PLACE, -0.1, 0.3), n(PLACE, 0.01, 0.3), n.parameter(0, 0.3)),
        lambda *given: cell_by_cell(lambda x, u, v, k: k * x * max(u, 0.0) / v, *given),
    ),
    Case(
        projects.find_sponsor,
        lambda n: (
            n("power state", 0.01, 2), n("power last"), n.parameter(0.05, 1),
            n("power state", 0.01, 0.99),
        ),
        slow_sponsor,
    ),
    Case(
        projects.time_needed,
        lambda n: (n("last", 0, 30), n.parameter(1, 8), n.parameter(0, 2), n(PLACE, -3, 3)),
        lambda *given: cell_by_cell(lambda k, d, w, z: max(k + d * math.exp(w * z), 1.0), *given),
    ),
    Case(
        projects.close_projects,
        lambda n: (some_projects(n), n.parameter(0.2, 0.9), n.parameter(0.1, 0.9), n(PLACE)),
        slow_close,
    ),
    Case(
        projects.open_projects,
        lambda n: (
            some_projects(n), n(PLACE, 0, 2), n(PLACE), n(PLACE, -0.1, 0.2), n(PLACE, 1, 30),
            n.switches(EACH),
        ),
        slow_open,
    ),
    Case(
        projects.worth_of_stakes,
        lambda n: (n(EACH, 0, 0.3), n("last", -1, 2), n("last", 0.1, 20)),
        slow_worth,
    ),
)  # fmt: skip
