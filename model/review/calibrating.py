"""A fit in the making and its sample: a folder that a killed fit goes on from, then the seeds."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from model.inputs.history import History
from model.inputs.posterior import SUBFOLDER, WEIGHT, Posterior
from model.inputs.scenarios import Scenario
from model.inputs.seeds import Seeds
from model.review.folder import FolderError
from model.review.manifest import digest_of, plain
from model.review.request import DISCLAIMER, code_digest
from model.studies.past.calibration import (
    Chain,
    Problem,
    Sample,
    Settings,
    advance,
    begin,
    count_for,
    hold_windows,
    informed,
    thin,
)
from model.studies.past.likelihood import FREEDOM, HORIZONS, Windows, settle

STRETCH = 10
"""Steps between two savings of the chain; what a kill loses at most."""

CHAIN = "chain.npz"
ASKED = "asked.json"

UNINFORMED = 0.2
"""A parameter whose spread shrank by less than this share is called not informed."""

DRIVES = (
    "holder", "stance", "domain", "targets", "trigger", "elasticity", "salience", "low", "high",
)  # fmt: skip
"""Columns of an interest that move a number."""

Report = Callable[[int], None]


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


def asked_of(fit: Fit, weight: float) -> dict[str, Any]:
    """Return all that a sample depends on; nothing after the last year is part of it."""
    last, seeds = fit.settings.last, fit.seeds
    cut = settle(fit.scenario, last)
    return {
        "sample": fit.name,
        "years": [fit.history.years("trade_totals")[0], last],
        "data_digest": fit.history.digest_until(last),
        "seeds_digest": digest_of({"rows": _rows_of(seeds)}),
        "events_digest": digest_of({"events": plain(cut.events)}),
        "code_digest": code_digest(),
        "method": {
            "sampler": "emcee, affine-invariant ensemble, stretch move",
            "emcee": version("emcee"),
            "numpy": version("numpy"),
            "likelihood": f"t density with {FREEDOM:g} degrees of freedom of share errors",
            "horizons": list(HORIZONS),
            "weight": round(weight, 6),
        },
        "settings": plain(fit.settings),
        "priors": {
            name: plain({key: getattr(fit.seeds.tables["parameters"][name,], key)
                         for key in ("value", "distribution", "low", "high")})
            for name in fit.settings.names
        },
    }  # fmt: skip


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


def calibrate(fit: Fit, work: Path, into: Path, report: Report, *, again: bool = False) -> Sample:
    """Fit, and write ``<into>/<name>.csv`` with its manifest beside it.

    work: the folder of the chain, from which a stopped fit goes on. Raises FolderError where it
    holds a fit of something else; ``again`` begins anew.
    """
    windows = Windows(fit.scenario, fit.seeds, fit.history, fit.settings.last)
    rows = tuple(fit.seeds.tables["parameters"][name,] for name in fit.settings.names)
    weight = count_for(windows, rows)
    asked = asked_of(fit, weight)
    work.mkdir(parents=True, exist_ok=True)
    if again:
        (work / CHAIN).unlink(missing_ok=True)
        (work / ASKED).unlink(missing_ok=True)
    _refuse_other(work, asked)
    with _crew(fit.workers, windows) as executor:
        problem = Problem(windows, rows, weight, executor)
        chain = load_chain(work / CHAIN) or begin(problem, fit.settings)
        report(chain.steps)
        while chain.steps < fit.settings.steps:
            steps = min(STRETCH, fit.settings.steps - chain.steps)
            chain = advance(problem, chain, steps)
            save_chain(work / CHAIN, chain)
            report(steps)
        sample = thin(problem, chain, fit.settings)
    write_sample(sample, problem, asked, into)
    return sample


def _refuse_other(work: Path, asked: Mapping[str, Any]) -> None:
    path = work / ASKED
    if not path.exists():
        put_file(path, json.dumps(asked, indent=2).encode() + b"\n")
        return
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        before = {}
    differs = [key for key in asked if before.get(key) != json.loads(json.dumps(asked[key]))]
    if differs:
        raise FolderError(
            f"{work} holds a fit of something else (differs in {', '.join(differs)}); "
            "name another folder with --out, or begin anew with --again"
        )


def _crew(workers: int, windows: Windows) -> AbstractContextManager[Executor | None]:
    if workers == 1:
        return nullcontext()
    return ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=hold_windows, initargs=(windows,)
    )


def save_chain(path: Path, chain: Chain) -> None:
    """Write a chain in full or not at all."""
    name, keys, place, kept, cached = chain.random
    held = io.BytesIO()
    np.savez(
        held, positions=chain.positions, scores=chain.scores, likelihood=chain.likelihood,
        random=np.array(name), keys=keys, place=place, kept=kept, cached=cached,
    )  # fmt: skip
    put_file(path, held.getvalue())


def load_chain(path: Path) -> Chain | None:
    """Read a chain; None if there is none yet."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as held:
        random = (
            str(held["random"]), held["keys"], int(held["place"]), int(held["kept"]),
            float(held["cached"]),
        )  # fmt: skip
        return Chain(held["positions"], held["scores"], held["likelihood"], random)


def put_file(path: Path, data: bytes) -> None:
    """Write a file so that a kill at any moment leaves either the old or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def write_sample(sample: Sample, problem: Problem, asked: Mapping[str, Any], into: Path) -> None:
    """Write the draws as CSV and their manifest as JSON; the manifest comes last."""
    states = [f"{WEIGHT}{state}" for state in problem.windows.seeds.ids("state")]
    lines = [",".join(("draw", *sample.names, *states))]
    for place, (draw, weights) in enumerate(zip(sample.draws, sample.likelihood, strict=True)):
        cells = [str(place), *(f"{value:.5g}" for value in draw)]
        lines.append(",".join(cells + [f"{value:.2f}" for value in weights]))
    text = "\n".join(lines) + "\n"
    told = {
        **asked,
        "acceptance": round(sample.acceptance, 3),
        "autocorrelation": {
            name: round(steps, 1)
            for name, steps in zip(sample.names, sample.autocorrelation, strict=True)
        },
        "informed": tell_informed(problem, sample),
    }
    into.mkdir(parents=True, exist_ok=True)
    put_file(into / f"{asked['sample']}.csv", text.encode())
    put_file(into / f"{asked['sample']}.json", json.dumps(told, indent=2).encode() + b"\n")


def tell_informed(problem: Problem, sample: Sample) -> dict[str, Any]:
    """Return, by parameter, what came out and by how much the past narrowed it."""
    narrowed = informed(problem.rows, sample.draws)
    levels = np.quantile(sample.draws, [0.05, 0.5, 0.95], axis=0).T
    return {
        name: {
            "p05": _short(low),
            "p50": _short(middle),
            "p95": _short(high),
            "narrowed": round(narrowed[name], 2),
            "informed": narrowed[name] >= UNINFORMED,
        }
        for name, (low, middle, high) in zip(sample.names, levels, strict=True)
    }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def draw_sample(sample: Posterior, seeds: Seeds, folder: Path) -> list[Path]:
    """Draw prior and posterior into a folder, as PNG and SVG."""
    from model.review.figures.page import Facts
    from model.review.figures.posterior import draw_posterior
    from model.review.figures.save import save_figure

    facts = Facts(
        f"Past {sample.manifest['years'][0]}-{sample.manifest['years'][1]}",
        len(sample.draws), sample.manifest["settings"]["entropy"], sample.digest[:12],
        "CEPII BACI; World Bank; United Nations votes", DISCLAIMER,
    )  # fmt: skip
    rows = {name: seeds.tables["parameters"][name,] for name in sample.names}
    figure = draw_posterior(sample, rows, facts)
    return save_figure(
        figure, folder / f"posterior-{sample.name}", {**sample.manifest, "digest": sample.digest}
    )


def posterior_folder(seeds: Seeds) -> Path:
    """Where the samples of these seeds lie."""
    return seeds.folder / SUBFOLDER
