"""`steppewise evidence`: what stands behind the model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.commands.options import seeds_option
from model.commands.printing import say
from model.inputs.formats.places import given_path
from model.inputs.formats.plain_text import wrap
from model.inputs.seeds.evidence import Evidence, find_evidence
from model.inputs.seeds.seeds import Seeds, read_seeds

INDENT = "    "
READINGS = Path("readings")


@click.command("evidence")
@click.option("--actor", default="", help="A power or state, such as JPN.")
@click.option("--domain", default="", help="trade, resources, diplomacy or security.")
@click.option("--state", default="", help="A state, such as KAZ.")
@click.option(
    "--paragraph",
    default="",
    help="A paragraph of the document, such as P12, or of a reading, NAME:P3.",
)
@click.option(
    "--grade", default="", help="A (read at its source), B (derived with care) or C (judged)."
)
@seeds_option
def command(
    actor: str, domain: str, state: str, paragraph: str, grade: str, seeds_folder: Path | None
) -> None:
    """Show the numbers and interests behind the model with their sources.

    Every option narrows the choice; without any, all is shown.
    """
    seeds = read_seeds(seeds_folder)
    if ":" in paragraph:
        if actor or domain or state or grade:
            raise click.UsageError("a paragraph of a reading is shown whole; leave out the others")
        show_reading(paragraph)
        return
    words = {"actor": actor, "domain": domain, "state": state}
    found = find_evidence(seeds, **words, paragraph=paragraph, grade=grade)
    if paragraph and paragraph in seeds.document:
        say("\n".join(describe_paragraph(seeds, paragraph)) + "\n")
    for one in found:
        say("\n".join(describe_evidence(one)))
    cited = dict.fromkeys(word for one in found for word in one.source)
    if cited:
        say("\nSources")
        say("\n".join(describe_source(seeds, word) for word in sorted(cited)))
    interests = sum(1 for one in found if one.path.startswith("interests."))
    say(f"\n{len(found) - interests} numbers and {interests} interests fit.")


def show_reading(word: str) -> None:
    """Show a paragraph of a reading, such as NAME:P3, with what was drafted from it."""
    from model.reading.decisions import read_decided
    from model.reading.readings import find_reading, open_reading
    from model.reading.words import tell_paragraph

    name, _, wanted = word.rpartition(":")
    reading = open_reading(find_reading(given_path(name), READINGS))
    drafts = [one.draft for one in read_decided(reading.folder)]
    say("\n".join(tell_paragraph(reading, drafts, wanted)))


def describe_paragraph(seeds: Seeds, name: str) -> Iterator[str]:
    """Yield what a paragraph of the document says, what is wrong with it, and what is done."""
    paragraph = seeds.document[name]
    yield from wrap(f"{name}: {paragraph.gist}", "", INDENT)
    if paragraph.defect:
        yield from wrap(f"wanting: {paragraph.defect}", INDENT)
    if paragraph.handling:
        yield from wrap(f"handled: {paragraph.handling}", INDENT)


def describe_evidence(one: Evidence) -> Iterator[str]:
    """Yield the lines about one number or interest."""
    spread = "" if one.low is None else f" ({one.distribution} {one.low:g} to {one.high:g})"
    year = f", {one.year}" if one.year else ""
    where = f", {' '.join(one.paragraph)}" if one.paragraph else ""
    yield f"{one.path} = {one.value:g}{spread} {one.unit}{year}{where}, grade {one.grade}"
    if one.text:
        yield from wrap(one.text, INDENT)
    yield f"    from {', '.join(one.source)}; {one.file}:{one.line}"


def describe_source(seeds: Seeds, word: str) -> str:
    """Return one line about a source."""
    source = seeds.sources.get(word)
    if source is None:
        return f"  {word}"
    publisher = f", {source.publisher}" if source.publisher else ""
    return f"  {word}: {source.title}{publisher}. {source.address}"
