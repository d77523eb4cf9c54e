"""`steppewise read`: who wants what in a document, drafted, reviewed, and made an overlay."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from model.commands.options import seeds_option
from model.commands.paths import FILE_OR_FOLDER, FOLDER
from model.commands.printing import say
from model.inputs.formats.places import shown
from model.inputs.formats.plain_text import plural
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenario_layout import MODES, REPLACE_HOLDERS
from model.inputs.seeds.seeds import Seeds, read_seeds

READINGS = Path("readings")
ORIGIN = ("published", "title", "author", "publisher", "address", "reader")
ACTIONS = ("checked", "reviewed", "accepted", "compared")


@click.command("read")
@click.argument("files", nargs=-1, type=FILE_OR_FOLDER, metavar="FILE...")
@click.option("--published", default="", help="When it was published, such as 2026-01.")
@click.option("--out", type=FOLDER, help="Folder of the reading; readings/<file> unless given.")
@click.option("--title", default="", help="Title of the document.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--address", default="", help="Where it can be read.")
@click.option("--reader", default="", help="Another reader that is asked too, by its name.")
@click.option("--check", "checked", type=FOLDER, help="Check the decisions of a reading.")
@click.option("--review", "reviewed", type=FOLDER, help="Decide on the drafts of a reading.")
@click.option("--accept", "accepted", type=FOLDER, help="Make an overlay of what was accepted.")
@click.option(
    "--compare", "compared", type=FOLDER, nargs=2, help="Say in what two readings differ."
)
@click.option("--mode", type=click.Choice(MODES), default=REPLACE_HOLDERS, show_default=True,
              help="How the overlay is laid over the shipped interests.")  # fmt: skip
@click.option("--from", "start", default="", help="Quarter from which it acts, such as 2026Q1.")
@click.option("--ramp", type=click.IntRange(0, 200), default=4, show_default=True,
              help="Quarters to its full strength.")  # fmt: skip
@seeds_option
def command(files: tuple[Path, ...], seeds_folder: Path | None, **told: Any) -> None:
    """Draft who wants what in a document, each with the sentence that says so.

    FILE is plain text, Markdown, HTML, Word (.docx) or PDF. Nothing is fetched, and nothing in it
    is run. Each draft is to be accepted, mended or rejected by a person, with --review or in the
    file drafts.csv (then --check); its salience is 3 until then. --accept makes what was accepted
    an overlay of interests, with two scenarios to compare; --compare holds two readings side by
    side.
    """
    asked = [name for name in ACTIONS if told[name]]
    if bool(files) + len(asked) != 1:
        raise click.UsageError(
            "name a file to read, or one of --check, --review, --accept, --compare"
        )
    if told["out"] is not None and len(files) > 1:
        raise click.UsageError("--out is for one file; each of several gets a folder of its own")
    seeds = read_seeds(seeds_folder, sampled=False)
    if files:
        draft(files, told["out"], {name: told[name] for name in ORIGIN}, seeds)
    elif asked == ["checked"]:
        check(told["checked"], seeds)
    elif asked == ["reviewed"]:
        review(told["reviewed"], seeds)
    elif asked == ["compared"]:
        compare(*told["compared"])
    else:
        make_overlay(told["accepted"], seeds, (told["mode"], told["start"], told["ramp"]))


def draft(files: tuple[Path, ...], out: Path | None, told: dict[str, str], seeds: Seeds) -> None:
    """Read files and print the drafts of each."""
    from model.reading.make import Asked, name_of, read_files
    from model.reading.parse import load_language
    from model.reading.words import tell_drafts, tell_facts

    wanted = [(file, out or READINGS / name_of(file)) for file in files]
    for made in read_files(wanted, Asked(**told), seeds, load_language):
        for line in tell_drafts(made.document, made.found.drafts):
            say(line)
        for line in tell_facts(made.found.facts, made.found.events):
            say(line)
        if made.found.outside:
            say(f"outside the cast, not drafted: {', '.join(made.found.outside)}")
        for warning in made.warnings:
            say(f"warning: {warning}")
        say(f"Written to {shown(made.folder)}.")


def check(word: Path, seeds: Seeds) -> None:
    """Say what is wrong with the decisions of a reading, or how many there are."""
    from model.reading.decisions import REJECT, check_decided, read_decided
    from model.reading.readings import find_reading, open_reading

    reading = open_reading(find_reading(word, READINGS))
    decided = read_decided(reading.folder)
    if problems := check_decided(reading, decided, seeds):
        raise InputError(problems)
    taken = sum(one.taken for one in decided)
    rejected = sum(one.draft.decision == REJECT for one in decided)
    waiting = len(decided) - taken - rejected
    say(f"{shown(reading.folder)}: ok ({taken} accepted, {rejected} rejected, {waiting} waiting)")


def review(word: Path, seeds: Seeds) -> None:
    """Go through the drafts of a reading, one at a time."""
    from model.reading.decisions import read_decided, save_decided
    from model.reading.readings import find_reading, open_reading
    from model.reading.review import Review

    reading = open_reading(find_reading(word, READINGS))
    drafts = [one.draft for one in read_decided(reading.folder)]
    save = partial(save_decided, reading.folder)

    def ask(question: str, usual: str) -> str:
        return str(click.prompt(question, default=usual, show_default=bool(usual)))

    Review(reading, drafts, seeds, save).run(ask, say)
    say(f"Decisions are in {shown(reading.folder / 'drafts.csv')}.")


def make_overlay(word: Path, seeds: Seeds, playing: tuple[str, str, int]) -> None:
    """Write the overlay of a reading and its scenarios, and say how to play them."""
    from model.reading.accept import Playing, accept
    from model.reading.decisions import read_decided
    from model.reading.readings import find_reading, open_reading

    reading = open_reading(find_reading(word, READINGS))
    made = accept(reading, read_decided(reading.folder), seeds, Playing(*playing))
    say(f"{plural(made.interests, 'interest')} in {shown(reading.folder)}.")
    if made.new_issues:
        say(f"new issues: {', '.join(made.new_issues)}")
    if made.mirrors_off:
        say(f"supposed wishes of rivals, left out: {', '.join(made.mirrors_off)}")
    for path in made.kept:
        say(f"{shown(path)} is there already and was left as it is.")
    name = shown(reading.folder.parent / reading.name)
    say(f"Play it: steppewise run {name}.toml --against {name}-shipped.toml")


def compare(one: Path, other: Path) -> None:
    """Say in what two readings differ, and how to see what that moves."""
    from model.reading.compare import side_of, tell_differences
    from model.reading.readings import find_reading, open_reading

    readings = [open_reading(find_reading(word, READINGS)) for word in (one, other)]
    for line in tell_differences(*(side_of(reading) for reading in readings)):
        say(line)
    first, second = (shown(reading.folder.parent / reading.name) for reading in readings)
    say(f"What that moves: steppewise run {first}.toml --against {second}.toml")
