"""Looking: what every actor is given to see before it decides."""

from __future__ import annotations

from collections.abc import Mapping

from model.engines.stages.freight import Freight
from model.inputs.seeds.parameters import Parameters
from model.rules import (
    answering,
    bidding,
    corridors,
    granting,
    influence,
    leverage,
    minerals,
    priorities,
    structure,
)
from model.rules.bounds import at_least, within
from model.world.axes import DIPLOMACY, Array, one
from model.world.factors import Factors
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


def view_of_power(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    triggers: Mapping[str, Array],
    transit: Array,
) -> bidding.PowerView:
    """What the powers see: interests, standing, means, what others spend, what comes of it.

    transit: see ``need_transit``.
    """
    p, base, wants = parameters, setting.anchor, setting.wants
    priority = priorities.want_transit(
        priorities.press(wants.priorities, triggers),
        transit,
        p.transit_want,
    )
    summits = p.summit_effort * factors.summit
    earmarked = join(
        [one(factors.pledge, d) + (summits if d == DIPLOMACY else 0.0 * summits) for d in range(4)],
        -1,
    )
    stake = add_over(add_over(priority, -1), -2)
    budget = bidding.raise_budget(
        setting.budget * factors.engagement, stake, base.stake, p.budget_response
    )
    calm = 0.0 * factors.finance + 1.0
    answer = answer_others(world, setting, parameters, budget)
    return bidding.PowerView(
        priority=priority,
        standing=influence.share_of_influence(world.influence),
        own=world.effort,
        others=answering.misjudge(
            answering.sum_of_others(world.effort), world.error, p.misperception
        ),
        own_usual=base.granted,
        others_usual=base.granted_others,
        welcome=world.acceptance / at_least(base.acceptance, 1e-9),
        answer=answer,
        programme=world.programme,
        budget=budget + add_over(add_over(answer, -1), -2),
        earmarked=earmarked,
        outlay=join([factors.finance, factors.finance, calm, calm], -1),
    )


def trigger_powers(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    market: minerals.Market,
) -> dict[str, Array]:
    """What makes the powers' interests more pressing this quarter."""
    wants = setting.wants
    threat = leverage.look_for_threat(
        wants.rivals, world.momentum, world.error, parameters.misperception
    )
    alarm = leverage.heed_friends(
        wants.friends, priorities.mean_alarm(market.alarm, setting.minerals.demand)
    )
    return priorities.power_triggers(
        alarm, setting.minerals.demand, market.price, threat,
        factors.isolation, factors.sea_blocked, factors.council,
    )  # fmt: skip


def answer_others(world: World, setting: Setting, parameters: Parameters, budget: Array) -> Array:
    """Money that powers bring up against what rivals add, and where others withdraw."""
    p = parameters
    wanted = answering.misjudge(
        answering.answer_rivals(setting.wants.rivals, world.initiative, world.expected, p.match),
        world.error,
        p.misperception,
    ) + answering.fill_gaps(world.initiative, world.expected, p.fill)
    return answering.stay_within_means(wanted, budget, p.answer_limit)


def need_transit(setting: Setting, parameters: Parameters, freight: Freight) -> Array:
    """How much more each power leans on each state's transit than in the base year."""
    return corridors.need_transit(
        freight.revenue, setting.anchor.revenue, parameters.transit_floor, setting.transit_link
    )


def view_of_state(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    market: minerals.Market,
    freight: Freight,
    holds: structure.Holds,
    transit: Array,
) -> granting.StateView:
    """What the states see: their needs, who offers, reaches them or would mind, and their price.

    transit: see ``need_transit``.
    """
    xp = space_of(world.ties)
    control = xp.maximum(holds.freight, holds.energy)
    triggers = priorities.state_triggers(control, market.price, factors.unity)
    nothing = 0.0 * freight.log_access
    access = join([freight.log_access, freight.log_reach, nothing, nothing], -1)
    danger = leverage.threaten(holds.leverage, world.reprisal, holds.remittances, holds.energy)
    return granting.StateView(
        need=priorities.need_security(
            priorities.press(setting.wants.needs, triggers), factors.security_threat
        ),
        favour=world.favour,
        access=access,
        share=influence.share_of_influence(world.influence),
        exposure=leverage.expose(setting.wants.rivals, danger),
        neighbours=leverage.mean_of_others(world.acceptance),
        unity=factors.unity,
        price=ask_price(world, setting, parameters, factors, market, transit),
        refused=factors.refusal,
    )


def ask_price(
    world: World,
    setting: Setting,
    parameters: Parameters,
    factors: Factors,
    market: minerals.Market,
    transit: Array,
) -> Array:
    """What every state asks of every power for the same tie, base year = 1."""
    p, base = parameters, setting.anchor
    xp = space_of(world.ties)
    rest, usual = answering.sum_of_others(world.effort), base.granted_others
    dear = minerals.scarce_goods(world.capacity, market.price, setting.minerals.value)
    vote = factors.council * setting.claimant
    return granting.ask_price(
        granting.Strength(
            rest=xp.log((rest + p.routine_effort) / (usual + p.routine_effort)),
            transit=transit,
            scarce=join([0.0 * dear, dear, 0.0 * dear, 0.0 * dear], -1),
            votes=join([0.0 * vote, 0.0 * vote, vote, 0.0 * vote], -1),
            isolation=factors.isolation - base.isolation,
            unity=factors.unity,
        ),
        granting.Demands(
            p.price_rest, p.price_transit, p.price_scarce, p.price_votes, p.price_isolation
        ),
    )
