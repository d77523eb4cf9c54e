"""`steppewise report`: one page on a result, that goes on a stick."""

from __future__ import annotations

from pathlib import Path

import click

from model.analysis.compare.pair import check_pair
from model.analysis.report import Versus, write_report
from model.analysis.trajectories.draw import Pair, draw_figures
from model.commands.comparing import read_dates
from model.commands.options import (
    OutputOptions,
    output_options,
    parameters_option,
    read_asked_seeds,
    seeds_option,
    verify_option,
)
from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.commands.requests import start_work
from model.experiments.run import FIGURES, read_result
from model.experiments.store import open_result
from model.inputs.formats.places import shown
from model.storage.folder import put_file

NAME = "report.html"


@click.command("report")
@click.argument("folder", type=FILE_OR_FOLDER)
@click.option(
    "--against", type=FILE_OR_FOLDER, metavar="FOLDER", help="The result that it is held against."
)
@click.option("--at", default="", metavar="QUARTERS", help="Quarters, such as 2030Q4,2035Q4.")
@click.option(
    "--to", "target", type=FILE_OR_FOLDER, metavar="FILE", help=f"Where it goes; FOLDER/{NAME}."
)
@verify_option
@parameters_option
@seeds_option
@output_options
def command(
    folder: Path,
    against: Path | None,
    at: str,
    target: Path | None,
    verify: bool,
    parameters: str,
    seeds_folder: Path | None,
    output: OutputOptions,
) -> None:
    """Write one self-contained page on a result: question, answer, figures, assumptions.

    FOLDER is a folder of results. The page is one HTML file that needs neither a network nor this
    program, asks for nothing from elsewhere, and prints well.
    """
    seeds = read_asked_seeds(seeds_folder, parameters)
    result = read_result(folder, verify)
    versus = None
    if against is not None:
        base = read_result(against, verify)
        check_pair(base.manifest, result.manifest)
        versus = Versus(base, read_dates(at, base, result))
    path = target or folder / NAME
    with start_work(output) as work:
        if output.figures:
            pair = Pair(open_result(folder), None, result.manifest, seeds)
            draw_figures(pair, folder / FIGURES, result.manifest["name"], work.extras)
        page = write_report(result, versus, seeds, work)
    data = page.encode()
    put_file(path, data)
    say(f"Report: {shown(path)} ({len(data) / 1e6:.1f} MB)")
