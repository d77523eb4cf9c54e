"""The one way out for text to a terminal, a pipe or a log."""

from __future__ import annotations

import sys
from typing import IO

import click

from model.inputs.formats.plain_text import visible


def say(text: str, *, err: bool = False) -> None:
    """Print text on standard output, or on standard error, in a line or lines of its own.

    Names and titles come from files that others wrote: control characters are shown as text, and
    so is what the stream cannot encode.
    """
    stream: IO[str] = sys.stderr if err else sys.stdout
    click.echo(visible(text, getattr(stream, "encoding", None) or "utf-8"), err=err)
