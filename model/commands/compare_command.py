"""`steppewise compare`: scenarios or results against a base."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from model.analysis.compare.pair import check_pair
from model.commands.comparing import compare_results, read_turns
from model.commands.options import (
    ENTROPY,
    RUNS,
    OutputOptions,
    output_options,
    parameters_option,
    read_asked_seeds,
    run_options,
    seeds_option,
    verify_option,
)
from model.commands.printing import say
from model.commands.requests import Terms, build_request, start_work
from model.commands.warning import print_warnings
from model.experiments.request import Request, manifest_of
from model.experiments.run import Result, read_result, run_request
from model.inputs.seeds.seeds import Seeds


@click.command("compare")
@click.argument("base")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@run_options(None, None)
@click.option("--at", default="", metavar="QUARTERS", help="Quarters, such as 2030Q4,2035Q4.")
@verify_option
@parameters_option
@seeds_option
@output_options
def command(
    base: str,
    others: tuple[str, ...],
    runs: int | None,
    entropy: int | None,
    at: str,
    verify: bool,
    parameters: str,
    seeds_folder: Path | None,
    output: OutputOptions,
) -> None:
    """Say what scenarios change against a base, and how surely.

    BASE and OTHER are scenarios, by name or file, or folders with results. Scenarios are run if
    need be; run by run they then meet the same chances, so what differs is the scenario's doing.
    """
    seeds = read_asked_seeds(seeds_folder, parameters)
    words = tuple(dict.fromkeys((base, *others)))
    found = {word: read_result(Path(word), verify) for word in words if Path(word).is_dir()}
    terms = choose_terms(found, seeds, runs, entropy)
    requests = {word: build_request(word, terms) for word in words if word not in found}
    check_all(base, found, requests, at)
    print_warnings(requests, seeds)
    with start_work(output) as work:
        for word, request in requests.items():
            found[word] = run_request(request, work)
        told = [compare_results(found[base], found[word], at, seeds, work) for word in others]
    say("\n".join(told).strip())


def choose_terms(
    found: Mapping[str, Result], seeds: Seeds, runs: int | None, entropy: int | None
) -> Terms:
    """Return the terms of scenarios that are yet to be run: as asked, else as the first result."""
    if not found:
        return Terms(seeds, RUNS if runs is None else runs, ENTROPY if entropy is None else entropy)
    like = next(iter(found.values())).manifest
    return Terms(
        seeds,
        like["runs"] if runs is None else runs,
        like["entropy"] if entropy is None else entropy,
        like["interests"],
        like["horizon"][1],
    )


def check_all(
    base: str, found: Mapping[str, Result], requests: Mapping[str, Request], at: str
) -> None:
    """Raise PairingError or InputError before any time is spent on what cannot be compared."""
    manifests = {word: result.manifest for word, result in found.items()}
    manifests |= {word: manifest_of(request) for word, request in requests.items()}
    read_turns(at, manifests[base]["horizon"])
    for manifest in manifests.values():
        check_pair(manifests[base], manifest)
