"""How well a parameter vector foretells: every piece of the likelihood worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from model.inputs.formats.spans import Span
from model.inputs.scenarios.scenario_events import Event
from model.validation.calibration.find import FITTED, values_of
from model.validation.calibration.likelihood import (
    log_density,
    pile_up,
    settle,
    share_common_shocks,
    spread_of,
)
from model.world.draws import Floats
from tests.validation.fitting import (
    StandIn,
    made_case,
    play_with_chance,
    rows_of,
    shipped_past,
    windows_to,
)

VALUES = {
    "shock_trade": [0.1], "shock_lump": [0.3], "shock_lasting": [0.06], "lasting_kept": [0.9],
    "passing_kept": [0.5],
}  # fmt: skip
PARAMETERS = {name: np.array(value) for name, value in VALUES.items()}

T4_TENTH = 1.5332062737131434
"""A t of four degrees of freedom is above this one time in ten; a normal number above 1.2816."""


def slow_piled(kept: float, years: int) -> float:
    """What chance adds to a year's mean, quarter by quarter."""
    last = 4 * years
    return sum(
        (sum(kept ** (q - k) for q in range(last - 3, last + 1) if q >= k) / 4) ** 2
        for k in range(1, last + 1)
    )


def slow_spread(
    shares: list[float], sizes: list[float], place: int, chance: list[float], years: int
) -> float:
    """The spread of one power's share of a state's trade, shock by shock."""
    sigma, lump, lasting, kept, rho = chance
    last = 4 * years
    back = sum(1 - rho**q for q in range(last - 3, last + 1)) / 4
    passing = slow_piled(rho, years) + back**2 * math.fsum(
        rho ** abs(one - other) for one in range(4) for other in range(4)
    ) / (16 * (1 - rho**2))
    own = shares[place]
    variance = 0.0
    for other, (share, size) in enumerate(zip(shares, sizes, strict=True)):
        moves = own * (1 - own) if other == place else -own * share
        moved = lasting**2 * slow_piled(kept, years) + sigma**2 * (1 + lump / size) * passing
        variance += moves**2 * moved
    variance += (own * (1 - own) * math.log(1.08) / 1.645) ** 2 + 0.002**2
    return 1.2815515655446004 / T4_TENTH * math.sqrt(variance)


def test_the_spread_is_as_worked_out_by_hand() -> None:
    # T = 2; kept 0.9: K = (1 + 1.9^2 + 2.71^2 + 3.439^2) / 16 = 1.486301; rho 0.5: K = (1 + 1.5^2 +
    # 1.75^2 + 1.875^2) / 16 = 0.614258, back 1 - 0.234375, V = 4.125 / 6: 0.403001;
    # v = 0.0036 x 1.486301 + 0.01 x 1.15 x 1.017258 = 0.0170492
    # 0.16^2 (v + 0.046785^2) + 0.002^2 = 0.00049649; its root, 0.022282, x 1.28155 / 1.53321
    spread = spread_of(made_case(), PARAMETERS)
    assert spread.shape == (1, 1, 1)
    assert spread.item() == pytest.approx(0.018625, abs=1e-5)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 0.33), st.floats(1e-3, 500)), min_size=1, max_size=3),
    st.tuples(
        st.floats(0.01, 0.4),
        st.floats(0, 0.5),
        st.floats(0.0, 0.3),
        st.floats(0.5, 1.0),
        st.floats(0.0, 0.9),
    ),
    st.sampled_from([1, 3, 5]),
)
def test_the_spread_is_that_of_a_slow_twin(
    ties: list[tuple[float, float]], chance: tuple[float, ...], years: int
) -> None:
    shares, sizes = (list(column) for column in zip(*ties, strict=True))
    parameters = dict(zip(VALUES, np.array(chance)[:, None], strict=True))
    found = spread_of(made_case(horizon=years, before=shares, size=sizes), parameters)
    slow = [slow_spread(shares, sizes, each, list(chance), years) for each in range(len(ties))]
    np.testing.assert_allclose(found[0, 0], slow, rtol=1e-9)


def test_chance_piles_up_to_a_random_walk_without_pull_and_to_its_own_without_memory() -> None:
    rho = np.array([1.0, 0.0])
    np.testing.assert_allclose(pile_up(rho, 1), [30 / 16, 4 / 16])
    np.testing.assert_allclose(pile_up(rho, 3), [8 + 30 / 16, 4 / 16])


def test_a_share_of_nothing_or_of_all_is_known_to_its_rounding() -> None:
    for share in (0.0, 1.0):
        rounded = 0.002 * 1.2815515655446004 / T4_TENTH
        assert spread_of(made_case(before=share), PARAMETERS).item() == pytest.approx(rounded)


def test_vectors_keep_their_own_spread() -> None:
    chance = ("shock_trade", "shock_lump", "shock_lasting")
    several = {
        name: np.array([*value, value[0] * (2 if name in chance else 1)])
        for name, value in VALUES.items()
    }
    narrow, wide = spread_of(made_case(), several).ravel()
    assert narrow == spread_of(made_case(), PARAMETERS).item()
    assert wide > 1.5 * narrow


def test_the_density_is_that_of_students_t_up_to_a_constant() -> None:
    errors = np.array([0.0, 0.5, -2.0, 30.0])
    ours, known = log_density(errors, 4.0), student.logpdf(errors, 4.0)
    np.testing.assert_allclose(ours - ours[0], known - known[0], rtol=1e-12)
    assert ours[2] == pytest.approx(-2.5 * math.log(2.0))


def series(*states: list[float]) -> list[Floats]:
    """Errors (state, power) by year from the course of each state, with one power."""
    return [np.array(year)[:, None] for year in zip(*states, strict=True)]


@pytest.mark.parametrize(
    ("states", "shared"),
    [
        (([1, 0, -1], [1, 0, -1]), 1.0),
        (([1, 0, -1], [5, 3, 1]), 1.0),
        (([1, 0, -1], [1, -2, 1]), 0.0),
        (([1, 0, -1], [-1, 0, 1]), 0.0),  # as if apart: what is opposite counts as no less
        (([1, 0, -1], [1, 1, -2]), 3 / math.sqrt(12)),
        (([1, 0, -1], [1, 0, -1], [1, -2, 1]), 1 / 3),
        (([1, 0, -1], [2, 2, 2]), 0.0),
    ],
)
def test_shared_shocks_are_the_mean_correlation_between_states(
    states: tuple[list[float], ...], shared: float
) -> None:
    assert share_common_shocks(series(*states)) == pytest.approx(shared, abs=1e-12)


def test_shared_shocks_are_averaged_over_powers() -> None:
    both = [
        np.concatenate([first, second], axis=1)
        for first, second in zip(
            series([1, 0, -1], [1, 0, -1]), series([1, 0, -1], [1, -2, 1]), strict=True
        )
    ]
    assert share_common_shocks(both) == pytest.approx(0.5)


def test_the_likelihood_is_as_worked_out_by_hand() -> None:
    cases = [made_case(2000, 1, observed=0.25), made_case(2000, 3, observed=0.5)]
    spreads = [spread_of(case, PARAMETERS).item() for case in cases]
    told = {2000: np.array([0.2, 0.0, 0.45, 0.0, 0.0])[:, None, None]}
    density = [-2.5 * math.log1p((0.05 / spread) ** 2 / 4) - math.log(spread) for spread in spreads]
    found = StandIn(cases, told).judge(PARAMETERS)
    assert found.shape == (1, 1)
    assert found.item() == pytest.approx(density[0] + density[1] / 3)


def test_a_masked_figure_says_nothing_whatever_it_is() -> None:
    told = {2000: np.full((5, 1, 2), 0.2)}
    pair = {"before": [0.2, 0.3], "size": [2.0, 3.0], "counts": [1.0, 0.0]}
    masked = [
        StandIn([made_case(**pair, observed=[0.25, wrong])], told).judge(PARAMETERS)
        for wrong in (0.0, 0.9, np.nan)
    ]
    assert np.isfinite(masked).all()
    assert masked[0] == masked[1] == masked[2]


def test_a_tie_that_is_not_on_record_moves_no_other() -> None:
    told = {2000: np.full((5, 1, 2), 0.2)}
    pair = {"observed": [0.25, 0.3], "before": [0.2, np.nan], "size": [2.0, np.nan]}
    alone = StandIn([made_case()], {2000: np.full((5, 1, 1), 0.2)}).judge(PARAMETERS)
    gap = StandIn([made_case(**pair, counts=[1.0, 0.0])], told).judge(PARAMETERS)
    np.testing.assert_allclose(gap, alone, rtol=1e-12)


def test_origins_add_up() -> None:
    cases = [made_case(2000), made_case(2001, observed=0.1)]
    told = {year: np.full((5, 1, 1), 0.2) for year in (2000, 2001)}
    apart = sum(StandIn([case], told).judge(PARAMETERS) for case in cases)
    np.testing.assert_allclose(StandIn(cases, told).judge(PARAMETERS), apart, rtol=1e-12)


def test_windows_hold_every_target_up_to_the_last_year_and_none_beyond() -> None:
    windows = windows_to(2005)
    assert [origin.year for origin in windows.origins] == [2000, 2001, 2002, 2003, 2004]
    assert [(case.origin, case.horizon) for case in windows.cases] == [
        (2000, 1), (2000, 3), (2000, 5), (2001, 1), (2001, 3), (2002, 1), (2002, 3), (2003, 1),
        (2004, 1),
    ]  # fmt: skip
    for origin in windows.origins:
        assert origin.scenario.until <= 4 * 2005 + 3
        assert origin.years == min(5, 2005 - origin.year)
        for driver in origin.scenario.drivers:
            assert driver.first + len(driver.values) <= 4 * 2005 + 4


def test_a_case_holds_what_is_on_record() -> None:
    _, seeds, history = shipped_past()
    windows = windows_to(2005)
    (case,) = [one for one in windows.cases if (one.origin, one.horizon) == (2001, 3)]
    state, power = seeds.ids("state").index("UZB"), seeds.ids("power").index("RUS")

    def traded(year: int) -> tuple[float, float]:
        def flow(partner: str, way: str) -> float:
            share = history.value("trade_shares", "UZB", partner, way, year) or 0.0
            return share * (history.value("trade_totals", "UZB", way, year) or 0.0)

        ways = ("exports", "imports")
        total = sum(history.value("trade_totals", "UZB", way, year) or 0.0 for way in ways)
        total -= sum(flow(hub, way) for hub in ("CHE", "GBR") for way in ways)
        return sum(flow("RUS", way) for way in ways), total

    (before, total), (after, total_after) = traded(2001), traded(2004)
    assert case.before[state, power] == pytest.approx(before / total)
    assert case.observed[state, power] == pytest.approx(after / total_after)
    assert case.size[state, power] == pytest.approx(before)


def test_what_is_masked_in_the_record_is_not_judged_as_origin_nor_as_target() -> None:
    _, seeds, _ = shipped_past()
    state, power = seeds.ids("state").index("KAZ"), seeds.ids("power").index("RUS")
    left_out = {
        (case.origin, case.horizon)
        for case in windows_to(2013).cases
        if case.counts[state, power] == 0
    }
    assert left_out == {(2010, 1), (2010, 3), (2009, 1), (2007, 3), (2005, 5)}


def test_a_vector_is_judged_the_same_whoever_stands_beside_it() -> None:
    windows, rows = windows_to(2002), rows_of()
    places = np.random.default_rng(3).standard_normal((37, len(FITTED)))
    together = windows.judge(values_of(rows, places))
    turned = windows.judge(values_of(rows, places[::-1].copy()))[::-1]
    np.testing.assert_array_equal(together, turned)
    for place in (0, 20, 36):
        alone = windows.judge(values_of(rows, places[place : place + 1]))
        np.testing.assert_allclose(alone[0], together[place], rtol=1e-11)


def test_the_spread_is_that_of_the_engines_chance() -> None:
    """In the middle of all pairs, once what is not chance is taken off."""
    windows = windows_to(2005)
    origin, vectors = windows.origins[0], 300
    middle = values_of(rows_of(), np.zeros((vectors, len(FITTED))))
    shares = play_with_chance(origin, middle, 1)
    quiet = {**middle, "shock_trade": np.zeros(vectors), "shock_lasting": np.zeros(vectors)}
    wide = 1.2815515655446004 / T4_TENTH
    for case in windows.cases:
        if case.origin == origin.year:
            spread, rest = (
                spread_of(case, windows.complete(each))[0] / wide for each in (middle, quiet)
            )
            traded = case.before > 0.005
            foretold = np.sqrt(spread**2 - rest**2)[traded]
            found = shares[:, case.horizon - 1].std(axis=0)[traded]
            assert np.median(found / foretold) == pytest.approx(1.0, abs=0.12), case.horizon


def test_a_forecast_without_chance_is_the_middle_of_those_with_chance() -> None:
    windows = windows_to(2005)
    middle = values_of(rows_of(), np.zeros((200, len(FITTED))))
    shares = play_with_chance(windows.origins[-1], middle, 2)[:, 0]
    still = windows.foretell(windows.origins[-1], middle)[:, 0]
    np.testing.assert_array_equal(still, np.repeat(still[:1], 200, axis=0))
    off = np.abs(np.median(shares, axis=0) - still[0]) / np.maximum(shares.std(axis=0), 1e-6)
    assert np.median(off) < 0.25


def happening(**changes: object) -> Event:
    """An event of 2003, with every number a range."""
    whole: dict[str, object] = {
        "name": "pipeline", "targets": (("gas_flow", ("CHN", "TKM")),), "change": "add",
        "value": Span(10, 30), "start": Span(4 * 2003, 4 * 2003 + 2), "end": None, "ramp": 4,
        "probability": Span(0.5, 0.7), "delivery": Span(0.6, 1.0), "lag": Span(0, 2),
        "announced": True, "note": "", "source": "", "file": "history.toml", "line": 9,
    }  # fmt: skip
    return Event(**{**whole, **changes})  # type: ignore[arg-type]


def settled(last: int, *events: Event) -> tuple[Event, ...]:
    scenario, _, _ = shipped_past()
    return settle(replace(scenario, events=events), last).events


def test_an_event_is_settled_at_the_middle_of_what_is_said_of_it() -> None:
    (event,) = settled(2013, happening())
    assert event.value == Span(20, 20)
    assert event.delivery == Span(0.8, 0.8)
    assert (event.start, event.lag) == (Span(8013, 8013), Span(1, 1))
    assert event.probability == Span(1, 1)
    untouched = ("name", "targets", "change", "end", "ramp")
    assert [getattr(event, name) for name in untouched] == [
        getattr(happening(), name) for name in untouched
    ]


@pytest.mark.parametrize(
    ("start", "lag", "there"),
    [
        (Span(8015, 8015), Span(0, 0), True),  # 2003Q4
        (Span(8015, 8015), Span(1, 1), False),
        (Span(8016, 8016), Span(0, 0), False),
        (Span(8012, 8020), Span(0, 0), False),
        (Span(8014, 8014), Span(0, 2), True),
    ],
)
def test_an_event_that_begins_to_work_after_the_last_year_is_not_there(
    start: Span, lag: Span, there: bool
) -> None:
    assert len(settled(2003, happening(start=start, lag=lag))) == there


@pytest.mark.parametrize(("end", "known"), [(8015, 8015), (8016, None), (None, None)])
def test_an_end_after_the_last_year_is_not_known(end: int | None, known: int | None) -> None:
    (event,) = settled(2003, happening(end=end))
    assert event.end == known


def test_a_settled_scenario_ends_with_the_last_year() -> None:
    scenario, _, _ = shipped_past()
    assert settle(scenario, 2003).until == 8015
    assert settle(scenario, 2030).until == scenario.until
