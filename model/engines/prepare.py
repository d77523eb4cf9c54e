"""Prepare runs: the first world, and the setting, anchored to the base-year quarter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.engines import stages
from model.engines.base_year import anchor, usual_factors
from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.seeds.parameters import Parameters
from model.rules import structure
from model.world import build
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.setting import Anchor, Setting
from model.world.state import World
from model.world.wants import base_saliences, central_saliences, find_claimant, gather_wants


class Prepared(NamedTuple):
    """What an engine needs to begin."""

    world: World
    setting: Setting
    parameters: Parameters


def prepare(drawn: Drawn) -> Prepared:
    """The first world and the setting of the drawn runs, anchored to the base year.

    The base year is settled on the interests of the seeds. What a scenario makes of interests (its
    events, its overlay) acts from its own quarter on, against that base year: ``Outlook`` says how.
    """
    parameters = build.build_parameters(drawn)
    setting = _build_setting(drawn)
    world = _build_world(drawn)
    return Prepared(*anchor(drawn, world, setting, parameters), parameters)


def _build_setting(drawn: Drawn) -> Setting:
    powers = drawn.seeds.ids("power")
    saliences = base_saliences(drawn)
    openness = build.leaning(drawn, "openness")
    outside_security = build.leaning(drawn, "outside_security")
    return Setting(
        measure=build.build_measure(drawn),
        wants=gather_wants(drawn, saliences, central_saliences(drawn), saliences),
        budget=drawn.grid("budgets", powers, key=lambda p, b, c: (p,)),
        bond=build.build_bond(drawn),
        minerals=build.build_minerals(drawn),
        network=build.build_network(drawn),
        power_growth=build.economy(drawn, "power", "growth"),
        state_growth=build.economy(drawn, "state", "growth"),
        openness=openness,
        debt_burden=build.leaning(drawn, "debt"),
        lean=structure.lean_on_domains(
            openness, build.leaning(drawn, "resource_exports"), outside_security
        ),
        oil_gas=build.leaning(drawn, "oil_gas"),
        energy_part=build.pairs(drawn, "energy_part"),
        import_part=build.pairs(drawn, "import_part"),
        energy_others=build.leaning(drawn, "energy_others"),
        gas_value=drawn.grid("energy_value", ("gas",), key=lambda a, b, c: (a,)),
        oil_value=drawn.grid("energy_value", ("oil",), key=lambda a, b, c: (a,)),
        outside_security=outside_security,
        remittances=build.build_remittances(drawn),
        reliance_start=build.importers(drawn, "reliance"),
        state_gdp=build.economy(drawn, "state", "gdp"),
        transit_link=np.zeros((1, 1, 1, 1)),
        claimant=find_claimant(drawn.seeds.interests, powers),
        anchor=Anchor(*[np.ones((1, 1, 1, 1))] * len(Anchor._fields)),
    )


def _build_world(drawn: Drawn) -> World:
    powers, states, minerals_, corridors_ = (
        len(drawn.seeds.ids(kind)) for kind in ("power", "state", "mineral", "corridor")
    )

    def still(*shape: int) -> Floats:
        return lay_out(np.zeros((*shape, drawn.runs)))

    return World(
        ties=build.build_ties(drawn),
        terms=still(powers, states, 4),
        chance=still(powers, states, 4),
        others=still(1, states, len(DOMAINS)),
        favour=np.clip(build.pairs(drawn, "favour"), -0.95, 0.95),
        alignment=np.clip(build.pairs(drawn, "alignment"), -0.95, 0.95),
        dependence=build.build_dependence(drawn),
        influence=still(powers, states, len(DOMAINS)),
        momentum=still(powers, states, len(DOMAINS)),
        acceptance=still(powers, states, len(DOMAINS)) + 0.5,
        programme=still(powers, states, len(DOMAINS)),
        effort=still(powers, states, len(DOMAINS)),
        initiative=still(powers, states, len(DOMAINS)),
        expected=still(powers, states, len(DOMAINS)),
        error=still(powers, states, len(DOMAINS)),
        choice=still(powers, states, 1),
        fees=still(1, states, 1),
        reprisal=still(powers, states, 1),
        throughput=still(1, 1, corridors_),
        capacity=build.producers(drawn, "capacity"),
        building=still(1, states, minerals_),
        due=still(1, states, minerals_),
        sponsors=still(powers, states, minerals_),
        stakes=still(powers, states, minerals_),
        begun=still(1, states, minerals_),
        failed=still(1, states, minerals_),
        alarm=build.importers(drawn, "alarm"),
        reliance=build.importers(drawn, "reliance"),
        adaptation=still(powers, 1, minerals_),
        price=still(1, 1, minerals_),
        power_output=still(powers, 1, 1) + 1.0,
        state_output=still(1, states, 1) + 1.0,
    )


def usual_holds(drawn: Drawn, ready: Prepared) -> structure.Holds:
    """What every power held over every state in the base year."""
    world, setting, parameters = ready
    factors = usual_factors(drawn)
    freight = stages.carry_freight(world, setting, parameters, factors)
    return stages.find_holds(world, setting, parameters, factors, freight)
