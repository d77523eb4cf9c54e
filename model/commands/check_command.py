"""`steppewise check`: is a scenario file good, and does all of it matter?"""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import seeds_option
from model.inputs.problems import InputError, Problem
from model.inputs.quarters import quarter_name
from model.inputs.scenarios import Scenario, load_scenario
from model.inputs.seeds import Seeds, read_seeds


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--no-effects", is_flag=True, help="Do not look for changes without effect.")
@seeds_option
def command(files: tuple[str, ...], no_effects: bool, seeds_folder: Path | None) -> None:
    """Check scenario files: every problem at once, and changes without effect.

    A change that changes no outcome in any of a few runs is warned about; the file is still
    good. The exit status is 2 if any file is not.
    """
    seeds = read_seeds(seeds_folder)
    problems: list[Problem] = []
    for file in files:
        try:
            scenario, _ = load_scenario(file, seeds)
        except InputError as error:
            problems += error.problems
            continue
        click.echo(f"{scenario.file}: ok ({tell_contents(scenario)})")
        for warning in [] if no_effects else find_warnings(file, seeds):
            click.echo(f"warning: {warning}")
    if problems:
        raise InputError(dict.fromkeys(problems))


def tell_contents(scenario: Scenario) -> str:
    """Say how much there is in a scenario."""
    changes = sum(1 for path in scenario.changes if not path.startswith("events."))
    numbers = f", {changes} changed number{'' if changes == 1 else 's'}" if changes else ""
    count = len(scenario.events)
    first, last = quarter_name(scenario.start), quarter_name(scenario.until)
    return f"{count} event{'' if count == 1 else 's'}{numbers}, {first} to {last}"


def find_warnings(file: str, seeds: Seeds) -> list[Problem]:
    """Return the changes of a good file that have no effect."""
    from model.review.outcomes import observe
    from model.studies.effects import find_idle_changes

    return find_idle_changes(file, seeds, observe)
