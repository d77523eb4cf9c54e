"""Parts that the code writes: submodels, state variables, order of play, outcomes, causes."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from model.experiments.outcomes import OUTCOMES
from model.inputs.seeds.factors import FACTORS
from model.rules.booking import AROUND
from model.rules.decisions import DEALS
from model.rules.ties import CAUSES
from parts.markdown import code, line, prose, table
from parts.source import (
    HELPERS,
    arguments,
    body_text,
    classes,
    doc,
    fields,
    fields_of,
    public_functions,
    rule_files,
    text_under,
    tree,
)
from parts.wiring import calls_of

PREPARING = (
    ("model/world/distributions.py", ("draw_rows",)),
    ("model/world/build.py", ("build_measure", "join_blocs", "build_ties", "build_dependence")),
    ("model/world/outside.py", ("usual_summits",)),
    (
        "model/world/wants.py",
        ("gather_priorities", "gather_needs", "derive_rivals", "derive_friends"),
    ),
    ("model/engines/prepare.py", ("prepare",)),
)
"""Functions of initialisation whose docstrings hold a formula."""


def write_state_variables() -> str:
    """Every field of the world, with its axes."""
    return table(
        ("variable", "axes", "meaning, unit, range"),
        ((f"`{f.name}`", *_axes(f.text)) for f in fields_of("model/world/state.py", "World")),
    )


def write_settings() -> str:
    """What is fixed in a run: the setting's classes and what they hold."""
    rows = []
    for node in classes("model/world/setting.py"):
        held = [f"`{f.name}` {line(f.text)}".strip() for f in fields(node)]
        rows.append((f"`{node.name}`", line(doc(node)), "; ".join(held)))
    return table(("record", "what it is", "what it holds"), rows)


def write_factors() -> str:
    """The registry of factors."""
    return table(
        ("factor", "axes", "base", "bounds", "unit", "meaning"),
        (
            (
                f"`{f.name}`",
                ", ".join(f.axes) or "none",
                f"{f.default:g}",
                f"{f.low:g} to {f.high:g}",
                f.unit,
                f.meaning,
            )
            for f in FACTORS.values()
        ),
    )


def write_factors_against() -> str:
    """How factors count against the base year of a run that starts in the past."""
    kinds = dict.fromkeys(f.against for f in FACTORS.values() if f.against)
    told = [(k, code(f.name for f in FACTORS.values() if f.against == k)) for k in kinds]
    return table(("counted as", "factors"), told)


def write_order() -> str:
    """The body of ``turn``: the only place that orders a quarter."""
    return f"```text\n{body_text('model/engines/turn.py', 'turn')}\n```"


def write_outcomes() -> str:
    """Everything that is measured."""
    return table(
        ("outcome", "axes", "unit", "definition"),
        (
            (f"`{o.name}`", ", ".join(o.axes) or "none", o.unit, o.meaning)
            for o in OUTCOMES.values()
        ),
    )


def write_causes() -> str:
    """The causes to which the ledger books a change."""
    own = line(text_under("model/rules/ties.py", "CAUSES"))
    deals = line(text_under("model/rules/decisions.py", "DEALS"))
    around = line(text_under("model/rules/booking.py", "AROUND"))
    return "\n\n".join(
        [
            f"Of a power's own ties: {code(CAUSES)}. {own}",
            f"What is in `deals`: {code(DEALS)}. {deals}",
            f"Around them: {code(AROUND)}. {around}",
        ]
    )


def write_submodels() -> str:
    """A subsection for each rule file, from its docstrings and the places that call it."""
    return "\n\n".join(_submodel(number, file) for number, file in enumerate(rule_files(), start=1))


def write_preparing() -> str:
    """How seeds become the first world, from docstrings."""
    texts = []
    for file, names in PREPARING:
        chosen = [node for node in public_functions(file) if node.name in names]
        texts += [f"`{_module(file)}.{node.name}`. {prose(doc(node))}" for node in chosen]
    return "\n\n".join(texts)


def _submodel(number: int, file: str) -> str:
    calls = {} if _module(file) in HELPERS else calls_of(file)
    texts = [f"### 7.{number} {_module(file).capitalize()}", f"`{file}`. {prose(doc(tree(file)))}"]
    for record in classes(file):
        texts += [_record(record), *_in_play(calls.get(record.name, []))]
    for node in public_functions(file):
        texts += [f"#### `{node.name}({', '.join(arguments(node))})`", prose(doc(node))]
        texts += _in_play(calls.get(node.name, []))
    return "\n\n".join(text for text in texts if text)


def _record(node: ast.ClassDef) -> str:
    held = fields(node)
    said = f"**`{node.name}`**: {line(doc(node))}"
    if not any(f.text for f in held):
        return f"{said} It holds {code(f.name for f in held)}."
    rows = [(f"`{f.name}`", line(f.text)) for f in held]
    return f"{said}\n\n{table(('field', 'meaning'), rows)}"


def _in_play(calls: list[tuple[str, dict[str, str]]]) -> list[str]:
    told = []
    for place, given in calls:
        named = [f"`{name}` = `{value}`" for name, value in given.items() if name != value]
        told.append(f"In `{place}`: {'; '.join(named)}." if named else "")
    return told


def _axes(text: str) -> tuple[str, str]:
    axes, _, meaning = line(text).partition(");")
    return (f"{axes})", meaning.strip()) if meaning else ("", line(text))


def _module(file: str) -> str:
    return PurePosixPath(file).stem
