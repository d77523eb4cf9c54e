"""Reading a JSON file that others may have written, and how deep values lie within each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from model.inputs.formats.files import UnreadableError, read_bytes

LARGEST_JSON = 64_000_000
"""Bytes that a JSON file may have."""


def read_json(path: Path) -> Any:
    """Return the value in a JSON file; raises UnreadableError, which says why it cannot be read."""
    return parse_json(read_bytes(path, LARGEST_JSON))


def parse_json(text: str | bytes) -> Any:
    """Return the value of a JSON text; raises UnreadableError."""
    try:
        value = json.loads(text)
    except RecursionError:
        raise UnreadableError("is not JSON: nests too deeply") from None
    except UnicodeDecodeError:
        raise UnreadableError("is not JSON: is not UTF-8 text") from None
    except ValueError as error:
        raise UnreadableError(f"is not JSON: {error}") from None
    if find_deep(value) is not None:
        raise UnreadableError("is not JSON: nests too deeply")
    return value


DEEPEST = 50
"""Tables and lists within each other that a file may have; ours have less than ten."""

KeyPath = tuple[str | int, ...]


def find_deep(value: Any, deepest: int = DEEPEST) -> KeyPath | None:
    """Return the path of the first value that lies too deep, or None; does not recurse."""
    waiting: list[tuple[KeyPath, Any]] = [((), value)]
    while waiting:
        path, one = waiting.pop()
        if not isinstance(one, dict | list):
            continue
        if len(path) >= deepest:
            return path
        items = one.items() if isinstance(one, dict) else enumerate(one)
        waiting += [((*path, key), item) for key, item in items]
    return None
