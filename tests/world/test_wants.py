"""Interests as arrays, and the quarrels that follow from them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.seeds.records import Interest
from model.inputs.seeds.seeds import Seeds
from model.world import wants
from model.world.drawn import Drawn
from model.world.draws import Floats

GENERAL = np.full(40, 0.5)
CLASHES = [
    ("JP1", "CN2"),
    ("JP2", "CN7"),
    ("JP5", "CN8"),
    ("JP7", "RU5"),
    ("US3", "RU4"),
    ("EU1", "RU4"),
]


def clashing(seeds: Seeds) -> set[tuple[str, str]]:
    return {(mine.id, theirs.id) for mine, theirs in wants.clashes(seeds.interests)}


def find(seeds: Seeds, name: str) -> Interest:
    return next(interest for interest in seeds.interests if interest.id == name)


@pytest.mark.parametrize(("mine", "theirs"), CLASHES)
def test_interests_that_the_document_sets_against_each_other_clash(
    seeds: Seeds, mine: str, theirs: str
) -> None:
    assert {(mine, theirs), (theirs, mine)} <= clashing(seeds)


def test_china_and_russia_share_the_wish_for_calm(seeds: Seeds) -> None:
    assert find(seeds, "CN6").issue == find(seeds, "RU2").issue
    assert ("CN6", "RU2") not in clashing(seeds)


def test_nobody_clashes_with_themselves(seeds: Seeds) -> None:
    assert all(mine != theirs for mine, theirs in clashing(seeds))


def central(seeds: Seeds) -> Floats:
    """Salience of every interest without its spread, ``(interest, 1)``."""
    return np.array([[interest.salience] for interest in seeds.interests])


def slow_conflict(seeds: Seeds, powers: tuple[str, ...]) -> Floats:
    conflict = np.zeros((len(powers), len(powers), len(DOMAINS)))
    for p, power in enumerate(powers):
        for q, rival in enumerate(powers):
            for d, domain in enumerate(DOMAINS):
                for mine in seeds.interests:
                    for theirs in seeds.interests:
                        if (
                            p != q
                            and power in mine.holder
                            and rival in theirs.holder
                            and domain in mine.domain
                            and mine.issue == theirs.issue
                            and mine.stance != theirs.stance
                        ):
                            strength = math.sqrt(mine.salience * theirs.salience) / 5
                            conflict[p, q, d] = max(conflict[p, q, d], strength)
    return conflict


def test_conflict_is_that_of_the_strongest_clash(seeds: Seeds) -> None:
    powers = seeds.ids("power")[:6]
    conflict = wants.derive_rivals(seeds.interests, central(seeds), powers)
    (strength,) = conflict.strength
    np.testing.assert_allclose(strength, slow_conflict(seeds, powers), rtol=1e-12)
    japan, china = powers.index("JPN"), powers.index("CHN")
    assert strength[japan, china, DOMAINS.index("security")] == 1.0
    for power, rivals in enumerate(conflict.others):
        assert rivals == tuple(np.flatnonzero(strength[power].any(axis=1)))


def test_a_conflict_over_an_interest_that_has_ended_is_at_rest(seeds: Seeds) -> None:
    """Its holders stay listed as rivals, so that nobody's list changes while a run goes on."""
    powers, names = seeds.ids("power"), seeds.ids("interest")
    japan, russia = powers.index("JPN"), powers.index("RUS")
    ended = central(seeds)
    ended[[names.index(name) for name in ("JP7", "RU5")]] = 0.0
    before = wants.derive_rivals(seeds.interests, central(seeds), powers)
    after = wants.derive_rivals(seeds.interests, ended, powers)
    diplomacy = DOMAINS.index("diplomacy")
    assert before.strength[0, japan, russia, diplomacy] > 0.0
    assert after.strength[0, japan, russia, diplomacy] == 0.0
    assert after.others == before.others


def test_conflict_keeps_within_its_bounds_and_spares_oneself(seeds: Seeds) -> None:
    (strength,) = wants.derive_rivals(seeds.interests, central(seeds), seeds.ids("power")).strength
    assert ((strength >= 0.0) & (strength <= 1.0)).all()
    assert (np.einsum("ppd->pd", strength) == 0.0).all()
    assert ((strength.max(axis=2) > 0) == (strength.max(axis=2) > 0).T).all()


def pressed(
    seeds: Seeds, drawn: Drawn, triggers: dict[str, float], power: str, state: str, domain: str
) -> Floats:
    """The strength of a power's interests from the first of its two forms: interest by interest."""
    total = GENERAL.copy()
    for interest in seeds.interests:
        if power in interest.holder and state in interest.targets and domain in interest.domain:
            raised = 1.0 + interest.elasticity * triggers.get(interest.trigger, 0.0)
            total = total + drawn.salience(interest) / len(interest.domain) * raised
    return total


@pytest.mark.parametrize("triggers", [{}, {"alarm": 0.7, "threat": 0.2, "council": 1.0}])
def test_priorities_add_up_interest_by_interest(
    seeds: Seeds, drawn: Drawn, triggers: dict[str, float]
) -> None:
    levels = wants.base_saliences(drawn)
    drives = wants.gather_priorities(drawn, seeds.interests, levels, GENERAL)
    total = drives.base.copy()
    for name, coefficient in drives.by_trigger:
        total += coefficient * triggers.get(name, 0.0)
    for p, power in enumerate(seeds.ids("power")):
        for s, state in enumerate(seeds.ids("state")):
            for d, domain in enumerate(DOMAINS):
                slow = pressed(seeds, drawn, triggers, power, state, domain)
                np.testing.assert_allclose(total[:, p, s, d], slow, rtol=1e-12)


def test_needs_of_a_state_are_one_on_average_over_domains(seeds: Seeds, drawn: Drawn) -> None:
    levels = wants.base_saliences(drawn)
    needs = wants.gather_needs(drawn, seeds.interests, levels, levels)
    assert needs.base.shape == (40, 1, 5, 4)
    np.testing.assert_allclose(needs.base.mean(axis=-1), 1.0, rtol=1e-12)
    assert {name for name, _ in needs.by_trigger} <= {"transit_control", "price", "unity"}


def test_needs_of_a_state_are_its_own(seeds: Seeds, drawn: Drawn) -> None:
    levels = wants.base_saliences(drawn)
    needs = wants.gather_needs(drawn, seeds.interests, levels, levels)
    for s, state in enumerate(seeds.ids("state")):
        amount = np.zeros((40, len(DOMAINS)))
        for interest in seeds.interests:
            if state in interest.holder:
                for domain in interest.domain:
                    part = drawn.salience(interest) / len(interest.domain)
                    amount[:, DOMAINS.index(domain)] += part
        own = amount / amount.mean(axis=1, keepdims=True)
        np.testing.assert_allclose(needs.base[:, 0, s], own, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("left", [0.0, 0.5])
def test_attention_that_ended_interests_leave_free_spreads_evenly(
    seeds: Seeds, drawn: Drawn, left: float
) -> None:
    usual = wants.base_saliences(drawn)
    before = wants.gather_needs(drawn, seeds.interests, usual, usual).base
    after = wants.gather_needs(drawn, seeds.interests, left * usual, usual).base
    np.testing.assert_allclose(after, left * before + (1.0 - left), rtol=1e-6)
    assert wants.gather_needs(drawn, seeds.interests, 0.0 * usual, usual).by_trigger == ()


def test_needs_that_all_grow_alike_stay_as_they_are(seeds: Seeds, drawn: Drawn) -> None:
    usual = wants.base_saliences(drawn)
    before = wants.gather_needs(drawn, seeds.interests, usual, usual).base
    after = wants.gather_needs(drawn, seeds.interests, 2.0 * usual, usual).base
    np.testing.assert_allclose(after, before, rtol=1e-6)


def test_japan_alone_seeks_a_seat_on_the_council(seeds: Seeds) -> None:
    powers = seeds.ids("power")
    claimant = wants.find_claimant(seeds.interests, powers)
    assert claimant.shape == (9, 1, 1)
    assert [powers[i] for i in np.flatnonzero(claimant)] == ["JPN"]
