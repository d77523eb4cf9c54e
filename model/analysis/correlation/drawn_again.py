"""What the runs of a sweep drew, drawn again: its dice are keyed, so nothing of them is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from model.analysis.correlation.find import MOST, Draws
from model.experiments.sweeps.dice import find_keys
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn, plain_path
from model.world.draws import Floats

KNOWN = ("value", "low", "high", "unit", "grade", "note")
"""What is told of a seed."""

AT_ONCE = 2048
"""Draws that are made at once: what it takes to make them is several times what is kept."""

PARTS = ("value", "start", "lag", "delivery", "occurs")
"""What an event draws, each once."""


def draw_again(manifest: Mapping[str, Any], seeds: Seeds) -> Draws:
    """Return what the runs of a sweep drew, by its manifest; seeds: those that it drew from.

    Seeds go by their paths, what an event draws by `events.<name>.<part>`, as its quantile.
    """
    sweep = manifest["sweep"]
    every, points = int(sweep["replications"]), int(manifest["points"])
    experiments = np.arange(int(manifest["experiments"]))
    keys = find_keys(
        sweep["dice"],
        np.repeat(experiments % points, every),
        np.tile(np.arange(every), len(experiments)),
        every,
        int(manifest["together"]),
    )
    placed = (keys.first + keys.places).reshape(len(experiments), every)
    count = min(int(placed.max()) + 1, MOST)
    parts = [
        columns_of(
            Drawn(seeds, int(sweep["entropy"]), first, min(AT_ONCE, count - first)),
            manifest["events"],
        )
        for first in range(0, count, AT_ONCE)
    ]
    joined = {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}
    varied = {name: values for name, values in joined.items() if float(np.ptp(values)) > 0}
    rows = [row for table in seeds.tables.values() for row in table.values()]
    known = {
        plain_path(row.table, row.key): {name: getattr(row, name) for name in KNOWN} for row in rows
    }
    return Draws(varied, placed, known)


def columns_of(drawn: Drawn, events: Sequence[str]) -> dict[str, Floats]:
    """Return every number that some runs drew."""
    found = dict(drawn.named())
    for name in events:
        for part in PARTS:
            path = f"events.{name}.{part}"
            found[path] = drawn.uniform(path)
    return found
