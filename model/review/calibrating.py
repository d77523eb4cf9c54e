"""A fit in the making: a folder that a stopped fit goes on from, and the sample in the end."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

from model.inputs.files import UnreadableError
from model.inputs.history import History
from model.inputs.json_files import read_json
from model.inputs.places import PACKAGE
from model.inputs.posterior import PRIORS, prior_of
from model.inputs.problems import InputError, Problem, listed
from model.inputs.scenarios import Scenario
from model.inputs.seeds import Seeds
from model.review.crew import Crew
from model.review.folder import FolderError, put_file, remove_stale
from model.review.manifest import digest_of, plain
from model.review.request import code_digest
from model.review.samples import write_sample
from model.studies.past import calibration
from model.studies.past.calibration import (
    Chain,
    InOrder,
    Sample,
    Settings,
    advance,
    begin,
    count_for,
    hold_windows,
    thin,
)
from model.studies.past.likelihood import FREEDOM, HORIZONS, Windows, settle

STRETCH = 10
"""Steps between two savings of the chain; what a kill loses at most."""

CHAIN = "chain.npz"
ASKED = "asked.json"

CODE = ("windows", "likelihood", "calibration")
"""Files of the study that a sample depends on, beside those that outcomes depend on."""

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
    weight = count_for(windows, rows)
    asked = asked_of(fit, weight)
    _open_folder(work, asked, again)
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
        "code_digest": fit_digest(),
        "method": {
            "sampler": "emcee, affine-invariant ensemble, stretch move",
            **{library: version(library) for library in ("emcee", "numpy", "scipy")},
            "likelihood": f"t density with {FREEDOM:g} degrees of freedom of share errors",
            "horizons": list(HORIZONS),
            "weight": round(weight, 6),
        },
        "settings": plain(fit.settings),
        PRIORS: {name: prior_of(seeds.tables["parameters"][name,]) for name in fit.settings.names},
    }
    told: dict[str, Any] = json.loads(json.dumps(asked))
    return told


@cache
def fit_digest() -> str:
    """Return the sha256 of the files that a sample depends on."""
    total = sha256(code_digest().encode())
    for name in CODE:
        total.update((PACKAGE / "studies" / "past" / f"{name}.py").read_bytes())
    return total.hexdigest()


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


def _open_folder(work: Path, asked: Mapping[str, Any], again: bool) -> None:
    """Make the folder, or see to it that what it holds is a beginning of what is asked."""
    work.mkdir(parents=True, exist_ok=True)
    remove_stale(work)
    path = work / ASKED
    if again:
        (work / CHAIN).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    if not path.exists():
        put_file(path, json.dumps(asked, indent=2).encode() + b"\n")
        return
    try:
        before = read_json(path)
    except UnreadableError:
        before = None
    differs = list(find_differences(before, asked))
    if differs:
        raise FolderError(
            f"{work} holds a fit of something else ({listed(differs, 5)}); "
            "name another folder with --out, or begin anew with --again"
        )


def find_differences(before: Any, asked: Any, path: str = "") -> Iterator[str]:
    """Yield what differs between two JSON values, such as ``settings.steps 20, not 30``."""
    if isinstance(before, Mapping) and isinstance(asked, Mapping):
        for key in dict.fromkeys((*asked, *before)):
            yield from find_differences(before.get(key), asked.get(key), f"{path}.{key}".strip("."))
    elif before != asked:
        short = all(len(str(value)) <= 20 for value in (before, asked))
        yield f"{path} {before}, not {asked}" if short else path or "it cannot be read"


@contextmanager
def _spread(workers: int, windows: Windows) -> Iterator[InOrder | None]:
    """What does the origins side by side, in processes that were given the windows once."""
    if workers == 1:
        yield None
        return
    with Crew(workers, hold_windows, windows) as crew:
        yield crew.in_order


def save_chain(path: Path, chain: Chain) -> None:
    """Write a chain in full or not at all."""
    name, keys, place, kept, cached = chain.random
    held = io.BytesIO()
    np.savez(
        held,
        positions=chain.positions,
        scores=chain.scores,
        likelihood=chain.likelihood,
        random=np.array(name),
        keys=keys,
        place=place,
        kept=kept,
        cached=cached,
    )
    put_file(path, held.getvalue())


def load_chain(path: Path) -> Chain | None:
    """Read a chain; None if there is none yet. Raises FolderError where it cannot be read."""
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as held:
            place, kept, cached = int(held["place"]), int(held["kept"]), float(held["cached"])
            random = (str(held["random"]), held["keys"], place, kept, cached)
            return Chain(held["positions"], held["scores"], held["likelihood"], random)
    except (ValueError, KeyError, EOFError, BadZipFile):
        raise FolderError(f"{path} cannot be read; begin anew with --again") from None
