"""`steppewise hindcast`: how well the model would have predicted what happened."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import (
    ENTROPY,
    RUNS,
    run_options,
    seeds_option,
    slides_option,
    usual_workers,
    workers_option,
)
from model.commands.paths import FOLDER
from model.commands.printing import say
from model.inputs.formats.places import shown
from model.inputs.seeds.seeds import read_seeds


@click.command("hindcast")
@click.option(
    "--parameters",
    type=click.Choice(["posterior", "prior"]),
    default="posterior",
    show_default=True,
    help="Parameters from the sample fitted to 2000-2013, or from the ranges of the seeds.",
)
@run_options(RUNS, ENTROPY)
@click.option(
    "--out",
    type=FOLDER,
    default=Path("results"),
    show_default=True,
    help="Folder in which results are written.",
)
@click.option("--no-figures", is_flag=True, help="Draw no figures.")
@slides_option
@workers_option
@seeds_option
def command(
    parameters: str,
    runs: int,
    entropy: int,
    out: Path,
    no_figures: bool,
    slides: bool,
    workers: int | None,
    seeds_folder: Path | None,
) -> None:
    """Say how well the model would have predicted what happened, and draw it.

    Forecasts of trade 1, 3 and 5 years ahead from past origins, scored on 2014-2020 against
    forecasts that need no model. What a run is told of those years are the drivers and the dated
    events; its parameters saw nothing after 2013. Results go to `<out>/hindcast-<digest>/`.
    """
    from model.analysis.wording import names_from
    from model.commands.progress import Bars
    from model.experiments.optional_steps import Extras
    from model.experiments.run import FIGURES
    from model.experiments.worker_pool import WorkerPool
    from model.validation.hindcast.find import ask
    from model.validation.hindcast.hindcast_folder import FORECASTS, SKILL, make_hindcast
    from model.validation.hindcast.words import tell

    seeds = read_seeds(seeds_folder)
    question = ask(seeds, runs, entropy, posterior=parameters == "posterior")
    with WorkerPool(workers or usual_workers()) as pool, Bars() as bars:
        extras = Extras(pool, bars.watch, bars.warn, slides=slides)
        made = make_hindcast(question, out, extras, figures=not no_figures)
    say(tell(made.told, names_from(seeds.members)))
    say(f"\nScores: {shown(made.folder / SKILL)}")
    say(f"Forecasts: {shown(made.folder / FORECASTS)}")
    if not no_figures:
        say(f"Figures: {shown(made.folder / FIGURES)}")
