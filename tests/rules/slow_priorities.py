"""Slow twins of model/rules/priorities.py."""

from __future__ import annotations

from rule_cases import (
    ALL,
    Case,
    Numbers,
    at,
    by_place,
    cell_by_cell,
    total,
)

from model.rules import priorities
from model.world.draws import Floats
from model.world.setting import Drives

Triggers = dict[str, Floats]


def pressing(n: Numbers) -> tuple[Drives, Triggers]:
    drives = Drives(n(ALL, 0.5, 20), (("alarm", n(ALL, 0, 9)), ("council", n(ALL, 0, 9))))
    return drives, {"alarm": n("power"), "council": n.parameter(0, 1), "price": n("power")}


def slow_press(drives: Drives, triggers: Triggers) -> Floats:
    (first, by_first), (second, by_second) = drives.by_trigger
    return cell_by_cell(
        lambda base, a, x, b, y: base + a * x + b * y,
        drives.base, by_first, triggers[first], by_second, triggers[second],
    )  # fmt: skip


def slow_power_triggers(
    alarm: Floats, demand: Floats, price: Floats, threat: Floats,
    isolation: Floats, sea_blocked: Floats, council: Floats,
) -> Triggers:  # fmt: skip
    runs, powers, _, count = demand.shape
    _, _, states, domains = threat.shape

    def mean(of: Floats) -> Floats:
        def weighed(r: int, p: int, _: int, __: int) -> float:
            needed = total(count, lambda m: at(demand, r, p, 0, m))
            felt = total(count, lambda m: at(demand, r, p, 0, m) * max(at(of, r, p, 0, m), 0.0))
            return felt / needed

        return by_place((runs, powers, 1, 1), weighed)

    ground = by_place(
        (runs, powers, 1, 1),
        lambda r, p, _, __: (
            10 * total(states, lambda s: total(domains, lambda d: at(threat, r, p, s, d)))
        ),
    )
    given_ = {"isolation": isolation, "sea_blocked": sea_blocked, "council": council}
    return {"alarm": alarm, "price": mean(price), "threat": ground, **given_}


def slow_mean_alarm(alarm: Floats, demand: Floats) -> Floats:
    runs, powers, _, count = alarm.shape

    def weighed(r: int, p: int, _: int, __: int) -> float:
        needed = total(count, lambda m: at(demand, r, p, 0, m))
        return total(count, lambda m: at(demand, r, p, 0, m) * at(alarm, r, p, 0, m)) / needed

    return by_place((runs, powers, 1, 1), weighed)


def slow_transit(priority: Floats, need: Floats, want: Floats) -> Floats:
    return by_place(
        priority.shape,
        lambda r, p, s, d: (
            at(priority, r, p, s, d)
            * (1 + (at(want, r, 0, 0, 0) * at(need, r, p, s, 0) if d == 0 else 0.0))
        ),
    )


def slow_state_triggers(control: Floats, price: Floats, unity: Floats) -> Triggers:
    runs, powers, states, _ = control.shape
    count = price.shape[3]
    return {
        "transit_control": by_place(
            (runs, 1, states, 1),
            lambda r, _, s, __: max(at(control, r, p, s, 0) for p in range(powers)),
        ),
        "price": by_place(
            (runs, 1, 1, 1),
            lambda r, *_: total(count, lambda m: max(at(price, r, 0, 0, m), 0.0)) / count,
        ),
        "unity": unity,
    }


CASES = (
    Case(priorities.press, pressing, slow_press),
    Case(
        priorities.power_triggers,
        lambda n: (
            n("power"), n("power last", 0.01, 0.4), n("last", -1, 2), n(ALL, 0, 0.1),
            n("power"), n.parameter(0, 1), n.parameter(0, 1),
        ),
        slow_power_triggers,
        rtol=1e-9,  # the rule adds 1e-12 to all demand, for importers that need nothing
    ),
    Case(
        priorities.mean_alarm,
        lambda n: (n("power last"), n("power last", 0.01, 0.4)),
        slow_mean_alarm,
        rtol=1e-9,
    ),
    Case(
        priorities.want_transit,
        lambda n: (n(ALL, 0.1, 9), n("power state", 0, 2), n.parameter(0, 1)),
        slow_transit,
    ),
    Case(
        priorities.need_security,
        lambda n: (n.of([n.size.run, 1, n.size.state, 4], 0.1, 3), n("state", 0, 3)),
        lambda need, threat: by_place(
            need.shape,
            lambda r, p, s, d: (
                at(need, r, p, s, d) * (1 + (at(threat, r, 0, s, 0) if d == 3 else 0))
            ),
        ),
    ),
    Case(
        priorities.state_triggers,
        lambda n: (n("power state"), n("last", -1, 2), n.parameter(0, 1)),
        slow_state_triggers,
    ),
)  # fmt: skip
