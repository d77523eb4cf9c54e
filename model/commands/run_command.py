"""`steppewise run`: a scenario from file to findings."""

from __future__ import annotations

from pathlib import Path

import click

from model.analysis.trajectories.findings import find_findings
from model.analysis.trajectories.make import make_result
from model.analysis.wording import names_from
from model.commands.comparing import compare_results
from model.commands.options import (
    ENTROPY,
    RUNS,
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
from model.experiments.failed_runs import describe_failed
from model.experiments.manifest_differences import describe_upgrade
from model.experiments.measured_skill import describe_measured
from model.experiments.run import FIGURES, Result, run_request
from model.experiments.store import open_result
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import plural, write_lines
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import versions


@click.command("run")
@click.argument("scenario")
@run_options(RUNS, ENTROPY)
@click.option("--until", default="", metavar="QUARTER", help="Last quarter, such as 2035Q4.")
@set_option
@click.option(
    "--interests",
    type=click.Choice(["all", "document"]),
    default="all",
    show_default=True,
    help="Interests that drive the powers: all, or those stated in the document alone.",
)
@click.option(
    "--against", default="", metavar="BASE", help="A scenario to compare with, such as baseline."
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
    interests: str,
    against: str,
    parameters: str,
    seeds_folder: Path | None,
    output: OutputOptions,
) -> None:
    """Run a scenario and write its results, figures and findings.

    SCENARIO is a name from `steppewise list` or a file of your own. Results go to
    `<out>/<scenario>-<digest>/`; a result that is there already is not made again.
    """
    terms = Terms(read_asked_seeds(seeds_folder, parameters), runs, entropy, interests, until, sets)
    request = build_request(scenario, terms)
    base = build_request(against, terms._replace(sets=())) if against else None
    print_warnings([scenario, against], terms.seeds)
    compared = ""
    with start_work(output) as work:
        first = run_request(base, work) if base else None
        result = make_result(request, work)
        if first:
            compared = compare_results(first, result, "", terms.seeds, work)
    describe_origin(result)
    say(compared or describe_question(result))
    describe_result(result, terms.seeds)
    describe_places(result, output.figures)


def describe_origin(result: Result) -> None:
    """Say where a result came from if it was there already."""
    if result.old:
        name = shown(result.folder)
        say(f"{name} was there already; nothing was computed again (--again does).")
        upgraded = describe_upgrade(result.manifest.get("versions"), versions())
        if upgraded:
            say(upgraded)


def describe_question(result: Result) -> str:
    """Return what a scenario asks, and what was played of it."""
    manifest = result.manifest
    first, last = manifest["horizon"]
    runs = plural(manifest["runs"], "run")
    played = f"{manifest['title']}: {runs}, {first} to {last}, entropy {manifest['entropy']}"
    question = manifest["scenario"].get("question") or ""
    return f"\n{question}\n{played}" if question else played


def describe_result(result: Result, seeds: Seeds) -> None:
    """Print who leads in the end and what moved, and how far to trust it."""
    dataset = open_result(result.folder)
    if failed := describe_failed(dataset, result.manifest["runs"]):
        say(failed)
    findings = find_findings(dataset, names_from(seeds.members))
    say(write_lines(findings, "Who leads, and what moved since the start"))
    measured = describe_measured(seeds)
    if measured:
        say(write_lines([measured], "How far to trust it"))


def describe_places(result: Result, figures: bool) -> None:
    """Print where the results and the figures are."""
    say(f"\nResults: {shown(result.folder)}")
    if figures:
        say(f"Figures: {shown(result.folder / FIGURES)}")
