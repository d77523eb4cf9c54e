"""Answers are told in sentences, tables, a workbook and figures that say where they are from."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.figure import Figure
from openpyxl import load_workbook
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

from model.analysis.answers.analyse import join_answers, plan_answers
from model.analysis.answers.answer_figures import plan_figures
from model.analysis.answers.answer_parts import Answers, Found
from model.analysis.answers.answer_tables import tables_of
from model.analysis.answers.answers_folder import (
    add_workbook,
    draw_answers,
    manifest_of_answers,
    write_answers,
)
from model.analysis.answers.figure_names import all_different, file_name
from model.analysis.answers.outcome_names import describe_limit, join_words, percent, short
from model.analysis.answers.questions import Asked, read_questions
from model.analysis.answers.read_answers import Opened, label_outcomes
from model.analysis.answers.sentences import describe_answers
from model.analysis.answers.sheets import number_format, plain_heading
from model.analysis.correlation.find import Draws
from model.analysis.discovery.boxes import Box, Span
from model.analysis.discovery.discovery_cases import Cases
from model.analysis.discovery.figure import describe_dots, order_words, positions, shown_rows
from model.analysis.discovery.holdout import Holdout
from model.analysis.discovery.prim import discover
from model.analysis.discovery.words import describe_found
from model.experiments.conditions.judge import Judged
from model.experiments.conditions.sample import read_sample
from model.experiments.optional_steps import Extras
from model.experiments.worker_pool import WorkerPool
from model.figures.page import Facts
from model.inputs.formats.problems import InputError
from model.storage.manifest import digest_of
from tests.analysis.answers.made_sweeps import ISHIGAMI, ishigami, make_problem, make_sweep

NAMES = {"power": {"RUS": "Russia", "CHN": "China"}, "state": {"KAZ": "Kazakhstan"}}
OFTEN = "share RUS KAZ > share CHN KAZ + 8 % at 2030Q4"
"""Where more is done and x is above 0.4, or x is above 0.9."""

BOXES = "boxes-share-rus-kaz-above-share-chn-kaz-plus-8-percent-at-2030q4"
"""Name of the figure of the boxes of ``OFTEN``."""

KINDS = ("drivers", "enough-runs", "screening", "goes-with", "boxes", "tree", "lever", "grid")
"""How the names of figures begin."""

FACTS = Facts("A small sweep", 640, 7, "abcdef123456", "many", "nothing here is a forecast",
              kind="Sweep")  # fmt: skip


def over_turns(values: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return 0.3 + np.outer(values, [0.0, 0.005, 0.01, 0.01])


def sobol_sweep(groups: int = 256, *, second: bool = True) -> xr.Dataset:
    table = sobol_sample.sample(dict(ISHIGAMI), groups, calc_second_order=second, seed=1)
    inputs = {f"x{k + 1}": table[:, k] for k in range(3)}
    outcomes = {"share": (("turn",), over_turns(ishigami(table)))}
    found = make_sweep(inputs, outcomes, design="sobol", problem=ISHIGAMI)
    found["share"].attrs |= {"outcome": "share", "power": "RUS", "state": "KAZ"}
    return found


def morris_sweep() -> xr.Dataset:
    problem = make_problem(["a", "b", "c"], [[0, 1]] * 3)
    table = morris_sample.sample(dict(problem), 20, num_levels=4, seed=1)
    values = 3 * table[:, 0] + table[:, 1]
    inputs = {name: table[:, k] for k, name in enumerate("abc")}
    outcomes = {"share": (("turn",), over_turns(values))}
    found = make_sweep(inputs, outcomes, design="morris", problem=problem)
    found["share"].attrs |= {"outcome": "share", "power": "RUS", "state": "KAZ"}
    return found


def lever_sweep(futures: int = 400, gain: float = 0.05) -> xr.Dataset:
    dice = np.random.default_rng(1)
    x = np.repeat(dice.random(futures), 2)
    policy = np.tile(["as it is", "more"], futures)
    value = 0.2 + 0.2 * x + gain * (policy == "more")
    share = np.stack([value, 0.3 + 0 * value], axis=1)[:, :, None] * np.ones(4)
    found = make_sweep(
        {"x": x, "y": np.repeat(dice.random(futures), 2), "japan": policy},
        {"share": (("power", "turn"), share)},
        coords={"power": ["RUS", "CHN"]},
    )
    found["share"].attrs |= {"outcome": "share", "state": "KAZ"}
    return found


def grid_sweep(extra: float = 0.05) -> xr.Dataset:
    cells = [(a, b) for a in (0.0, 0.5, 1.0) for b in (1.0, 2.0)]
    a, b = (np.array(each) for each in zip(*cells, strict=True))
    values = 0.2 + 0.05 * a + 0.02 * b + extra * a * (b - 1)
    share = values[:, None, None] * np.ones((1, 3, 1))
    found = make_sweep({"delivery": a, "severity": b},
                       {"share": (("replication", "turn"), share * np.ones(4))},
                       design="factorial")  # fmt: skip
    found["share"].attrs |= {"outcome": "share", "power": "RUS", "state": "KAZ"}
    return found


def answer(sweep: xr.Dataset, asked: Asked = Asked()) -> Answers:  # noqa: B008
    questions = read_questions(asked, sweep, {})
    return join_answers([piece() for piece in plan_answers(read_sample(sweep), questions)])


def said(sweep: xr.Dataset, asked: Asked = Asked()) -> str:  # noqa: B008
    told = describe_answers(answer(sweep, asked), NAMES)
    return "\n".join(line for lines in told.values() for line in lines)


def test_what_drives_an_outcome_is_told_with_how_far_to_trust_it() -> None:
    text = said(sobol_sweep())
    assert "Of the variance of Russia's share of influence in Kazakhstan in 2030Q4" in text
    assert re.search(r"\(mean 33\.\d %, standard deviation 3\.\d percentage points\)", text)
    pattern = r"others: x1 (\d+) % \(alone (\d+) %, ± [\d.]+ points; ([a-z ,]+)\); x2 (\d+) %"
    first = re.search(pattern, text)
    assert first is not None
    assert abs(int(first[1]) - 56) <= 8
    assert abs(int(first[2]) - 31) <= 8
    assert first[3] == "rises with it"
    assert "points; in no one direction)" in text
    assert abs(int(first[4]) - 44) <= 8
    assert "x1 and x3 act together most" in text
    assert re.search(r"In 2030Q3 \(mean 3\d\.\d %, .*\): x1 \d+ %; x2 \d+ %; x3 \d+ %\.", text)
    assert "Too small for sizes, good for the order" in text
    assert "groups would do, 256 were used" in text


def test_an_outcome_that_nothing_moves_is_told_so() -> None:
    still = sobol_sweep(16)
    still["share"] = xr.full_like(still["share"], 0.25)
    assert "Nothing that was varied moves " in said(still)


def test_outcomes_without_a_driver_are_told_together() -> None:
    still = sobol_sweep(16)
    still["share"] = xr.full_like(still["share"], 0.25)
    still["again"] = still["share"].assign_attrs(state="UZB")
    lines = describe_answers(answer(still), NAMES)["What drives the outcomes"]
    assert len(lines) == 1
    assert lines[0].startswith("Nothing that was varied moves anything for 2 outcomes: Russia's")


def test_what_can_be_chosen_is_told_first() -> None:
    told = describe_answers(answer(lever_sweep(gain=0.1), Asked(where=(OFTEN,))), NAMES)
    assert next(iter(told)) == "Which alternatives hold up"


def test_a_failed_run_is_told_with_what_it_took_along() -> None:
    sweep = sobol_sweep(64)
    sweep["share"][3] = np.nan
    assert "1 groups of runs were left out whole" in said(sweep)


def test_screening_is_told_over_the_range_of_each_factor() -> None:
    text = said(morris_sweep())
    assert "a (3.00 percentage points); b (1.00 percentage points)" in text
    assert "Hardly any effect: c." in text
    assert "Large enough" in text


def test_where_a_condition_holds_is_told_with_coverage_and_density() -> None:
    text = said(lever_sweep(gain=0.1), Asked(where=(OFTEN,)))
    assert re.search(r"holds in 3\d % of 800 runs", text)
    assert "It happens mostly where " in text
    assert "japan is more" in text
    assert re.search(r"x is above 0\.(39|40|41)", text)
    assert "(coverage)" in text
    assert "(density" in text
    assert "The tree marks it best where" in text


def test_a_condition_that_hardly_ever_holds_is_not_explained() -> None:
    text = said(lever_sweep(), Asked(where=("share RUS KAZ > 0.9 at 2030Q4",)))
    assert "holds in none of 800 runs." in text
    text = said(lever_sweep(), Asked(where=("share RUS KAZ > 0 at 2030Q4",)))
    assert "holds in all 800 runs." in text
    assert "too few" not in text
    assert "It happens mostly" not in text


def test_which_alternative_holds_up_is_told_with_regret_and_good_enough() -> None:
    asked = Asked(("share RUS",), ("2030Q4",), enough="share RUS KAZ > 30 % at 2030Q4")
    text = said(lever_sweep(), asked)
    assert "japan: 'more' holds up best for Russia's share of influence in Kazakhstan" in text
    assert "Mean regret over 400 futures, percentage points: 'more' 0.0" in text
    assert "'as it is' 5.0 (in 95 % of futures at most 5.0; best in 0 %, good enough" in text


def test_alternatives_that_make_no_difference_are_not_ranked() -> None:
    text = said(lever_sweep(gain=0.0001), Asked(("share RUS",), ("2030Q4",)))
    assert "the alternatives make next to no difference to Russia's share" in text
    assert "none loses 0.1 percentage points on average" in text


def test_alternatives_that_are_hardly_worse_are_named() -> None:
    sweep = lever_sweep()
    policy = np.tile(["as it is", "more", "most"], 400)
    value = 0.2 + np.repeat([[0.0, 0.0496, 0.05]], 400, axis=0).ravel()
    share = np.stack([value, value], axis=1)[:, :, None] * np.ones(4)
    three = make_sweep(
        {"x": np.repeat(sweep["x"].values[::2], 3), "japan": policy},
        {"share": (("power", "turn"), share)},
        coords={"power": ["RUS", "CHN"]},
    )
    text = said(three, Asked(("share RUS",), ("2030Q4",)))
    assert "japan: 'most' holds up best for" in text
    assert "(more is better), 'more' hardly less so." in text
    torn = three.assign_coords(japan=("experiment", np.sort(policy)))
    assert "japan: no future has a run of every alternative, so none can be compared." in said(
        torn, Asked(("share RUS",), ("2030Q4",))
    )


def test_outcomes_to_which_nothing_makes_a_difference_are_told_in_one_sentence() -> None:
    text = said(lever_sweep(gain=0.0001), Asked(("share RUS", "share CHN"), ("2030Q4",)))
    assert text.count("next to no difference") == 1
    assert (
        "Russia's share of influence in Kazakhstan in 2030Q4 (more is better) and China's" in text
    )


def test_a_lever_is_judged_by_its_goals_unless_others_are_asked_for() -> None:
    sweep = lever_sweep()
    sweep["japan"].attrs |= {"goals": ["share CHN"], "enough": "share RUS KAZ > 30 % at 2030Q4"}
    sweep["share"].attrs["better"] = "less"
    found = answer(sweep)
    assert {one.series.name for one in found.levered} == {"share CHN"}
    assert not any(one.robustness.higher for one in found.levered)
    assert all(one.options.met is not None for one in found.levered)
    asked = answer(sweep, Asked(("share RUS",), enough="share RUS KAZ > 99 % at 2030Q4"))
    assert {one.series.name for one in asked.levered} == {"share RUS"}
    assert all((one.options.met == 0).all() for one in asked.levered if one.options.met is not None)


def test_a_sum_of_outcomes_is_analysed_as_one_and_told_in_its_own_words() -> None:
    gained = "share RUS at 2030Q4 - share RUS at 2030Q1"
    text = said(lever_sweep(), Asked((gained,)))
    assert f"next to no difference to '{gained}' (more is better)" in text
    driven = said(sobol_sweep(64), Asked(("share at 2030Q4 - share at 2030Q1",)))
    assert "Of the variance of 'share at 2030Q4 - share at 2030Q1' (mean " in driven
    assert re.search(r"\(mean 3\.\d percentage points, standard deviation", driven)
    with pytest.raises(InputError, match="is not for outcomes that are asked for at their own"):
        said(lever_sweep(), Asked((gained,), ("2030Q4",)))


def test_what_all_else_brings_is_told_where_groups_have_chances_of_their_own() -> None:
    sweep = sobol_sweep(256)
    apart = np.repeat(np.random.default_rng(4).normal(0, 0.03, 256), 8)
    sweep["share"] = sweep["share"] + xr.DataArray(apart, dims="experiment")
    sweep["share"].attrs |= {"outcome": "share", "power": "RUS", "state": "KAZ", "unit": "share"}
    text = said(sweep.assign_attrs(dice="group"))
    found = re.search(
        r"everything held out of the sweep, chance included, brings (\d+) % by itself", text
    )
    assert found is not None
    assert 30 < int(found[1]) < 60
    assert "all that was not varied" not in said(sweep)


def test_numbers_that_an_outcome_goes_with_are_told_with_their_way() -> None:
    told = describe_answers(given_answers(*drawn_sweep()), NAMES)
    text = "\n".join(told["What they go with, of all numbers"])
    assert re.search(
        r"Of 3 numbers that differ between draws, Russia's share of influence in Kazakhstan in "
        r"2030Q4 goes with, one by one and by shares of the variance: seeds\.a \d+ % \(rises "
        r"with it\); seeds\.b \d+ % \(falls with it\) \(rank by rank over 256 draws\)\.",
        text,
    )
    idle = given_answers(sobol_sweep(256), {"idle": np.arange(256.0) % 7})
    told = describe_answers(idle, NAMES)["What they go with, of all numbers"]
    assert told == [
        "Of 1 numbers none by itself goes with Russia's share of influence in Kazakhstan in "
        "2030Q4, rank by rank over 256 draws."
    ]


def test_how_much_goes_with_numbers_that_are_judgement_is_told() -> None:
    sweep, columns = drawn_sweep()
    known = {"seeds.a": {"grade": "C", "note": "a guess"}, "seeds.b": {"grade": "A"}}
    answers = given_answers(sweep, columns, known=known)
    line = describe_answers(answers, NAMES)["What they go with, of all numbers"][0]
    found = answers.correlations[0].correlations.found
    shares = {one.name: f"{100 * one.share:.0f}" for one in found}
    whole = f"{100 * sum(one.share for one in found):.0f}"
    assert line.endswith(
        f"Of these {whole} %, {shares['seeds.a']} % are with numbers of grade C: judgement."
    )
    every = {name: {"grade": "C"} for name in columns}
    line = describe_answers(given_answers(sweep, columns, known=every), NAMES)[
        "What they go with, of all numbers"
    ][0]
    assert line.endswith("All of these are numbers of grade C: judgement.")
    table = tables_of(answers)["goes_with"].set_index("number")
    assert table.loc["seeds.a", "note"] == "a guess"
    assert table.loc["seeds.b", "grade"] == "A"


def test_what_a_condition_goes_with_is_told_too() -> None:
    sweep, columns = drawn_sweep()
    middle = float(sweep["share"].sel(turn="2030Q4").median())
    condition = f"share RUS KAZ < {middle:.4f} at 2030Q4"
    answers = given_answers(sweep, columns, condition)
    line = describe_answers(answers, NAMES)["What they go with, of all numbers"][-1]
    assert re.search(
        rf"whether '{condition}' holds goes with, .*: seeds\.a \d+ % \(less likely with more", line
    )
    table = tables_of(answers)["goes_with"]
    assert condition in set(table["outcome"])
    rare = f"share RUS KAZ > {float(sweep['share'].sel(turn='2030Q4').max()) - 1e-6:.6f} at 2030Q4"
    line = describe_answers(given_answers(sweep, columns, rare), NAMES)["Where it happens"][0]
    assert re.fullmatch(
        rf"'{rare}' holds in 0\.049 % of 2,048 runs \(1\)\. That is too few.*", line
    )


def found_box(holdout: Holdout | None) -> Found:
    """A box of low density, and how such a box does on runs that it was not fitted to."""
    cases = Cases({"a": np.arange(400.0)}, np.arange(400) % 7 == 0, np.arange(400), 0)
    box = Box({"a": Span(0.0, 100.0)}, 0.4, 0.03, 0.25, 100)
    discovery = discover(cases)._replace(boxes=(box,), holdout=holdout)
    return Found(Judged("x", np.zeros((400, 1)), ""), discovery, None)


def test_a_box_that_chance_explains_is_not_told() -> None:
    for holdout in (Holdout(0.9, 0.023, 0.02, 9.0), Holdout(0.9, 0.03, 0.02, 1.2)):
        text = "\n".join(describe_found(found_box(holdout)))
        assert "happens" not in text
        assert "No box of factors can be told from chance: boxes found on each half" in text
        assert (
            f"have density {100 * holdout.density:.2g} % on the other half; overall it is 2 %"
            in text
        )
        answers = Answers(found=(found_box(holdout),))
        assert list(tables_of(answers)["boxes"]["beyond_chance"]) == [False]
        assert list(plan_figures(answers, NAMES, FACTS)) == []


def test_a_box_is_told_with_how_it_does_on_other_runs() -> None:
    text = "\n".join(describe_found(found_box(Holdout(0.4, 0.024, 0.02, 4.0))))
    assert "It happens more often where a is below 100" in text
    assert "and 3 % of the runs in it are such cases (density; 14 % overall)" in text
    assert "coverage 40 % and density 2.4 %: it marks them less well there" in text
    text = "\n".join(describe_found(found_box(Holdout(0.4, 0.029, 0.02, 4.0))))
    assert "coverage 40 % and density 2.9 %: it holds." in text
    text = "\n".join(describe_found(found_box(None)))
    assert "There are too few such cases to try it on runs that it was not fitted to." in text


def given_answers(
    sweep: xr.Dataset,
    columns: dict[str, np.ndarray],  # type: ignore[type-arg]
    *where: str,
    known: Mapping[str, Mapping[str, str]] | None = None,
) -> Answers:
    keys = (np.arange(sweep.sizes["experiment"]) // 8)[:, None]
    questions = read_questions(Asked((), ("2030Q4",), where=where), sweep, {})
    pieces = plan_answers(read_sample(sweep), questions, Draws(columns, keys, known or {}))
    return join_answers([piece() for piece in pieces])


def drawn_sweep() -> tuple[xr.Dataset, dict[str, np.ndarray]]:  # type: ignore[type-arg]
    dice = np.random.default_rng(6)
    columns = {"seeds.a": dice.random(256), "seeds.b": dice.random(256), "idle": dice.random(256)}
    moved = np.repeat(0.4 * columns["seeds.a"] - 0.2 * columns["seeds.b"], 8)
    sweep = sobol_sweep(256)
    sweep["share"] = sweep["share"] + xr.DataArray(moved, dims="experiment")
    sweep["share"].attrs |= {"outcome": "share", "power": "RUS", "state": "KAZ", "unit": "share"}
    return sweep, columns


def test_another_best_alternative_at_an_earlier_date_is_told() -> None:
    sweep = lever_sweep()
    sweep["share"][{"turn": slice(0, 2)}] = 0.5 - sweep["share"][{"turn": slice(0, 2)}]
    text = said(sweep, Asked(("share RUS",)))
    assert "japan: 'more' holds up best for Russia's share" in text
    assert "In 2030Q1 and 2030Q2 it is 'as it is'." in text
    assert text.count("japan: ") == 1


def test_less_can_be_asked_for() -> None:
    text = said(lever_sweep(), Asked(("share RUS",), ("2030Q4",), lower=("share RUS",)))
    assert "japan: 'as it is' holds up best" in text
    assert "(less is better)" in text


def test_what_acts_together_is_told_at_the_far_corner() -> None:
    text = said(grid_sweep(), Asked((), ("2030Q4",)))
    assert "delivery and severity act together on Russia's share" in text
    assert "delivery 1 with severity 2 brings +5.00 percentage points" in text
    apart = said(grid_sweep(0.0), Asked((), ("2030Q4",)))
    assert "delivery and severity do about what each does alone" in apart
    assert "delivery from 0 to 1 takes it from 23.0 to 28.0 %" in apart
    assert "severity from 1 to 2 takes it from 24.50 to 26.50 %" in apart
    one = grid_sweep()
    one["share"] = one["share"].copy(data=0.2 + 0.0 * one["share"].values)
    one["share"] = one["share"] + 0.05 * one["delivery"]
    one["share"].attrs |= {"outcome": "share", "power": "RUS", "state": "KAZ", "unit": "share"}
    assert "severity makes next to no difference" in said(one, Asked((), ("2030Q4",)))
    still = grid_sweep()
    still["share"] = still["share"].copy(data=0.2 + 0.001 * still["share"].values)
    assert "make next to no difference to Russia's share" in said(still, Asked((), ("2030Q4",)))


@pytest.mark.parametrize(
    ("limit", "whole", "words"),
    [
        (Span(0.4, np.inf), Span(0, 1), "x is above 0.4 (of 0 to 1)"),
        (Span(-np.inf, 0.4), Span(0, 1), "x is below 0.4 (of 0 to 1)"),
        (Span(0.25, 0.4), Span(0, 1), "x is between 0.25 and 0.4 (of 0 to 1)"),
        (Span(2027.5, np.inf), Span(2026, 2030), "x is above 2027.5 (of 2026 to 2030)"),
        (frozenset("a"), frozenset("abc"), "x is a"),
        (frozenset("ab"), frozenset("abc"), "x is not c"),
        (frozenset("ab"), frozenset("abcd"), "x is a or b"),
    ],
)
def test_a_limit_is_told_against_the_whole_range(
    limit: Span | frozenset[str], whole: Span | frozenset[str], words: str
) -> None:
    assert describe_limit("x", limit, whole) == words


def test_numbers_and_lists_read_as_words() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "0 %", "under 1 %", "50 %", "over 99 %", "100 %"
    ]  # fmt: skip
    assert [short(value) for value in (0.41234, 17.25, 1234.0, 2027.5, 2030.0)] == [
        "0.412", "17.2", "1.23e+03", "2027.5", "2030"
    ]  # fmt: skip
    assert join_words(["a", "b", "c"]) == "a, b and c"


def every_answer() -> Answers:
    asked = Asked(("share RUS",), ("2030Q4",), (OFTEN,), "share RUS KAZ > 0.3")
    parts = [sobol_sweep(64), morris_sweep(), grid_sweep()]
    correlations = Answers(correlations=given_answers(*drawn_sweep()).correlations)
    levers = answer(lever_sweep(gain=0.1), asked)
    return join_answers([*(answer(one) for one in parts), levers, correlations])


def texts(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(lambda one: hasattr(one, "_text")))


def test_every_answer_is_drawn_without_warnings_and_says_where_it_is_from() -> None:
    kinds = set()
    for name, draw in plan_figures(every_answer(), NAMES, FACTS):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            figure = draw()
            figure.draw_without_rendering()
        words = texts(figure)
        assert "Sweep: A small sweep" in words, name
        assert "640 runs  |  entropy 7  |  digest abcdef123456" in words
        assert "nothing here is a forecast" in words
        kinds.add(next(kind for kind in KINDS if name.startswith(f"{kind}-")))
    assert kinds == set(KINDS)


def test_a_figure_is_named_by_what_it_shows_and_no_two_alike() -> None:
    names = [name for name, _ in plan_figures(every_answer(), NAMES, FACTS)]
    assert len(names) == len(set(names))
    assert {"drivers-share", BOXES, "lever-japan-share-rus"} <= set(names)
    assert names[-1] == "grid-delivery-by-severity-share"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("drivers", "share JPN KAZ", ""), "drivers-share-jpn-kaz"),
        (("boxes", "leader KAZ != RUS by 2035"), "boxes-leader-kaz-not-rus-by-2035"),
        (("boxes", "price >= 1.5"), "boxes-price-at-least-1-5"),
        (("tree", "Türkiye < 3 %"), "tree-turkiye-below-3-percent"),
        (("lever", "../../etc/passwd"), "lever-etc-passwd"),
        (("a" * 90,), "a" * 80),
    ],
)
def test_words_become_the_name_of_a_file(words: tuple[str, ...], name: str) -> None:
    assert file_name(*words) == name


def test_what_would_be_named_alike_is_numbered() -> None:
    assert list(all_different(["a", "b", "a", "a"])) == ["a", "b", "a-2", "a-3"]


@pytest.mark.parametrize(
    ("size", "hits", "drawn", "told"),
    [
        (2000, 3, (3, 1997), "A dot is a run"),
        (60_000, 6000, (300, 2700), "Dots: 3,000 of the runs"),
        (60_000, 600, (600, 1500), "up to 1,500 runs of each kind, so red looks more common"),
    ],
)
def test_runs_are_drawn_in_proportion_unless_one_kind_is_rare(
    size: int, hits: int, drawn: tuple[int, int], told: str
) -> None:
    cases = Cases({}, np.arange(size) < hits, np.arange(size), 0)
    assert tuple(len(shown_rows(cases, hit=hit)) for hit in (True, False)) == drawn
    assert told in describe_dots(cases)


def test_words_within_a_box_stand_side_by_side() -> None:
    assert order_words(frozenset("abcd"), frozenset("bd")) == ["b", "d", "a", "c"]
    assert order_words(frozenset("ba"), None) == ["a", "b"]
    assert order_words(Span(0, 1), None) == []
    one, other = (positions(np.array(["a", "b"] * 50), ["b", "a"], key) for key in (0, 1))
    assert (np.abs(one - np.tile([1, 0], 50)) <= 0.3).all()
    assert abs(np.corrcoef(one[::2], other[::2])[0, 1]) < 0.4


def test_the_figure_of_boxes_names_limits_coverage_and_density() -> None:
    figures = dict(plan_figures(every_answer(), NAMES, FACTS))
    words = texts(figures[BOXES]())
    assert "Box 1: coverage " in words
    assert "japan is more" in words
    assert "on runs not used" in words


def test_tables_hold_a_row_for_everything() -> None:
    tables = tables_of(every_answer())
    assert set(tables) == {
        "drivers", "drivers_together", "screening", "enough_runs", "boxes", "boxes_tradeoff",
        "tree", "levers", "grids", "goes_with",
    }  # fmt: skip
    assert len(tables["drivers"]) == 4 * 3
    assert set(tables["goes_with"]["number"]) == {"seeds.a", "seeds.b"}
    assert len(tables["screening"]) == 4 * 3
    assert len(tables["grids"]) == 4 * 6
    assert set(tables["levers"]["alternative"]) == {"as it is", "more"}
    assert list(tables["boxes"]["box"].unique()) == [1, 2]


def opened_sweep(folder: Path) -> Opened:
    manifest = {"title": "A small sweep", "digest": "1" * 64, "runs": 800, "sweep": {}}
    return Opened(folder, lever_sweep(gain=0.1).assign_attrs(entropy=7, runs_done=800), manifest)


def write(folder: Path, figures: bool = True) -> Path:
    opened = opened_sweep(folder)
    asked = Asked(("share RUS",), ("2030Q4",), (OFTEN,))
    answers = answer(opened.dataset, asked)
    manifest = manifest_of_answers(opened, asked, ("steppewise", "analyse", "x"))
    told = describe_answers(answers, NAMES)
    place = write_answers(answers, told, folder, manifest)
    add_workbook(answers, told, place, print)
    if figures:
        with WorkerPool(1) as pool:
            draw_answers(opened, answers, NAMES, place, manifest, Extras(pool))
    return place


def test_what_is_written_is_the_same_bytes_twice(tmp_path: Path) -> None:
    first, again = (write(tmp_path / place) for place in "ab")
    prints = [
        {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        for folder in (first, again)
    ]
    assert first.name == again.name
    assert prints[0] == prints[1]
    assert {"answers.md", "answers.xlsx", "levers.csv", "boxes.csv", "manifest.json"} <= set(
        prints[0]
    )
    assert {f"figures/{BOXES}.png", "figures/lever-japan-share-rus.svg"} <= set(prints[0])


def test_the_workbook_opens_with_sentences_first_and_numbers_as_numbers(tmp_path: Path) -> None:
    folder = write(tmp_path, figures=False)
    book = load_workbook(folder / "answers.xlsx")
    assert book.sheetnames[0] == "what was found"
    first = [row[0].value for row in book["what was found"].iter_rows()]
    assert "Where it happens" in first
    sheet = book["Levers"]
    table = pd.read_csv(folder / "levers.csv")
    assert [cell.value for cell in sheet[1]] == [plain_heading(name) for name in table]
    column = list(table.columns).index("mean_regret") + 1
    assert sheet.cell(2, column).value == pytest.approx(table["mean_regret"][0])
    assert sheet.cell(1, column).value == "Mean regret"
    assert not (folder / "figures").exists()


@pytest.mark.parametrize(
    ("values", "form"),
    [
        ([1, 2], ""),
        (["a", float("nan")], ""),
        ([0.0012, 0.2], "0.000"),
        ([0.001, -0.002], "0.0000"),
        ([2.5, -12.0], "0.00"),
        ([312.0, 1.0], "0.0"),
        ([120000.0, float("inf")], "#,##0"),
    ],
)
def test_a_column_of_numbers_is_printed_by_its_largest(values: list[object], form: str) -> None:
    assert number_format(values) == form


@pytest.mark.parametrize(
    ("name", "heading"),
    [("mean_regret", "Mean regret"), ("ST", "Share of variance with others"), ("p50", "Median")],
)
def test_columns_have_plain_headings(name: str, heading: str) -> None:
    assert plain_heading(name) == heading


def stopped(*words: object) -> None:
    raise KeyboardInterrupt


def test_nothing_is_left_where_writing_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.analysis.answers.answers_folder.write_tables", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_and_a_figure_that_fail_leave_the_answers_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = write(tmp_path / "whole")
    with monkeypatch.context() as patch:
        patch.setattr("model.analysis.answers.answers_folder.workbook_of", broken)
        patch.setattr("model.analysis.answers.answer_figures.draw_boxes", broken)
        place = write(tmp_path / "part")
    said = "".join(capsys.readouterr())
    assert "Warning: answers.xlsx could not be made: ZeroDivisionError: a slip. " in said
    assert f"Warning: figure {BOXES[:55]}" in said
    assert "... could not be drawn: ZeroDivisionError: a slip. " in said
    assert "the same command makes what is missing" in said
    assert names_in(whole) - names_in(place) == {
        "answers.xlsx", f"figures/{BOXES}.png", f"figures/{BOXES}.svg",
    }  # fmt: skip
    assert names_in(write(tmp_path / "part")) == names_in(whole)


def broken(*words: object) -> None:
    raise ZeroDivisionError("a slip")


def names_in(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in paths}


def test_the_digest_tells_questions_and_sweeps_apart(tmp_path: Path) -> None:
    opened = opened_sweep(tmp_path)
    one = manifest_of_answers(opened, Asked(), ("steppewise",))
    other = manifest_of_answers(opened, Asked(where=("a > 1",)), ("steppewise",))
    assert one["digest"] != other["digest"]
    assert one["digest"] == digest_of(one)


def test_outcomes_learn_from_the_manifest_what_they_measure() -> None:
    sweep = grid_sweep().rename(share="here").assign_attrs(levels=6)
    sweep["here"].attrs.clear()
    kept = {"name": "here", "outcome": "share", "keep": "dates",
            "places": [["power", "RUS", 1], ["state", "KAZ", 0]]}  # fmt: skip
    told = label_outcomes(sweep, {"outcomes": [kept]})
    assert told["here"].attrs["power"] == "RUS"
    assert '"num_levels": 6' in told.attrs["problem"]
    assert "outcome" not in sweep["here"].attrs
