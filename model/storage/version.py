"""Which version of the model gave a result: that of the package, and a digest of its code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from model.inputs.formats.places import PACKAGE

DIGITS = 12
"""Hexadecimal digits of the digest that a version carries."""

RULES: tuple[str, ...] = ("inputs", "world", "rules", "engines", "experiments/outcomes.py")
"""Folders and files of the package that the outcomes of a run depend on."""

SWEEP: tuple[str, ...] = (
    *RULES,
    "experiments/sweeps/dice.py",
    "experiments/sweeps/designs.py",
    "experiments/sweeps/recorder.py",
    "experiments/sweeps/play.py",
    "experiments/sweeps/structures.py",
    "experiments/sweeps/targets.py",
)
"""What the numbers of a sweep depend on."""

FIT: tuple[str, ...] = (
    *RULES,
    "validation/hindcast/windows.py",
    "validation/calibration/likelihood.py",
    "validation/calibration/find.py",
    "validation/calibration/sample.py",
)
"""What a posterior sample depends on."""

ABLATION: tuple[str, ...] = (*RULES, "analysis/ablation")
"""What the numbers of an ablation depend on."""

ANSWERS: tuple[str, ...] = (
    "experiments/conditions",
    "analysis/answers",
    "analysis/correlation",
    "analysis/discovery",
    "analysis/drivers",
    "analysis/grids",
    "analysis/levers",
    "analysis/screening",
)
"""What the answers to a sweep depend on, beside the sweep."""

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def model_version(parts: tuple[str, ...] = RULES, package: Path = PACKAGE) -> str:
    """Return the version of the package and a digest of some of its code: ``0.2.0+3f1c09ab54de``.

    parts: folders and files below `package`. Comments, docstrings, blank lines and line breaks do
    not count, so they can be changed without losing stored results.
    """
    total = sha256()
    for path in sorted(_files_of(parts, package), key=lambda path: path.as_posix()):
        name = path.relative_to(package).as_posix()
        text = bare_code(path.read_bytes()) if path.suffix == ".py" else path.read_text("utf-8")
        total.update(f"{name}\n{text}\n".encode())
    return f"{package_version()}+{total.hexdigest()[:DIGITS]}"


def sweep_version() -> str:
    """Return the version of what a sweep depends on; a worker elsewhere can be asked for it."""
    return model_version(SWEEP)


def package_version(name: str = "steppewise") -> str:
    """Return the version of an installed package, or ``unknown``."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def bare_code(source: bytes | str) -> str:
    """Return Python source in one layout, without comments, docstrings and other bare strings.

    Any Python that the package runs on gives the same text. Raises SyntaxError.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED):
            node.body = [part for part in node.body if not _is_text(part)] or [ast.Pass()]
    return ast.unparse(tree)


def _is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a string alone: a docstring, or one that follows a name."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _files_of(parts: Iterable[str], package: Path) -> Iterator[Path]:
    for part in parts:
        path = package / part
        if path.is_dir():
            yield from (file for file in path.rglob("*") if file.suffix in (".py", ".csv"))
        else:
            yield path
