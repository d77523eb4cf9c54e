"""What `import model` offers, as a page: signatures and docstrings of the public names."""

from __future__ import annotations

import ast
from importlib import import_module

import model
from parts.source import doc, tree

INIT = "model/__init__.py"


def write_api() -> str:
    """Every public name with its signature and docstring, in the order of the file."""
    return "\n\n".join(_entry(name, _node(name, file)) for name, file in _places().items())


def _places() -> dict[str, str]:
    """The file of every public name, as the package says where it imports it from."""
    for node in tree(INIT).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_PLACES":
            found: dict[str, str] = ast.literal_eval(node.value)
            return {name: f"model/{place.replace('.', '/')}.py" for name, place in found.items()}
    raise KeyError("_PLACES")


def _node(name: str, file: str) -> ast.FunctionDef | ast.ClassDef:
    for node in tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return node
    raise KeyError(f"{file}: {name}")


def _entry(name: str, node: ast.FunctionDef | ast.ClassDef) -> str:
    text = f"## {name}\n\n```python\n{_signature(node)}\n```\n\n{_prose(doc(node))}"
    members = _members(node)
    return f"{text}\n\n{members}" if members else text


def _signature(node: ast.FunctionDef | ast.ClassDef) -> str:
    """The name with its arguments, one a line, and defaults as values."""
    if isinstance(node, ast.ClassDef):
        return f"class model.{node.name}"
    for kind in (node.args.defaults, node.args.kw_defaults):
        kind[:] = [_value(node.name, each) for each in kind]
    words = ast.unparse(node.args).split(", *, ", maxsplit=1)
    lines = [part for word in words for part in _split(word)]
    if len(words) == 2:
        lines.insert(len(_split(words[0])), "*")
    inside = "".join(f"    {_spaced(line)},\n" for line in lines)
    return f"model.{node.name}(\n{inside}) -> {ast.unparse(node.returns or ast.Constant(None))}"


def _value(function: str, default: ast.expr | None) -> ast.expr | None:
    """A default that is a name in the module, as its value."""
    if not isinstance(default, ast.Name):
        return default
    module = import_module(getattr(model, function).__module__)
    return ast.Constant(getattr(module, default.id))


def _spaced(argument: str) -> str:
    """An argument with blanks around the sign before its default, as its writer has them."""
    return " = ".join(_split(argument, "="))


def _split(arguments: str, mark: str = ",") -> list[str]:
    """A text cut at the marks that stand in no bracket."""
    parts, depth = [""], 0
    for letter in arguments:
        depth += (letter in "([") - (letter in ")]")
        if letter == mark and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _members(node: ast.FunctionDef | ast.ClassDef) -> str:
    """What an object holds: its fields and properties with what is said of each."""
    lines = []
    for each in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(each, ast.AnnAssign):
            lines.append(f"- `{ast.unparse(each.target)}: {ast.unparse(each.annotation)}`")
        elif isinstance(each, ast.FunctionDef) and each.decorator_list:
            kind = ast.unparse(each.returns or ast.Constant(None))
            lines.append(f"- `{each.name}: {kind}`: {' '.join(doc(each).split())}")
    return "\n".join(lines)


def _prose(docstring: str) -> str:
    return docstring.replace("``", "`")
