"""Paths among the words of a command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from model.inputs.places import given_path


class UserPath(click.Path):
    """A path that a user gave, with ``~`` expanded as in the functions of the package."""

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path that a word means."""
        return super().convert(given_path(value), param, ctx)


FILE_OR_FOLDER = UserPath()
FOLDER = UserPath(file_okay=False)
