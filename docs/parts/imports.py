"""Which folder of the package imports which, read from the code: as a table and as a picture."""

from __future__ import annotations

import ast
from functools import cache

from parts import markdown
from parts.source import ROOT, doc, tree

WIDE, HIGH, GAP, LEFT, TOP = 190, 40, 22, 20, 20
STEP = 30
"""How much further to the side an arc goes for each box that it passes."""


@cache
def find_imports() -> dict[str, frozenset[str]]:
    """Folder -> the other folders that any of its files imports from."""
    folders = sorted(path.parent.name for path in (ROOT / "model").glob("*/__init__.py"))
    return {
        folder: frozenset(
            name
            for path in (ROOT / "model" / folder).rglob("*.py")
            for name in _imported(path.relative_to(ROOT).as_posix())
            if name in folders and name != folder
        )
        for folder in folders
    }


def _imported(file: str) -> set[str]:
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("model.")}


def in_order(imports: dict[str, frozenset[str]]) -> list[str]:
    """The folders, each after all that it imports from; raises ValueError where they go round."""
    done: list[str] = []
    while len(done) < len(imports):
        ready = sorted(f for f in imports if f not in done and imports[f] <= set(done))
        if not ready:
            raise ValueError(f"imports go round among {', '.join(sorted(set(imports) - {*done}))}")
        done += ready
    return done


def write_folders() -> str:
    """The folders with what each is for and what it imports from."""
    imports = find_imports()
    order = in_order(imports)
    rows = [
        (f"`model/{name}`", markdown.line(doc(tree(f"model/{name}/__init__.py"))),
         markdown.code(other for other in order if other in imports[name]))
        for name in order
    ]  # fmt: skip
    return markdown.table(("folder", "what it holds", "imports from"), rows)


def draw_folders() -> str:
    """The same as a picture (SVG): a box a folder, an arc to each that it imports from."""
    imports = find_imports()
    order = in_order(imports)
    place = {name: TOP + index * (HIGH + GAP) for index, name in enumerate(order)}
    arcs = [
        _arc(place[name], place[other], order.index(name) - order.index(other))
        for name in order
        for other in order
        if other in imports[name]
    ]
    boxes = [_box(name, top) for name, top in place.items()]
    width = LEFT + WIDE + STEP * len(order) // 2 + 80
    height = TOP + len(order) * (HIGH + GAP)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" font-family="sans-serif">'
    )
    title = "<title>Which folder of the package imports which</title>"
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, title, ground, *arcs, *boxes, "</svg>"]) + "\n"


def _box(name: str, top: int) -> str:
    return (
        f'<rect x="{LEFT}" y="{top}" width="{WIDE}" height="{HIGH}" rx="6" fill="#eef3f7" '
        f'stroke="#33566f"/><text x="{LEFT + WIDE // 2}" y="{top + HIGH // 2 + 5}" '
        f'text-anchor="middle" font-size="15" fill="#17303f">{name}</text>'
    )


def _arc(below: int, above: int, passed: int) -> str:
    """A line from the side of a box to the side of one above it, the wider the more it passes."""
    side = LEFT + WIDE
    start, end = below + HIGH // 2 - 6, above + HIGH // 2 + 6
    reach = side + STEP * passed
    return (
        f'<path d="M{side} {start} C{reach} {start} {reach} {end} {side + 5} {end}" fill="none" '
        f'stroke="#7a8a95" stroke-width="1.2"/>'
        f'<path d="M{side + 1} {end} l7 -4 v8 z" fill="#7a8a95"/>'
    )
