"""Markets: minerals under this quarter's controls."""

from __future__ import annotations

from model.inputs.seeds.parameters import Parameters
from model.rules import minerals
from model.rules.bounds import within
from model.world.axes import Array
from model.world.factors import Factors
from model.world.setting import Setting
from model.world.space import add_over
from model.world.state import World


def open_markets(
    world: World, setting: Setting, parameters: Parameters, factors: Factors
) -> minerals.Market:
    """Mineral markets under this quarter's controls."""
    p, market = parameters, setting.minerals
    cut = minerals.cut_supply(
        factors.export_control, factors.embargo, world.adaptation, market.recoverable
    )
    home = supply_at_home(world, setting)
    shortage = minerals.withhold(
        minerals.find_shortage(cut, world.reliance, home, p.licence_leakage),
        world.capacity, factors.licence, p.licence_leakage,
    )  # fmt: skip
    price = minerals.set_price(
        world.price, shortage, market.demand, factors.mineral_demand, market.sensitivity,
        p.price_speed,
    )  # fmt: skip
    alarm = minerals.feel_alarm(
        world.alarm, shortage, price, p.alarm_gain, p.alarm_price_weight, p.alarm_half_life
    )
    natural = minerals.natural_reliance(setting.reliance_start, p.natural_reliance)
    reliance = minerals.move_reliance(world.reliance, alarm, natural, p.diversification, p.relapse)
    adaptation = minerals.adapt_to_licences(
        world.adaptation, factors.export_control, market.half_life
    )
    return minerals.Market(shortage, price, alarm, reliance, adaptation)


def supply_at_home(world: World, setting: Setting) -> Array:
    """Share of demand outside the controller that capacity added since the base can meet, 0..1."""
    added = add_over(world.capacity - setting.anchor.capacity, -2)
    return within(added, 0.0, 0.9)
