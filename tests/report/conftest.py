"""Two short results held against each other, and the page that a report makes of them."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.cli import cli
from tests.cli.conftest import QUICK, here, only, refused, steppewise

__all__ = ["here", "refused", "steppewise"]


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of the baseline and of a scenario that moves something within two years."""
    out = tmp_path_factory.mktemp("report")
    words = ["run", "japan-delivers", "--set", "ties.JPN.KAZ.trade=2.5", "--against", "baseline"]
    result = CliRunner().invoke(cli, [*words, *QUICK, "--out", str(out)])
    assert result.exit_code == 0, result.output
    return only(out, "baseline-*"), next(
        path for path in out.glob("japan-delivers-*") if "against" not in path.name
    )


@pytest.fixture(scope="session")
def reported(pair: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page on the scenario against the baseline."""
    target = tmp_path_factory.mktemp("page") / "page.html"
    words = ["report", *map(str, pair), "--out", str(target), "--workers", "1"]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return target.read_text(encoding="utf-8")


@pytest.fixture
def copied(pair: tuple[Path, Path], here: Path) -> tuple[Path, Path]:
    """Copies of both results that a test may write into."""
    return tuple(shutil.copytree(path, here / path.name) for path in pair)  # type: ignore[return-value]


VOID = ("meta", "img", "br", "input")
"""Tags that nothing stands in."""


class Reader(HTMLParser):
    """A page read as a browser does: texts by tag, in order, and the attributes of every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if self.open:  # a part of a page may end what it did not begin
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.texts:
            tag, text = self.texts[-1]
            if tag == self.open[-1]:
                self.texts[-1] = (tag, text + data)

    def all(self, *tags: str) -> list[str]:
        """The texts of some tags."""
        return [text for tag, text in self.texts if tag in tags]

    def attributes(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every tag of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]
