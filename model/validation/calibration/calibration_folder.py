"""A fit in the making: a folder that a stopped fit goes on from, and the sample in the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from model.experiments.manifest_differences import (
    describe_differences,
    describe_upgrade,
    differences,
)
from model.experiments.worker_pool import WorkerPool
from model.inputs.formats.files import UnreadableError
from model.inputs.formats.json_files import read_json
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.history.history import History
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.posterior import PRIORS, prior_of
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import FolderError, put_file, remove_stale
from model.storage.manifest import digest_of, plain
from model.storage.version import FIT, model_version, package_version
from model.validation.calibration import find as calibration
from model.validation.calibration.chain_file import load_chain, save_chain
from model.validation.calibration.find import (
    InOrder,
    Settings,
    advance,
    begin,
    count_for,
    hold_windows,
)
from model.validation.calibration.likelihood import FREEDOM, HORIZONS, Windows, settle
from model.validation.calibration.sample import Sample, thin
from model.validation.calibration.sample_files import write_sample

STRETCH = 10
"""Steps between two savings of the chain; what a kill loses at most."""

CHAIN = "chain.npz"
ASKED = "asked.json"

LIBRARIES = ("emcee", "numpy", "scipy")
"""What a fit rests on beside the model: recorded, and no part of what is asked for."""

WEIGHT = "weight"
"""How much a figure of the past counts: worked out once, then read back by a fit that goes on."""

DRIVES = (
    "holder", "stance", "domain", "targets", "trigger", "elasticity", "salience", "low", "high",
)  # fmt: skip
"""Columns of an interest that move a number."""

Report = Callable[[int], None]
"""Told how many steps were done since it was told last."""


class Fit(NamedTuple):
    """A fit that is asked for."""

    scenario: Scenario
    seeds: Seeds
    history: History
    settings: Settings
    workers: int

    @property
    def name(self) -> str:
        """Name of the sample."""
        return f"to-{self.settings.last}"


def calibrate(fit: Fit, work: Path, into: Path, report: Report, *, again: bool = False) -> Sample:
    """Fit, and write ``<into>/<name>.csv`` with its manifest beside it.

    work: the folder of the chain, from which a stopped fit goes on; ``again`` begins anew.
    Raises InputError where a parameter has no range to be fitted in, and FolderError where the
    folder holds a fit of something else.
    """
    _refuse_fixed(fit)
    windows = Windows(fit.scenario, fit.seeds, fit.history, fit.settings.last)
    rows = tuple(fit.seeds.tables["parameters"][name,] for name in fit.settings.names)
    asked = _open_folder(work, asked_of(fit, count_for(windows, rows)), again)
    weight = float(asked["method"][WEIGHT])
    with _spread(fit.workers, windows) as share:
        problem = calibration.Problem(windows, rows, weight, share)
        chain = load_chain(work / CHAIN) or begin(problem, fit.settings)
        report(chain.steps)
        while chain.steps < fit.settings.steps:
            steps = min(STRETCH, fit.settings.steps - chain.steps)
            chain = advance(problem, chain, steps)
            save_chain(work / CHAIN, chain)
            report(steps)
    sample = thin(problem, chain, fit.settings)
    write_sample(sample, rows, asked, into)
    return sample


def _refuse_fixed(fit: Fit) -> None:
    rows = [fit.seeds.tables["parameters"][name,] for name in fit.settings.names]
    wrong = "is fixed; a parameter that is fitted needs a range"
    fixed = [
        Problem(row.file, row.line, row.key[0], wrong)
        for row in rows
        if row.distribution == "fixed"
    ]
    if fixed:
        raise InputError(fixed)


def asked_of(fit: Fit, weight: float) -> dict[str, Any]:
    """Return all that a sample depends on, as JSON has it; nothing after the last year is in it."""
    last, seeds = fit.settings.last, fit.seeds
    events = settle(fit.scenario, last).events
    asked = {
        "sample": fit.name,
        "years": [fit.history.years("trade_totals")[0], last],
        "data_digest": fit.history.digest_until(last),
        "seeds_digest": digest_of({"rows": _rows_of(seeds)}),
        "events_digest": digest_of({"events": plain(events)}),
        "model_version": model_version(FIT),
        "method": {
            "sampler": "emcee, affine-invariant ensemble, stretch move",
            **_libraries(),
            "likelihood": f"t density with {FREEDOM:g} degrees of freedom of share errors",
            "horizons": list(HORIZONS),
            WEIGHT: weight,
        },
        "settings": plain(fit.settings),
        PRIORS: {name: prior_of(seeds.tables["parameters"][name,]) for name in fit.settings.names},
    }
    told: dict[str, Any] = json.loads(json.dumps(asked))
    return told


def _libraries() -> dict[str, str]:
    return {library: package_version(library) for library in LIBRARIES}


def _rows_of(seeds: Seeds) -> dict[str, Any]:
    """The values of the seeds, without notes and sources, which move no number."""
    return {
        ".".join((table, *key)): [row.value, row.distribution, row.low, row.high]
        for table, rows in seeds.tables.items()
        for key, row in rows.items()
    } | {
        interest.id: plain([getattr(interest, column) for column in DRIVES])
        for interest in seeds.interests
    }


def _open_folder(work: Path, asked: Mapping[str, Any], again: bool) -> Mapping[str, Any]:
    """Make the folder, or see to it that what it holds is a beginning of what is asked.

    Returns what was asked when the fit was begun, with what was worked out then.
    """
    work.mkdir(parents=True, exist_ok=True)
    remove_stale(work)
    path = work / ASKED
    if again:
        (work / CHAIN).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    if not path.exists():
        put_file(path, json.dumps(asked, indent=2).encode() + b"\n")
        return asked
    before = _read_asked(path)
    found = differences(_identity(before), _identity(asked))
    if found:
        raise FolderError(
            f"{shown(work)} holds a fit of something else:\n{describe_differences(found)}\n"
            "Name another folder with --out, or begin anew with --again."
        )
    weight = before["method"].get(WEIGHT)
    if not isinstance(weight, float) or not 0.0 < weight <= 1.0:
        raise FolderError(
            f"{shown(path)}: method.{WEIGHT} is not a number above 0 and up to 1; "
            "begin anew with --again"
        )
    return {**asked, "method": before["method"]}


def _read_asked(path: Path) -> dict[str, Any]:
    try:
        before = read_json(path)
    except UnreadableError:
        before = None
    if not isinstance(before, dict) or not isinstance(before.get("method"), dict):
        raise FolderError(f"{shown(path)} cannot be read; begin anew with --again")
    return before


def _identity(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked for alone: without libraries, and without what was worked out."""
    recorded = (*LIBRARIES, WEIGHT)
    method = {key: value for key, value in asked["method"].items() if key not in recorded}
    return {**asked, "method": method}


def note_upgrade(work: Path) -> str:
    """Return a sentence on libraries that have changed since a fit was begun, or "".

    Raises FolderError where the record of what was asked cannot be read.
    """
    path = work / ASKED
    return describe_upgrade(_read_asked(path)["method"], _libraries()) if path.is_file() else ""


@contextmanager
def _spread(workers: int, windows: Windows) -> Iterator[InOrder | None]:
    """What does the origins side by side, in processes that were given the windows once."""
    if workers == 1:
        yield None
        return
    with WorkerPool(workers, hold_windows, windows) as pool:
        yield pool.map_ordered
