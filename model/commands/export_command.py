"""`steppewise export`: results as files that other tools read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.analysis.export.export_source import Source, open_source
from model.analysis.export.export_target import NAMES, check_targets
from model.analysis.export.iamc import write_iamc
from model.analysis.export.long_table import pieces_of, write_long_table
from model.analysis.export.netcdf import check_size, write_netcdf
from model.analysis.wording import Names, names_from
from model.commands.options import seeds_option, verify_option
from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.commands.progress import Bars
from model.inputs.formats.places import given_path, shown
from model.inputs.seeds.seeds import read_seeds

BESIDE = ""
"""Stands for a file in the results folder, where an option has no value."""


@click.command("export")
@click.argument("folder", type=FILE_OR_FOLDER)
@click.option(
    "--csv",
    is_flag=False,
    flag_value=BESIDE,
    metavar="[FILE]",
    help="A long table: one row for a run, a quarter and the members of an outcome.",
)
@click.option(
    "--iamc",
    is_flag=False,
    flag_value=BESIDE,
    metavar="[FILE]",
    help="Means and quantiles in the IAMC format, which pyam reads.",
)
@click.option(
    "--netcdf",
    is_flag=False,
    flag_value=BESIDE,
    metavar="[FILE]",
    help="Every value with its labels as netCDF.",
)
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    metavar="OUTCOME",
    help="Only this outcome; may be repeated.",
)
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@verify_option
@seeds_option
def command(
    folder: Path,
    outcomes: tuple[str, ...],
    overwrite: bool,
    verify: bool,
    seeds_folder: Path | None,
    **files: str | None,
) -> None:
    """Write results as files that other tools read: CSV, IAMC, netCDF.

    FOLDER holds the results of a run or a sweep; name it first. Without a FILE, an option writes
    into FOLDER: export.csv, export-iamc.csv or export.nc.
    """  # fmt: skip
    targets = {
        kind: folder / NAMES[kind] if word == BESIDE else given_path(word)
        for kind in NAMES
        if (word := files[kind]) is not None
    }
    if not targets:
        raise click.UsageError("Say what to write: --csv, --iamc or --netcdf.")
    source = open_source(folder, outcomes, verify)
    check_targets(folder, [(f"--{kind}", path) for kind, path in targets.items()], overwrite)
    if "netcdf" in targets:
        check_size(source)
    names = names_from(read_seeds(seeds_folder).members) if "iamc" in targets else {}
    if not source.finished:
        done, total = (source.dataset.attrs[key] for key in ("runs_done", "runs"))
        say(f"The sweep is not finished: {done:,} of {total:,} runs are done.", err=True)
    with Bars() as bars:
        for kind, path in targets.items():
            total = len(pieces_of(source)) if kind == "csv" else 1
            bars.watch(path.name, total, write(kind, source, names, path))
            say(f"Written: {shown(path)}")


def write(kind: str, source: Source, names: Names, path: Path) -> Iterator[int]:
    """Write one file; yields the number of steps after each part of it."""
    if kind == "csv":
        yield from write_long_table(source, path)
        return
    if kind == "iamc":
        write_iamc(source, names, path)
    else:
        write_netcdf(source, path)
    yield 1
