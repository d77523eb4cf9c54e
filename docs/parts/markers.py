"""Markers: where a document's generated parts begin and end."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BEGIN = re.compile(r"^<!-- begin generated: ([a-z0-9-]+) -->$")
_END = re.compile(r"^<!-- end generated: ([a-z0-9-]+) -->$")


class MarkerError(Exception):
    """Markers do not pair up, or name a part that nobody writes."""


def replace_parts(text: str, written: Mapping[str, str]) -> str:
    """The document with every part as written; raises MarkerError."""
    lines: list[str] = []
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        begins, ends = _BEGIN.match(line), _END.match(line)
        if begins and not inside:
            inside = begins[1]
            if inside not in written:
                raise MarkerError(f"line {number}: nobody writes the part {inside!r}")
            lines += [line, "", written[inside].strip(), "", f"<!-- end generated: {inside} -->"]
        elif begins or (ends and ends[1] != inside):
            raise MarkerError(f"line {number}: {line} does not fit {inside or 'no open part'!r}")
        elif ends:
            inside = ""
        elif not inside:
            lines.append(line)
    if inside:
        raise MarkerError(f"the part {inside!r} has no end")
    return "\n".join(lines) + "\n"


def find_parts(text: str) -> dict[str, str]:
    """Every part of a document by name, as it stands."""
    parts: dict[str, list[str]] = {}
    inside = ""
    for line in text.splitlines():
        begins = _BEGIN.match(line)
        if begins:
            inside = begins[1]
            parts[inside] = []
        elif _END.match(line):
            inside = ""
        elif inside:
            parts[inside].append(line)
    return {name: "\n".join(lines).strip() for name, lines in parts.items()}


def drop_parts(text: str) -> str:
    """What is written by hand."""
    return replace_parts(text, dict.fromkeys(find_parts(text), ""))
