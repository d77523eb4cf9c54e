"""The folder of answers: sentences and tables or nothing; then a workbook and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.analysis.answers.answer_parts import Answers
from model.analysis.answers.answer_tables import tables_of
from model.analysis.answers.questions import Asked
from model.analysis.answers.read_answers import Opened
from model.analysis.answers.sheets import WORKBOOK, workbook_of, write_tables
from model.analysis.wording import Names
from model.experiments.optional_steps import Extras, Warn, optional
from model.storage.folder import folder_name, put_file, result_folder
from model.storage.manifest import Manifest, digest_of, last_part, plain, short_digest, versions
from model.storage.version import ANSWERS, model_version, package_version

if TYPE_CHECKING:
    from model.figures.save import Sketch

NAME = "answers"
FIGURES = "figures"
SENTENCES = "answers.md"


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
        "model_version": model_version(ANSWERS),
        "versions": {
            **versions(),
            "salib": package_version("SALib"),
            "xlsxwriter": package_version("XlsxWriter"),
        },
    }
    return {**manifest, "digest": digest_of(manifest)}


def write_answers(
    answers: Answers, told: Mapping[str, Sequence[str]], out: Path, manifest: Manifest
) -> Path:
    """Write sentences and tables into `<out>/answers-<digest>/`, in full or not at all."""
    tables = tables_of(answers)
    with result_folder(out, manifest) as folder:
        text = describe_page(told, manifest)
        (folder / SENTENCES).write_text(text, encoding="utf-8", newline="\n")
        write_tables(tables, folder)
    return place_of_answers(out, manifest)


def add_workbook(
    answers: Answers, told: Mapping[str, Sequence[str]], place: Path, warn: Warn
) -> None:
    """Write the workbook beside the tables; where that fails, it is a warning."""
    with optional(WORKBOOK, warn):
        put_file(place / WORKBOOK, workbook_of(tables_of(answers), told))


def draw_answers(
    opened: Opened, answers: Answers, names: Names, place: Path, manifest: Manifest, extras: Extras
) -> None:
    """Draw every figure into `<place>/figures`; one that cannot be drawn is a warning."""
    with optional("the figures", extras.warn):
        from model.analysis.answers.answer_figures import plan_figures
        from model.figures.figure_files import draw_missing
        from model.figures.page import Facts

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
        draws = dict(plan_figures(answers, names, facts))

        def plan(wanted: list[str]) -> list[Sketch]:
            return [(name, draws[name]) for name in wanted]

        draw_missing(place / FIGURES, list(draws), plan, manifest, extras._replace(again=True))


def describe_page(told: Mapping[str, Sequence[str]], manifest: Mapping[str, Any]) -> str:
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
