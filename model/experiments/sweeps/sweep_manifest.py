"""What the numbers of a sweep depend on."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np

from model.experiments.sampled import parameters_of
from model.experiments.scenario_record import describe_scenario
from model.experiments.sweeps.open_sweep_folder import FORMAT
from model.experiments.sweeps.plan import Plan, combinations_of
from model.experiments.sweeps.structures import Structure
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import digest_of, last_part, plain, versions
from model.storage.version import sweep_version
from model.world.draws import Floats


def describe_sweep(
    plan: Plan, design: Floats, seeds: Seeds, command: tuple[str, ...]
) -> dict[str, Any]:
    """Return the manifest of a sweep: all that its numbers depend on.

    What identifies it is what was asked for. The design is recorded beside that, so that the one
    which is stored can be trusted; laid out anew elsewhere it may differ in its last digits.
    """
    sweep = plan.sweep
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "command": [last_part(word) for word in command],
        "name": sweep.name,
        "title": sweep.title,
        "sweep": plain(sweep),
        "combinations": plain(list(combinations_of(plan))),
        "scenarios": [_digest_structure(structure) for structure in plan.structures],
        "seeds_digest": seeds.digest,
        "parameters": parameters_of(seeds),
        "model_version": sweep_version(),
        "design_digest": digest_design(design),
        "experiments": plan.experiments,
        "points": plan.points,
        "together": plan.together,
        "runs": plan.runs,
        "events": sorted({e.name for each in plan.structures for e in each.scenario.events}),
        "block": plan.size,
        "versions": versions(),
    }
    return {**manifest, "digest": digest_of(manifest)}


def digest_design(design: Floats) -> str:
    """Return the sha256 of the values of every factor at every point, ``(point, factor)``."""
    return sha256(np.ascontiguousarray(design, dtype="<f8").tobytes()).hexdigest()


def _digest_structure(structure: Structure) -> str:
    asked = {
        "scenario": plain(describe_scenario(structure.scenario)),
        "seeds_digest": structure.seeds.digest,
        "history_digest": structure.scenario.history_digest,
    }
    return digest_of(asked)[:16]
