"""Overlays of interests: others than the seeds', which a scenario puts in force from a quarter on.

The base year stays settled on the seeds' own interests. An overlay is a CSV file laid out as
``seeds/interests.csv``, or a folder that holds ``interests.csv`` and, where it needs them,
``sources.csv`` (laid out as that of the seeds) and ``paragraphs.csv`` (its own paragraphs, which
its interests name as ``<overlay>:<paragraph>``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from model.inputs.formats.csv_files import read_csv
from model.inputs.formats.places import given_path, shown
from model.inputs.formats.problems import Problem
from model.inputs.formats.quarters import START, quarter_name
from model.inputs.scenarios.scenario_events import Horizon
from model.inputs.scenarios.scenario_file import Document
from model.inputs.scenarios.scenario_layout import ADD, REPLACE_ALL, REPLACE_HOLDERS
from model.inputs.seeds.cast import read_sources
from model.inputs.seeds.interests import read_interest_file
from model.inputs.seeds.records import Interest
from model.inputs.seeds.seeds import Seeds

KEYS = ("interests_from", "interests_ramp", "interests_mode")
PARAGRAPHS = ("id", "start", "end", "kind", "sha256")
"""Columns of ``paragraphs.csv``: where a paragraph stands in its text, and what it is."""


class Overlay(NamedTuple):
    """Interests that begin during a run, and those of the seeds that they replace."""

    name: str
    mode: str
    start: int
    """quarter from which they act"""
    ramp: int
    """quarters to full strength, in which what they replace fades"""
    interests: tuple[Interest, ...]
    replaced: tuple[str, ...]
    """ids of the interests of the seeds that end"""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the interests that begin."""
        return tuple(interest.id for interest in self.interests)


def build_overlay(
    seeds: Seeds, rows: Sequence[Interest], *, name: str, mode: str, start: int, ramp: int
) -> Overlay:
    """Return the overlay that some interests make.

    mode: one of ``MODES``. Where only some holders of an interest of the seeds are replaced, the
    interest goes on for the others, at the salience that it is drawn with.
    """
    named = {holder for row in rows for holder in row.holder}
    replaced: list[str] = []
    going_on: list[Interest] = []
    for interest in seeds.interests:
        if interest.overlay:
            continue
        left = tuple(holder for holder in interest.holder if holder not in named)
        if mode == REPLACE_ALL or (mode == REPLACE_HOLDERS and left != interest.holder):
            replaced.append(interest.id)
            if left and mode == REPLACE_HOLDERS:
                going_on.append(
                    interest._replace(
                        id=f"{interest.id}-others", holder=left, drawn_as=interest.id, overlay=name
                    )
                )
    own = tuple(row._replace(overlay=name) for row in rows)
    return Overlay(name, mode, start, ramp, (*own, *going_on), tuple(replaced))


def read_overlay(
    order: Sequence[Document], horizon: Horizon | None, seeds: Seeds, problems: list[Problem]
) -> Overlay | None:
    """Return the overlay that scenario files ask for; None without one.

    order: parents first; the nearest file decides each key. horizon: None where it is not known.
    What is wrong goes to problems.
    """
    asking = {
        key: document
        for document in order
        for key in ("interests", *KEYS)
        if getattr(document.entry, key) is not None
    }
    if "interests" not in asking:
        unread = any(("interests",) in document.bad for document in order)
        for key, document in () if unread else asking.items():
            wrong = "needs interests beside it: the file or folder of the overlay"
            problems.append(document.problem((key,), wrong))
        return None
    document = asking["interests"]
    path = _find(document, str(document.entry.interests))
    if path is None:
        wrong = f"there is no file or folder {document.entry.interests}, seen from the scenario"
        problems.append(document.problem(("interests",), wrong))
        return None
    told = {key: getattr(where.entry, key) for key, where in asking.items()}
    start = told.get("interests_from", horizon.start if horizon else START)
    if horizon and not horizon.start <= start <= horizon.until:
        first, last = quarter_name(horizon.start), quarter_name(horizon.until)
        wrong = f"{quarter_name(start)} is outside the run, {first}..{last}"
        problems.append(asking["interests_from"].problem(("interests_from",), wrong))
    before = len(problems)
    rows = _read_rows(path, seeds, problems)
    if len(problems) > before:
        return None
    return build_overlay(
        seeds, rows, name=path.stem, mode=told.get("interests_mode", ADD), start=start,
        ramp=told.get("interests_ramp", 0),
    )  # fmt: skip


def _find(document: Document, word: str) -> Path | None:
    """A file or folder named in a scenario: beside it, else seen from the current folder."""
    for path in (document.path.parent / given_path(word), given_path(word)):
        if path.is_dir() or path.is_file():
            return path
    return None


def _read_rows(path: Path, seeds: Seeds, problems: list[Problem]) -> tuple[Interest, ...]:
    folder = path if path.is_dir() else None
    sources, paragraphs = set(seeds.sources), set(seeds.document)
    if folder is not None and (folder / "sources.csv").is_file():
        sources |= set(read_sources(folder, problems))
    if folder is not None and (folder / "paragraphs.csv").is_file():
        lines = read_csv(folder / "paragraphs.csv", PARAGRAPHS, problems)
        paragraphs |= {f"{folder.name}:{line.cells['id']}" for line in lines}
    file = path if folder is None else folder / "interests.csv"
    rows = read_interest_file(file, seeds.members, sources, paragraphs, problems)
    known = {interest.id: interest for interest in seeds.interests}
    problems.extend(
        Problem(row.file, row.line, "id", f"'{row.id}' is an interest of the seeds; choose another")
        for row in rows
        if row.id in known
    )
    if not rows and not problems:
        problems.append(Problem(shown(file), None, "", "holds no interest"))
    return rows


def describe_overlay(overlay: Overlay) -> dict[str, Any]:
    """Return an overlay as plain values."""
    kept = [
        {key: value for key, value in row._asdict().items() if key not in ("file", "line")}
        for row in overlay.interests
    ]
    return {**overlay._asdict(), "interests": kept}


def restore_overlay(told: Mapping[str, Any]) -> Overlay:
    """Return the overlay that plain values describe."""
    rows = tuple(
        Interest(**{key: _as_tuple(value) for key, value in row.items()}, file="", line=0)
        for row in told["interests"]
    )
    return Overlay(**{**told, "interests": rows, "replaced": tuple(told["replaced"])})


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
