"""`steppewise schema`: what a scenario file may hold, for editors."""

from __future__ import annotations

import json

import click

from model.inputs.scenarios import scenario_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    click.echo(json.dumps(scenario_schema(), indent=2, sort_keys=True))
