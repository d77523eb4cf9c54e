"""Mineral markets: licences, shortage, price, alarm, and how importers respond.

Axes ``(run, power, state, mineral)``. The episodes that the shapes rest on (rare earths 2010,
gallium and germanium 2023, graphite 2023, antimony 2024, tungsten 2025) are in ``docs/odd.md``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bounds import at_least, within
from model.world.axes import POWER, Array
from model.world.space import add_over, space_of


class Market(NamedTuple):
    """One quarter of the mineral markets."""

    shortage: Array
    """(power, 1, mineral); share of the importer's need that is missing, 0..1"""
    price: Array
    """(1, 1, mineral); natural logarithm of the price outside the controller, base year = 0"""
    alarm: Array
    reliance: Array
    adaptation: Array


def adapt_to_licences(adaptation: Array, control: Array, half_life: Array) -> Array:
    """Traders learn to live with a licence regime, and forget it when it is lifted.

    a' = a + (1 - 2^(-1/h)) (c - a)

    a: adaptation 0..1; c: severity of control 0..1; h: half-life in quarters, > 0.
    Source: exports of bulk items return within 2-8 months of a licence regime, narrow ones may not
    within two years (episodes E2-E5).
    """
    return adaptation + (1.0 - 2.0 ** (-1.0 / half_life)) * (control - adaptation)


def cut_supply(control: Array, embargo: Array, adaptation: Array, recoverable: Array) -> Array:
    """Share of the controller's supply that does not arrive this quarter, 0..1.

    cut = max(c - r a, e, 0)

    The quarter in which licences come in has no adaptation yet, so nearly all trade stops; later a
    share r (``recoverable``, 0..1) of it returns. What is under embargo e (0..1) does not.
    """
    xp = space_of(control)
    return xp.maximum(within(control - recoverable * adaptation, 0.0, 1.0), embargo)


def find_shortage(cut: Array, reliance: Array, home: Array, leakage: Array) -> Array:
    """Share of an importer's need that is missing, 0..1.

    shortage = cut x reliance x (1 - leakage) x (1 - home)

    leakage: share that arrives by way of third countries (gallium through Belgium and Thailand,
    episode E2); home: share of the need met from Central Asia, 0..1.
    """
    return cut * reliance * (1.0 - leakage) * (1.0 - home)


def withhold(shortage: Array, capacity: Array, licence: Array, leakage: Array) -> Array:
    """Shortage with what the region's own states keep at home, 0..1.

    s' = 1 - (1 - s) (1 - (1 - leakage) sum_s K_sm L_sm)

    K: a state's capacity as share of demand outside the controller; L: part of it that the state's
    licence keeps at home, 0..1. All importers feel it alike; of licensed goods some always leak.
    """
    kept = within((1.0 - leakage) * add_over(capacity * licence, -2), 0.0, 1.0)
    return 1.0 - (1.0 - shortage) * (1.0 - kept)


def set_price(
    price: Array, shortage: Array, demand: Array, appetite: Array, sensitivity: Array, speed: Array
) -> Array:
    """Price outside the controller's market, in logarithms.

    p' = p + speed (b sum_p(d_p shortage_p) + ln(max(appetite, 0.05)) - p)

    d: the importer's share of demand outside the controller; appetite: multiple of base demand;
    b: logarithmic price rise per unit of missing supply. Source: prices outside rise 1.4 to 3.5
    times within a year of a licence regime (regularity c of the episodes).
    """
    xp = space_of(shortage)
    missing = add_over(demand * shortage, POWER)
    return price + speed * (sensitivity * missing + xp.log(at_least(appetite, 0.05)) - price)


def feel_alarm(
    alarm: Array, shortage: Array, price: Array, gain: Array, price_weight: Array, half_life: Array
) -> Array:
    """An importer's memory of supply shocks, 0..1.

    a' = k + (1 - k)(1 - exp(-g (shortage + w max(p, 0)))),  k = a 2^(-1/h)

    It jumps with shortage and with price and fades over years (h quarters), which is what makes
    diversification relapse (Japan after 2010).
    """
    xp = space_of(alarm)
    kept = alarm * 2.0 ** (-1.0 / half_life)
    blow = gain * (shortage + price_weight * at_least(price, 0.0))
    return kept + (1.0 - kept) * (1.0 - xp.exp(-blow))


def move_reliance(
    reliance: Array, alarm: Array, natural: Array, diversification: Array, relapse: Array
) -> Array:
    """Share of an importer's need that comes from the controller, 0..1.

    r' = r - d alarm r + l (1 - alarm) max(n - r, 0)

    d: share of reliance shed a quarter under full alarm; l: speed of relapse towards the natural
    level n. Source: Japan's rare earths fell 3-4 points a year under a strong programme and came
    back about 2 points a year when prices eased (episode E1, regularity f).
    """
    shed = diversification * alarm * reliance
    back = relapse * (1.0 - alarm) * at_least(natural - reliance, 0.0)
    return reliance - shed + back


def natural_reliance(start: Array, lift: Array) -> Array:
    """The level that reliance drifts back to when nobody is alarmed.

    n = r0 + lift r0 (1 - r0)

    Zero where there was no reliance, never above one.
    """
    return start + lift * start * (1.0 - start)


def pull_of_minerals(
    capacity: Array, price: Array, alarm: Array, demand: Array, value: Array, claim: Array
) -> Array:
    """Mineral offtake that a power would buy from a state, bn USD a year, (power, state, 1).

    pull = sum_m V_m exp(p_m) K_sm d_pm (1 + c a_pm)

    V: value of the market outside the controller, bn USD a year; K, d: the state's capacity and the
    importer's demand as shares of that market; a: alarm; c: how much more an alarmed importer
    claims.
    """
    xp = space_of(capacity)
    worth = value * xp.exp(price) * capacity
    wanted = demand * (1.0 + claim * alarm)
    return add_over(worth * wanted, -1)


def scarce_goods(capacity: Array, price: Array, value: Array) -> Array:
    """How dear the minerals are that a state has to offer, logarithm, (1, state, 1), >= 0.

    sum_m V_m K_sm max(p_m, 0) / sum_m V_m K_sm ,  0 where the state has none

    V: value of the world market, bn USD a year; K: the state's capacity; p: logarithm of the price
    outside the controller against the base year.
    """
    worth = value * capacity
    return add_over(worth * at_least(price, 0.0), -1) / at_least(add_over(worth, -1), 1e-12)
