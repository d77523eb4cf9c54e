"""Markdown: tables, and docstrings as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of the rows; bars and line breaks in cells are taken care of."""
    lines = [_row(columns), "|" + "---|" * len(columns), *(_row(row) for row in rows)]
    return "\n".join(lines)


def number(value: float | None) -> str:
    """A number as the seed files write it, nothing for None."""
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def span(low: float | None, high: float | None) -> str:
    """A range, nothing where there is none."""
    return "" if low is None or high is None else f"{number(low)} to {number(high)}"


def code(words: Iterable[str]) -> str:
    """Words as code, one after the other."""
    return " ".join(f"`{word}`" for word in words)


def prose(docstring: str) -> str:
    """A docstring as Markdown: a paragraph that does not end a sentence is a formula."""
    paragraphs = [_clean(part) for part in docstring.strip().split("\n\n")]
    return "\n\n".join(
        part.replace("\n", " ") if part.endswith((".", ":")) or n == 0 else f"```\n{part}\n```"
        for n, part in enumerate(paragraphs)
    )


def line(docstring: str) -> str:
    """A docstring on one line, for a cell of a table."""
    return " ".join(_clean(docstring).split())


def _clean(text: str) -> str:
    lines = [each.strip() for each in text.strip().splitlines()]
    return "\n".join(lines).replace("``", "`")


def _row(cells: Sequence[object]) -> str:
    clean = (" ".join(str(cell).split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(clean)} |"
