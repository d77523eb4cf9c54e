"""Options that several commands share, and how their words are read."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from model.commands.paths import FILE_OR_FOLDER, FOLDER
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_index, quarter_name
from model.inputs.seeds.naming import find_id, unknown_id
from model.inputs.seeds.seeds import PRIOR, Seeds, read_seeds

F = TypeVar("F", bound=Callable[..., Any])

POSTERIOR = "posterior"
RUNS = 500
ENTROPY = 1
MOST_RUNS = 1_000_000
MOST_ENTROPY = 2**63
MOST_WORKERS = 256

seeds_option = click.option(
    "--seeds",
    "seeds_folder",
    type=FILE_OR_FOLDER,
    metavar="FOLDER",
    help="Folder of input tables (seeds) instead of the shipped one.",
)
parameters_option = click.option(
    "--parameters",
    type=click.Choice([POSTERIOR, PRIOR]),
    default=POSTERIOR,
    show_default=True,
    help="Rule parameters calibrated to 2000-2020, or drawn from the ranges of the seeds alone.",
)
set_option = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="KEY=VALUE",
    help="Another value, such as engagement.JPN=2; may be repeated.",
)
verify_option = click.option(
    "--verify",
    is_flag=True,
    help="Check every byte of stored results first; otherwise large files by size only.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    help="Worker processes; one for each processor unless given.",
)
slides_option = click.option(
    "--slides",
    is_flag=True,
    help="Draw each figure as a slide too, 16:9, beside it: <name>-slide.png.",
)
MAKING = (
    click.option(
        "--out",
        type=FOLDER,
        default=Path("results"),
        show_default=True,
        help="Folder in which results are written.",
    ),
    click.option("--no-figures", is_flag=True, help="Draw no figures."),
    slides_option,
    click.option("--again", is_flag=True, help="Recompute results that are there already."),
    workers_option,
)
"""Options on how results are made."""


class OutputOptions(NamedTuple):
    """What the options on how results are made say."""

    out: Path
    figures: bool
    again: bool
    workers: int
    slides: bool = False


def output_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options on how results are made; the command gets them as one `output`."""

    @wraps(function)
    def collect(
        *,
        out: Path,
        no_figures: bool,
        slides: bool,
        again: bool,
        workers: int | None,
        **others: Any,
    ) -> None:
        many = workers or usual_workers()
        function(output=OutputOptions(out, not no_figures, again, many, slides), **others)

    collected: Callable[..., None] = collect
    for option in reversed(MAKING):
        collected = option(collected)
    return collected


def read_asked_seeds(folder: Path | None, parameters: str) -> Seeds:
    """Return the seeds, with or without the posterior sample; raises InputError."""
    seeds = read_seeds(folder)
    return seeds.with_posterior(None) if parameters == PRIOR else seeds


def usual_workers() -> int:
    """Return how many processes may run side by side on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_options(
    runs: int | None, entropy: int | None, span: tuple[int, int] = (1, MOST_RUNS)
) -> Callable[[F], F]:
    """Return the options `--runs` and `--entropy` with these defaults.

    span: the fewest and the most runs that may be asked for.
    """

    def decorate(function: F) -> F:
        for name, default, (least, most), words in (
            (
                "--entropy",
                entropy,
                (0, MOST_ENTROPY),
                "Random seed: another number gives other runs.",
            ),
            ("--runs", runs, span, "Number of runs."),
        ):
            kind = click.IntRange(least, most)
            shown = default is not None
            option = click.option(name, type=kind, default=default, show_default=shown, help=words)
            function = option(function)
        return function

    return decorate


def read_turn(option: str, word: str, first: int, last: int) -> int:
    """Return the index of a quarter within a horizon; raises InputError otherwise."""
    try:
        index = quarter_index(word.strip())
    except ValueError as error:
        raise InputError([Problem(option, None, "", str(error))]) from None
    if not first <= index <= last:
        wrong = f"{word} is outside the scenario, {quarter_name(first)} to {quarter_name(last)}"
        raise InputError([Problem(option, None, "", wrong)])
    return index


def read_member(option: str, word: str, kind: str, seeds: Seeds) -> str:
    """Return the id that a word means: an id, a name or an alias, in any case.

    Raises InputError with the nearest one otherwise.
    """
    if found := find_id(kind, word, seeds.members):
        return found
    wrong = unknown_id(kind, word, seeds.ids(kind), seeds.members)
    raise InputError([Problem(option, None, "", wrong)])
