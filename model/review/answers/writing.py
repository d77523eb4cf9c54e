"""The folder of answers: sentences, tables, a workbook, figures, and a manifest, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from model.inputs.places import PACKAGE
from model.review.answers.reading import Opened
from model.review.answers.sheets import WORKBOOK, write_tables, write_workbook
from model.review.answers.tables import tables_of
from model.review.folder import folder_name, result_folder
from model.review.manifest import Manifest, digest_of, last_part, plain, short_digest, versions
from model.review.wording import Names
from model.studies.answers.analysing import Answers
from model.studies.answers.questions import Asked

NAME = "answers"
FIGURES = "figures"
SENTENCES = "answers.md"
CODE: tuple[str, ...] = ("studies/answers", "review/answers", "review/figures/answers")
"""Folders that answers depend on, beside the sweep."""


def manifest_of_answers(opened: Opened, asked: Asked, command: Sequence[str]) -> Manifest:
    """Return the manifest of the answers to a sweep, with its `digest`."""
    attrs = opened.dataset.attrs
    manifest: Manifest = {
        "command": [last_part(word) for word in command],
        "name": NAME,
        "title": str(opened.manifest.get("title", "")),
        "sweep": str(opened.manifest.get("digest", "")),
        "runs": opened.done,
        "failed": int(attrs.get("failed", 0)),
        "entropy": int(attrs.get("entropy", 0)),
        "asked": plain(asked),
        "code_digest": answers_code_digest(),
        "versions": {**versions(), "salib": version("SALib"), "xlsxwriter": version("XlsxWriter")},
    }
    return {**manifest, "digest": digest_of(manifest)}


@cache
def answers_code_digest() -> str:
    """Return the sha256 of the code that answers depend on."""
    total = sha256()
    for folder in CODE:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            total.update(f"{name}\n".encode() + path.read_bytes())
    return total.hexdigest()


def write_answers(
    opened: Opened,
    answers: Answers,
    told: Mapping[str, Sequence[str]],
    names: Names,
    out: Path,
    manifest: Manifest,
    figures: bool,
) -> Iterator[int]:
    """Write `<out>/answers-<digest>/` in full or not at all; yields 1 after each figure."""
    tables = tables_of(answers)
    with result_folder(out, manifest) as folder:
        text = tell_page(told, manifest)
        (folder / SENTENCES).write_text(text, encoding="utf-8", newline="\n")
        write_tables(tables, folder)
        write_workbook(tables, told, folder / WORKBOOK)
        if figures:
            yield from draw_all(opened, answers, names, folder, manifest)


def draw_all(
    opened: Opened, answers: Answers, names: Names, folder: Path, manifest: Manifest
) -> Iterator[int]:
    """Draw every figure into `<folder>/figures`; yields 1 after each."""
    from model.review.figures.answers.every import draw_one, plan_figures
    from model.review.figures.page import Facts

    attrs = opened.dataset.attrs
    facts = Facts(
        title=str(opened.manifest.get("title", "")),
        runs=opened.done,
        entropy=int(attrs.get("entropy", 0)),
        digest=short_digest(manifest),
        sources=str(attrs.get("sources", "")),
        caveat=str(attrs.get("disclaimer", "")),
        kind="Sweep",
    )
    for name, draw in plan_figures(answers, names, facts):
        draw_one(name, draw, folder / FIGURES, manifest)
        yield 1


def tell_page(told: Mapping[str, Sequence[str]], manifest: Mapping[str, Any]) -> str:
    """Return the sentences as a page of text."""
    lines = [f"# {manifest['title']}", ""]
    lines += [f"{manifest['runs']:,} runs, {manifest['failed']:,} failed; digest "
              f"{short_digest(manifest)}", ""]  # fmt: skip
    for heading, sentences in told.items():
        lines += [f"## {heading}", "", *(f"- {sentence}" for sentence in sentences), ""]
    return "\n".join(lines)


def place_of_answers(out: Path, manifest: Manifest) -> Path:
    """Return the folder into which answers go."""
    return out / folder_name(manifest)
