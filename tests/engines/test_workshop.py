"""The workshop: agents that tell why, end when the scenario ends, and let go of their memory."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest
from playing import ENTROPY

from model.engines.workshop import Workshop
from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.scenarios.scenarios import Scenario, keep_document
from model.inputs.seeds.seeds import Seeds

Case = tuple[Scenario, Seeds]
TERMS = ("openness", "need", "favour", "access", "hedging", "fear", "neighbours")


@pytest.fixture
def workshop(baseline: Case) -> Any:
    """A workshop after two quarters."""
    opened = Workshop(*baseline, entropy=ENTROPY, run=3)
    opened.step()
    opened.step()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["CHN", "RUS", "JPN", "IRN"])
def test_a_powers_reasons_add_up_to_its_bids_by_luces_rule(workshop: Workshop, name: str) -> None:
    told = workshop[name].explain()
    assert len(told) == len(workshop.states) * len(DOMAINS)
    precision = float(workshop.parameters.precision[0, 0, 0, 0])
    odds = np.array([(row["gain"] * row["effect"] * row["welcome"]) ** precision for row in told])
    answers = np.array([row["answer"] for row in told])
    last = np.array([row["last_quarter"] for row in told])
    budget = float(workshop[name].view.budget[0, 0, 0, 0])
    wanted = (odds / odds.sum() * (budget - answers.sum()) + answers) / budget
    inertia = float(workshop.parameters.reallocation[0, 0, 0, 0])
    shares = [row["share_of_budget"] for row in told]
    np.testing.assert_allclose(shares, last + inertia * (wanted - last), rtol=1e-12)
    assert shares == sorted(shares, reverse=True)
    assert len({(row["state"], row["domain"]) for row in told}) == len(told)


@pytest.mark.parametrize("name", ["KAZ", "TJK", "UZB"])
def test_a_states_reasons_add_up_to_what_it_takes_by_logit(workshop: Workshop, name: str) -> None:
    told = workshop[name].explain()
    assert len(told) == len(workshop.powers) * len(DOMAINS)
    for row in told:
        utility = sum(row[term] for term in TERMS)
        taken = row["accepted"] * row["price"]
        assert utility == pytest.approx(np.log(taken / (1.0 - taken)), rel=1e-9, abs=1e-9)
    taken = [row["accepted"] for row in told]
    assert taken == sorted(taken, reverse=True)


def test_what_is_told_is_what_was_recorded(workshop: Workshop) -> None:
    record = workshop.record
    assert record is not None
    for row in workshop["JPN"].explain():
        s, d = workshop.states.index(row["state"]), DOMAINS.index(row["domain"])
        assert row["share_of_budget"] == record.bids[0, workshop.powers.index("JPN"), s, d]
    for row in workshop["UZB"].explain():
        p, d = workshop.powers.index(row["power"]), DOMAINS.index(row["domain"])
        assert row["accepted"] == record.acceptance[0, p, workshop.states.index("UZB"), d]


def test_a_powers_reasons_name_interests_and_where_they_are_stated(workshop: Workshop) -> None:
    rows = {(r["state"], r["domain"]): r["interests"] for r in workshop["JPN"].explain()}
    minerals = [text for text in rows["KAZ", "resources"] if text.startswith("JP2 ")]
    assert len(minerals) == 1
    assert minerals[0].startswith("JP2 (P12): ")
    assert not [text for text in rows["KAZ", "diplomacy"] if text.startswith("JP2 ")]
    china = {(r["state"], r["domain"]): r["interests"] for r in workshop["CHN"].explain()}
    assert any("(context)" in text for text in china["KAZ", "resources"])


@pytest.mark.parametrize("name", ["IRN", "RUS", "JPN"])
def test_a_powers_reasons_name_every_interest_of_its_own_and_no_others(
    workshop: Workshop, name: str
) -> None:
    for row in workshop[name].explain():
        told = {text.split(" ")[0] for text in row["interests"]}
        own = {
            i.id
            for i in workshop.seeds.interests
            if name in i.holder and row["state"] in i.targets and row["domain"] in i.domain
        }
        assert told == own


def test_interests_of_the_document_alone_are_told_alone(baseline: Case) -> None:
    scenario, seeds = baseline
    workshop = Workshop(keep_document(scenario, seeds), seeds, entropy=ENTROPY)
    workshop.step()
    told = [text for row in workshop["CHN"].explain() for text in row["interests"]]
    assert told
    assert not [text for text in told if "(context)" in text]
    workshop.close()


def test_before_its_first_choice_an_actor_has_nothing_to_tell(baseline: Case) -> None:
    workshop = Workshop(*baseline, entropy=ENTROPY)
    assert workshop["RUS"].explain() == []
    assert workshop["KAZ"].explain() == []
    workshop.close()


def test_an_unknown_actor_is_an_error(workshop: Workshop) -> None:
    with pytest.raises(KeyError):
        workshop["XXX"]


def test_a_workshop_stops_when_its_scenario_does(baseline: Case) -> None:
    scenario, _ = baseline
    workshop = Workshop(*baseline, entropy=ENTROPY)
    while workshop.running:
        workshop.step()
    assert workshop.quarter == scenario.until + 1
    assert workshop.play() is workshop
    assert workshop.quarter == scenario.until + 1
    workshop.close()


def test_every_actor_is_a_mesa_agent_of_this_workshop(workshop: Workshop) -> None:
    names = {agent.name for agent in workshop.agents}
    assert names == {*workshop.powers, *workshop.states}
    assert workshop.steps == 2


def test_a_closed_workshop_leaves_no_trace_in_memory(baseline: Case) -> None:
    """Mesa keeps a counter of agents by model for ever, and with it the model, unless told."""
    workshop = Workshop(*baseline, entropy=ENTROPY)
    workshop.step()
    memory = weakref.ref(workshop)
    actor = weakref.ref(workshop["RUS"])
    workshop.close()
    del workshop
    gc.collect()
    assert memory() is None
    assert actor() is None


def test_many_workshops_can_be_open_at_once(baseline: Case) -> None:
    """They share nothing: one stepped between another's steps leaves that one as it was."""
    alone = Workshop(*baseline, entropy=ENTROPY, run=1)
    alone.step()
    alone.step()
    first, second = (Workshop(*baseline, entropy=ENTROPY, run=run) for run in (1, 2))
    for workshop in (first, second, first):
        workshop.step()
    for mine, same in zip(first.world, alone.world, strict=True):
        assert np.array_equal(mine, same)
    for workshop in (alone, first, second):
        workshop.close()


def test_closing_twice_does_no_harm(baseline: Case) -> None:
    workshop = Workshop(*baseline, entropy=ENTROPY)
    workshop.close()
    workshop.close()
