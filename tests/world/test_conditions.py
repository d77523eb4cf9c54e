"""Factors stand at their base until an event moves them."""

from __future__ import annotations

import numpy as np
import pytest

from model.inputs.formats.quarters import quarter_index
from model.inputs.seeds.factors import FACTORS, INTEREST
from model.inputs.seeds.seeds import Seeds
from model.world import outside as conditions
from model.world.drawn import Drawn


def member_keys(drawn: Drawn, name: str) -> tuple[str, ...]:
    return tuple(conditions.axis_ids(drawn, kind)[-1] for kind in FACTORS[name].axes)


@pytest.mark.parametrize("name", [name for name in FACTORS if name != INTEREST])
def test_a_factor_stands_at_its_seed_or_else_at_its_default(drawn: Drawn, name: str) -> None:
    base = conditions.base_factors(drawn)[name]
    keys = {key for key in drawn.seeds.tables["factors"] if key[0] == name}
    for key in keys:
        place = conditions.member_mask(drawn, name, tuple(k for k in key[1:] if k))
        value = drawn.value("factors", *key)
        np.testing.assert_allclose((base * place).sum(axis=(1, 2, 3)), value, rtol=1e-12)
    others = base.reshape(base.shape[0], -1) == FACTORS[name].default
    assert (~others).any(axis=0).sum() <= len(keys)


@pytest.mark.parametrize("name", FACTORS)
def test_a_factor_has_its_own_axes_and_no_other(drawn: Drawn, name: str) -> None:
    base = conditions.base_factors(drawn)[name]
    mask = conditions.member_mask(drawn, name, member_keys(drawn, name))
    assert base.shape == mask.shape
    lengths = sorted(len(conditions.axis_ids(drawn, kind)) for kind in FACTORS[name].axes)
    assert sorted(n for n in mask.shape[1:] if n > 1) == lengths


@pytest.mark.parametrize("name", FACTORS)
def test_an_event_hits_the_member_it_names_alone(drawn: Drawn, name: str) -> None:
    mask = conditions.member_mask(drawn, name, member_keys(drawn, name))
    assert (mask.sum(axis=(1, 2, 3)) == 1.0).all()
    assert (mask[:, -1, -1, -1] == 1.0).all()


def test_a_route_that_is_not_built_yet_is_closed(seeds: Seeds, drawn: Drawn) -> None:
    is_open = conditions.base_factors(drawn)["corridor_open"]
    assert is_open.shape == (40, 1, 1, 7)
    corridors = seeds.ids("corridor")
    assert is_open[0, 0, 0, corridors.index("middle")] == 1.0
    assert is_open[0, 0, 0, corridors.index("cku")] < 0.5


def test_planned_summits_are_those_of_the_quarter(seeds: Seeds, drawn: Drawn) -> None:
    for (power, quarter), row in list(seeds.tables["summits"].items())[:20]:
        planned = conditions.planned_summits(drawn, quarter_index(quarter))
        assert planned.shape == (40, 9, 1, 1)
        place = seeds.ids("power").index(power)
        np.testing.assert_array_equal(planned[:, place, 0, 0], drawn.value("summits", *row.key))
    assert (conditions.planned_summits(drawn, quarter_index("1990Q1")) == 0.0).all()


def test_a_usual_quarter_has_its_part_of_all_planned_summits(seeds: Seeds, drawn: Drawn) -> None:
    usual = conditions.usual_summits(drawn)
    keys = list(seeds.tables["summits"])
    years = [int(quarter[:4]) for _, quarter in keys]
    span = 4 * (max(years) - min(years) + 1)
    for p, power in enumerate(seeds.ids("power")):
        planned = sum(drawn.value("summits", *key) for key in keys if key[0] == power)
        np.testing.assert_allclose(usual[:, p, 0, 0], planned / span, rtol=1e-12, atol=1e-15)
