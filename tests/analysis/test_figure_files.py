"""Figures after the numbers: from no settings but ours, texts as written, failures as warnings."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from model.experiments.optional_steps import TRACEBACK, Extras, optional, reason
from model.experiments.worker_pool import WorkerPool
from model.figures import figure_files
from model.figures import style as look
from model.figures.figure_files import describe_failures, draw_missing, draw_one
from model.figures.forms import PAGE, SLIDE, drawn_as
from model.figures.outlines import read_outlines
from model.figures.page import Facts, page
from model.figures.save import Sketch, enlarge, save_figure
from model.figures.style import settings, styled
from model.inputs.formats.problems import InputError, Problem

ROOT = Path(__file__).parents[2]
MANIFEST = {"name": "trial", "title": "A trial", "digest": "1" * 64}
HOSTILE = {
    "text.usetex": True,
    "text.parse_math": True,
    "savefig.dpi": 30,
    "savefig.bbox": "tight",
    "axes.facecolor": "black",
    "lines.linewidth": 10,
    "font.family": ["serif"],
    "svg.fonttype": "none",
    "figure.autolayout": True,
}


@styled
def small(title: str = "A trial") -> Figure:
    figure = page("One panel", "A line", Facts(title, 3, 1, "abc", "", ""), (4.0, 3.0))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], label=title)
    axes.set_yticks([0, 1], ["none", title])
    axes.legend(title=title)
    return figure


@styled
def failing() -> Figure:
    raise ZeroDivisionError("a slip\nof ours")


def texts_of(figure: Figure) -> list[Text]:
    return [one for one in figure.findobj(Text) if isinstance(one, Text)]


CLEAN = """
import locale, os
from model.figures.style import style
import matplotlib
with style():
    print(matplotlib.rcParams["text.usetex"], matplotlib.get_backend(), os.getcwd())
print(matplotlib.rcParams == matplotlib.rcParamsOrig, os.environ["MPLBACKEND"])
"""


@pytest.mark.parametrize("content", [b"text.usetex: True\nsavefig.dpi: 3\n", b"\xff\xfe\x00bad"])
def test_matplotlib_is_loaded_without_the_settings_of_the_environment(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "matplotlibrc").write_bytes(content)
    wrong = {"MPLBACKEND": "module://nowhere.inline", "MATPLOTLIBRC": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", CLEAN],
        cwd=tmp_path,
        env={**os.environ, **wrong, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert told.stderr == ""
    assert told.stdout.splitlines() == [f"False agg {tmp_path}", "True module://nowhere.inline"]


def test_a_figure_is_the_same_whatever_the_settings_of_the_caller(tmp_path: Path) -> None:
    plain = save_figure(small(), tmp_path / "plain", MANIFEST)
    with mpl.rc_context(HOSTILE):
        other = save_figure(small(), tmp_path / "other", {**MANIFEST, "title": "A trial"})
        assert mpl.rcParams["savefig.dpi"] == 30
    assert plain[0].read_bytes()[-2000:] == other[0].read_bytes()[-2000:]
    assert plain[0].stat().st_size == other[0].stat().st_size
    assert plain[1].read_bytes() == other[1].read_bytes().replace(b"other", b"plain")


@pytest.mark.parametrize("title", ["$19 bn, 60 % come: $11 bn", r"$\frac{$ and \$ and $x^2$"])
def test_dollar_signs_are_drawn_as_they_are_written(title: str, tmp_path: Path) -> None:
    figure = small(title)
    save_figure(figure, tmp_path / "dollars", MANIFEST)
    assert len([one for one in texts_of(figure) if title in one.get_text()]) >= 4
    assert not any(one.get_parse_math() or one.get_usetex() for one in texts_of(figure))


def test_control_characters_do_not_reach_an_svg(tmp_path: Path) -> None:
    title = "one\x00two\x1b[31mthree\x0b"
    drawn = draw_one(("odd", partial(small, title)), PAGE, tmp_path, {**MANIFEST, "title": title})
    assert drawn.error == ""
    ElementTree.parse(tmp_path / "odd.svg")


def test_letters_that_no_font_has_are_one_line(tmp_path: Path) -> None:
    drawn = [
        draw_one((name, partial(small, f"{title} $1")), PAGE, tmp_path, MANIFEST)
        for name, title in (("one", "中央"), ("two", "中日"))
    ]
    (line,) = describe_failures(drawn)
    assert line == (
        "Warning: no font here has 3 letters of the figures' texts (中, 央, 日), so that boxes "
        "stand for them; install one such as Noto Sans CJK and draw them with --again."
    )


def test_a_letter_that_a_fallback_font_has_is_drawn_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "STIX alone has \u1d8d"
    assert draw_one(("without", partial(small, title)), PAGE, tmp_path, MANIFEST).letters
    monkeypatch.setattr(look, "FALLBACKS", ("A font that nobody has", "STIXGeneral"))
    settings.cache_clear()
    try:
        assert draw_one(("with", partial(small, title)), PAGE, tmp_path, MANIFEST).letters == ""
        same = save_figure(small(), tmp_path / "plain", MANIFEST)[1].read_bytes()
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert same == save_figure(small(), tmp_path / "plain", MANIFEST)[1].read_bytes()


def draw(
    folder: Path, draws: dict[str, object], again: bool = False
) -> tuple[list[str], list[str]]:
    """Which figures were drawn, and what was said."""
    asked: list[str] = []
    said: list[str] = []

    def plan(wanted: list[str]) -> list[Sketch]:
        asked.extend(wanted)
        return [(name, draws[name]) for name in wanted]  # type: ignore[misc]

    with WorkerPool(1) as pool:
        draw_missing(
            folder, list(draws), plan, MANIFEST, Extras(pool, warn=said.append, again=again)
        )
    return asked, said


def test_a_figure_that_fails_is_a_warning_and_is_drawn_by_the_next_call(tmp_path: Path) -> None:
    asked, said = draw(tmp_path, {"good": small, "bad": failing, "worse": failing})
    assert asked == ["good", "bad", "worse"]
    assert said == [
        "Warning: figures bad, worse could not be drawn: ZeroDivisionError: a slip of ours. "
        "All numbers are complete; the same command makes what is missing."
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"good.png", "good.svg"}
    (tmp_path / "good.svg").unlink()
    assert draw(tmp_path, {"good": small, "bad": small}) == (["good", "bad"], [])
    assert draw(tmp_path, {"good": small, "bad": small}) == ([], [])
    assert draw(tmp_path, {"good": small, "bad": small}, again=True) == (["good", "bad"], [])


def test_what_a_killed_command_left_half_written_goes(tmp_path: Path) -> None:
    left = tmp_path / ".partial-host-1-good.png"
    left.write_text("half")
    os.utime(left, (0, 0))
    draw(tmp_path, {"good": small})
    assert {path.name for path in tmp_path.iterdir()} == {"good.png", "good.svg"}


def test_a_plan_that_fails_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", "figures")

    monkeypatch.setattr(figure_files, "remove_stale", full)
    _, said = draw(tmp_path / "figures", {"good": small})
    assert len(said) == 1
    assert "figures: No space left on device. All numbers are complete" in said[0]


def test_an_interrupt_and_an_asked_traceback_are_let_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt), optional("a table", said.append):
        raise KeyboardInterrupt
    with optional("a table", said.append):
        raise MemoryError
    assert said == [
        "Warning: a table could not be made: MemoryError. "
        "All numbers are complete; the same command makes what is missing."
    ]
    monkeypatch.setenv(TRACEBACK, "1")
    with pytest.raises(MemoryError), optional("a table", said.append):
        raise MemoryError


def test_the_reason_is_one_short_line_without_escapes() -> None:
    wrong = [Problem("a.json", 3, "bounds", "is missing"), Problem("a.json", 4, "b", "is odd")]
    assert reason(InputError(wrong)) == "a.json:3: bounds: is missing, and 1 more"
    assert reason(ValueError("\x1b[31mred")) == "ValueError: [31mred"
    assert reason(ValueError("x" * 1000)).endswith("xxx ...")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "map.json: Invalid JSON: EOF while parsing an object"),
        ('{"shapes": {}}', "map.json: bounds: Field required"),
        ('{"bounds": [1, 2, 3, "x"], "shapes": {}}', "map.json: bounds.3: Input should be"),
        ('{"bounds": [1, 2, 3, 4], "shapes": {"KAZ": [[[[1, 2]]]]}}', "shapes.KAZ.0.0: List"),
        ("", "map.json: is empty"),
    ],
)
def test_a_broken_map_is_named_with_what_is_wrong(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "map.json").write_text(content)
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        read_outlines(tmp_path / "map.json")


def test_slides_are_drawn_beside_the_figures_and_read_on_a_small_screen(tmp_path: Path) -> None:
    with WorkerPool(1) as pool:
        asked = Extras(pool, slides=True)
        draw_missing(tmp_path, ["one"], lambda _: [("one", small)], MANIFEST, asked)
        (tmp_path / "one.png").write_bytes(b"kept")
        (tmp_path / "one-slide.svg").unlink()
        draw_missing(tmp_path, ["one"], lambda _: [("one", small)], MANIFEST, asked)
    assert {path.name for path in tmp_path.iterdir()} == {
        "one.png", "one.svg", "one-slide.png", "one-slide.svg",
    }  # fmt: skip
    assert (tmp_path / "one.png").read_bytes() == b"kept"
    with Image.open(tmp_path / "one-slide.png") as image:
        assert image.size == (1920, 1080)
    with drawn_as(SLIDE):
        figure = small()
        enlarge(figure, SLIDE.least)
    pixels = [float(one.get_fontsize()) / 72 * 1280 / SLIDE.size[0] for one in texts_of(figure)]
    assert min(pixels) >= 14


def test_without_slides_none_is_drawn(tmp_path: Path) -> None:
    with WorkerPool(1) as pool:
        draw_missing(tmp_path, ["one"], lambda _: [("one", small)], MANIFEST, Extras(pool))
    assert {path.name for path in tmp_path.iterdir()} == {"one.png", "one.svg"}
