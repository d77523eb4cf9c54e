"""`steppewise show`: what a scenario assumes, on one page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import click

from model.analysis.assumptions import Assumption, describe_behind, list_assumptions
from model.analysis.stated import describe_overlay, list_stated
from model.analysis.wording import names_from
from model.commands.options import seeds_option, set_option
from model.commands.printing import say
from model.inputs.formats.plain_text import plural, wrap
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.scenarios import Scenario, load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

INDENT = "    "


@click.command("show")
@click.argument("scenario")
@set_option
@click.option("--own", is_flag=True, help="Its own events alone, without those it takes over.")
@seeds_option
def command(scenario: str, sets: tuple[str, ...], own: bool, seeds_folder: Path | None) -> None:
    """Show what a scenario assumes: every event with its range, reason and source.

    SCENARIO is a name from `steppewise list` or a file of your own. Its own events come first,
    then those of the scenarios that it extends.
    """
    seeds = read_seeds(seeds_folder)
    loaded, changed = load_scenario(scenario, seeds, sets)
    say("\n".join(describe_scenario(loaded, changed, own)))


def describe_scenario(scenario: Scenario, seeds: Seeds, own: bool) -> Iterator[str]:
    """Yield the lines of the page."""
    first, last = quarter_name(scenario.start), quarter_name(scenario.until)
    yield f"{scenario.title} ({scenario.name}, {first} to {last})"
    if scenario.question:
        yield from wrap(scenario.question)
    if scenario.narrative:
        yield ""
        yield from wrap(" ".join(scenario.narrative.split()), INDENT)
    found = list_assumptions(scenario, seeds)
    kinds = [("What it assumes of its own", [one for one in found if one.own])]
    if not own:
        kinds.append(("What it takes over", [one for one in found if not one.own]))
    for heading, every in kinds:
        yield f"\n{heading} ({plural(len(every), 'event')})"
        for one in every:
            yield from describe_assumption(one)
    for overlay in scenario.overlays:
        yield f"\n{describe_overlay(overlay)}"
        for stated in list_stated(overlay, names_from(seeds.members)):
            yield from wrap(f"{stated.who} {stated.says} ({stated.where})", "  ", INDENT)
    if scenario.changes:
        yield "\nWhat it changes in the numbers behind the model"
        for path, value in scenario.changes.items():
            yield from wrap(f"{path} = {value}", INDENT)
    yield from describe_sources(scenario, {one.source for _, every in kinds for one in every})
    yield ""
    yield from wrap(describe_behind(seeds))


def describe_assumption(one: Assumption) -> Iterator[str]:
    """Yield the lines on one event."""
    yield ""
    doubts = "".join(f", {each}" for each in one.doubts)
    yield from wrap(f"{one.when}: {one.what}: {one.change}{doubts}", "  ")
    if one.note:
        yield from wrap(one.note, INDENT)
    source = f", from {one.source}" if one.source else ""
    yield from wrap(f"({one.name}{source})", INDENT)


def describe_sources(scenario: Scenario, named: Collection[str]) -> Iterator[str]:
    """Yield the sources that the events on the page name, each with its address."""
    found = {(each.title, each.address) for each in scenario.sources if each.title in named}
    if found:
        yield "\nSources"
        for title, address in sorted(found):
            yield f"  {title}: {address}"
