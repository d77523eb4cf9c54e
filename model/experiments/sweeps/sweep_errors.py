"""What a sweep says when it cannot go on."""

from __future__ import annotations


class SweepError(Exception):
    """A sweep that could not be finished or read; the message says why."""


class RefusedError(SweepError):
    """A sweep that must not be started or taken up as asked; nothing was written."""
