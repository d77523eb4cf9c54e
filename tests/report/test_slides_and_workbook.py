"""The same report as slides and as a workbook."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from model.cli import cli
from model.report.layout import BODY, SLIDE, TITLE, fit_picture, fit_text, lines_of, pages_of
from tests.cli.conftest import Steppewise
from tests.report.conftest import VOID, Reader

ONE = ("--no-why", "--workers", "1")


@pytest.fixture(scope="module")
def written(pair: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, with slides and a workbook beside it."""
    page = tmp_path_factory.mktemp("three") / "three.html"
    words = ["report", *map(str, pair), "--out", str(page), "--slides", "--table", "--workers", "1"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    said = result.stdout.splitlines()
    for word, ending, line in zip(
        ("Report", "Slides", "Workbook"), (".html", ".pptx", ".xlsx"), said, strict=True
    ):
        assert re.fullmatch(rf"{word}: .*three\{ending} \(\d\.\d MB\)", line)
    return page


@pytest.fixture(scope="module")
def slides(written: Path) -> list[Any]:
    pptx = pytest.importorskip("pptx")
    return list(pptx.Presentation(str(written.with_suffix(".pptx"))).slides)


def texts_of(slide: Any) -> list[str]:
    """The paragraphs of a slide below its title, those of tables too."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame and shape != slide.shapes.title:
            found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def test_the_slides_begin_with_the_question_and_one_finding(
    slides: list[Any], written: Path
) -> None:
    page = Reader(written.read_text(encoding="utf-8"))
    opened = [attributes for tag, attributes in page.tags if tag not in VOID]
    (question,) = (
        text
        for (_, text), attributes in zip(page.texts, opened, strict=True)
        if attributes.get("class") == "question"
    )
    assert slides[0].shapes.title.text_frame.text == question
    assert page.all("h1")[0] in texts_of(slides[0])
    finding = slides[1].shapes.title.text_frame.text
    assert finding in page.all("li")
    assert re.search(r" points? (higher|lower) in \d{4}Q\d ", finding)
    date, *changes = texts_of(slides[1])
    assert date in page.all("h3")
    assert changes
    assert set(changes) <= set(page.all("li"))


def test_every_figure_has_a_slide_of_its_own_with_the_text_of_the_page(
    slides: list[Any], written: Path
) -> None:
    shown = [
        (slide.shapes.title.text_frame.text, shape._element.nvPicPr.cNvPr.get("descr"))
        for slide in slides
        for shape in slide.shapes
        if shape.shape_type == 13
    ]
    page = Reader(written.read_text(encoding="utf-8"))
    alts = [image["alt"] for image in page.attributes("img")]
    assert shown == list(zip(page.all("figcaption"), alts, strict=True))


def test_the_scenarios_own_assumptions_stand_on_slides(slides: list[Any], written: Path) -> None:
    assumed = [slide for slide in slides if any(shape.has_table for shape in slide.shapes)]
    (title,) = {slide.shapes.title.text_frame.text for slide in assumed}
    assert title == "What it assumes and the base does not (2 events)"
    cells = texts_of(assumed[0])
    assert cells[:4] == ["What", "When", "Change", "Why"]
    page = Reader(written.read_text(encoding="utf-8"))
    assert set(cells) <= {*page.all("th"), *page.all("td")}
    assert len(cells) == 4 * 3


def test_nothing_on_a_slide_lies_outside_it_and_slides_are_wide(written: Path) -> None:
    pptx = pytest.importorskip("pptx")
    deck = pptx.Presentation(str(written.with_suffix(".pptx")))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_workbook_holds_the_words_and_every_number(
    written: Path, pair: tuple[Path, Path], steppewise: Steppewise
) -> None:
    book = load_workbook(BytesIO(written.with_suffix(".xlsx").read_bytes()))
    assert book.sheetnames == [
        "what was found", "Changes", "Causes", "Interests", "Assumptions", "Changed numbers",
        "Sources", "Grades", "Inputs", "Versions",
    ]  # fmt: skip
    said = [row[0].value for row in book["what was found"].iter_rows() if row[0].value]
    page = Reader(written.read_text(encoding="utf-8"))
    assert set(page.all("li")[6:]) <= set(said)
    changes = book["Changes"]
    heads = [cell.value for cell in changes[1]]
    assert heads[0] == "Outcome"
    compared = steppewise("compare", *pair, "--no-figures", "--workers", "1", "--out", "c")
    assert compared.exit_code == 0
    (path,) = Path("c").glob("*/comparison.csv")
    assert changes.max_row == len(path.read_text(encoding="utf-8").splitlines())
    assumptions = [[cell.value or "" for cell in row] for row in book["Assumptions"].iter_rows()]
    assert assumptions[0] == ["Which", "What", "When", "Change", "How surely", "Why", "Source"]
    assert len(assumptions) == 1 + 2 + 28 + 1
    assert book["Inputs"]["A1"].value == "What"


def test_slides_and_workbook_have_the_same_bytes_each_time(
    steppewise: Steppewise, pair: tuple[Path, Path], here: Path
) -> None:
    for name in ("a.html", "b.html"):
        words = ("--out", name, "--slides", "--table", *ONE)
        assert steppewise("report", *pair, *words).exit_code == 0
    for ending in (".html", ".pptx", ".xlsx"):
        assert (here / f"a{ending}").read_bytes() == (here / f"b{ending}").read_bytes()


def test_slides_without_their_package_say_how_to_get_it(
    refused: Callable[..., str],
    pair: tuple[Path, Path],
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    monkeypatch.delitem(sys.modules, "model.report.slides", raising=False)
    assert refused(2, "report", *pair, "--out", "a.html", "--slides", *ONE) == (
        "--slides: needs pptx, which is not installed; install it with: "
        "pip install 'steppewise[report]'"
    )
    assert not list(here.iterdir())


def test_no_file_is_written_where_one_of_them_must_not_be(
    refused: Callable[..., str], pair: tuple[Path, Path], here: Path
) -> None:
    (here / "a.xlsx").write_text("mine")
    (here / "a.pptx").mkdir()
    assert refused(2, "report", *pair, "--out", "a.html", "--slides", "--table", *ONE) == (
        "--out: a.pptx is a folder, not a file\n"
        "--out: a.xlsx is already there; --overwrite replaces it"
    )
    assert not (here / "a.html").exists()


def test_a_text_takes_as_many_lines_as_its_letters_need() -> None:
    # 100 letters of 0.52 x 14 / 72 inch are 10.1 inches: two lines of 6 inches
    assert lines_of("x" * 100, 6.0, 14) == 2
    assert lines_of("", 6.0, 14) == 1
    assert fit_text(["short"], TITLE, (24, 14)) == 24
    assert fit_text(["x" * 400] * 8, BODY, (24, 14)) == 14


def test_rows_that_do_not_fit_go_to_the_next_slide_whole() -> None:
    # a row of one line at 12 points is 1.35 x 12 / 72 + 0.12 = 0.345 inch; a head as high leaves
    # 5.5 - 0.345 = 5.155 inch: 14 rows
    rows = [[str(number)] for number in range(30)]
    pages = pages_of(rows, [4.0], 12)
    assert [len(page) for page in pages] == [14, 14, 2]
    assert [row for page in pages for row in page] == rows


def test_a_figure_is_as_large_as_the_slide_lets_it_be() -> None:
    # 1800 x 1200 in 12.133 x 6 inches: the height decides, 6 x 1.5 = 9 inches wide
    box = fit_picture((1800, 1200))
    assert (box.width, box.height) == pytest.approx((9.0, 6.0))
    assert box.left == pytest.approx((SLIDE[0] - 9.0) / 2)
