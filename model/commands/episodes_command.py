"""`steppewise episodes`: what the model gives for episodes of the past, and what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.commands.options import (
    ENTROPY,
    RUNS,
    parameters_option,
    read_asked_seeds,
    run_options,
    seeds_option,
    slides_option,
)
from model.commands.paths import FOLDER
from model.commands.printing import say
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import plural


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
@slides_option
@parameters_option
@seeds_option
def command(
    runs: int,
    entropy: int,
    out: Path,
    no_figures: bool,
    slides: bool,
    parameters: str,
    seeds_folder: Path | None,
) -> None:
    """Hold the model against episodes of the past, and say where it misses.

    Each episode is a scenario that `steppewise run` plays too; what was observed, with its
    sources, is in seeds/history/episodes.csv. The verdicts go to `<out>/episodes-<digest>/`.
    """
    from model.commands.progress import Bars
    from model.experiments.optional_steps import Extras
    from model.experiments.worker_pool import WorkerPool
    from model.inputs.scenarios.episodes import read_observations
    from model.validation.episodes.episodes_folder import (
        FIGURES,
        VERDICTS,
        draw_judgement,
        manifest_of,
        write_judgement,
    )
    from model.validation.episodes.find import Judged, play_episodes
    from model.validation.episodes.words import describe_verdicts

    seeds = read_asked_seeds(seeds_folder, parameters)
    judged: list[Judged] = []

    def play() -> Iterator[int]:
        for one in play_episodes(seeds, runs, entropy):
            judged.append(one)
            yield 1

    with WorkerPool(1) as pool, Bars() as bars:
        observations = len(read_observations(seeds))
        bars.watch(f"episodes: {plural(observations, 'observation')}", observations, play())
        manifest = manifest_of(judged, seeds, runs, entropy)
        folder = write_judgement(judged, manifest, out)
        if not no_figures:
            extras = Extras(pool, bars.watch, bars.warn, slides=slides)
            draw_judgement(judged, seeds, manifest, folder / FIGURES, extras)
    say(describe_verdicts([one.verdict for one in judged]).strip())
    say(f"\nVerdicts: {shown(folder / VERDICTS)}")
    if not no_figures:
        say(f"Figures: {shown(folder / FIGURES)}")
