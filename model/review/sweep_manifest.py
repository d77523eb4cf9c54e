"""What the numbers of a sweep depend on, and where two sweeps differ in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from model.inputs.places import PACKAGE
from model.inputs.seeds import Seeds
from model.review.manifest import canonical, digest_of, last_part, plain, versions
from model.review.replay import describe_scenario
from model.review.request import code_digest
from model.review.sampled import parameters_of
from model.studies.sweep.opening import FORMAT
from model.studies.sweep.plan import Plan, combinations_of
from model.world.draws import Floats

SHAPING = ("chance", "designs", "keeping", "playing", "spreads", "structures", "targets")
"""Files of the sweep that its numbers depend on."""

MOST_TOLD = 8
"""Differences between two manifests that are told."""

UNTOLD = {"digest", "command"}


def describe_sweep(
    plan: Plan, design: Floats, seeds: Seeds, command: tuple[str, ...]
) -> dict[str, Any]:
    """Return the manifest of a sweep: all that its numbers depend on."""
    sweep = plan.sweep
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "command": [last_part(word) for word in command],
        "name": sweep.name,
        "title": sweep.title,
        "sweep": plain(sweep),
        "combinations": plain(list(combinations_of(plan))),
        "scenarios": [_digest_structure(plan, number, seeds) for number in range(_count(plan))],
        "seeds_digest": seeds.digest,
        "parameters": parameters_of(seeds),
        "code_digest": sweep_code_digest(),
        "design_digest": sha256(design.tobytes()).hexdigest(),
        "experiments": plan.experiments,
        "points": plan.points,
        "together": plan.together,
        "runs": plan.runs,
        "events": sorted({e.name for each in plan.structures for e in each.scenario.events}),
        "block": plan.size,
        "versions": versions(),
    }
    return {**manifest, "digest": digest_of(manifest)}


def _count(plan: Plan) -> int:
    return len(plan.structures)


def _digest_structure(plan: Plan, number: int, seeds: Seeds) -> str:
    structure = plan.structures[number]
    told = plain(describe_scenario(structure.scenario, seeds, structure.seeds))
    return sha256(canonical(told).encode()).hexdigest()[:16]


@cache
def sweep_code_digest() -> str:
    """Return the sha256 of the code that the numbers of a sweep depend on."""
    total = sha256(code_digest().encode())
    for name in SHAPING:
        total.update((PACKAGE / "studies" / "sweep" / f"{name}.py").read_bytes())
    return total.hexdigest()


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return where two manifests differ, as (path, old, new)."""
    found = _differ("", old, new)
    return [each for each in found if each[0].split(".")[0] not in UNTOLD]


def _differ(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            below = f"{path}.{key}" if path else str(key)
            yield from _differ(below, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, pair in enumerate(zip(old, new, strict=True)):
            yield from _differ(f"{path}[{place + 1}]", *pair)
    elif old != new:
        yield path, old, new


def tell(found: list[tuple[str, Any, Any]]) -> str:
    """Return differences as lines."""
    lines = [f"  {path}: {_short(old)} there, {_short(new)} now" for path, old, new in found]
    more = len(lines) - MOST_TOLD
    return "\n".join(lines[:MOST_TOLD] + ([f"  and {more} more"] if more > 0 else []))


def _short(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:36]}..."
