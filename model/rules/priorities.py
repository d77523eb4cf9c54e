"""Priorities: the strength of interests, and how what happens makes them more pressing.

Axes ``(run, power or 1, state, domain)``; interests stand with their paragraphs in
``seeds/interests.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.rules.bounds import at_least
from model.world.axes import DOMAIN, SECURITY, TRADE, Array, one
from model.world.setting import Drives
from model.world.space import add_over, join, space_of


def press(drives: Drives, triggers: Mapping[str, Array]) -> Array:
    """Strength of an actor's interests by state and domain, >= 0.

    priority = sum_i salience_i x target_i x (1 + elasticity_i x trigger_i)
             = base + sum_k coefficient_k x trigger_k

    The second form is the first with the sum over interests done once, trigger by trigger.
    """
    total = drives.base
    for name, coefficient in drives.by_trigger:
        total = total + coefficient * triggers[name]
    return total


def want_transit(priority: Array, need: Array, want: Array) -> Array:
    """Priorities when a power's freight leans on a state's transit more than it did.

    trade: priority x (1 + want x need) ; elsewhere as it was

    need: (power, state, 1), >= 0, see ``corridors.need_transit``; want: >= 0.
    """
    here = one(priority, TRADE) * (1.0 + want * need)
    return join([here, priority[..., TRADE + 1 :]], DOMAIN)


def need_security(need: Array, threat: Array) -> Array:
    """Needs of a state whose security is threatened: security x (1 + threat), the rest as it was.

    threat: (1, state, 1), multiple of the usual need, >= 0.
    """
    here = one(need, SECURITY) * (1.0 + threat)
    return join([need[..., :SECURITY], here, need[..., SECURITY + 1 :]], DOMAIN)


def power_triggers(
    alarm: Array,
    demand: Array,
    price: Array,
    threat: Array,
    isolation: Array,
    sea_blocked: Array,
    council: Array,
) -> dict[str, Array]:
    """What makes a power's interests more pressing, each 0 at rest and about 1 when strong.

    alarm: as felt by itself and its friends; price: mean over minerals of ln price, weighed by the
    importer's demand, not below 0; threat: ground that rivals gain over all states and domains,
    x 10; the rest as given.
    """
    weight = demand / (add_over(demand, -1) + 1e-12)
    dear = at_least(price, 0.0)
    return {
        "alarm": alarm,
        "price": add_over(weight * dear, -1),
        "threat": 10.0 * add_over(add_over(threat, -1), -2),
        "isolation": isolation,
        "sea_blocked": sea_blocked,
        "council": council,
    }


def mean_alarm(alarm: Array, demand: Array) -> Array:
    """An importer's alarm over all minerals, weighed by its demand for each, (power, 1, 1), 0..1.

    sum_m demand_m alarm_m / sum_m demand_m
    """
    weight = demand / (add_over(demand, -1) + 1e-12)
    return add_over(weight * alarm, -1)


def state_triggers(control: Array, price: Array, unity: Array) -> dict[str, Array]:
    """What makes a state's needs more pressing, each 0 at rest.

    transit_control: the largest share of its trade and energy that one power's territory holds;
    price: mean over minerals of max(ln price, 0); unity: five bargaining as one.
    """
    xp = space_of(control)
    return {
        "transit_control": xp.max(control, axis=-3, keepdims=True),
        "price": add_over(at_least(price, 0.0), -1) / max(price.shape[-1], 1),
        "unity": unity,
    }
