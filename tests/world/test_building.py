"""The setting and the first world are laid out from the drawn seeds, each in its place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.inputs.formats.fixed_words import CHANNELS, DOMAINS
from model.inputs.seeds.seeds import Seeds
from model.world import build
from model.world.drawn import Drawn
from model.world.draws import Floats
from model.world.setting import Measure


def test_parameters_are_those_of_each_run(drawn: Drawn) -> None:
    for name, value in build.build_parameters(drawn)._asdict().items():
        assert value.shape == (40, 1, 1, 1)
        np.testing.assert_array_equal(value.ravel(), drawn.value("parameters", name))


def test_weights_of_the_domains_sum_to_one(drawn: Drawn) -> None:
    weight = build.build_measure(drawn).weight
    assert weight.shape == (40, 1, 1, 4)
    np.testing.assert_allclose(weight.sum(axis=-1), 1.0, rtol=1e-12)
    drawn_weight = drawn.value("measure", "trade", "weight")
    total = sum(drawn.value("measure", domain, "weight") for domain in DOMAINS)
    np.testing.assert_allclose(weight[:, 0, 0, 0], drawn_weight / total, rtol=1e-12)


@pytest.mark.parametrize("attribute", Measure._fields[1:])
def test_the_measure_is_as_drawn(drawn: Drawn, attribute: str) -> None:
    column = getattr(build.build_measure(drawn), attribute)
    for d, domain in enumerate(DOMAINS):
        np.testing.assert_array_equal(column[:, 0, 0, d], drawn.value("measure", domain, attribute))


def test_markets_are_as_drawn(seeds: Seeds, drawn: Drawn) -> None:
    market = build.build_minerals(drawn)
    powers, states, minerals = (seeds.ids(kind) for kind in ("power", "state", "mineral"))
    for m, mineral in enumerate(minerals):
        half_life = drawn.value("minerals", mineral, "licence_half_life")
        np.testing.assert_array_equal(market.half_life[:, 0, 0, m], half_life)
        for p, power in enumerate(powers):
            demand = drawn.value("demand", power, mineral)
            np.testing.assert_array_equal(market.demand[:, p, 0, m], demand)
        for s, state in enumerate(states):
            potential = drawn.value("potential", state, mineral)
            np.testing.assert_array_equal(market.potential[:, 0, s, m], potential)


def test_shares_of_freight_sum_to_one_or_to_nothing(drawn: Drawn) -> None:
    network = build.build_network(drawn)
    for shares in (network.pair_shares, network.through_shares, network.route_share):
        total = shares.sum(axis=-1)
        assert ((abs(total - 1.0) < 1e-12) | (total == 0.0)).all()
    np.testing.assert_allclose(network.through_shares.sum(axis=-1), 1.0, rtol=1e-12)


def test_the_network_is_as_drawn(seeds: Seeds, drawn: Drawn) -> None:
    network = build.build_network(drawn)
    powers, states = seeds.ids("power"), seeds.ids("state")
    for c, corridor in enumerate(seeds.ids("corridor")):
        for p, power in enumerate(powers):
            expected = drawn.value("crossings", corridor, power)
            np.testing.assert_array_equal(network.power_crossing[:, p, 0, c], expected)
        for s, state in enumerate(states):
            expected = drawn.value("crossings", corridor, state)
            np.testing.assert_array_equal(network.state_crossing[:, 0, s, c], expected)
    for r, route in enumerate(seeds.ids("route")):
        for p, power in enumerate(powers):
            expected = drawn.value("route_buyers", route, power)
            np.testing.assert_array_equal(network.route_buyer[:, p, 0, r], expected)
            expected = drawn.value("route_crossings", route, power)
            np.testing.assert_array_equal(network.route_crossing[:, p, 0, r], expected)


def test_through_flows_know_their_ends(seeds: Seeds, drawn: Drawn) -> None:
    network = build.build_network(drawn)
    powers = seeds.ids("power")
    flows = list(seeds.tables["through_flows"])
    ends = zip(network.origin, network.destination, strict=True)
    assert [(powers[i], powers[j]) for i, j in ends] == flows
    assert network.through_volume.shape == (40, len(flows), 1, 1)
    for f, flow in enumerate(flows):
        volume = drawn.value("through_flows", *flow)
        np.testing.assert_array_equal(network.through_volume[:, f, 0, 0], volume)


def led(*by_power: list[float]) -> Floats:
    """How far each power leads each bloc: (power, 1, bloc)."""
    return np.array(by_power)[:, None, :]


def joined(*by_state: list[float]) -> Floats:
    """How far each state belongs to each bloc: (1, state, bloc)."""
    return np.array(by_state)[None, :, :]


def test_one_full_membership_is_half_a_bond() -> None:
    bond = build.join_blocs(led([1.0], [0.5], [0.0]), joined([1.0], [0.5]))
    np.testing.assert_allclose(bond[..., 0], [[0.5, 0.25], [0.25, 0.125], [0.0, 0.0]])


def test_bonds_of_two_blocs_compound() -> None:
    bond = build.join_blocs(led([1.0, 1.0]), joined([1.0, 1.0]))
    assert bond.ravel() == pytest.approx([0.75])


def blocs(*shape: int) -> st.SearchStrategy[Floats]:
    return arrays(np.float64, shape, elements=st.floats(0, 1, allow_subnormal=False))


@settings(deadline=None, max_examples=50)
@given(blocs(3, 1, 4), blocs(1, 5, 4))
def test_a_bond_is_a_share_and_another_bloc_never_loosens_it(lead: Floats, member: Floats) -> None:
    bond = build.join_blocs(lead, member)
    assert bond.shape == (3, 5, 1)
    assert ((bond >= 0.0) & (bond <= 1.0)).all()
    assert (build.join_blocs(lead[..., :-1], member[..., :-1]) <= bond + 1e-15).all()


def test_russia_is_bound_to_the_states_of_its_blocs(seeds: Seeds, drawn: Drawn) -> None:
    bond = build.build_bond(drawn)
    assert bond.shape == (40, 9, 5, 1)
    russia, states = seeds.ids("power").index("RUS"), seeds.ids("state")
    kazakh, turkmen = (bond[0, russia, states.index(state), 0] for state in ("KAZ", "TKM"))
    assert kazakh > 0.5 > turkmen


def test_an_uncertain_membership_differs_by_run(seeds: Seeds) -> None:
    changed = seeds.with_changes({"memberships.csto.KAZ": [0.0, 1.0]})
    together = build.build_bond(Drawn(changed, 7, 0, 4))
    for run in range(4):
        np.testing.assert_array_equal(build.build_bond(Drawn(changed, 7, run, 1))[0], together[run])


def test_ties_start_within_what_the_rules_allow(drawn: Drawn) -> None:
    ties = build.build_ties(drawn)
    assert ties.shape == (40, 9, 5, 4)
    assert (ties[..., :2] >= 1e-3).all()
    assert ((ties[..., 2:] >= 0.05) & (ties[..., 2:] <= 95.0)).all()


def test_ties_within_bounds_are_as_drawn_and_others_at_the_bound(seeds: Seeds) -> None:
    changes = {"ties.JPN.TKM.security": 0.0, "ties.RUS.KAZ.security": 99.0}
    drawn = Drawn(seeds.with_changes(changes), 7, 0, 3)
    ties, powers, states = build.build_ties(drawn), seeds.ids("power"), seeds.ids("state")
    assert (ties[:, powers.index("JPN"), states.index("TKM"), 3] == 0.05).all()
    assert (ties[:, powers.index("RUS"), states.index("KAZ"), 3] == 95.0).all()
    for d, domain in enumerate(DOMAINS):
        china = ties[:, powers.index("CHN"), states.index("KAZ"), d]
        np.testing.assert_array_equal(china, drawn.value("ties", "CHN", "KAZ", domain))


def test_debt_and_arms_of_a_state_are_shared_out_once(seeds: Seeds, drawn: Drawn) -> None:
    dependence = build.build_dependence(drawn)
    assert dependence.shape == (40, 9, 5, 2)
    assert (dependence.sum(axis=1) <= 1.0 + 1e-12).all()
    russia, kyrgyz = seeds.ids("power").index("RUS"), seeds.ids("state").index("KGZ")
    arms = drawn.value("dependence", CHANNELS[2], "RUS", "KGZ")
    np.testing.assert_array_equal(dependence[:, russia, kyrgyz, 1], arms)


def test_remittances_are_as_drawn(seeds: Seeds, drawn: Drawn) -> None:
    remittances = build.build_remittances(drawn)
    russia, tajik = seeds.ids("power").index("RUS"), seeds.ids("state").index("TJK")
    expected = drawn.value("dependence", CHANNELS[0], "RUS", "TJK")
    np.testing.assert_array_equal(remittances[:, russia, tajik, 0], expected)


def test_shares_that_sum_to_more_than_all_are_scaled_down(seeds: Seeds) -> None:
    powers = seeds.ids("power")
    shares = {f"dependence.debt.{power}.KGZ": 0.2 for power in powers}
    debt = build.build_dependence(Drawn(seeds.with_changes(shares), 7, 0, 2))[..., 0]
    np.testing.assert_allclose(debt[:, :, seeds.ids("state").index("KGZ")], 1 / 9, rtol=1e-12)


def test_tables_by_actor_are_as_drawn(seeds: Seeds, drawn: Drawn) -> None:
    powers, states, minerals = (seeds.ids(kind) for kind in ("power", "state", "mineral"))
    p, s, m = powers.index("IND"), states.index("TKM"), minerals.index("uranium")
    expected = {
        ("favour", "IND", "TKM"): build.pairs(drawn, "favour")[:, p, s, 0],
        ("energy_part", "IND", "TKM"): build.pairs(drawn, "energy_part")[:, p, s, 0],
        ("import_part", "IND", "TKM"): build.pairs(drawn, "import_part")[:, p, s, 0],
        ("leaning", "TKM", "energy_others"): build.leaning(drawn, "energy_others")[:, 0, s, 0],
        ("leaning", "TKM", "oil_gas"): build.leaning(drawn, "oil_gas")[:, 0, s, 0],
        ("economy", "IND", "gdp"): build.economy(drawn, "power", "gdp")[:, p, 0, 0],
        ("economy", "TKM", "growth"): build.economy(drawn, "state", "growth")[:, 0, s, 0],
        ("reliance", "IND", "uranium"): build.importers(drawn, "reliance")[:, p, 0, m],
        ("capacity", "TKM", "uranium"): build.producers(drawn, "capacity")[:, 0, s, m],
    }
    for (table, *key), column in expected.items():
        np.testing.assert_array_equal(column, drawn.value(table, *key))
