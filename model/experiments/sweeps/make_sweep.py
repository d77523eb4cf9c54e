"""Sweeps from a file to a finished folder: what each is made of, and which may be resumed."""

from __future__ import annotations

import json
import os
import warnings
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import xarray as xr

from model.experiments.outcomes import OUTCOMES, observe
from model.experiments.request import DISCLAIMER, describe_sources
from model.experiments.run import read_result
from model.experiments.store import open_result
from model.experiments.sweeps.connectors import Simulator
from model.experiments.sweeps.designs import describe, lay_out_design
from model.experiments.sweeps.dice import SHARED
from model.experiments.sweeps.driver import Watch, drive, watch_nothing
from model.experiments.sweeps.executors import Executor, choose_executor
from model.experiments.sweeps.experiment_table import write_experiments
from model.experiments.sweeps.lock import is_locked, locked, refuse
from model.experiments.sweeps.no_effect import find_idle_inputs
from model.experiments.sweeps.open_sweep_folder import check_stored, open_sweep
from model.experiments.sweeps.parts import Measures
from model.experiments.sweeps.plan import Plan, make_plan
from model.experiments.sweeps.read_sweep_file import read_sweep
from model.experiments.sweeps.resume import read_stored, refuse_changed, refuse_others
from model.experiments.sweeps.stored_design import read_design
from model.experiments.sweeps.sweep_file import read_sweep_document
from model.experiments.sweeps.sweep_files import (
    EXPERIMENTS,
    MANIFEST,
    STORE,
    SWEEP,
    WRITING,
    RefusedError,
    SweepError,
)
from model.experiments.sweeps.sweep_folder import start_or_mend
from model.experiments.sweeps.sweep_manifest import describe_sweep, digest_design
from model.experiments.sweeps.sweep_store import create_store
from model.inputs.formats.places import given_path, shown
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.scenarios.scenario_library import find_file, is_path, sweep_names, sweep_path
from model.inputs.seeds.seeds import Seeds, read_seeds
from model.storage.checksums import describe_damage
from model.storage.manifest import short_digest, write_manifest
from model.storage.version import sweep_version
from model.world.draws import Floats

MEASURES = Measures(observe, OUTCOMES)


class Planned(NamedTuple):
    """A sweep that can be played: its plan, its design, its manifest and its file's text."""

    plan: Plan
    design: Floats
    manifest: dict[str, Any]
    text: bytes
    seeds: Seeds
    path: Path


class Made(NamedTuple):
    """A finished folder.

    `old` says that nothing had to be played; `mended` what was not as it was written, and was made
    again.
    """

    folder: Path
    old: bool
    mended: tuple[str, ...] = ()


def plan_sweep(path: Path, seeds: Seeds, command: tuple[str, ...] = ()) -> Planned:
    """Return a sweep ready to be played; raises InputError with all that is wrong in its file."""
    sweep, structures = read_sweep(path, seeds, OUTCOMES)
    plan = make_plan(sweep, structures, MEASURES)
    design = lay_out_design(sweep)
    manifest = describe_sweep(plan, design, seeds, command)
    plan = plan._replace(key=short_digest(manifest))
    return Planned(plan, design, manifest, path.read_bytes(), seeds, path)


def attributes_of(planned: Planned) -> dict[str, str | int]:
    """Return what the dataset says about itself."""
    sweep = planned.plan.sweep
    return {
        "title": sweep.title,
        "question": sweep.question,
        "name": sweep.name,
        "design": sweep.design.kind,
        "second_order": int(sweep.design.second_order),
        "levels": sweep.design.levels,
        "problem": json.dumps(describe(sweep), sort_keys=True),
        "entropy": sweep.entropy,
        "dice": sweep.dice,
        "digest": short_digest(planned.manifest),
        "sources": describe_sources(planned.seeds),
        "disclaimer": DISCLAIMER,
    }


def folder_of(planned: Planned, out: Path) -> Path:
    """Return the folder of a sweep: its name, and the digest of all that it depends on."""
    return out / f"{planned.manifest['name']}-{short_digest(planned.manifest)}"


def make_sweep(
    planned: Planned, out: Path, executor: Executor, resume: bool, watch: Watch = watch_nothing
) -> Made:
    """Return the finished folder of a sweep, played by an executor as far as it is not there.

    Raises RefusedError where the folder must not be touched, SweepError where the executor fails.
    """
    folder = folder_of(planned, out)
    with locked(folder):
        if is_finished(planned, out, resume):
            return Made(folder, old=True)
        mended = start_or_mend(folder, planned.manifest, partial(write_fixed, planned))
        mended += drive(planned.plan, stored_design(planned, folder), folder, executor, watch)
    return Made(folder, old=False, mended=tuple(mended))


def stored_design(planned: Planned, folder: Path) -> Floats:
    """Return the design that a sweep was begun with; raises SweepError where it is damaged."""
    design = read_design(folder, planned.plan)
    if digest_design(design) != read_stored(folder)["design_digest"]:
        wrong = "the values of its factors are not those it was begun with"
        raise SweepError(f"{shown(folder / STORE)} is damaged: {wrong}")
    return design


def check_folder(planned: Planned, out: Path, resume: bool) -> bool:
    """Tell whether the sweep is finished already; raises RefusedError where it may not begin."""
    folder = folder_of(planned, out)
    if is_locked(folder):
        refuse(folder)
    return is_finished(planned, out, resume)


def is_finished(planned: Planned, out: Path, resume: bool) -> bool:
    """Tell whether the sweep is finished and whole; raises RefusedError where it may not begin.

    resume: read every byte, and allow for what is damaged to be made again.
    """
    folder = folder_of(planned, out)
    if not folder.exists():
        if resume:
            refuse_others(planned.manifest, out)
        return False
    refuse_changed(planned.manifest, folder)
    if not (folder / WRITING).exists():
        try:
            check_stored(folder, planned.manifest, verify=resume)
            return True
        except SweepError:
            if not resume:
                raise
    elif not resume:
        wrong = "is there and not finished; --resume finishes it, or move it away"
        raise RefusedError(f"{shown(folder)} {wrong}")
    return False


def write_fixed(planned: Planned, folder: Path) -> None:
    """Write all of a sweep's folder that is there before the first run."""
    (folder / SWEEP).write_bytes(planned.text)
    write_experiments(folder / EXPERIMENTS, planned.plan, planned.design)
    create_store(folder, planned.plan, planned.design, attributes_of(planned))
    write_manifest(planned.manifest, folder)


def sweep_file(
    file: Path | str,
    out: Path,
    resume: bool,
    workers: int | None,
    cluster: str,
    seeds: Path | str | None,
) -> xr.Dataset:
    """Play the sweep of a file and open its folder, as `model.sweep` says."""
    path, out = find_sweep(str(file)), given_path(out)
    planned = plan_sweep(path, _seeds(seeds), ("steppewise", "sweep", path.name))
    if check_folder(planned, out, resume):
        return open_sweep(folder_of(planned, out))
    usual = os.cpu_count() or 1
    with choose_executor(planned.plan, usual, workers, cluster, sweep_version) as executor:
        made = make_sweep(planned, out, executor, resume)
    if made.mended:
        warnings.warn(describe_mended(made), stacklevel=3)
    return open_sweep(made.folder)


def describe_mended(made: Made) -> str:
    """Return what was not as it was written, and was made again."""
    lines = describe_damage({wrong: wrong for wrong in made.mended})
    return f"Made again, since damaged or missing ({len(made.mended):,} in all):\n  {lines}"


def open_folder(folder: Path, verify: bool) -> xr.Dataset:
    """Open the folder of a run or of a sweep; verify: check every byte of it."""
    folder = given_path(folder)
    if (folder / STORE).exists() or (folder / SWEEP).exists():
        return open_sweep(folder, verify)
    if (folder / MANIFEST).exists():
        return open_result(read_result(folder, verify).folder)
    return open_result(folder)


def make_simulator(
    file: Path | str, seeds: Path | str | None, replications: int | None
) -> Simulator:
    """Return the model as a function of the factors of a sweep file."""
    plan = plan_sweep(find_sweep(str(file)), _seeds(seeds)).plan
    every = plan.sweep.replications if replications is None else replications
    sweep = replace(plan.sweep, dice=SHARED, replications=every)
    return Simulator(plan._replace(sweep=sweep))


def _seeds(folder: Path | str | None) -> Seeds:
    return read_seeds(None if folder is None else Path(folder))


def find_sweep(word: str) -> Path:
    """Return the file that a name or a path means; raises InputError if there is none."""
    if is_path(word):
        return find_file(word, sweep_names())
    if word not in sweep_names():
        raise InputError([Problem(word, None, "", unknown("sweep", word, sweep_names()))])
    return sweep_path(word)


def warn_of_idle_inputs(planned: Planned) -> list[Problem]:
    """Return the factors and alternatives of a sweep that change nothing that is kept."""
    document = read_sweep_document(planned.path, [])
    if document is None:
        return []
    return [
        document.problem(document.place(kind, name), wrong)
        for kind, name, wrong in find_idle_inputs(planned.plan)
    ]
