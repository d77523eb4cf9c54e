"""Line numbers of the keys and values of a TOML text, which tomllib does not tell."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Path = tuple[str | int, ...]

KEYS = ("bare_key", "quoted_key", "dotted_key")
HEADERS = ("table", "table_array_element")


class Duplicate(NamedTuple):
    """A key that stands in a text a second time."""

    path: Path
    line: int
    first: int


class Positions:
    """Where the keys and the items of arrays stand; lines count from 1."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.duplicates: list[Duplicate] = []

    def line(self, path: Path) -> int | None:
        """Return the line of a path such as ("events", 0, "set"), or of what is around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def key_text(path: Sequence[str | int]) -> str:
    """Return a path as messages show it: `events[1].factor`; items count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def find_positions(text: str) -> Positions:
    """Return the positions in a text, as far as they can be told if it is not good TOML."""
    positions = Positions()
    parser = Parser(Language(tree_sitter_toml.language()))
    root = parser.parse(text.encode("utf-8", "surrogatepass")).root_node
    counts: Counter[Path] = Counter()
    try:
        for node in root.children:
            if node.type == "pair":
                _note_pair(node, (), positions)
            elif node.type in HEADERS:
                _note_table(node, counts, positions)
    except RecursionError:
        positions.lines.clear()
    return positions


def _note_table(node: Node, counts: Counter[Path], positions: Positions) -> None:
    header = next((child for child in node.named_children if child.type in KEYS), None)
    words = _read_key(header)
    if not words:
        return
    path: Path = ()
    for word in words[:-1]:
        path += (word,)
        positions.lines.setdefault(path, _line(node))
        if path in counts:
            path += (counts[path] - 1,)
    path += (words[-1],)
    if node.type == "table_array_element":
        positions.lines.setdefault(path, _line(node))
        counts[path] += 1
        path += (counts[path] - 1,)
    _note(path, _line(node), positions)
    for child in node.named_children:
        if child.type == "pair":
            _note_pair(child, path, positions)


def _note_pair(node: Node, base: Path, positions: Positions) -> None:
    words = _read_key(node.named_children[0] if node.named_children else None)
    if not words:
        return
    path = base + tuple(words)
    for end in range(len(base) + 1, len(path)):
        positions.lines.setdefault(path[:end], _line(node))
    _note(path, _line(node), positions)
    _note_value(node.named_children[-1], path, positions)


def _note_value(node: Node, path: Path, positions: Positions) -> None:
    if node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                _note_pair(child, path, positions)
    elif node.type == "array":
        items = [child for child in node.named_children if child.type != "comment"]
        for index, item in enumerate(items):
            positions.lines[(*path, index)] = _line(item)
            _note_value(item, (*path, index), positions)


def _note(path: Path, line: int, positions: Positions) -> None:
    if path in positions.lines:
        positions.duplicates.append(Duplicate(path, line, positions.lines[path]))
    else:
        positions.lines[path] = line


def _read_key(node: Node | None) -> list[str]:
    if node is None or node.type not in KEYS or node.text is None:
        return []
    words: list[str] = []
    try:
        value: object = tomllib.loads(f"{node.text.decode()} = 0")
    except ValueError:
        return []
    while isinstance(value, dict):
        word, value = next(iter(value.items()))
        words.append(word)
    return words


def _line(node: Node) -> int:
    return node.start_point.row + 1
