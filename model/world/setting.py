"""What a run takes as given: the drawn seeds that do not change while it runs."""

from __future__ import annotations

from typing import NamedTuple

from model.world.axes import Array


class Measure(NamedTuple):
    """How influence is measured, axes ``(run, 1, 1, domain)``; from ``seeds/measure.csv``."""

    weight: Array
    """weight of the domain in total influence, sums to 1"""
    reference: Array
    """volume of a tie at which bandwidth starts to count, unit of the tie"""
    ceiling: Array
    """volume of a tie at which bandwidth reaches 1, unit of the tie"""
    tie_weight: Array
    """share of dependence that comes from the power's share of ties, 0..1"""
    structure_weight: Array
    """share of dependence that is structural, 0..1"""


class Drives(NamedTuple):
    """Interests summed to arrays: a base, and what each trigger adds at strength one."""

    base: Array
    by_trigger: tuple[tuple[str, Array], ...]


class Alignments(NamedTuple):
    """Which powers stand opposed over what, or stand together."""

    strength: Array
    """(run or 1, power, other power, domain); how opposed, or alike, their interests are, 0..1"""
    others: tuple[tuple[int, ...], ...]
    """for each power the places of those with which it may ever have to do"""
    closest: Array
    """(run or 1, power, other power); the largest strength over domains, 0..1"""
    pairs: tuple[tuple[Array, ...], ...]
    """for each power the strength of each pair of ``others``, (run or 1, 1, 1, domain); of a power
    without others, what it has with the first power: nothing"""


class Wants(NamedTuple):
    """What interests come to: all that actors want, at the saliences of a quarter."""

    priorities: Drives
    """of powers, (power, state, domain)"""
    needs: Drives
    """of states, (1, state, domain), mean one over domains"""
    rivals: Alignments
    """powers whose interests stand opposed"""
    friends: Alignments
    """powers that want the same in the same issue"""


class Minerals(NamedTuple):
    """Markets of minerals, axes ``(run, power or 1, state or 1, mineral)``."""

    half_life: Array
    recoverable: Array
    sensitivity: Array
    value: Array
    mine_lag: Array
    demand: Array
    potential: Array


class Network(NamedTuple):
    """Corridors and oil and gas routes, last axis corridor or route unless said otherwise."""

    capacity: Array
    tariff: Array
    days: Array
    risk: Array
    terminal_share: Array
    pair_shares: Array
    """(power, state, corridor); reference shares of the pair's freight, sum to 1"""
    freight_intensity: Array
    """(1, state, 1); Mt of freight per bn USD of trade"""
    through_volume: Array
    """(flow, 1, 1); Mt a year of through freight; the flow stands on the power axis"""
    through_shares: Array
    """(flow, 1, corridor); reference shares, sum to 1"""
    origin: tuple[int, ...]
    """for each through flow the place of the power at which it starts"""
    destination: tuple[int, ...]
    """the same for where it ends"""
    power_crossing: Array
    """(power, 1, corridor); how far freight on the corridor must cross the power's territory"""
    state_crossing: Array
    """(1, state, corridor)"""
    route_share: Array
    """(1, state, route); share of the state's oil and gas exports that leaves by the route"""
    route_buyer: Array
    """(power, 1, route); share of the route's flow that ends with the power"""
    route_crossing: Array
    """(power, 1, route); 0..1, the power controls the route's transit"""


class Anchor(NamedTuple):
    """The base year's own quarter, against which every later effect is measured."""

    ties: Array
    passing: Array
    """(power, state, 1); what passes of trade in the base year, logarithm"""
    bids: Array
    """(power, state, domain); shares of each power's budget"""
    budget: Array
    """(power, 1, 1); bn USD a year to spread"""
    earmarked: Array
    """(power, 1, domain); bn USD a year tied to a domain by pledges and summits"""
    offer: Array
    """(power, state, domain); bn USD a year"""
    granted: Array
    """(power, state, domain); effort: what engagement comes to, bn USD a year"""
    granted_others: Array
    """(power, state, domain); the same of all other powers together"""
    acceptance: Array
    """(power, state, domain); share of each offer that the state took"""
    stake: Array
    alignment: Array
    rest: Array
    """(power, state, 1); alignment without what passes of it in the base year, -1..1"""
    favour: Array
    share: Array
    cost: Array
    accessibility: Array
    route_access: Array
    mineral_pull: Array
    capacity: Array
    sanctions: Array
    isolation: Array
    revenue: Array
    others: Array


class Setting(NamedTuple):
    """What a run takes as given, axes ``(run, power, state, last)``."""

    measure: Measure
    wants: Wants
    """the base year's in what ``prepare`` gives; those of the quarter in what is played"""
    budget: Array
    bond: Array
    minerals: Minerals
    network: Network
    power_growth: Array
    state_growth: Array
    openness: Array
    debt_burden: Array
    lean: Array
    """(1, state, domain); how much the state leans on each domain, 0..1"""
    oil_gas: Array
    energy_part: Array
    """(power, state, 1); share of the trade tie that is oil and gas sold to the power, 0..1"""
    import_part: Array
    """(power, state, 1); share of the trade tie that the state buys, 0..1"""
    energy_others: Array
    """(1, state, 1); share of trade with the rest of the world that is oil and gas sold, 0..1"""
    gas_value: Array
    """(1, 1, 1); bn USD a bcm at the border in the base year"""
    oil_value: Array
    """(1, 1, 1); bn USD a Mt in the base year"""
    outside_security: Array
    remittances: Array
    reliance_start: Array
    state_gdp: Array
    transit_link: Array
    """(power, 1, 1); part of through freight over the region that starts or ends at the power"""
    claimant: Array
    """(power, 1, 1) without a run axis: 1 for the power that seeks a permanent council seat"""
    anchor: Anchor
