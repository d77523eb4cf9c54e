"""Optional steps after the numbers: where one fails, the numbers stay and a warning says so."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.plain_text import visible
from model.inputs.formats.problems import InputError

Warn = Callable[[str], None]
"""Called with one line on what is missing and how to get it, which begins with its weight."""

Watch = Callable[[str, int, Iterator[int]], None]
"""Goes through the steps of a stage, given its label and the sum of all steps."""


def watch_nothing(label: str, total: int, steps: Iterator[int]) -> None:
    """Go through the steps of a stage without a word."""
    for _ in steps:
        pass


TRACEBACK = "STEPPEWISE_TRACEBACK"
"""Environment variable that lets the traceback of an unexpected error through."""

AGAIN = "All numbers are complete; the same command makes what is missing."
LONGEST = 300
"""Characters of an error that are shown at most."""


def warn_on_stderr(words: str) -> None:
    """Print a line on standard error."""
    print(visible(words, sys.stderr.encoding or "utf-8"), file=sys.stderr)


class Extras(NamedTuple):
    """How optional steps are done: by whom, who watches, who is warned, over old files or not.

    slides: whether figures are drawn as slides too.
    """

    pool: WorkerPool
    watch: Watch = watch_nothing
    warn: Warn = warn_on_stderr
    again: bool = False
    slides: bool = False


@contextmanager
def optional(what: str, warn: Warn) -> Iterator[None]:
    """Do an optional step: an error in it becomes a warning that names it, `what` beginning it.

    Interrupts pass. So does an error where the environment asks for tracebacks.
    """
    try:
        yield
    except Exception as error:
        warn(f"Warning: {what} could not be made: {reason(error)}. {AGAIN}")


def reason(error: Exception) -> str:
    """Return an error in one line; raises it again where the environment asks for tracebacks."""
    if os.environ.get(TRACEBACK):
        raise error
    said = "".join(letter if letter.isprintable() else " " for letter in _words_of(error))
    line = " ".join(said.split()).rstrip(".")
    if len(line) > LONGEST:
        line = f"{line[:LONGEST]} ..."
    if line and isinstance(error, InputError | OSError):
        return line
    return f"{type(error).__name__}: {line}" if line else type(error).__name__


def _words_of(error: Exception) -> str:
    if isinstance(error, InputError):
        more = len(error.problems) - 1
        return f"{error.problems[0]}{f', and {more} more' if more else ''}"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
