"""What the world remembers from one quarter to the next."""

from __future__ import annotations

from typing import NamedTuple

from model.world.axes import Array


class World(NamedTuple):
    """Everything that the future depends on, at the end of a quarter.

    Every field has the axes ``(run, power, state, last)``; an axis that does not apply has
    length one. Whatever affects the future lives here, so that a run can be stopped, forked and
    carried on by either engine.
    """

    ties: Array
    """(power, state, domain); goods in bn USD a year, the other two in points 0..100"""
    terms: Array
    """(power, state, 4); logarithms already worked into trade: markets, contracts, routes and
    barriers, against the base year"""
    chance: Array
    """(power, state, 4); what chance has brought to goods ties, logarithms: what lasts of trade,
    what lasts of resources, what passes of trade, and what unnamed events have left in trade"""
    others: Array
    """(1, state, domain); ties with the rest of the world, unit of the tie"""
    favour: Array
    """(power, state, 1); standing of the power with the state's elite and public, -1..1"""
    alignment: Array
    """(power, state, 1); closeness of diplomatic positions, -1..1"""
    dependence: Array
    """(power, state, 2); the power's shares of external public debt and of arms imports, 0..1"""
    influence: Array
    """(power, state, domain); influence as last measured, 0..1"""
    momentum: Array
    """(power, state, domain); smoothed change of influence, a quarter"""
    acceptance: Array
    """(power, state, domain); share of what was offered last quarter that the state took, 0..1"""
    programme: Array
    """(power, state, domain); how the power spread its budget last quarter, sums to 1"""
    effort: Array
    """(power, state, domain); what its engagement came to, as others see it, bn USD a year"""
    initiative: Array
    """(power, state, domain); the same without what answers others, bn USD a year"""
    expected: Array
    """(power, state, domain); the initiative that nobody wonders at any more, bn USD a year"""
    error: Array
    """(power, state, domain); the power's own error about what others do, standard normal"""
    choice: Array
    """(power, state, 1); share of what the state would take that is the power's, as the power
    remembers it, 0..1"""
    fees: Array
    """(1, state, 1); what transit fees beyond the base year's are worth, share of GDP"""
    reprisal: Array
    """(power, state, 1); how hard the power punishes the state, 0..1"""
    throughput: Array
    """(1, 1, corridor); Mt a year carried"""
    capacity: Array
    """(1, state, mineral); share of demand outside the controller that the state can supply"""
    building: Array
    """(1, state, mineral); size of the project under way, share of demand as above; 0: none"""
    due: Array
    """(1, state, mineral); quarters until it works or fails; 0 where there is none"""
    sponsors: Array
    """(power, state, mineral); 1 for the power that pays for the project under way"""
    stakes: Array
    """(power, state, mineral); what each power owns of what projects have finished, share of demand
    as above"""
    begun: Array
    """(1, state, mineral); how many projects have been begun since the base year"""
    failed: Array
    """(1, state, mineral); how many of them came to nothing"""
    alarm: Array
    """(power, 1, mineral); an importer's memory of supply shocks, 0..1"""
    reliance: Array
    """(power, 1, mineral); share of the importer's need that comes from the controller, 0..1"""
    adaptation: Array
    """(power, 1, mineral); how far traders have learnt to live with the licences, 0..1"""
    price: Array
    """(1, 1, mineral); natural logarithm of the price outside the controller, base year = 0"""
    power_output: Array
    """(power, 1, 1); GDP of the power, base year = 1"""
    state_output: Array
    """(1, state, 1); GDP of the state, base year = 1"""
