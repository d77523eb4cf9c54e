"""`steppewise new`: a commented scenario file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.paths import FILE_OR_FOLDER
from model.commands.printing import say
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.scenarios.scenario_library import find_base, library_names
from model.storage.folder import TAKEN, put_new_file

SUFFIX = ".toml"

TEXT = """\
# A scenario of Steppewise. Everything behind a # is a comment. Change what stands here, then:
#     steppewise check {name}       finds every mistake at once
#     steppewise show {name}        says in words what it assumes
#     steppewise run {name} --against {base}
# docs/scenarios.md explains each line; `steppewise schema` helps an editor to complete them.

title = "{title}"

# One question that a run can answer: if this happens, what does it move?
question = "If ..., whose influence in Central Asia rises, and whose falls?"

# Everything in that scenario happens too. Without this line nothing happens but what you write.
extends = "{base}"

narrative = \"\"\"
In a few sentences: what happens, why it might, what is left out, and which number is least certain.
\"\"\"

# First and last quarter. They are those of the scenario above unless you say otherwise.
# start = "2025Q1"
# until = "2040Q4"

# Where the numbers below are from: a title to cite them by, and an address.
[[sources]]
title = "Our own assumption"
address = "no outside source; a judgement of the authors"

# What changes first, one block for each cause. How powers and states react is the model's work.
[[events]]
name = "japan-spends-more"              # a name of your own, once in the file
factor = "engagement.JPN"               # what is moved; `steppewise schema` and the docs list all
multiply = [1.2, 1.6]                   # set, multiply or add; one number, or [low, high] if unsure
start = "2026Q1"                        # a quarter, or [first, last] if unsure
# end = "2030Q4"                        # without it, it lasts
ramp = 4                                # quarters until the full effect; 0: at once
# probability = 0.6                     # how surely it happens at all
# announced = true                      # it was only announced: say what part comes, and how late
# delivery = [0.4, 0.8]                 # the part that comes
# lag = [0, 4]                          # quarters late
note = "Why this much and not more or less."
source = "Our own assumption"

# Other numbers behind the model, from the first quarter on; `steppewise evidence` shows them.
# [set]
# "parameters.match" = [0.1, 0.5]
"""


@click.command("new")
@click.argument("file", type=FILE_OR_FOLDER)
@click.option(
    "--extends", "base", default="baseline", show_default=True, help="The scenario to build on."
)
def command(file: Path, base: str) -> None:
    """Write a commented scenario file to start from.

    FILE is where it goes, such as drought.toml. A file that is there already is left alone.
    """
    path = file if file.suffix else file.with_suffix(SUFFIX)
    check(path, base)
    title = path.stem.replace("-", " ").replace("_", " ").capitalize()
    text = TEXT.format(name=shown(path), base=base, title=title.replace('"', "'"))
    put_new_file(path, text.encode())
    say(f"{shown(path)} is written. Change it, then: steppewise check {shown(path)}")


def check(path: Path, base: str) -> None:
    """Raise InputError where no scenario can be written there, or none of that name exists."""
    problems = []
    if path.suffix.casefold() != SUFFIX:
        wrong = f"files must end in {SUFFIX}; name it {path.stem}{SUFFIX}"
        problems.append(Problem(shown(path), None, "", wrong))
    elif path.exists():
        problems.append(Problem(shown(path), None, "", TAKEN))
    elif not path.parent.is_dir():
        wrong = f"there is no folder {shown(path.parent)}"
        problems.append(Problem(shown(path), None, "", wrong))
    if find_base(base, path) is None:
        problems.append(Problem("--extends", None, "", unknown("scenario", base, library_names())))
    if problems:
        raise InputError(problems)
