"""Priorities: the strength of interests, and how what happens makes them more pressing.

Axes ``(run, power or 1, state, domain)``; interests stand with their paragraphs in
``seeds/interests.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.rules.bounds import at_least
from model.rules.space import space_of
from model.world.axes import Array
from model.world.setting import Drives


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

    alarm: mean over minerals, weighed by the importer's demand; price: the same of ln price, not
    below 0; threat: ground that rivals gain over all states and domains, x 10; the rest as given.
    """
    xp = space_of(alarm)
    weight = demand / (xp.sum(demand, axis=-1, keepdims=True) + 1e-12)
    dear = at_least(price, 0.0)
    return {
        "alarm": xp.sum(weight * alarm, axis=-1, keepdims=True),
        "price": xp.sum(weight * dear, axis=-1, keepdims=True),
        "threat": 10.0 * xp.sum(xp.sum(threat, axis=-1, keepdims=True), axis=-2, keepdims=True),
        "isolation": isolation,
        "sea_blocked": sea_blocked,
        "council": council,
    }


def state_triggers(control: Array, price: Array, unity: Array) -> dict[str, Array]:
    """What makes a state's needs more pressing, each 0 at rest.

    transit_control: the largest share of its trade and energy that one power's territory holds;
    price: mean of ln price over minerals, not below 0; unity: five bargaining as one.
    """
    xp = space_of(control)
    return {
        "transit_control": xp.max(control, axis=-3, keepdims=True),
        "price": xp.mean(at_least(price, 0.0), axis=-1, keepdims=True),
        "unity": unity,
    }
