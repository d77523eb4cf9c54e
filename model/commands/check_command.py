"""`steppewise check`: is a scenario or a sweep good, and does all of it matter?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.commands.options import seeds_option
from model.commands.printing import say
from model.inputs.formats.plain_text import plural
from model.inputs.formats.problems import InputError, Problem
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.change_notes import list_notes
from model.inputs.scenarios.scenario_library import is_sweep
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--no-effects", is_flag=True, help="Do not look for changes without effect.")
@seeds_option
def command(files: tuple[str, ...], no_effects: bool, seeds_folder: Path | None) -> None:
    """Check scenarios and sweeps: every problem at once, and changes without effect.

    Of each line of `[set]` it is said whether it restates the base year or acts during the run.
    What a scenario probably did not mean is warned about, such as a forgotten extends, and so is
    a change, a factor or an alternative that changes no outcome in any of a few runs; the file is
    still good. The exit status is 2 if any file is not.
    """
    seeds = read_seeds(seeds_folder)
    problems: list[Problem] = []
    for file in files:
        try:
            check = check_sweep if is_sweep(file) else check_scenario
            for line in check(file, seeds, not no_effects):
                say(line)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))


def check_scenario(file: str, seeds: Seeds, effects: bool) -> Iterator[str]:
    """Yield what is to be said of a scenario; raises InputError with all that is wrong."""
    scenario, _ = load_scenario(file, seeds)
    yield f"{scenario.file}: ok ({describe_contents(scenario)})"
    yield from (f"note: {each}" for each in list_notes(file, scenario.start))
    yield from (f"warning: {each}" for each in list_warnings(file, seeds, effects))


def check_sweep(file: str, seeds: Seeds, effects: bool) -> Iterator[str]:
    """Yield what is to be said of a sweep; raises InputError with all that is wrong."""
    from model.experiments.sweeps.make_sweep import find_sweep, plan_sweep, warn_of_idle_inputs

    planned = plan_sweep(find_sweep(file), seeds)
    sweep = planned.plan.sweep
    counts = ((len(sweep.factors), "factor"), (len(sweep.levers), "lever"))
    told = [plural(count, word) for count, word in counts if count]
    yield f"{sweep.file}: ok ({', '.join([f'a sweep of {planned.plan.runs:,} runs', *told])})"
    yield from (f"warning: {each}" for each in (warn_of_idle_inputs(planned) if effects else ()))


def describe_contents(scenario: Scenario) -> str:
    """Say how much there is in a scenario."""
    changes = sum(1 for path in scenario.changes if not path.startswith("events."))
    numbers = f", {plural(changes, 'changed number')}" if changes else ""
    first, last = quarter_name(scenario.start), quarter_name(scenario.until)
    return f"{plural(len(scenario.events), 'event')}{numbers}, {first} to {last}"


def list_warnings(file: str, seeds: Seeds, effects: bool) -> list[Problem]:
    """Return what a good file probably did not mean, and which changes have no effect, by line.

    A change of which it is known already why it changes nothing is not named twice.
    """
    from model.analysis.warnings.find import find_warnings

    found = find_warnings(file, seeds)
    if effects:
        from model.analysis.warnings.effects import find_idle_changes
        from model.experiments.outcomes import observe

        known = {problem.key for problem in found}
        idle = find_idle_changes(file, seeds, observe)
        found += [problem for problem in idle if problem.key not in known]
    return sorted(found, key=lambda problem: problem.line or 0)
