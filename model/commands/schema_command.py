"""`steppewise schema`: what a scenario or a sweep file may hold, for editors."""

from __future__ import annotations

import json
from typing import Any

import click

from model.commands.printing import say
from model.inputs.scenarios.scenario_layout import schema_of
from model.inputs.scenarios.scenarios import scenario_schema


@click.command("schema")
@click.option("--sweep", is_flag=True, help="The schema of sweep files instead.")
def command(sweep: bool) -> None:
    """Print the JSON Schema of scenario files, or of sweeps, for editors."""
    say(json.dumps(sweep_schema() if sweep else scenario_schema(), indent=2, sort_keys=True))


def sweep_schema() -> dict[str, Any]:
    """Return the JSON Schema of sweep files."""
    from model.experiments.sweeps.sweep_layout import SweepFile

    return schema_of(SweepFile, "Steppewise sweep")
