"""`steppewise report`: what a result says, for people who were not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from model.commands.comparing import read_dates
from model.commands.options import (
    parameters_option,
    read_asked_seeds,
    read_member,
    seeds_option,
    usual_workers,
    verify_option,
    workers_option,
)
from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.commands.progress import Bars
from model.experiments.optional_steps import Extras
from model.experiments.run import Result
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.extras import check_installed
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.seeds.seeds import Seeds
from model.report.gather import gather_report
from model.report.given import Choice, Given, read_results
from model.report.live import open_live, tell_live
from model.report.page import write_page
from model.report.parts import Report
from model.report.target import PAGE, SLIDES, TABLE, find_targets
from model.report.workbook import write_workbook
from model.storage.folder import put_file

CALLED = {PAGE: "Report", SLIDES: "Slides", TABLE: "Workbook"}
"""What each file is called, by its ending."""


@click.command("report")
@click.argument("folders", nargs=-1, required=True, type=FILE_OR_FOLDER, metavar="FOLDER...")
@click.option(
    "--out",
    type=FILE_OR_FOLDER,
    metavar="FILE",
    help="Where the page goes: a file that ends in .html; report.html in the last FOLDER.",
)
@click.option("--slides", is_flag=True, help="Write slides (PPTX) beside the page.")
@click.option("--table", is_flag=True, help="Write a workbook (XLSX) with all numbers beside it.")
@click.option(
    "--live",
    "sweep",
    type=FILE_OR_FOLDER,
    metavar="SWEEP",
    help="Sliders over the factors of the sweep in this folder, answered by a surrogate.",
)
@click.option("--overwrite", is_flag=True, help="Replace files of --out that are there.")
@click.option("--at", default="", metavar="QUARTERS", help="Quarters, such as 2030Q4,2035Q4.")
@click.option("--power", default="", help="Whose share is taken apart; that which moves most.")
@click.option("--state", default="", help="In which state.")
@click.option("--no-why", is_flag=True, help="Take nothing apart; runs are not played again.")
@verify_option
@parameters_option
@seeds_option
@workers_option
def command(
    folders: tuple[Path, ...],
    out: Path | None,
    slides: bool,
    table: bool,
    sweep: Path | None,
    overwrite: bool,
    at: str,
    power: str,
    state: str,
    no_why: bool,
    verify: bool,
    parameters: str,
    seeds_folder: Path | None,
    workers: int | None,
) -> None:
    """Write one self-contained page on a result: question, answer, why, assumptions.

    FOLDER is a folder of results, or of a comparison; two are a base and what is held against it,
    as `compare` has them. The page is one HTML file that needs neither a network nor this program,
    and prints well.
    """
    seeds = read_asked_seeds(seeds_folder, parameters)
    result, base = read_results(folders, verify)
    writers = read_writers(slides, table)
    targets = find_targets(folders, out, list(writers), overwrite)
    choice = read_choice((at, power, state), result, base, seeds)._replace(why=not no_why)
    given = Given(result, base, seeds)
    swept = open_live(sweep, given, verify) if sweep else None
    with WorkerPool(workers or usual_workers()) as pool, Bars() as bars:
        extras = Extras(pool, bars.watch, bars.warn)
        live = tell_live(swept, extras) if swept else None
        report = gather_report(given, choice, extras, live)
    for ending, write in writers.items():
        data = write(report)
        put_file(targets[ending], data)
        say(f"{CALLED[ending]}: {shown(targets[ending])} ({len(data) / 1e6:.1f} MB)")


def read_writers(slides: bool, table: bool) -> dict[str, Callable[[Report], bytes]]:
    """Return what writes each file, by its ending; raises InputError where slides cannot be."""
    writers: dict[str, Callable[[Report], bytes]] = {
        PAGE: lambda report: write_page(report).encode()
    }
    if slides:
        check_installed("pptx", "report", "--slides")
        from model.report.slides import write_slides

        writers[SLIDES] = write_slides
    if table:
        writers[TABLE] = write_workbook
    return writers


def read_choice(
    words: tuple[str, str, str], result: Result, base: Result | None, seeds: Seeds
) -> Choice:
    """Return what a report tells; raises InputError for unknown words.

    words: quarters, power and state as the options have them.
    """
    at, power, state = words
    if bool(power) != bool(state):
        given, lacking = ("--power", "--state") if power else ("--state", "--power")
        wrong = f"is missing; {given} alone does not say which share is taken apart"
        raise InputError([Problem(lacking, None, "", wrong)])
    if at and base is None:
        wrong = "is for a result that is held against a base; name the base too"
        raise InputError([Problem("--at", None, "", wrong)])
    dates = [] if base is None else read_dates(at, base, result)
    if power:
        power, state = (
            read_member(f"--{kind}", word, kind, seeds)
            for kind, word in (("power", power), ("state", state))
        )
    return Choice(dates, power=power, state=state)
