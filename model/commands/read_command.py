"""`steppewise read`: who wants what in a document, drafted, reviewed, and made an overlay."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import seeds_option
from model.commands.paths import FILE_OR_FOLDER, FOLDER
from model.commands.printing import say
from model.inputs.formats.places import shown
from model.inputs.seeds.seeds import Seeds, read_seeds

READINGS = Path("readings")


@click.command("read")
@click.argument("files", nargs=-1, type=FILE_OR_FOLDER, metavar="FILE...")
@click.option("--published", default="", help="When it was published, such as 2026-01.")
@click.option("--out", type=FOLDER, help="Folder of the reading; readings/<file> unless given.")
@click.option("--title", default="", help="Title of the document.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--address", default="", help="Where it can be read.")
@seeds_option
def command(
    files: tuple[Path, ...], out: Path | None, seeds_folder: Path | None, **told: str
) -> None:
    """Draft who wants what in a document, each with the sentence that says so.

    FILE is plain text, Markdown or HTML. Nothing is fetched, and nothing in it is run. Each draft
    is to be accepted, mended or rejected by a person; its salience is 3 until then.
    """
    if not files:
        raise click.UsageError("name a file to read, or say --help")
    if out is not None and len(files) > 1:
        raise click.UsageError("--out is for one file; each of several gets a folder of its own")
    draft(files, out, told, read_seeds(seeds_folder, sampled=False))


def draft(files: tuple[Path, ...], out: Path | None, told: dict[str, str], seeds: Seeds) -> None:
    """Read files and print the drafts of each."""
    from model.reading.make import Asked, name_of, read_files
    from model.reading.parse import load_language
    from model.reading.words import tell_drafts

    wanted = [(file, out or READINGS / name_of(file)) for file in files]
    for made in read_files(wanted, Asked(**told), seeds, load_language):
        for line in tell_drafts(made.document, made.found.drafts):
            say(line)
        if made.found.outside:
            say(f"outside the cast, not drafted: {', '.join(made.found.outside)}")
        for warning in made.warnings:
            say(f"warning: {warning}")
        say(f"Written to {shown(made.folder)}.")
