"""`steppewise ablate`: what moves the results of a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.comparing import read_turns
from model.commands.options import (
    ENTROPY,
    OutputOptions,
    output_options,
    parameters_option,
    read_asked_seeds,
    run_options,
    seeds_option,
    set_option,
)
from model.commands.printing import say
from model.commands.requests import Terms, build_request, start_work
from model.commands.warning import print_warnings
from model.experiments.request import Request
from model.inputs.formats.places import shown
from model.inputs.formats.quarters import quarter_index, quarter_name

RUNS = 100
LEAST_RUNS, MOST_RUNS = 2, 10_000
"""One run has no spread; every run is played a hundred times over."""


@click.command("ablate")
@click.argument("scenario")
@run_options(RUNS, ENTROPY, (LEAST_RUNS, MOST_RUNS))
@click.option("--until", default="", metavar="QUARTER", help="Last quarter, such as 2035Q4.")
@set_option
@click.option(
    "--at",
    default="",
    metavar="QUARTERS",
    help="Quarters at which shares are compared, such as 2030Q4,2040Q4; the last if not given.",
)
@parameters_option
@seeds_option
@output_options
def command(
    scenario: str,
    runs: int,
    entropy: int,
    until: str,
    sets: tuple[str, ...],
    at: str,
    parameters: str,
    seeds_folder: Path | None,
    output: OutputOptions,
) -> None:
    """Say what moves the results: the same runs again without one part at a time.

    Left out are interests (all, and each alone), the decisions of powers and states, events,
    growth and chance. SCENARIO is a name from `steppewise list` or a file of your own. Results go
    to `<out>/<scenario>-ablation-<digest>/`; what is there already is not computed again.
    """
    from model.analysis.ablation.ablation_folder import (
        WORDS,
        draw_figures,
        make_ablation,
        write_page,
    )
    from model.analysis.ablation.ablation_table import TABLE

    seeds = read_asked_seeds(seeds_folder, parameters)
    request = build_request(scenario, Terms(seeds, runs, entropy, until=until, sets=sets))
    quarters = read_quarters(at, request)
    request = request._replace(command=name_command(request.command, at))
    print_warnings([scenario], seeds)
    with start_work(output) as work:
        made = make_ablation(request, quarters, work)
        if made.old:
            say(
                f"{shown(made.folder)} was there already; nothing was computed again "
                "(--again does).\n"
            )
        say(write_page(made.rows, made.manifest["turns"], made.told))
        say(f"Table: {shown(made.folder / TABLE)}")
        say(f"These words: {shown(made.folder / WORDS)}")
        if output.figures:
            say(f"Figures: {shown(draw_figures(made, request, work))}")


def read_quarters(at: str, request: Request) -> tuple[int, ...]:
    """Return the quarters of `--at` in order, the last one if none are given; or InputError."""
    first, last = request.scenario.start, request.scenario.until
    if not at:
        return (last,)
    turns = read_turns(at, (quarter_name(first), quarter_name(last)))
    return tuple(sorted({quarter_index(turn) for turn in turns}))


def name_command(command: tuple[str, ...], at: str) -> tuple[str, ...]:
    """Return the words of a run as those of an ablation."""
    program, _, *others = command
    return (program, "ablate", *others, *(("--at", at) if at else ()))
