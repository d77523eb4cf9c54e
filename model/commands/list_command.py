"""`steppewise list`: the library."""

from __future__ import annotations

import textwrap

import click

from model.inputs.library import list_scenarios

WIDTH = 96


@click.command("list")
def command() -> None:
    """List the scenarios of the library and the questions that they ask."""
    for card in list_scenarios():
        click.echo(f"{card.name}: {card.title}" if card.title else card.name)
        said = card.problem or card.question
        for line in textwrap.wrap(said, WIDTH, initial_indent="    ", subsequent_indent="    "):
            click.echo(line)
