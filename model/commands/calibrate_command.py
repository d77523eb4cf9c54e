"""`steppewise calibrate`: fit the parameters of trade to the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from model.commands.options import ENTROPY, seeds_option, usual_workers, workers_option
from model.commands.paths import FOLDER
from model.commands.printing import say
from model.inputs.formats.extras import check_installed
from model.inputs.formats.places import shown
from model.inputs.seeds.posterior import Posterior
from model.inputs.seeds.seeds import read_seeds

SCENARIO = "history"
YEARS = (2005, 2020)
INTERRUPTED = 130


@click.command("calibrate")
@click.option(
    "--until",
    "last",
    type=click.IntRange(*YEARS),
    default=2013,
    show_default=True,
    help="Last year that is looked at; forecasts of later years can then be scored honestly.",
)
@click.option(
    "--walkers",
    type=click.IntRange(18, 4096),
    default=64,
    show_default=True,
    help="Parameter vectors that move side by side.",
)
@click.option(
    "--steps",
    type=click.IntRange(20, 100_000),
    default=200,
    show_default=True,
    help="Steps of each; the first third is thrown away.",
)
@click.option(
    "--entropy",
    type=click.IntRange(0, 2**32 - 1),
    default=ENTROPY,
    show_default=True,
    help="Random seed.",
)
@click.option(
    "--out",
    type=FOLDER,
    default=Path("results"),
    show_default=True,
    help="Folder of the unfinished fit and of the figure.",
)
@click.option(
    "--into",
    type=FOLDER,
    metavar="FOLDER",
    help="Where the sample goes; posterior/ of the seeds unless given.",
)
@click.option("--again", is_flag=True, help="Begin anew where an unfinished fit is there.")
@click.option("--no-figures", is_flag=True, help="Draw no figure.")
@workers_option
@seeds_option
def command(
    last: int,
    walkers: int,
    steps: int,
    entropy: int,
    out: Path,
    into: Path | None,
    again: bool,
    no_figures: bool,
    workers: int | None,
    seeds_folder: Path | None,
) -> None:
    """Fit the parameters of trade to the past, and keep a sample of them.

    Stop it at any time: the same command goes on where it was. The same inputs give the same
    sample, byte for byte, whatever the number of workers.
    """
    check_installed("emcee", "fit", "steppewise calibrate")
    from model.commands.progress import Bars
    from model.experiments.optional_steps import optional
    from model.inputs.history.history import read_history
    from model.inputs.scenarios.scenarios import load_scenario
    from model.inputs.seeds.posterior import read_posterior
    from model.validation.calibration.calibration_folder import Fit, calibrate, note_upgrade
    from model.validation.calibration.find import FITTED, Settings
    from model.validation.calibration.sample_files import draw_sample, posterior_folder

    seeds = read_seeds(seeds_folder, sampled=False)
    scenario, _ = load_scenario(SCENARIO, seeds)
    settings = Settings(last, FITTED, walkers, steps, steps // 3, entropy=entropy)
    fit = Fit(scenario, seeds, read_history(seeds.folder), settings, workers or usual_workers())
    work, into = out / f"calibration-{fit.name}", into or posterior_folder(seeds)
    upgraded = "" if again else note_upgrade(work)
    if upgraded:
        say(upgraded)
    with _telling_how_to_go_on(work), Bars() as bars:
        calibrate(
            fit, work, into, bars.count(f"fit to {last}: {steps:,} steps", steps), again=again
        )
    path = into / f"{fit.name}.csv"
    sample = read_posterior(path, seeds.parameter_bounds, seeds.ids("state"))
    say(describe_sample(sample))
    say(f"\nSample: {shown(path)}")
    if not no_figures:
        with optional("the figure", partial(say, err=True)):
            figure, *_ = draw_sample(sample, seeds, work)
            say(f"Figure: {shown(figure)}")


@contextmanager
def _telling_how_to_go_on(work: Path) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        say(f"Interrupted; the same command goes on from what {work} holds.", err=True)
        click.get_current_context().exit(INTERRUPTED)


def describe_sample(sample: Posterior) -> str:
    """Return a table of what came out: interval, and whether the past had anything to say."""
    told = sample.manifest["informed"]
    first, last = sample.manifest["years"]
    lines = [
        f"{len(sample.draws)} draws fitted to {first}-{last}.",
        "",
        f"{'parameter':<16}{'median':>9}   90 % interval      narrowed by   moved by",
    ]
    for name in sample.names:
        one = told[name]
        interval = f"{one['p05']:.3g} to {one['p95']:.3g}"
        said = f"{100 * one['narrowed']:>3.0f} %   {one['shifted']:>+9.1f} sd"
        if not one["informed"]:
            said += ", not informed by the data"
        lines.append(f"{name:<16}{one['p50']:>9.3g}   {interval:<18} {said}")
    return "\n".join(lines)
