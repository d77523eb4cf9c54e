"""`steppewise list`: the library."""

from __future__ import annotations

from collections.abc import Sequence

import click

from model.commands.printing import say
from model.inputs.formats.plain_text import wrap
from model.inputs.scenarios.scenario_library import Card, list_episodes, list_scenarios, list_sweeps


@click.command("list")
def command() -> None:
    """List the scenarios and sweeps of the library and the questions that they ask."""
    describe_cards(list_scenarios())
    say("\nSweeps, which `steppewise sweep` plays")
    describe_cards(list_sweeps())
    episodes = list_episodes()
    if episodes:
        say("\nEpisodes of the past, which `steppewise episodes` holds against the record")
        describe_cards(episodes)


def describe_cards(cards: Sequence[Card]) -> None:
    """Print name, title and question of each scenario, or what is wrong with it."""
    for card in cards:
        say(f"{card.name}: {card.title}" if card.title else card.name)
        said = card.problem or card.question
        for line in wrap(said, "    "):
            say(line)
