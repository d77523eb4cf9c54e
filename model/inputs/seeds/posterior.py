"""The posterior: a sample of rule parameters that the past has constrained, kept with the seeds.

A sample is a CSV file of draws with a manifest beside it that says what it was fitted to and how.
Ensembles draw whole rows from it, so that what the past ties together stays together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.inputs.formats.csv_files import Line, read_csv
from model.inputs.formats.files import UnreadableError, read_text
from model.inputs.formats.json_files import parse_json
from model.inputs.formats.numbers import ANYTHING, Bounds, read_number
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.seeds.records import Row

SUBFOLDER = "posterior"
"""Folder of the samples, inside the folder of the seeds."""

DEFAULT = "to-2020"
"""The sample that ensembles draw from: fitted to all years on record."""

HONEST = "to-2013"
"""The sample that forecasts of later years are scored with: it has seen nothing of them."""

WEIGHT = "loglik_"
"""Columns of the log likelihood of a draw by state, by which a state can be left out."""

DRAWS_DIGEST = "draws_digest"
"""Key of a manifest: sha256 of the draws that it was written with."""

PRIORS = "priors"
"""Key of a manifest: the range of each parameter, as `prior_of` has it, that was updated."""

NUMBERING = "draw"
"""Column of the number of a draw."""

Numbers = tuple[float, ...]


@dataclass(frozen=True)
class Posterior:
    """Draws of some parameters, row by row, and what the past says of each draw by state."""

    name: str
    names: tuple[str, ...]
    """parameters, in the order of a draw"""
    draws: tuple[Numbers, ...]
    states: tuple[str, ...]
    likelihood: tuple[Numbers, ...]
    """log likelihood of each draw, by state"""
    manifest: dict[str, Any]
    digest: str
    """sha256 of the draws and of their manifest"""

    def column(self, name: str) -> Numbers:
        """All draws of one parameter."""
        place = self.names.index(name)
        return tuple(draw[place] for draw in self.draws)

    def without(self, names: Collection[str]) -> Posterior:
        """The sample without some parameters, which then keep the value that they were given."""
        kept = [place for place, name in enumerate(self.names) if name not in names]
        if len(kept) == len(self.names):
            return self
        draws = tuple(tuple(draw[place] for place in kept) for draw in self.draws)
        left = tuple(self.names[place] for place in kept)
        digest = sha256(f"{self.digest} {','.join(left)}".encode()).hexdigest()
        return replace(self, names=left, draws=draws, digest=digest)


def place_of(folder: Path, name: str) -> Path:
    """Where a folder of seeds holds a sample."""
    return folder / SUBFOLDER / f"{name}.csv"


def prior_of(row: Row) -> dict[str, Any]:
    """What a sample's manifest says of the range of a parameter before the fit."""
    return {
        "value": row.value,
        "distribution": row.distribution,
        "low": row.low,
        "high": row.high,
    }


def read_posterior(
    path: Path, parameters: Mapping[str, Bounds], states: Collection[str]
) -> Posterior:
    """Return the sample in a file; raises InputError with everything that is wrong.

    parameters: the hard bounds of every parameter that there is; states: the names that there are.
    """
    beside = path.with_suffix(".json")
    problems: list[Problem] = []
    text, told = read_text(path, problems), read_text(beside, problems)
    manifest = {} if told is None else _read_manifest(told, beside, problems)
    if text is None:
        raise InputError(problems)
    header = next((line for line in text.splitlines() if line.strip()), "")
    words = tuple(word.strip() for word in header.split(",") if word.strip() != NUMBERING)
    names = tuple(word for word in words if not word.startswith(WEIGHT))
    weights = tuple(word for word in words if word.startswith(WEIGHT))
    judged = tuple(word.removeprefix(WEIGHT) for word in weights)
    for kind, found, known in (("parameter", names, parameters), ("state", judged, states)):
        problems += [
            Problem(shown(path), 1, word, unknown(kind, word, known))
            for word in found
            if word not in known
        ]
    lines = read_csv(path, (NUMBERING, *words), problems)
    draws = tuple(_numbers(line, names, parameters, problems) for line in lines)
    likelihood = tuple(_numbers(line, weights, {}, problems) for line in lines)
    if not lines and not problems:
        problems.append(Problem(shown(path), None, "", "holds no draws"))
    if not problems and manifest.get(DRAWS_DIGEST, _digest(text)) != _digest(text):
        wrong = f"was not written with {shown(path)}; fit again with steppewise calibrate"
        problems.append(Problem(shown(beside), None, DRAWS_DIGEST, wrong))
    if problems:
        raise InputError(problems)
    return Posterior(
        path.stem, names, draws, judged, likelihood, manifest, _digest(text + str(told))
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _read_manifest(text: str, path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        found = parse_json(text)
    except UnreadableError as error:
        problems.append(Problem(shown(path), None, "", str(error)))
        return {}
    if not isinstance(found, dict) or not isinstance(found.get(PRIORS, {}), dict):
        problems.append(Problem(shown(path), None, "", "is not the manifest of a sample"))
        return {}
    return found


def _numbers(
    line: Line, columns: tuple[str, ...], limits: Mapping[str, Bounds], problems: list[Problem]
) -> Numbers:
    values = []
    for column in columns:
        value, wrong = read_number(line.cells[column])
        if value is not None:
            wrong = limits.get(column, ANYTHING).check(value)
        if wrong:
            problems.append(line.problem(column, wrong))
        values.append(0.0 if value is None else value)
    return tuple(values)
