"""Source: what the model's files say about themselves, read from their text."""

from __future__ import annotations

import ast
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


FOLDER = "model/rules"
ORDER = (
    "events", "minerals", "corridors", "structure", "leverage", "priorities", "bidding", "granting",
    "ties", "influence", "standing", "booking", "bounds", "space",
)  # fmt: skip
"""The rule files in the order of play; any other comes after."""
HELPERS = ("bounds", "space")
"""Files of rules that are called everywhere, so that where says nothing."""


class Field(NamedTuple):
    """A field of a class and the string under it."""

    name: str
    text: str


def rule_files() -> list[str]:
    """Every file of rules, in the order of play."""
    names = [path.stem for path in (ROOT / FOLDER).glob("*.py") if path.stem != "__init__"]
    names.sort(key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return [f"{FOLDER}/{name}.py" for name in names]


@cache
def tree(file: str) -> ast.Module:
    """A file of the repository, parsed."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"), file)


def doc(node: ast.AsyncFunctionDef | ast.FunctionDef | ast.ClassDef | ast.Module) -> str:
    """The docstring of a node, "" where there is none."""
    return ast.get_docstring(node) or ""


def public_functions(file: str) -> list[ast.FunctionDef]:
    """The functions of a file that others may call, in order."""
    return [
        node
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def classes(file: str) -> list[ast.ClassDef]:
    """The classes of a file, in order."""
    return [node for node in tree(file).body if isinstance(node, ast.ClassDef)]


def fields(node: ast.ClassDef) -> list[Field]:
    """The fields of a class with the strings that stand under them."""
    found = []
    for here, after in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name):
            found.append(Field(here.target.id, _string(after)))
    return found


def fields_of(file: str, name: str) -> list[Field]:
    """The fields of one class of a file."""
    return next(fields(node) for node in classes(file) if node.name == name)


def text_under(file: str, name: str) -> str:
    """The string that stands under a constant of a file."""
    body = tree(file).body
    for here, after in pairwise(body):
        if isinstance(here, ast.Assign) and ast.unparse(here.targets[0]) == name:
            return _string(after)
    raise KeyError(name)


def arguments(node: ast.FunctionDef) -> list[str]:
    """The names of a function's arguments, in order."""
    return [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]


def body_text(file: str, name: str) -> str:
    """The body of a function as it is written, without its docstring."""
    node = next(node for node in public_functions(file) if node.name == name)
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    first = node.body[1] if doc(node) else node.body[0]
    body = lines[first.lineno - 1 : node.end_lineno]
    return "\n".join(line.removeprefix("    ").replace("  # fmt: skip", "") for line in body)


def _string(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""
