"""A posterior sample on disk: its draws, what they were fitted to, and what they say."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from model.experiments.request import DISCLAIMER
from model.inputs.seeds.posterior import DRAWS_DIGEST, NUMBERING, SUBFOLDER, WEIGHT, Posterior
from model.inputs.seeds.records import Row
from model.inputs.seeds.seeds import Seeds
from model.storage.csv_text import write_csv
from model.storage.folder import put_file, remove_stale
from model.validation.calibration.sample import Sample, informed, shifted

UNINFORMED = 0.2
UNMOVED = 0.5
"""A parameter whose spread shrank by less than the one share, and whose median moved by less than
the other number of the prior's standard deviations, is called not informed."""

SOURCES = "CEPII BACI; World Bank; United Nations votes"


def posterior_folder(seeds: Seeds) -> Path:
    """Where the samples of these seeds lie."""
    return seeds.folder / SUBFOLDER


def write_sample(sample: Sample, rows: Sequence[Row], asked: Mapping[str, Any], into: Path) -> None:
    """Write the draws as CSV and their manifest as JSON, which names the bytes of the draws."""
    text = describe_draws(sample)
    told = {
        **asked,
        DRAWS_DIGEST: sha256(text.encode()).hexdigest(),
        "acceptance": round(sample.acceptance, 3),
        "autocorrelation": {
            name: round(steps, 1) if isfinite(steps) else None
            for name, steps in zip(sample.names, sample.autocorrelation, strict=True)
        },
        "informed": describe_informed(sample, rows),
    }
    into.mkdir(parents=True, exist_ok=True)
    remove_stale(into)
    put_file(into / f"{asked['sample']}.csv", text.encode())
    manifest = json.dumps(told, indent=2, allow_nan=False)
    put_file(into / f"{asked['sample']}.json", manifest.encode() + b"\n")


def describe_draws(sample: Sample) -> str:
    """Return the draws as CSV: their number, parameters, and log likelihood by state."""
    text = io.StringIO()
    header = (NUMBERING, *sample.names, *(f"{WEIGHT}{state}" for state in sample.states))
    pairs = enumerate(zip(sample.draws, sample.likelihood, strict=True))
    write_csv(text, header, (_row(place, *pair) for place, pair in pairs))
    return text.getvalue()


def _row(place: int, draw: Sequence[float], weights: Sequence[float]) -> list[str]:
    return [str(place), *(f"{value:.5g}" for value in draw), *(f"{value:.2f}" for value in weights)]


def describe_informed(sample: Sample, rows: Sequence[Row]) -> dict[str, Any]:
    """Return, by parameter, what came out and by how much the past narrowed it."""
    narrowed, moved = informed(rows, sample.draws), shifted(rows, sample.draws)
    levels = np.quantile(sample.draws, [0.05, 0.5, 0.95], axis=0).T
    return {
        name: {
            "p05": _short(low),
            "p50": _short(middle),
            "p95": _short(high),
            "narrowed": round(narrowed[name], 2),
            "shifted": round(moved[name], 2),
            "informed": narrowed[name] >= UNINFORMED or abs(moved[name]) >= UNMOVED,
        }
        for name, (low, middle, high) in zip(sample.names, levels, strict=True)
    }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def draw_sample(sample: Posterior, seeds: Seeds, folder: Path) -> list[Path]:
    """Draw prior and posterior into a folder, as PNG and SVG."""
    from model.figures.page import Facts
    from model.figures.save import save_figure
    from model.validation.calibration.figure import draw_posterior

    title = "Past {}-{}".format(*sample.manifest["years"])
    entropy, digest = sample.manifest["settings"]["entropy"], sample.digest[:12]
    facts = Facts(title, len(sample.draws), entropy, digest, SOURCES, DISCLAIMER)
    rows = {name: seeds.tables["parameters"][name,] for name in sample.names}
    figure = draw_posterior(sample, rows, facts)
    told = {**sample.manifest, "title": title, "digest": sample.digest}
    return save_figure(figure, folder / f"posterior-{sample.name}", told)
