"""Packages that only some commands need, and what to install where one is missing."""

from __future__ import annotations

from importlib.util import find_spec

from model.inputs.formats.problems import InputError, Problem


def check_installed(module: str, extra: str, asked: str) -> None:
    """Raise InputError where a module is missing; it names the extra that brings it.

    asked: the option or command that needs it. Nothing is imported, so that the check costs little.
    """
    try:
        found = find_spec(module) is not None
    except (ImportError, ValueError):  # what stands in `sys.modules` in its place is no module
        found = False
    if not found:
        raise InputError([Problem(asked, None, "", missing(module, extra))])


def missing(module: str, extra: str) -> str:
    """Say that a module is not there and how to get it."""
    return f"needs {module}, which is not installed; install it with: {command_for(extra)}"


def command_for(extra: str) -> str:
    """Return what installs an extra."""
    return f"pip install 'steppewise[{extra}]'"
