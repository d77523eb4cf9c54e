"""Two results held against each other: may they be, and the folder that says what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from model.analysis.compare.find import PairingError, compare, pair_runs, write_comparison
from model.experiments.checking import check_files
from model.experiments.failed_runs import describe_failed
from model.experiments.optional_steps import optional
from model.experiments.run import FIGURES, Result, Work
from model.experiments.store import open_result
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import finished, folder_name, result_folder
from model.storage.manifest import Manifest, digest_of, versions

COMPARISON = "comparison.csv"
"""Name of the table within the folder of a comparison."""

SNAPSHOTS = 4
"""Quarters of a comparison at most that figures show side by side."""

SHARED: dict[str, str] = {
    "runs": "number of runs",
    "entropy": "entropy",
    "seeds_digest": "seeds",
    "history_digest": "past",
    "model_version": "version of the model",
    "horizon": "quarters",
    "parameters": "parameters",
}
"""What two results must have in common beside the base year, and how a message calls it."""


def check_pair(base: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    """Raise PairingError, naming all that differs, unless two manifests share their futures."""
    mine, theirs = shared_of(base), shared_of(other)
    differing = [
        f"{words} ({tell(mine[words])} and {tell(theirs[words])})"
        for words in mine
        if mine[words] != theirs[words]
    ]
    if differing:
        raise PairingError(
            f"{folder_name(base)} and {folder_name(other)} cannot be compared run by run: they "
            f"differ in {', '.join(differing)}; run both with the same"
        )


def shared_of(manifest: Mapping[str, Any]) -> dict[str, object]:
    """Return what two results must have in common, by what a message calls it."""
    base_year = manifest["scenario"].get("base_year")
    return {words: manifest.get(key) for key, words in SHARED.items()} | {"base year": base_year}


def tell(value: object) -> str:
    """Return a value of a manifest as a message shows it."""
    if value is None:
        return "none"
    if isinstance(value, list):
        return " to ".join(map(str, value))
    return value[:12] if isinstance(value, str) and len(value) == 64 else str(value)


def comparison_manifest(base: Manifest, other: Manifest, turns: Sequence[str]) -> Manifest:
    """Return the manifest of a comparison, with its `digest`."""
    manifest: Manifest = {
        "command": ["steppewise", "compare", base["name"], other["name"], "--at", ",".join(turns)],
        "name": f"{other['name']}-against-{base['name']}",
        "title": other["title"],
        "base": base["digest"],
        "other": other["digest"],
        "at": list(turns),
        "runs": base["runs"],
        "entropy": base["entropy"],
        "versions": versions(),
    }
    return {**manifest, "digest": digest_of(manifest)}


def make_comparison(
    base: Result, other: Result, turns: Sequence[str], seeds: Seeds, work: Work
) -> tuple[Path, pd.DataFrame]:
    """Return the folder of a comparison, made unless it is there, and its table.

    Figures come after the folder is in place; one that cannot be drawn is a warning. Only runs that
    failed in neither count. Raises PairingError where the two may not be compared,
    FailedRunsError where no such run is left, StoreError where a file of a finished comparison is
    not as it was written, ValueError for an unknown turn.
    """
    check_pair(base.manifest, other.manifest)
    first, second = pair_runs(open_result(base.folder), open_result(other.folder))
    table = compare(first, second, turns)
    manifest = comparison_manifest(base.manifest, other.manifest, turns)
    final = work.out / folder_name(manifest)
    if not work.again and finished(work.out, manifest):
        check_files(final, (COMPARISON,))
    else:
        with result_folder(work.out, manifest) as folder:
            write_comparison(table, folder / COMPARISON)
    if work.figures:
        with optional("the figures of the comparison", work.warn):
            from model.analysis.trajectories.draw import Pair, draw_figures

            pair = Pair(second, first, other.manifest, seeds, base.manifest)
            snapshots = turns[-SNAPSHOTS:]
            draw_figures(pair, final / FIGURES, manifest["name"], work.extras, snapshots)
    return final, table


def list_failures(*results: Result) -> list[str]:
    """Return a sentence for each of some results of which runs failed."""
    said = [
        (one.manifest["title"], describe_failed(open_result(one.folder), one.manifest["runs"]))
        for one in results
    ]
    return [f"{title}: {sentence}" for title, sentence in said if sentence]
