"""A surrogate of a sweep: what it is fitted to, what it says, and when it is not good enough."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from scipy.optimize import check_grad

from model.analysis.answers.read_answers import Opened
from model.analysis.surrogate.evaluate import (
    Age,
    Frame,
    Surrogate,
    as_json,
    inputs_of,
    matern,
    predict,
)
from model.analysis.surrogate.find import (
    FOLDS,
    fit_component,
    fit_fold,
    fit_surrogate,
    fold_of,
    frame_of,
    loss,
    outputs_of,
)
from model.analysis.surrogate.judge import Verdict, fit_and_judge, judge
from model.analysis.surrogate.swept import Factor, Series, Swept, read_swept, summarise, years_of
from model.analysis.units import PERCENT
from model.experiments.optional_steps import Extras
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.problems import InputError

NAMES: dict[str, dict[str, str]] = {"power": {"JPN": "Japan"}, "state": {"KAZ": "Kazakhstan"}}


def test_a_date_has_an_age_at_each_date_that_it_may_come_before() -> None:
    # 2028.5 to 2031 is 2.5 years of a span of 4; before it begins an age is none
    frame = Frame((0.0, 2027.0), (2.0, 8.0), (Age(1, 2031.0, 4.0),))
    found = inputs_of(frame, np.array([[1.0, 2029.0], [2.0, 2035.0]]))
    assert found.tolist() == [[0.5, 0.25, 0.5], [1.0, 1.0, 0.0]]


def test_quarters_count_as_years() -> None:
    assert years_of("2027Q2") == 2027.25
    assert years_of("2030Q4") == 2030.75


def test_only_dates_get_ages_and_only_within_what_was_swept() -> None:
    factors = (Factor("a", "", 0.0, 1.0, (), False), Factor("b", "", 2027.0, 2031.0, (), True))
    swept = Swept("x", factors, ("2026Q1", "2030Q1", "2040Q1"), 1, np.zeros((1, 2)), ())
    assert frame_of(swept) == Frame((0.0, 2027.0), (1.0, 4.0), (Age(1, 2030.0, 3.0),))


def test_the_kernel_is_that_of_matern_with_smoothness_five_halves() -> None:
    # r = |0 - 2| / 4 = 0.5
    r = math.sqrt(5) * 0.5
    by_hand = (1 + r + r**2 / 3) * math.exp(-r)
    assert matern(np.array([[0.0]]), np.array([[2.0]]), np.array([4.0]))[0, 0] == pytest.approx(
        by_hand, rel=1e-12
    )


def test_what_is_predicted_is_the_sum_of_the_formula() -> None:
    one = Surrogate(
        Frame((0.0,), (2.0,), ()),
        np.array([[0.0], [1.0]]),
        np.array([[1.0]]),
        np.array([[2.0, 0.0]]),
        np.array([[3.0, -1.0]]),
        np.array([10.0, 20.0]),
    )
    # at the first point m = 1, so the score is 2
    assert predict(one, np.array([[0.0]])).tolist() == [[16.0, 18.0]]
    r = math.sqrt(5)
    score = 2 * (1 + r + r**2 / 3) * math.exp(-r)
    assert predict(one, np.array([[2.0]]))[0] == pytest.approx([10 + 3 * score, 20 - score])


def test_the_gradient_of_the_likelihood_is_that_of_its_value() -> None:
    rng = np.random.default_rng(3)
    inputs, scores = rng.random((12, 2)), rng.normal(size=12)
    squares = (inputs.T[:, :, None] - inputs.T[:, None, :]) ** 2
    for theta in (np.log([0.4, 2.0, 3.0, 0.1]), np.log([5.0, 0.2, 0.5, 0.01])):
        error = check_grad(
            lambda at: loss(at, squares, scores)[0],
            lambda at: loss(at, squares, scores)[1],
            theta,
        )
        assert error < 1e-4


def test_the_likelihood_is_that_of_a_normal_distribution() -> None:
    from scipy.stats import multivariate_normal

    inputs, scores = np.array([[0.0], [0.3], [1.0]]), np.array([0.2, -0.5, 1.0])
    squares = (inputs.T[:, :, None] - inputs.T[:, None, :]) ** 2
    covariance = 2.0 * matern(inputs, inputs, np.array([0.7])) + 0.1 * np.eye(3)
    by_scipy = -multivariate_normal(np.zeros(3), covariance).logpdf(scores)
    assert loss(np.log([0.7, 2.0, 0.1]), squares, scores)[0] == pytest.approx(by_scipy, rel=1e-8)


def made(count: int, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Points in two factors, and two smooth outputs with some noise."""
    rng = np.random.default_rng(5)
    x = rng.random((count, 2))
    first = 10 * np.sin(2 * x[:, 0]) + 3 * x[:, 1] ** 2
    second = 4 * x[:, 0] * x[:, 1]
    return x, np.stack([first, second], axis=1) + noise * rng.normal(size=(count, 2))


def test_a_smooth_function_is_found_between_its_points() -> None:
    x, y = made(60)
    frame = Frame((0.0, 0.0), (1.0, 1.0), ())
    found = fit_surrogate(frame, x, y, np.ones(2))
    assert predict(found, x) == pytest.approx(y, abs=0.02)
    inner = np.array([[0.3, 0.4], [0.7, 0.6]])
    truth = np.stack(
        [10 * np.sin(2 * inner[:, 0]) + 3 * inner[:, 1] ** 2, 4 * inner[:, 0] * inner[:, 1]], axis=1
    )
    assert predict(found, inner) == pytest.approx(truth, abs=0.05)


def test_what_does_not_move_is_said_as_it_is() -> None:
    x, _ = made(20)
    y = np.full((20, 2), 7.0)
    found = fit_surrogate(Frame((0.0, 0.0), (1.0, 1.0), ()), x, y, np.ones(2))
    assert predict(found, x[:3]).tolist() == [[7.0, 7.0]] * 3
    lengths, weights = fit_component(x, np.zeros(20))
    assert lengths.tolist() == [1.0, 1.0]
    assert not weights.any()


def test_every_point_is_held_out_once_and_never_seen_by_the_fit_that_tells_of_it() -> None:
    folds = fold_of(23)
    assert sorted(set(folds.tolist())) == list(range(FOLDS))
    assert np.bincount(folds).tolist() == [5, 5, 5, 4, 4]
    x, y = made(23)
    frame = Frame((0.0, 0.0), (1.0, 1.0), ())
    fold, found, said = fit_fold(2, frame, x, y, np.ones(2))
    assert fold == 2
    assert len(found.inputs) == 18
    held = x[folds == 2]
    assert not any((found.inputs == point).all(axis=1).any() for point in held)
    assert said == pytest.approx(predict(found, held))
    assert fit_fold(-1, frame, x, y, np.ones(2))[2].shape == (0, 2)


def test_the_verdict_is_counted_by_hand() -> None:
    truth = np.array([[0.0, 5.0], [2.0, 5.5], [4.0, 5.0], [6.0, 5.5]])
    said = truth + np.array([[0.1, 0.0], [-0.1, 0.0], [0.3, 0.0], [0.1, 0.4]])
    found = judge(truth, said)
    # errors 0, 0, 0, .1, .1, .1, .3, .4: 95 % of them below .3 + .65 x .1; only the first date
    # moves by more than a point: 1 - .12 / 20
    assert found.close == pytest.approx(0.365)
    assert found.worst == pytest.approx(0.4)
    assert found.r2 == pytest.approx(1 - 0.12 / 20)
    assert found.passes
    assert found.why == ""
    assert math.isnan(judge(truth[:, 1:], said[:, 1:]).r2)


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (Verdict(0.5, 1.0, 0.99), "95 % of errors are within 0.50 points"),
        (Verdict(0.1, 2.5, 0.99), "the largest is 2.50 points"),
        (Verdict(0.1, 1.0, 0.9), "90 % of its variance is explained"),
        (
            Verdict(0.7, 3.0, 0.5),
            "95 % of errors are within 0.70 points, the largest is 3.00 points, "
            "50 % of its variance is explained",
        ),
    ],
)
def test_what_misses_the_bar_says_by_how_much(verdict: Verdict, why: str) -> None:
    assert not verdict.passes
    assert verdict.why == why


def test_runs_that_failed_do_not_count() -> None:
    # the second point lost a run, the third all
    nan = math.nan
    values = np.array([[[1.0], [3.0]], [[4.0], [nan]], [[nan], [nan]]])
    mean, low, high = summarise(values)
    assert mean[:2].tolist() == [[2.0], [4.0]]
    assert low[1] == high[1] == [4.0]
    assert math.isnan(mean[2, 0])
    whole = summarise(values[:1])
    assert whole[:, 0, 0].tolist() == pytest.approx([2.0, 1.1, 2.9])


def swept_of(noise: float) -> Swept:
    """A made-up sweep of one smooth series and one that is nothing but noise of a size."""
    x, y = made(50)
    rng = np.random.default_rng(1)
    smooth, rough = np.repeat(y[None, :, :1], 3, axis=0), noise * rng.normal(size=(3, 50, 1))
    factors = (Factor("a", "", 0.0, 1.0, (), False), Factor("b", "", 0.0, 1.0, (), False))
    series = tuple(
        Series(name, "Group", PERCENT, 1.0, values)
        for name, values in (("Smooth", smooth), ("Rough", rough))
    )
    return Swept("Made up", factors, ("2030Q4",), 1, x, series)


def test_a_series_of_noise_misses_the_bar_and_a_smooth_one_meets_it() -> None:
    with WorkerPool(1) as pool:
        fitted = fit_and_judge(swept_of(2.0), Extras(pool))
    smooth, rough = fitted.judged
    assert smooth.mean.passes
    assert smooth.ranged
    assert not rough.mean.passes
    assert "of its variance is explained" in rough.mean.why
    assert fitted.points == 50
    assert smooth.outputs.tolist() == [[0], [1], [2]]
    assert rough.outputs.tolist() == [[3], [4], [5]]


def test_json_keeps_every_digit_and_only_the_outputs_that_are_wanted() -> None:
    x, y = made(20)
    found = fit_surrogate(Frame((0.0, 0.0), (1.0, 1.0), ()), x, y, np.ones(2))
    told: dict[str, Any] = as_json(found, [1])
    assert told["weights"] == found.weights.tolist()
    assert told["mean"] == [found.mean[1]]
    assert [row[0] for row in told["basis"]] == found.basis[:, 1].tolist()


def opened_of(**changed: object) -> Opened:
    """A made-up sweep of 24 points and one outcome; changed: of its manifest."""
    x = np.linspace(0.0, 1.0, 24)
    values = np.repeat(x[:, None, None, None], 2, axis=1)
    dataset = xr.Dataset(
        {"share": (("experiment", "replication", "date", "state"), values)},
        {
            "push": ("experiment", x),
            "state": ["KAZ"],
            "date": ["2030Q4"],
            "experiment": np.arange(24),
        },
        {"finished": 1, "runs_done": 48},
    )
    dataset["share"].attrs |= {"outcome": "share", "power": "JPN", "keep": "dates"}
    factor = {"name": "push", "note": "how much", "paths": ["budgets.JPN"]}
    sweep = {"factors": [factor], "dates": [2030 * 4 + 3], "replications": 2}
    manifest: dict[str, Any] = {
        "title": "Push", "sweep": sweep, "combinations": [["baseline"]], "points": 24, "runs": 48,
    }  # fmt: skip
    for key, value in changed.items():
        (sweep if key in sweep else manifest)[key] = value
    return Opened(Path("push"), dataset, manifest)


def test_a_sweep_is_read_in_the_unit_that_is_shown() -> None:
    swept = read_swept(opened_of(), NAMES)
    (series,) = swept.series
    assert series.label == "Japan's share of influence in Kazakhstan"
    assert series.group == "Share in Kazakhstan"
    assert series.point == 1.0
    assert series.values.shape == (3, 24, 1)
    assert series.values[0, -1, 0] == pytest.approx(100.0)
    assert swept.factors == (Factor("push", "how much", 0.0, 1.0, (), False),)
    assert swept.dates == ("2030Q4",)
    assert outputs_of(swept).shape == (24, 3)


def test_a_sweep_that_no_surrogate_is_fitted_to_is_refused() -> None:
    factor = {"name": "push", "note": "", "paths": ["budgets.JPN"]}
    unfinished = opened_of()
    unfinished.dataset.attrs |= {"finished": 0, "runs_done": 12}
    for opened, wrong in (
        (unfinished, "push: is not finished: 12 of 48 runs are done"),
        (opened_of(combinations=[["a"], ["b"]]), "push: crosses scenarios or levers; a live page "
         "needs a sweep of one scenario, without"),
        (opened_of(factors=[factor] * 9), "push: varies 9 factors; a live page has 1 to 8"),
        (opened_of(points=19), "push: has 19 points; at least 20 are needed"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            read_swept(opened, NAMES)
        assert str(caught.value) == wrong


def test_a_sweep_of_too_many_answers_is_refused() -> None:
    opened = opened_of()
    many = opened.dataset.isel(state=[0] * 901).assign_coords(state=[str(n) for n in range(901)])
    with pytest.raises(InputError) as caught:
        read_swept(opened._replace(dataset=many), NAMES)
    assert str(caught.value) == (
        "push: keeps 901 answers (outcomes times dates), and a page holds 900; narrow its outcomes "
        "to some power or state"
    )
