"""The measured skill of the model, kept with the seeds, and how a result tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from model.inputs.formats.files import UnreadableError
from model.inputs.formats.json_files import read_json
from model.inputs.formats.plain_text import plural
from model.inputs.seeds.posterior import SUBFOLDER
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import put_file

SKILL_FILE = f"{SUBFOLDER}/skill.json"
"""Where the seeds keep the last measured skill."""

KEPT = ("skill_vs_persistence", "skill_vs_persistence_90", "coverage_80", "settings")
DOUBT = "not statistically distinguishable from zero"
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


def describe_measured(seeds: Seeds) -> str:
    """Say in two sentences how well such forecasts did against the past, "" where it is not known.

    Only trade has a record long enough; influence itself has none to be held against.
    """
    found = read_skill(seeds)
    if found is None:
        return ""
    first, last = found["settings"]["targets"]
    bands = [100 * value for value in found["coverage_80"].values()]
    return (
        f"Measured on shares of trade in {first}-{last}, with the known events put in: squared "
        f"error {describe_skill(found)}. 80 % intervals covered {min(bands):.0f}-"
        f"{max(bands):.0f} % of observations. Influence itself has no record to be held against."
    )


def note_measured(seeds: Seeds) -> str:
    """Say the same in one sentence, for the foot of a figure; "" where it is not known."""
    found = read_skill(seeds)
    if found is None:
        return ""
    first, last = found["settings"]["targets"]
    return f"Shares of trade in {first}-{last}: squared error {describe_skill(found)}."


def describe_skill(found: Mapping[str, Any]) -> str:
    """Say how far the squared error is from that of 'nothing changes', and where that is clear."""
    said = ", ".join(
        f"{100 * abs(value):.0f} % {'lower' if value >= 0 else 'higher'} "
        f"at {plural(int(key), 'year')}"
        for key, value in found["skill_vs_persistence"].items()
    )
    intervals = found["skill_vs_persistence_90"]
    clear = [plural(int(key), "year") for key, interval in intervals.items() if is_told(interval)]
    where = f"at {' and '.join(clear)} alone" if len(clear) < len(intervals) else "each time"
    doubt = f"statistically distinguishable from zero {where}" if clear else DOUBT
    return f"{said} than that of 'nothing changes', {doubt}"


def is_told(interval: Sequence[float]) -> bool:
    """Whether an interval of skill, with the digits that are shown, leaves 0 out."""
    low, high = (round(end, 2) for end in interval)
    return low > 0 or high < 0
