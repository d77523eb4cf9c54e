"""Looking: what every actor is given to see before it decides."""

from __future__ import annotations

from model.engines.stages.freight import Freight
from model.rules import bidding, granting, influence, leverage, minerals, priorities, structure
from model.rules.bounds import within
from model.world.axes import DIPLOMACY, one
from model.world.factors import Factors, Shock
from model.world.parameters import Parameters
from model.world.setting import Setting
from model.world.space import add_over, join, space_of
from model.world.state import World


def find_holds(
    world: World, setting: Setting, parameters: Parameters, factors: Factors, freight: Freight
) -> structure.Holds:
    """What every power holds over every state this quarter."""
    return structure.take_hold(
        setting.remittances * factors.migration,
        one(world.dependence, 0),
        one(world.dependence, 1),
        freight.freight_control,
        freight.energy_control,
        within(setting.bond + factors.membership, 0.0, 1.0),
        remittance_half=parameters.remittance_half,
        debt_burden=setting.debt_burden,
        debt_half=parameters.debt_half,
        outside_security=setting.outside_security,
        oil_gas=setting.oil_gas,
    )


def look_as_power(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    shock: Shock,
    market: minerals.Market,
) -> bidding.PowerView:
    """What the powers see: their own interests, standing, means, and what rivals seem to gain."""
    p = parameters
    threat = leverage.look_for_threat(
        setting.wants.conflict, world.momentum, shock.perception, p.misperception
    )
    triggers = priorities.power_triggers(
        market.alarm, setting.minerals.demand, market.price, threat,
        factors.isolation, factors.sea_blocked, factors.council,
    )  # fmt: skip
    priority = priorities.press(setting.wants.priorities, triggers)
    summits = p.summit_effort * factors.summit
    earmarked = join(
        [one(factors.pledge, d) + (summits if d == DIPLOMACY else 0.0 * summits) for d in range(4)],
        -1,
    )
    stake = add_over(add_over(priority, -1), -2)
    budget = setting.budget * factors.engagement
    return bidding.PowerView(
        priority=priority,
        standing=influence.share_of_influence(world.influence),
        threat=threat,
        budget=bidding.raise_budget(budget, stake, setting.anchor.stake, p.budget_response),
        earmarked=earmarked,
    )


def look_as_state(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    market: minerals.Market,
    freight: Freight,
    holds: structure.Holds,
) -> granting.StateView:
    """What the states see: their needs, who offers, who reaches them, and who would mind."""
    xp = space_of(world.ties)
    control = xp.maximum(holds.freight, holds.energy)
    triggers = priorities.state_triggers(control, market.price, factors.unity)
    nothing = 0.0 * freight.log_access
    access = join([freight.log_access, freight.log_reach, nothing, nothing], -1)
    return granting.StateView(
        need=priorities.press(setting.wants.needs, triggers),
        favour=world.favour,
        access=access,
        share=influence.share_of_influence(world.influence),
        exposure=leverage.expose(setting.wants.conflict, holds.leverage),
        neighbours=leverage.mean_of_others(world.acceptance),
        unity=factors.unity,
    )
