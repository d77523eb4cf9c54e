"""`steppewise status`: how far a sweep is, from any terminal, and whether results are whole."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import verify_option
from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.experiments.run import read_result
from model.experiments.sweeps.status import describe_status, read_status
from model.experiments.sweeps.sweep_files import STORE, SWEEP


@click.command("status")
@click.argument("folder", type=FILE_OR_FOLDER)
@verify_option
def command(folder: Path, verify: bool) -> None:
    """Say how far the sweep in FOLDER is: runs done, failing, rate, time left.

    Of a finished sweep or run, say whether its files are as they were written.
    """
    if (folder / STORE).exists() or (folder / SWEEP).exists() or not folder.is_dir():
        say(describe_status(read_status(folder, verify)))
        return
    runs = read_result(folder, verify).manifest["runs"]
    say(f"{folder.name}: {runs:,} runs\nFinished; its files are as they were written.")
