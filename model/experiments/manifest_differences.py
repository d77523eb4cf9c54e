"""Where two manifests differ in what was asked for, and in the libraries that were used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from model.storage.manifest import RECORDED

MOST = 8
"""Differences between two manifests that are listed."""

VERSION = re.compile(r"[\w.+!-]{1,30}")
"""What is shown as a version; anything else in its place is passed over."""

LETTERS = 40
"""Letters of a value that are shown."""

Difference = tuple[str, Any, Any]
"""Path, old value and new value."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return where two manifests differ in what was asked for, as (path, old, new)."""
    asked = [
        {key: value for key, value in each.items() if key not in RECORDED} for each in (old, new)
    ]
    return list(_differ("", *asked))


def _differ(path: str, old: Any, new: Any) -> Iterator[Difference]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            below = f"{path}.{key}" if path else str(key)
            yield from _differ(below, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, pair in enumerate(zip(old, new, strict=True)):
            yield from _differ(f"{path}[{place + 1}]", *pair)
    elif old != new:
        yield path, old, new


def describe_differences(found: list[Difference]) -> str:
    """Return differences as lines, the first few of them."""
    lines = [f"  {path}: {_short(old)} there, {_short(new)} now" for path, old, new in found]
    more = len(lines) - MOST
    return "\n".join(lines[:MOST] + ([f"  and {more} more"] if more > 0 else []))


def _short(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 4]}..."


def describe_upgrade(old: object, new: Mapping[str, str]) -> str:
    """Return a sentence on libraries whose versions have changed, or "" where none has.

    old, new: versions by library. Such a change stops nothing, since it moves last digits at most.
    """
    before = old if isinstance(old, Mapping) else {}
    changed = [
        f"{name} {before[name]}, now {now}"
        for name, now in new.items()
        if name != "steppewise"
        and VERSION.fullmatch(str(before.get(name, "")))
        and before[name] != now
    ]
    if not changed:
        return ""
    return f"Made with {'; '.join(changed)}: numbers may differ in their last digits."
