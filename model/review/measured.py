"""The measured skill of the model, kept with the seeds, and how a result tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.inputs.files import UnreadableError
from model.inputs.json_files import read_json
from model.inputs.posterior import SUBFOLDER
from model.inputs.seeds import Seeds
from model.review.folder import put_file

SKILL_FILE = f"{SUBFOLDER}/skill.json"
"""Where the seeds keep the last measured skill."""

KEPT = ("skill_vs_persistence", "skill_vs_persistence_90", "coverage_80", "settings")
PAIR = "without_tkm_chn"
"""The skill without the pair that half of persistence's error comes from."""


def keep_skill(told: Mapping[str, Any], path: Path) -> None:
    """Keep what a result tells of a hindcast's scores."""
    kept = {name: told[name] for name in KEPT}
    kept[PAIR] = told[f"{PAIR}_more"]["skill_vs_persistence"]
    put_file(path, json.dumps(kept, indent=2).encode() + b"\n")


def read_skill(seeds: Seeds) -> dict[str, Any] | None:
    """Return the kept scores, or None where the seeds hold none that can be read."""
    try:
        found = read_json(seeds.folder / SKILL_FILE)
    except UnreadableError:
        return None
    return found if isinstance(found, dict) and all(name in found for name in KEPT) else None


def tell_measured(seeds: Seeds) -> str:
    """Say in two sentences how well such forecasts did against the past, "" where it is not known.

    Only trade has a record long enough; influence itself has none to be held against.
    """
    found = read_skill(seeds)
    if found is None:
        return ""
    first, last = found["settings"]["targets"]
    skills = found["skill_vs_persistence"]
    said = ", ".join(f"{100 * value:.0f} % at {tell_years(key)}" for key, value in skills.items())
    sure = [key for key, (low, _) in found["skill_vs_persistence_90"].items() if low > 0.0]
    doubt = "" if sure else ", which cannot be told from none"
    bands = [100 * value for value in found["coverage_80"].values()]
    return (
        f"Measured on shares of trade in {first}-{last}: squared error below that of 'nothing "
        f"changes' by {said}{doubt}; 80 % bands held {min(bands):.0f}-{max(bands):.0f} % of what "
        "came. Influence itself has no record to be held against."
    )


def note_measured(seeds: Seeds) -> str:
    """Say the same in one short sentence, for the foot of a figure; "" where it is not known."""
    found = read_skill(seeds)
    if found is None:
        return ""
    first, last = found["settings"]["targets"]
    skills = found["skill_vs_persistence"]
    values = ", ".join(f"{100 * value:.0f}" for value in skills.values())
    return (
        f"Squared error of trade shares in {first}-{last} {values} % below that of 'nothing "
        f"changes' {', '.join(skills)} years ahead."
    )


def tell_years(key: str) -> str:
    """A horizon in words."""
    return f"{key} year{'' if key == '1' else 's'}"
