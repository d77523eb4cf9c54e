"""Printing what scenarios probably did not mean, before they are run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from model.analysis.warnings.find import find_warnings
from model.commands.printing import say
from model.inputs.scenarios.scenario_library import is_path
from model.inputs.seeds.seeds import Seeds


def print_warnings(words: Iterable[str], seeds: Seeds) -> None:
    """Print warnings about scenario files to standard error; names of the library give none.

    words: names and files of good scenarios; folders of results are passed over.
    """
    for word in dict.fromkeys(words):
        if is_path(word) and not Path(word).is_dir():
            for problem in find_warnings(word, seeds):
                say(f"warning: {problem}", err=True)
