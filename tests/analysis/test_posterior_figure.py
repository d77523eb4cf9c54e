"""The figure of a sample shows every parameter, and names those that the past says little of."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from model.figures.page import Facts
from model.figures.save import settle
from model.inputs.seeds.posterior import Posterior
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.validation.calibration.figure import draw_posterior
from model.validation.calibration.find import FITTED, values_of
from model.validation.calibration.sample import Sample
from model.validation.calibration.sample_files import describe_informed, draw_sample

FACTS = Facts("Past 2000-2013", 300, 7, "abcdef012345", "CEPII BACI", "Not a forecast.")


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds(sampled=False)


def made_sample(seeds: Seeds, names: tuple[str, ...] = FITTED) -> Posterior:
    """A sample in which the last parameter alone is narrower than before."""
    rows = [seeds.tables["parameters"][name,] for name in names]
    places = np.random.default_rng(5).standard_normal((300, len(names)))
    places[:, -1] = 0.2 * places[:, -1] + 1.0
    values = values_of(rows, places)
    draws = np.stack([values[name] for name in names], axis=1)
    told = describe_informed(Sample(names, draws, (), np.zeros((300, 0)), 0.5, (1.0,)), rows)
    manifest = {
        "years": [2000, 2013],
        "settings": {"entropy": 7},
        "informed": told,
    }
    held = tuple(map(tuple, draws.tolist()))
    return Posterior("to-2013", names, held, (), (), manifest, "abcdef0123456789")


def draw(seeds: Seeds, sample: Posterior) -> Figure:
    rows = {name: seeds.tables["parameters"][name,] for name in sample.names}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return draw_posterior(sample, rows, FACTS)


def panel(figure: Figure, title: str) -> tuple[list[str], object]:
    (axes,) = [one for one in figure.axes if one.get_title(loc="left") == title]
    return [text.get_text() for text in axes.texts], axes


def test_every_parameter_has_a_panel_with_its_unit_and_scale(shipped: Seeds) -> None:
    figure = draw(shipped, made_sample(shipped))
    settle(figure)
    shown = [axes for axes in figure.axes if axes.get_title(loc="left")]
    assert [axes.get_title(loc="left") for axes in shown] == [
        name.replace("_", " ") for name in FITTED
    ]
    for name, axes in zip(FITTED, shown, strict=True):
        assert axes.get_xlabel() == shipped.tables["parameters"][name,].unit
        labels = [label.get_text() for label in axes.get_xticklabels() if label.get_visible()]
        assert any(labels), f"no scale below {name}"


def test_a_parameter_that_the_past_does_not_inform_is_named(shipped: Seeds) -> None:
    sample = made_sample(shipped)
    figure = draw(shipped, sample)
    for name in FITTED:
        (said,), _ = panel(figure, name.replace("_", " "))
        informed = sample.manifest["informed"][name]["informed"]
        assert informed is (name == FITTED[-1])
        assert ("not informed by the data" in said) is not informed
    (said,), _ = panel(figure, FITTED[-1].replace("_", " "))
    assert "80 %" in said or "79 %" in said or "81 %" in said
    assert "+1.0 sd" in said


def test_the_lines_stand_at_median_and_interval(shipped: Seeds) -> None:
    sample = made_sample(shipped)
    _, axes = panel(draw(shipped, sample), "shock trade")
    told = sample.manifest["informed"]["shock_trade"]
    levels = np.quantile(sample.column("shock_trade"), [0.05, 0.5, 0.95])
    upright = [line.get_xdata()[0] for line in axes.lines if len(set(line.get_xdata())) == 1]  # type: ignore[attr-defined]
    assert upright == [told["p50"]]
    (bar,) = [one for one in axes.collections if hasattr(one, "get_segments")]  # type: ignore[attr-defined]
    np.testing.assert_allclose(bar.get_segments()[0][:, 0], levels[[0, 2]], rtol=1e-3)
    assert told["p50"] == pytest.approx(levels[1], rel=1e-3)


def test_one_parameter_alone_can_be_drawn(shipped: Seeds) -> None:
    settle(draw(shipped, made_sample(shipped, ("trade_pull",))))


def test_the_figure_says_what_it_is_from_and_is_the_same_bytes_twice(
    shipped: Seeds, tmp_path: Path
) -> None:
    sample = made_sample(shipped)
    first, again = (draw_sample(sample, shipped, tmp_path / place) for place in "ab")
    assert [path.name for path in first] == ["posterior-to-2013.png", "posterior-to-2013.svg"]
    digests = [
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        for paths in (first, again)
    ]
    assert digests[0] == digests[1]
    with Image.open(first[0]) as image:
        assert image.text["Digest"] == sample.digest  # type: ignore[attr-defined]
        assert image.text["Title"] == "Past 2000-2013: posterior to 2013"  # type: ignore[attr-defined]
    assert f"sha256:{sample.digest}" in first[1].read_text()


def test_the_shipped_samples_can_be_drawn(shipped: Seeds) -> None:
    for name in ("to-2013", "to-2020"):
        found = shipped.with_posterior(name).posterior
        assert found is not None
        assert json.dumps(found.manifest)
        settle(draw(shipped, found))
