"""`steppewise status`: how far a sweep is, from any terminal."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.studies.sweep.status import read_status, tell_status


@click.command("status")
@click.argument("folder", type=FILE_OR_FOLDER)
def command(folder: Path) -> None:
    """Say how far the sweep in FOLDER is: runs done, failing, rate, time left."""
    say(tell_status(read_status(folder)))
