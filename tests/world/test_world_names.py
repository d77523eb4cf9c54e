"""Names that stand in two places are the same in both."""

from __future__ import annotations

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.seeds.factors import FACTORS
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.world import axes
from model.world.factors import Factors


def test_parameters_are_those_that_the_seeds_must_hold(seeds: Seeds) -> None:
    assert {key[0] for key in seeds.tables["parameters"]} == set(Parameters._fields)


def test_factors_are_those_that_scenarios_may_move() -> None:
    assert sorted(Factors._fields) == sorted(FACTORS)


def test_domains_stand_where_the_axes_say() -> None:
    assert DOMAINS[axes.POINTS] == ("diplomacy", "security")
    assert DOMAINS.index("security") == axes.SECURITY
