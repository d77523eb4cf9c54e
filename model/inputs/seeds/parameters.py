"""The numbers that the rules share; value, unit, source are in ``seeds/parameters.csv``."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

Array: TypeAlias = Any


class Parameters(NamedTuple):
    """Rule parameters of each run, arrays of shape ``(run, 1, 1, 1)``.

    Its fields are the names that ``parameters.csv`` must hold, one row each.
    """

    # minerals
    licence_leakage: Array
    price_speed: Array
    alarm_gain: Array
    alarm_price_weight: Array
    alarm_half_life: Array
    diversification: Array
    relapse: Array
    natural_reliance: Array
    project_rate: Array
    project_size: Array
    project_delay: Array
    delay_spread: Array
    project_failure: Array
    project_stake: Array
    calm_sponsors: Array
    mineral_claim: Array
    # corridors
    value_of_time: Array
    route_elasticity: Array
    residual_route: Array
    reroute: Array
    # powers
    precision: Array
    contest: Array
    entry: Array
    reallocation: Array
    sight: Array
    expectation: Array
    error_memory: Array
    match: Array
    fill: Array
    answer_limit: Array
    transit_want: Array
    transit_floor: Array
    misperception: Array
    general_interest: Array
    summit_effort: Array
    budget_response: Array
    # states
    openness_to_offers: Array
    need_weight: Array
    favour_weight: Array
    access_weight: Array
    hedging: Array
    tolerance: Array
    fear: Array
    peers: Array
    price_rest: Array
    price_transit: Array
    price_scarce: Array
    price_votes: Array
    price_isolation: Array
    # isolation
    delivery_trade: Array
    delivery_resources: Array
    delivery_security: Array
    favour_isolation: Array
    # reprisal
    reprisal_rate: Array
    refusal_zone: Array
    refusal_memory: Array
    reprisal_half_life: Array
    reprisal_trade: Array
    reprisal_favour: Array
    reprisal_growth: Array
    # ties
    trade_pull: Array
    trade_speed: Array
    trade_income: Array
    trade_access: Array
    trade_tariff: Array
    trade_sanctions: Array
    energy_pass: Array
    trade_hedging: Array
    trade_yield: Array
    resource_pull: Array
    resource_income: Array
    resource_yield: Array
    effort_half: Array
    routine_effort: Array
    spillover: Array
    points_decay: Array
    bond_weight: Array
    shock_trade: Array
    shock_lump: Array
    shock_lasting: Array
    lasting_kept: Array
    passing_kept: Array
    event_rate: Array
    event_size: Array
    shock_resources: Array
    shock_diplomacy: Array
    shock_security: Array
    shock_positions: Array
    votes_passing: Array
    contract_rate: Array
    contract_size: Array
    # structure
    remittance_half: Array
    debt_half: Array
    debt_repayment: Array
    arms_speed: Array
    # standing
    favour_gain: Array
    favour_half_life: Array
    alignment_speed: Array
    alignment_influence: Array
    alignment_favour: Array
    alignment_isolation: Array
    momentum_memory: Array
    growth_revenue: Array
    # the council
    council_base: Array
    council_alignment: Array
    council_pressure: Array
