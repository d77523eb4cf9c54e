"""What the runs of a sweep drew, drawn again: its dice are keyed, so nothing of them is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from model.inputs.seeds import Seeds
from model.studies.answers.given import MOST, Draws
from model.studies.sweep.chance import find_keys
from model.world.drawn import Drawn
from model.world.draws import Floats

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
    drawn = Drawn(seeds, int(sweep["entropy"]), 0, count)
    return Draws(columns_of(drawn, manifest["events"]), placed)


def columns_of(drawn: Drawn, events: Sequence[str]) -> dict[str, Floats]:
    """Return every number that differs between draws."""
    found = {path: values for path, values in drawn.named() if float(np.ptp(values)) > 0}
    for name in events:
        for part in PARTS:
            path = f"events.{name}.{part}"
            found[path] = drawn.uniform(path)
    return found
