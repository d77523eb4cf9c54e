"""The titles of figures of a sweep say what the sentences say, with the same numbers and doubts."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure
from readable import faults
from test_answers_told import FACTS, NAMES, every_answer

from model.analysis.answers.answer_figures import plan_figures
from model.analysis.answers.answer_parts import Answers
from model.analysis.correlation import words as correlation
from model.analysis.discovery import words as discovery
from model.analysis.drivers import words as drivers
from model.analysis.grids import words as grids
from model.analysis.levers import words as levers
from model.analysis.screening import words as screening
from model.figures.forms import PAGE, SLIDE, Form, drawn_as


@cache
def answers() -> Answers:
    return every_answer()


def title_of(figure: Figure) -> str:
    (title,) = [one.get_text() for one in figure.texts if one.get_weight() == "bold"]
    return title.replace("\n", " ")


def test_the_title_names_the_first_driver_with_the_share_of_the_sentence() -> None:
    one = answers().drivers[0]
    said = drivers.headline(one, NAMES)
    sentence = drivers.describe_drivers(one, NAMES)[0]
    found = re.fullmatch(r"(\S+) drives .*: (\d+) % of its variance \((± [\d.]+) points\)", said)
    assert found
    assert f"{found[1]} {found[2]} % (alone " in sentence
    assert f"{found[3]} points" in sentence


def test_a_driver_drives_most_only_where_the_order_is_sure() -> None:
    one = answers().drivers[0]
    doubtful = [each._replace(ranked=False) for each in one.verdicts]
    sure = [each._replace(ranked=True) for each in one.verdicts]
    said = drivers.headline(one._replace(verdicts=tuple(doubtful)), NAMES)
    assert ", and others may drive it as much: " in said
    assert " most: " in drivers.headline(one._replace(verdicts=tuple(sure)), NAMES)


def test_that_no_factor_matters_comes_before_which_is_largest() -> None:
    one = answers().drivers[0]
    small = one.indices._replace(total=np.full_like(one.indices.total, 0.001))
    still = one.indices._replace(total=np.full_like(one.indices.total, np.nan))
    for indices in (small, still):
        changed = one._replace(indices=indices)
        said = drivers.headline(changed, NAMES)
        assert said in drivers.describe_drivers(changed, NAMES)[0]
        assert said.startswith(("No factor alone matters", "Nothing that was varied moves"))


def test_whether_runs_were_enough_is_the_verdict() -> None:
    one = answers().drivers[0]
    verdict = drivers.describe_verdict(one.verdicts[-1], "groups")
    said = drivers.headline_of_growth(one, NAMES)
    assert said.startswith(f"{verdict.split(':')[0]} for Russia's share")


def test_the_title_of_a_screening_has_the_size_of_the_sentence() -> None:
    one = answers().screened[0]
    said = screening.headline(one, NAMES)
    found = re.fullmatch(r"(\S+) moves .*: by (.*) on average over its range", said)
    assert found
    assert f": {found[1]} ({found[2]}" in screening.describe_screened(one, NAMES)[0]


def test_the_title_of_what_goes_with_an_outcome_has_the_share_of_the_sentence() -> None:
    one = answers().correlations[0]
    said = correlation.headline(one, NAMES)
    found = re.fullmatch(r"Of \d+ numbers .* goes most with (\S+): (.*) of the variance", said)
    assert found
    assert f": {found[1]} {found[2]} (" in correlation.describe_correlations(one, NAMES)


def test_what_chance_explains_is_not_named() -> None:
    one = answers().correlations[0]
    none = one._replace(correlations=one.correlations._replace(found=()))
    said = correlation.headline(none, NAMES)
    assert correlation.describe_correlations(none, NAMES).startswith(said)


def test_the_title_of_boxes_and_tree_has_limits_and_shares_of_the_sentences() -> None:
    one = answers().found[0]
    told = discovery.describe_found(one)
    said, where = discovery.headline(one).split(" of runs, ")
    assert told[0].startswith(f"{said.split(' holds')[0]} holds in ") or said in told[0]
    assert said.split(" in ")[-1] in told[0]
    assert told[1].startswith(f"It happens {where}: ")
    tree = discovery.headline_of_tree(one)
    share, limits = re.fullmatch(r".* holds in (.*) of runs where (.*)", tree).groups()  # type: ignore[union-attr]
    assert f"The tree marks it best where {limits}: " in told[-1]
    assert f"density {share}." in told[-1]


def test_the_title_of_a_lever_is_the_head_of_its_sentence() -> None:
    one = answers().levered[0]
    said = levers.headline(one, NAMES)
    assert levers.describe_lever(one, NAMES).startswith(f"{said}. Mean regret over ")


def test_alternatives_that_do_not_matter_are_not_called_best() -> None:
    one = answers().levered[0]
    rows = tuple(row._replace(mean_regret=0.0001, first=1.0) for row in one.robustness.rows)
    little = one._replace(robustness=one.robustness._replace(rows=rows))
    said = levers.headline(little, NAMES)
    assert "the alternatives make next to no difference to" in said
    assert "best" not in said.replace("is better", "")


def test_the_title_of_a_grid_is_what_its_sentence_says_of_both() -> None:
    one = answers().gridded[-1]
    what = f"{grids.about(one.series, NAMES)}{grids.on(one.date)}"
    said = grids.headline(one, NAMES)
    assert grids.describe_together(one, what).startswith(said.removesuffix(f" to {what}"))
    same = one._replace(grid=one.grid._replace(means=0 * one.grid.means))
    (sentence,) = grids.describe_grids([same], NAMES)
    assert sentence.startswith(f"{grids.headline(same, NAMES)}: less than ")


@pytest.mark.parametrize("chosen", [PAGE, SLIDE], ids=["page", "slide"])
def test_all_words_of_the_figures_can_be_read(chosen: Form) -> None:
    for name, draw in plan_figures(answers(), NAMES, FACTS):
        with drawn_as(chosen):
            assert (name, faults(draw(), chosen.least)) == (name, [])
