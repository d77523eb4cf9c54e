"""`steppewise episodes`: what the model gives for episodes of the past, and what was seen."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import (
    ENTROPY,
    RUNS,
    parameters_option,
    read_asked_seeds,
    run_options,
    seeds_option,
)
from model.commands.paths import FOLDER
from model.commands.printing import say
from model.inputs.places import shown


@click.command("episodes")
@run_options(RUNS, ENTROPY)
@click.option(
    "--out",
    type=FOLDER,
    default=Path("results"),
    show_default=True,
    help="Folder in which the verdicts are written.",
)
@click.option("--no-figures", is_flag=True, help="Draw no figures.")
@parameters_option
@seeds_option
def command(
    runs: int,
    entropy: int,
    out: Path,
    no_figures: bool,
    parameters: str,
    seeds_folder: Path | None,
) -> None:
    """Hold the model against episodes of the past, and say where it misses.

    Each episode is a scenario that `steppewise run` plays too; what was observed, with its
    sources, is in seeds/history/episodes.csv. The verdicts go to `<out>/episodes-<digest>/`.
    """
    from model.review.judging import FIGURES, VERDICTS, manifest_of, write_judgement
    from model.review.verdicts import tell_verdicts
    from model.studies.episodes import play_episodes

    seeds = read_asked_seeds(seeds_folder, parameters)
    judged = tuple(play_episodes(seeds, runs, entropy))
    manifest = manifest_of(judged, seeds, runs, entropy)
    folder = write_judgement(judged, seeds, manifest, out, figures=not no_figures)
    say(tell_verdicts([one.verdict for one in judged]).strip())
    say(f"\nVerdicts: {shown(folder / VERDICTS)}")
    if not no_figures:
        say(f"Figures: {shown(folder / FIGURES)}")
