"""One self-contained page on a result: question, answer, figures, how sure, what is assumed."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from model.analysis.assumptions import Assumption, count_grades, list_assumptions
from model.analysis.compare.event_dates import Date
from model.analysis.compare.pair import make_comparison
from model.analysis.compare.words import SURE, list_changes
from model.analysis.trajectories.findings import find_findings
from model.analysis.wording import names_from
from model.experiments.measured_skill import describe_measured
from model.experiments.run import FIGURES, Result, Work
from model.experiments.scenario_record import restore_scenario
from model.experiments.store import open_result
from model.inputs.formats.plain_text import visible
from model.inputs.seeds.seeds import Seeds

ALONE: dict[str, str] = {
    "shares-by-state": "Shares of influence by state",
    "mineral-projects": "Mineral projects",
}
"""Figures of a result that a report shows, and what they are called."""

AGAINST: dict[str, str] = {
    "change-by-state": "What changes by state",
    "change-in-region": "What changes in the region",
}
"""Figures of a comparison that it shows."""

STYLE = """
body { font: 11pt/1.45 system-ui, 'DejaVu Sans', sans-serif; color: #1c2530; margin: 2rem auto;
  max-width: 50rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 1.6rem; } h3 { font-size: 1rem; }
.question { font-size: 1.15rem; font-weight: 600; } .small { color: #5a6572; font-size: .85rem; }
img { max-width: 100%; } table { border-collapse: collapse; font-size: .85rem; }
td, th { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid #d5dae0; }
code { background: #f3f5f8; padding: .1rem .3rem; }
@media print { h2 { break-after: avoid; } figure, tr { break-inside: avoid; } body { margin: 0; } }
"""


class Versus(NamedTuple):
    """What a result is held against, and the quarters that are told."""

    base: Result
    dates: Sequence[Date]


def write_report(result: Result, versus: Versus | None, seeds: Seeds, work: Work) -> str:
    """Return the page as HTML: it asks for nothing from elsewhere, and runs no script."""
    parts = [*_head(result, versus)]
    if versus:
        parts += _answer(result, versus, seeds, work)
    else:
        findings = find_findings(open_result(result.folder), names_from(seeds.members))
        parts += ["<h2>Who leads, and what moves</h2>", _list(findings)]
        parts += _figures(result.folder / FIGURES, ALONE)
    parts += _sureness(seeds)
    parts += _assumptions(result, seeds)
    parts += _again(result)
    title = escape(visible(result.manifest["title"]))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _head(result: Result, versus: Versus | None) -> Iterator[str]:
    manifest = result.manifest
    yield f"<h1>{_text(manifest['title'])}</h1>"
    told = manifest["scenario"]
    if told.get("question"):
        yield f'<p class="question">{_text(told["question"])}</p>'
    against = f", against {versus.base.manifest['title']}" if versus else ""
    first, last = manifest["horizon"]
    played = f"{manifest['runs']:,} runs, {first} to {last}{against}"
    yield f'<p class="small">{_text(played)}</p>'
    if told.get("narrative"):
        yield f"<p>{_text(' '.join(told['narrative'].split()))}</p>"


def _answer(result: Result, versus: Versus, seeds: Seeds, work: Work) -> Iterator[str]:
    turns = [date.turn for date in versus.dates]
    folder, table = make_comparison(versus.base, result, turns, seeds, work)
    names = names_from(seeds.members)
    yield "<h2>What it changes</h2>"
    for date in versus.dates:
        yield f"<h3>{_text(', '.join(part for part in date if part))}</h3>"
        yield _list(list_changes(table[table["turn"] == date.turn], names))
    yield from _figures(folder / FIGURES, AGAINST)
    yield from _figures(result.folder / FIGURES, ALONE)


def _figures(folder: Path, wanted: dict[str, str]) -> Iterator[str]:
    for name, title in wanted.items():
        path = folder / f"{name}.png"
        if path.is_file():
            data = base64.b64encode(path.read_bytes()).decode()
            image = f'<img alt="{escape(title)}" src="data:image/png;base64,{data}">'
            yield f"<figure>{image}<figcaption class='small'>{escape(title)}</figcaption></figure>"


def _sureness(seeds: Seeds) -> Iterator[str]:
    yield "<h2>How sure</h2>"
    grades = count_grades(seeds)
    judged = grades["C"] / max(sum(grades.values()), 1)
    behind = (
        f"{sum(grades.values()):,} numbers stand behind every run, each with a source and a grade; "
        f"{100 * judged:.0f} % of them are judgement (grade C) with a wide range, and every run "
        "draws them all"
    )
    yield _list([line for line in (SURE, describe_measured(seeds), behind) if line])


def _assumptions(result: Result, seeds: Seeds) -> Iterator[str]:
    scenario, changed = restore_scenario(result.manifest, seeds)
    sources = {one["title"]: one["address"] for one in result.manifest["scenario"]["sources"]}
    found = list_assumptions(scenario, changed)
    yield f"<h2>What is assumed ({len(found)} events)</h2>"
    yield "<table><tr><th>When</th><th>What</th><th>Why, and from where</th></tr>"
    for one in found:
        yield _row(one, sources)
    yield "</table>"
    if scenario.changes:
        changes = [f"{path} = {value}" for path, value in scenario.changes.items()]
        yield f"<h3>Numbers that were changed</h3>{_list(changes)}"


def _row(one: Assumption, sources: dict[str, str]) -> str:
    doubts = "".join(f", {each}" for each in one.doubts)
    address = sources.get(one.source, "")
    source = f"{one.source}: {address}" if address else one.source
    what = f"{one.what}: {one.change}{doubts}"
    return (
        f"<tr><td>{_text(one.when)}</td><td>{_text(what)}</td>"
        f'<td>{_text(one.note)} <span class="small">{_text(source)}</span></td></tr>'
    )


def _again(result: Result) -> Iterator[str]:
    manifest = result.manifest
    yield "<h2>How to make it again</h2>"
    yield f"<p><code>{_text(' '.join(manifest['command']))}</code></p>"
    yield (
        f'<p class="small">Model {_text(manifest["model_version"])}, digest '
        f"{_text(manifest['digest'][:12])}, entropy {manifest['entropy']}. Conditional on the "
        "scenario and its assumptions, not a forecast.</p>"
    )


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(line)}</li>' for line in lines)}</ul>"


def _text(text: object) -> str:
    """A text as HTML shows it: nothing in it is markup."""
    return escape(visible(str(text)))
