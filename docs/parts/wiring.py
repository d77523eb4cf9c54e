"""Wiring: what each argument of a rule is in play, read from the places that call the rule."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from parts.source import (
    HELPERS,
    ROOT,
    arguments,
    classes,
    fields,
    public_functions,
    rule_files,
    tree,
)

LEFT_OUT = ("prepare", "base_year", "workshop")
"""Engine files that call rules for the base year or to explain: not a part of play."""


def callers() -> list[str]:
    """The files that call rules in play or to measure it."""
    paths = sorted((ROOT / "model/engines").rglob("*.py"))
    engines = [path.relative_to(ROOT).as_posix() for path in paths if path.stem not in LEFT_OUT]
    return [*engines, "model/experiments/outcomes.py"]


def _name(file: str) -> str:
    """A file as a reader finds it: the folder, where it has one below the storey, and the name."""
    return ".".join(PurePosixPath(file).with_suffix("").parts[2:])


class _Plain(ast.NodeTransformer):
    """Spells out short local names, and shortens calls to other rules."""

    def __init__(self, known: dict[str, ast.expr], rules: frozenset[str]) -> None:
        self.known, self.rules = known, rules

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.known.get(node.id, node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if isinstance(node.slice, ast.Tuple) and isinstance(node.slice.elts[-1], ast.Name):
            node.slice = ast.Name(node.slice.elts[-1].id.lower())
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in self.rules:
            return ast.Name(f"{name}(...)")
        if name == "one":
            which = ast.Name(ast.unparse(node.args[1]).lower())
            return ast.Subscript(self.visit(node.args[0]), which)
        return self.generic_visit(node)


def calls_of(rule_file: str) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """For each rule or record of a file: who calls it, and its arguments as written there."""
    rules = {node.name: arguments(node) for node in public_functions(rule_file)}
    rules |= {node.name: [f.name for f in fields(node)] for node in classes(rule_file)}
    module = PurePosixPath(rule_file).stem
    found: dict[str, list[tuple[str, dict[str, str]]]] = {name: [] for name in rules}
    for file in callers():
        direct = _imported(file, f"model.rules.{module}")
        for function, plain, calls in _functions(file):
            for called, call in calls:
                name = called.removeprefix(f"{module}.")
                if name in rules and (called != name or name in direct):
                    place = f"{_name(file)}.{function}"
                    found[name].append((place, _bind(call, rules[name], plain)))
    return found


@cache
def _functions(file: str) -> list[tuple[str, _Plain, list[tuple[str, ast.Call]]]]:
    """Every function of a file: its name, what its local names stand for, and what it calls."""
    return [
        (
            node.name,
            _Plain(_aliases(node), _all_rules()),
            [(ast.unparse(call.func), call) for call in _calls(node)],
        )
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef)
    ]


def _bind(call: ast.Call, names: list[str], plain: _Plain) -> dict[str, str]:
    given = list(zip(names, call.args, strict=False))
    given += [(word.arg, word.value) for word in call.keywords if word.arg]
    return {name: ast.unparse(plain.visit(_copy(value))) for name, value in given}


def _copy(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(node), mode="eval").body


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    found = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    yield from sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _aliases(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """Local names that are given once and stand for a place or for one entry of it."""
    given = [pair for node in ast.walk(function) for pair in _assignments(node)]
    names = [ast.unparse(name) for name, _ in given]
    known: dict[str, ast.expr] = {}
    for name, place in given:
        if isinstance(name, ast.Name) and names.count(name.id) == 1 and _is_place(place):
            known[name.id] = _Plain(known, frozenset()).visit(_copy(place))
    return known


def _assignments(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return []
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def _is_place(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    named_entry = isinstance(node, ast.Call) and ast.unparse(node.func) == "one"
    return isinstance(node, ast.Name) or named_entry


def _imported(file: str, module: str) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


@cache
def _all_rules() -> frozenset[str]:
    files = [file for file in rule_files() if PurePosixPath(file).stem not in HELPERS]
    return frozenset(node.name for file in files for node in public_functions(file))
