"""An actor decides alone: from its own part of the view, and from nothing that is not in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest
from playing import ENTROPY, Played

from model.engines.turn import decide_powers, decide_states
from model.engines.workshop import Workshop
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.rules.bidding import PowerView
from model.rules.granting import StateView
from model.world.axes import POWER, STATE, Array

Decide = Callable[[Any, Parameters], Array]


class Desk(NamedTuple):
    """A kind of actor, with the views on which its choices are checked."""

    axis: int
    views: list[Any]
    parameters: Parameters


@pytest.fixture(scope="session")
def powers(seventy: Played) -> Desk:
    views = [_first_runs(quarter.power_view) for quarter in seventy.quarters[::4]]
    return Desk(POWER, [*views, _scramble(views[0])], _first_runs(seventy.ready.parameters))


@pytest.fixture(scope="session")
def states(seventy: Played) -> Desk:
    views = [_first_runs(quarter.state_view) for quarter in seventy.quarters[::4]]
    return Desk(STATE, [*views, _scramble(views[0])], _first_runs(seventy.ready.parameters))


def _first_runs(bundle: Any) -> Any:
    return type(bundle)(*(np.ascontiguousarray(field[:5]) for field in bundle))


def _scramble(view: Any) -> Any:
    """A view that no world would show: every entry another."""
    random = np.random.default_rng(3)
    return type(view)(*(random.uniform(0.01, 1.0, field.shape) for field in view))


def cut(view: Any, axis: int, place: int) -> Any:
    """One actor's part of a view."""
    return type(view)(*(f if f.shape[axis] == 1 else np.take(f, [place], axis=axis) for f in view))


def disturb_others(view: Any, axis: int, place: int) -> Any:
    """The same view with every other actor's entries changed."""
    random = np.random.default_rng(4)

    def change(field: Array) -> Array:
        if field.shape[axis] == 1:
            return field
        other = random.uniform(0.01, 1.0, field.shape)
        mine = np.arange(field.shape[axis]) == place
        return np.where(mine.reshape([-1] + [1] * (-axis - 1)), field, other)

    return type(view)(*(change(field) for field in view))


def count(view: Any, axis: int) -> int:
    """How many actors a view holds."""
    return max(field.shape[axis] for field in view)


def assert_decides_alone(decide: Decide, desk: Desk) -> None:
    """Deciding alone equals deciding together, bit by bit but for the order of sums."""
    for view in desk.views:
        together = decide(view, desk.parameters)
        for place in range(count(view, desk.axis)):
            alone = decide(cut(view, desk.axis, place), desk.parameters)
            mine = np.take(together, [place], axis=desk.axis)
            np.testing.assert_allclose(alone, mine, rtol=1e-12, atol=0.0)


def assert_heeds_nobody_else(decide: Decide, desk: Desk) -> None:
    """What others see can change as it will: one's own choice stays, to the last bit."""
    for view in desk.views:
        together = decide(view, desk.parameters)
        for place in range(count(view, desk.axis)):
            disturbed = decide(disturb_others(view, desk.axis, place), desk.parameters)
            mine, after = (np.take(a, [place], axis=desk.axis) for a in (together, disturbed))
            assert np.array_equal(mine, after)
            assert not np.array_equal(together, disturbed)


CHECKS = [assert_decides_alone, assert_heeds_nobody_else]


def test_a_power_decides_alone(powers: Desk) -> None:
    assert_decides_alone(decide_powers, powers)


def test_a_power_heeds_nothing_that_only_others_see(powers: Desk) -> None:
    assert_heeds_nobody_else(decide_powers, powers)


def test_a_state_decides_alone(states: Desk) -> None:
    assert_decides_alone(decide_states, states)


def test_a_state_heeds_nothing_that_only_others_see(states: Desk) -> None:
    assert_heeds_nobody_else(decide_states, states)


def share_out_among_powers(view: PowerView, parameters: Parameters) -> Array:
    """A mutant: budgets are spread as if all powers had one purse."""
    own = decide_powers(view, parameters)
    return own / np.sum(own, axis=POWER, keepdims=True)


def bid_against_the_field(view: PowerView, parameters: Parameters) -> Array:
    """A mutant: a power peeks at what all others rank highest, and slightly evades it."""
    own = decide_powers(view, parameters)
    crowd = np.mean(view.priority, axis=POWER, keepdims=True)
    return own * (1.0 - 1e-6 * crowd / np.max(crowd))


def copy_the_neighbour(view: PowerView, parameters: Parameters) -> Array:
    """A mutant: an index slipped by one, so each power uses its neighbour's standing."""
    slipped = np.roll(view.standing, 1, axis=POWER)
    return decide_powers(view._replace(standing=slipped), parameters)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "mutant", [share_out_among_powers, bid_against_the_field, copy_the_neighbour]
)
def test_a_power_that_looks_into_others_cards_is_caught(
    check: Callable[[Decide, Desk], None], mutant: Decide, powers: Desk
) -> None:
    with pytest.raises(AssertionError):
        check(mutant, powers)


def accept_by_rank(view: StateView, parameters: Parameters) -> Array:
    """A mutant: states measure themselves against the most willing of the five."""
    own = decide_states(view, parameters)
    return own / np.max(own, axis=STATE, keepdims=True)


def follow_this_quarter(view: StateView, parameters: Parameters) -> Array:
    """A mutant: states already know what the others take in the same quarter."""
    own = decide_states(view, parameters)
    return 0.999 * own + 0.001 * np.mean(own, axis=STATE, keepdims=True)


def need_what_others_need(view: StateView, parameters: Parameters) -> Array:
    """A mutant: one reduction over the wrong axis."""
    pooled = np.mean(view.need, axis=STATE, keepdims=True) + 0.0 * view.need
    return decide_states(view._replace(need=pooled), parameters)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("mutant", [accept_by_rank, follow_this_quarter, need_what_others_need])
def test_a_state_that_looks_into_others_cards_is_caught(
    check: Callable[[Decide, Desk], None], mutant: Decide, states: Desk
) -> None:
    with pytest.raises(AssertionError):
        check(mutant, states)


def test_actors_see_the_world_as_the_last_quarter_left_it(seventy: Played) -> None:
    for turn in (1, 5, 11):
        left, record = seventy.worlds[turn - 1], seventy.quarters[turn]
        standing = left.influence / left.influence.sum(axis=POWER, keepdims=True)
        np.testing.assert_allclose(record.power_view.standing, standing, atol=1e-9)
        np.testing.assert_allclose(record.state_view.share, standing, atol=1e-9)
        assert np.array_equal(record.state_view.favour, left.favour)
        others = (left.acceptance.sum(axis=STATE, keepdims=True) - left.acceptance) / 4.0
        np.testing.assert_allclose(record.state_view.neighbours, others, rtol=1e-12)


def test_an_agent_is_shown_its_own_part_of_the_view_and_no_more(
    baseline: tuple[Scenario, Seeds],
) -> None:
    workshop = Workshop(*baseline, entropy=ENTROPY)
    workshop.step()
    record = workshop.record
    assert record is not None
    for names, axis, whole in (
        (workshop.powers, POWER, record.power_view),
        (workshop.states, STATE, record.state_view),
    ):
        for place, name in enumerate(names):
            shown = workshop[name].view
            assert shown is not None
            for field, mine in zip(shown, cut(whole, axis, place), strict=True):
                assert field.shape[axis] == 1
                assert np.array_equal(field, mine)
    workshop.close()


@pytest.mark.parametrize("kind", ["powers", "states"])
def test_a_decision_leaves_what_it_looks_at_as_it_was(
    kind: str, request: pytest.FixtureRequest
) -> None:
    desk: Desk = request.getfixturevalue(kind)
    decide = decide_powers if kind == "powers" else decide_states
    view = desk.views[0]
    before = [field.copy() for field in view]
    first, second = decide(view, desk.parameters), decide(view, desk.parameters)
    assert np.array_equal(first, second)
    assert all(np.array_equal(a, b) for a, b in zip(before, view, strict=True))
