"""Outcomes: each has one definition, a unit and axes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.engines.turn import Quarter
from model.inputs.seeds.parameters import Parameters
from model.rules.bounds import at_least
from model.rules.influence import share_of_influence, total_influence
from model.rules.projects import worth_of_stakes
from model.rules.standing import back_council_bid
from model.world.axes import DIPLOMACY, TRADE, Array, one
from model.world.setting import Setting
from model.world.space import add_over
from model.world.state import World


class Outcome(NamedTuple):
    """What is measured each quarter."""

    name: str
    axes: tuple[str, ...]
    unit: str
    meaning: str


_SPECS = (
    Outcome(
        "influence",
        ("power", "state", "domain"),
        "0-1",
        "bandwidth x dependence in a domain, in the style of formal bilateral influence capacity",
    ),
    Outcome(
        "total_influence", ("power", "state"), "0-1", "influence summed with the domains' weights"
    ),
    Outcome(
        "share",
        ("power", "state"),
        "share",
        "the power's part of all total influence over the state",
    ),
    Outcome(
        "margin",
        ("state",),
        "share",
        "lead of the first power over the second in share of influence",
    ),
    Outcome(
        "concentration",
        ("state",),
        "0-1",
        "sum of squared shares of influence (Herfindahl-Hirschman)",
    ),
    Outcome(
        "multivector",
        ("state",),
        "0-1",
        "1 - (concentration - 1/n) / (1 - 1/n): 1 when n powers are equal, 0 when one has all",
    ),
    Outcome(
        "region_share",
        ("power",),
        "share",
        "share of influence over the five, weighted by their GDP",
    ),
    Outcome(
        "trade_share",
        ("power", "state"),
        "share",
        "the power's part of the state's goods trade, others included",
    ),
    Outcome(
        "ties",
        ("power", "state", "domain"),
        "bn USD a year; points",
        "trade and resources in bn USD a year, diplomacy and security in points of 0-100",
    ),
    Outcome(
        "effort", ("power", "state", "domain"), "bn USD a year", "engagement offered by the power"
    ),
    Outcome(
        "granted", ("power", "state", "domain"), "bn USD a year", "engagement that the state took"
    ),
    Outcome(
        "asking_price",
        ("power", "state"),
        "multiple of the base year",
        "effort that the state asks for the same tie, mean over what is offered",
    ),
    Outcome("throughput", ("corridor",), "Mt a year", "freight carried by the corridor"),
    Outcome(
        "through_freight", ("corridor",), "Mt a year", "freight between two powers on the corridor"
    ),
    Outcome("transit_revenue", ("state",), "bn USD a year", "revenue from through freight"),
    Outcome(
        "price",
        ("mineral",),
        "multiple of the base year",
        "price outside the controller's own market",
    ),
    Outcome(
        "controller_reliance",
        ("power", "mineral"),
        "share",
        "importer's need that comes from the controller",
    ),
    Outcome("projects", ("state", "mineral"), "projects", "mineral projects begun since the start"),
    Outcome(
        "failed_projects", ("state", "mineral"), "projects", "those of them that came to nothing"
    ),
    Outcome(
        "stakes",
        ("power", "state"),
        "bn USD a year",
        "output of finished mineral projects that the power owns",
    ),
    Outcome("alignment", ("power", "state"), "-1 to 1", "closeness of diplomatic positions"),
    Outcome("favour", ("power", "state"), "-1 to 1", "standing with elite and public"),
    Outcome("reprisal", ("power", "state"), "0-1", "how hard the power punishes the state"),
    Outcome(
        "council_backers",
        (),
        "states",
        "expected number of states backing the claimant's permanent seat",
    ),
)
OUTCOMES: dict[str, Outcome] = {outcome.name: outcome for outcome in _SPECS}


def observe(
    setting: Setting, parameters: Parameters, world: World, quarter: Quarter
) -> dict[str, Array]:
    """Every outcome of a quarter, axes ``(run, power, state, last)``."""
    total = total_influence(world.influence, setting.measure.weight)
    share = share_of_influence(total)
    concentration = add_over(share**2, -3)
    fewest = 1.0 / share.shape[-3]
    ranked = np.sort(share, axis=-3)
    gdp = setting.state_gdp * world.state_output
    trade = one(world.ties, TRADE)
    rest = one(world.others, TRADE)
    return {
        "influence": world.influence,
        "total_influence": total,
        "share": share,
        "margin": ranked[..., -1:, :, :] - ranked[..., -2:-1, :, :]
        if ranked.shape[-3] > 1
        else ranked,
        "concentration": concentration,
        "multivector": 1.0 - (concentration - fewest) / max(1.0 - fewest, 1e-9),
        "region_share": add_over(share * gdp, -2) / add_over(gdp, -2),
        "trade_share": trade / (add_over(trade, -3) + rest),
        "ties": world.ties,
        "effort": quarter.offer,
        "granted": quarter.granted,
        "asking_price": add_over(quarter.offer * quarter.state_view.price, -1)
        / at_least(add_over(quarter.offer, -1), 1e-12),
        "throughput": world.throughput,
        "through_freight": quarter.freight.through,
        "transit_revenue": quarter.freight.revenue,
        "price": np.exp(world.price),
        "controller_reliance": world.reliance,
        "projects": world.begun,
        "failed_projects": world.failed,
        "stakes": worth_of_stakes(world.stakes, world.price, setting.minerals.value),
        "alignment": world.alignment,
        "favour": world.favour,
        "reprisal": world.reprisal,
        "council_backers": count_backers(setting, parameters, world, quarter),
    }


def count_backers(
    setting: Setting, parameters: Parameters, world: World, quarter: Quarter
) -> Array:
    """Expected number of states that back the claimant's permanent seat, ``(run, 1, 1, 1)``."""
    p = parameters
    pressure = one(quarter.state_view.exposure, DIPLOMACY)
    chance = back_council_bid(
        world.alignment, pressure, p.council_base, p.council_alignment, p.council_pressure
    )
    backed = add_over(chance * setting.claimant, -3)
    return add_over(backed, -2)
