"""What a sweep tells, from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

import pandas as pd
import xarray as xr

from model.analysis.answers.answer_parts import Answers
from model.analysis.answers.answer_tables import tables_of
from model.analysis.answers.answers_folder import add_workbook, manifest_of_answers, write_answers
from model.analysis.answers.questions import Asked
from model.analysis.answers.read_answers import Opened, read_finished
from model.api.arguments import words_of
from model.api.opened import describe_warning, folder_of_result
from model.commands.analyse_command import answer, describe_command
from model.experiments.optional_steps import watch_nothing
from model.inputs.formats.places import given_path
from model.inputs.formats.plain_text import write_lines
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.seeds.seeds import read_seeds


class Asking(TypedDict, total=False):
    """What can be asked of a sweep; each is one word or several, as for the command."""

    outcomes: str | Sequence[str]
    at: str | Sequence[str]
    where: str | Sequence[str]
    enough: str
    lower: str | Sequence[str]


@dataclass(frozen=True)
class Analysis:
    """What a sweep tells; printed, it is the text of the command.

    `tables` holds the tables of the command by the names of their files, `sentences` what they
    tell, by heading. `folder` is where it was written, None where it was not.
    """

    tables: Mapping[str, pd.DataFrame]
    sentences: Mapping[str, Sequence[str]]
    folder: Path | None

    def __str__(self) -> str:
        told = (write_lines(lines, heading) for heading, lines in self.sentences.items())
        return "\n".join(told).strip()


def analyse(
    swept: xr.Dataset | Path | str, *, out: Path | str | None = None, **asked: Unpack[Asking]
) -> Analysis:
    """Say what drives a sweep's outcomes, where something happens, which lever holds up.

    swept: what `sweep` returned, or the folder of a sweep. out: a folder in which
    ``answers-<digest>/`` is written as `steppewise analyse` writes it, without figures. Asked may
    be ``outcomes=["share JPN KAZ"]``; ``at=["2030Q4"]``, of the quarters that were kept;
    ``where=["share RUS KAZ < share CHN KAZ at 2035Q4"]``, conditions to find the runs of;
    ``enough="share JPN KAZ > 0.05"``, what makes an alternative good enough; ``lower=[...]``,
    outcomes of which less is better. Without outcomes, six are looked at, first those that levers
    are judged by.

    Returns an `Analysis`, whose tables and sentences are those of the command.
    Raises InputError with all that is wrong, SweepError where there is no sweep, or one that is not
    as it was written.
    """
    folder = folder_of_result("swept", swept)
    words = _read(asked)
    opened, seeds = read_finished(folder), read_seeds()
    answers, told = answer(opened, words, seeds, watch_nothing)
    place = None if out is None else _write(opened, words, (answers, told), given_path(out))
    return Analysis(tables_of(answers), told, place)


def _read(asked: Asking) -> Asked:
    """Return what is asked; raises InputError for a word that is no question."""
    known = list(Asking.__annotations__)
    wrong = [Problem(word, None, "", unknown("question", word, known))
             for word in asked if word not in known]  # fmt: skip
    if wrong:
        raise InputError(wrong)
    return Asked(
        words_of("outcomes", asked.get("outcomes", ())),
        words_of("at", asked.get("at", ())),
        words_of("where", asked.get("where", ())),
        "".join(words_of("enough", asked.get("enough", ""))),
        words_of("lower", asked.get("lower", ())),
    )


def _write(
    opened: Opened, asked: Asked, found: tuple[Answers, dict[str, list[str]]], out: Path
) -> Path:
    answers, told = found
    manifest = manifest_of_answers(opened, asked, describe_command(opened.folder, asked))
    place = write_answers(answers, told, out, manifest)
    add_workbook(answers, told, place, describe_warning)
    return place
