"""Mineral projects: bid for, owned, late, and sometimes never finished.

Each state has one place for a project in each mineral. Axes ``(run, power, state, mineral)``;
sizes are shares of demand outside the mineral's controller. The record of 38 ventures that the
sizes rest on is described in ``docs/odd.md``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bounds import at_least, within
from model.rules.memory import pick_one, strike
from model.world.axes import POWER, Array
from model.world.space import add_over, space_of


class Projects(NamedTuple):
    """The projects of a state in each mineral, and what came of those before them."""

    building: Array
    """(1, state, mineral); size of the project under way, 0 where there is none"""
    due: Array
    """(1, state, mineral); quarters until it works or fails, 0 where there is none"""
    sponsors: Array
    """(power, state, mineral); 1 for the power that pays for the project under way"""
    stakes: Array
    """(power, state, mineral); what each power owns of what has been finished, 0..1"""
    begun: Array
    """(1, state, mineral); how many have been begun since the base year"""
    failed: Array
    """(1, state, mineral); how many of them came to nothing"""


def seek_supply(price: Array, alarm: Array, demand: Array, effort: Array) -> Array:
    """How hard importers look for a new mine in a state, 0..1, (1, state, mineral).

    min(sum_p d_p (max(p, 0) + a_p) e_ps, 1)

    p: logarithm of the price outside the controller; a: the importer's alarm, 0..1; d: its share of
    demand; e: its engagement for resources there, base year = 1, (power, state, 1).
    """
    wish = demand * (at_least(price, 0.0) + alarm)
    return within(add_over(wish * effort, POWER), 0.0, 1.0)


def rate_of_starts(pressure: Array, room: Array, potential: Array, rate: Array) -> Array:
    """Projects that are begun in a free place, a quarter: rate x pressure x room / potential, >= 0.

    room: what can still be added of the potential. Source: in the years of high uranium prices,
    2005-11, ten ventures in two states, 0.18 a place and quarter; after the rare-earth shock, from
    2009 to 2012, three in four places, 0.05.
    """
    return rate * pressure * at_least(room, 0.0) / at_least(potential, 1e-12)


def find_sponsor(effort: Array, alarm: Array, calm: Array, chance: Array) -> Array:
    """The power that pays for a project, 1 for it and 0 for the others, (power, state, mineral).

    It is drawn with weights  e (c + a)

    e: engagement for resources in the state, bn USD a year, > 0; a: alarm about the mineral; c:
    what draws a power that is not alarmed at all; chance: uniform in 0..1, (power, state, 1).
    """
    return pick_one(effort * (calm + alarm), chance)


def time_needed(lag: Array, delay: Array, spread: Array, noise: Array) -> Array:
    """Quarters from the decision to the first output: lag + delay exp(spread z), at least 1.

    lag: as planned; delay: median delay, quarters; z: standard normal. Source: eight projects with
    both dates were 0 to 11.8 years late, 1.5 at the median.
    """
    return at_least(lag + delay * space_of(noise).exp(spread * noise), 1.0)


def close_projects(
    projects: Projects, stake: Array, failure: Array, chance: Array
) -> tuple[Projects, Array]:
    """Projects that are due this quarter work, or fail where u < failure.

    due' = due - 1 ;  added = B, stakes' = stakes + stake B sponsor  where due' <= 0 and u >= f ;
    failed' = failed + 1  where due' <= 0 and u < f

    stake: part of a venture that its sponsor owns, 0..1; u: uniform in 0..1. What failed leaves its
    place, and the potential, to the next. Source: nine of 21 ventures whose end is known failed;
    sponsors own half of theirs at the median. Returns (projects, capacity added).
    """
    xp = space_of(chance)
    kind = chance.dtype
    busy = xp.astype(projects.building > 0.0, kind)
    due = at_least(projects.due - busy, 0.0)
    ends = busy * xp.astype(due <= 0.0, kind)
    fails = ends * xp.astype(chance < failure, kind)
    added = (ends - fails) * projects.building
    still = 1.0 - ends
    closed = Projects(
        building=still * projects.building,
        due=still * due,
        sponsors=still * projects.sponsors,
        stakes=projects.stakes + stake * added * projects.sponsors,
        begun=projects.begun,
        failed=projects.failed + fails,
    )
    return closed, added


def open_projects(
    projects: Projects, rate: Array, chance: Array, size: Array, due: Array, sponsor: Array
) -> Projects:
    """Where no project is under way one may begin: see ``strike`` for rate and chance.

    size: of a project begun now, (1, state, mineral); due: quarters that it needs; sponsor: the
    power that would pay, 1 for it. Nothing begins where nothing could be added.
    """
    xp = space_of(chance)
    free = xp.astype((projects.building <= 0.0) & (size > 0.0), chance.dtype)
    begins = free * strike(chance, rate)
    return projects._replace(
        building=projects.building + begins * size,
        due=projects.due + begins * due,
        sponsors=projects.sponsors + begins * sponsor,
        begun=projects.begun + begins,
    )


def worth_of_stakes(stakes: Array, price: Array, value: Array) -> Array:
    """What a power's stakes are worth, bn USD a year, (power, state, 1).

    sum_m V_m exp(p_m) k_m

    V: value of the market outside the controller, bn USD a year; p: logarithm of its price; k: what
    the power owns, as share of demand. An owner is not a buyer: who buys the output, buys it all.
    """
    return add_over(value * space_of(price).exp(price) * stakes, -1)
