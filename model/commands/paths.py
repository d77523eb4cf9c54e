"""Paths among the words of a command."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import click

from model.inputs.formats.places import given_path
from model.inputs.formats.problems import LONG_WORD, cut

DEEPEST = 200
"""Folders of a path at most; far more, and those that walk up a path run out of room."""


class UserPath(click.Path):
    """A path that a user gave, with ``~`` expanded as in the functions of the package."""

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path that a word means; one that no file can have is refused."""
        path = given_path(value)
        too_long = len(path.parts) > DEEPEST
        try:
            path.lstat()
        except ValueError as error:
            self.fail(f"'{path}' is no path: {error}", param, ctx)
        except OSError as error:
            too_long = too_long or error.errno == errno.ENAMETOOLONG
        if too_long:
            self.fail(f"'{cut(str(path), LONG_WORD)}' is too long for a path", param, ctx)
        return super().convert(path, param, ctx)


FILE_OR_FOLDER = UserPath()
FOLDER = UserPath(file_okay=False)
