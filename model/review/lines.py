"""Sentences as a list under a heading, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence


def write_lines(lines: Sequence[str], heading: str) -> str:
    """Return sentences as a list under a heading, ready to be printed."""
    return "\n".join([f"\n{heading}", *(f"  - {line}" for line in lines)])
