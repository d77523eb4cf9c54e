"""How deep values of a file lie within each other."""

from __future__ import annotations

from typing import Any

DEEPEST = 50
"""Tables and lists within each other that a file may have; ours have less than ten."""

Path = tuple[str | int, ...]


def find_deep(value: Any, deepest: int = DEEPEST) -> Path | None:
    """Return the path of the first value that lies too deep, or None; does not recurse."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, one = waiting.pop()
        if not isinstance(one, dict | list):
            continue
        if len(path) >= deepest:
            return path
        items = one.items() if isinstance(one, dict) else enumerate(one)
        waiting += [((*path, key), item) for key, item in items]
    return None
