"""Outlines of countries as patches, from rings of longitude and latitude."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import NamedTuple

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

Ring = Sequence[Sequence[float]]


class Outlines(NamedTuple):
    """West, south, east and north bounds in degrees; id -> one path with holes; where from."""

    bounds: tuple[float, float, float, float]
    paths: dict[str, Path]
    origin: str
    note: str

    @property
    def aspect(self) -> float:
        """How much taller a degree of latitude is than one of longitude, in mid-map."""
        return float(1 / np.cos(np.radians((self.bounds[1] + self.bounds[3]) / 2)))


def ring_path(ring: Ring) -> Path:
    """Return one closed ring as a path."""
    return Path(np.asarray(ring, dtype=float), closed=True)


def read_outlines(file: FilePath) -> Outlines:
    """Read {"bounds", "shapes": id -> polygons -> rings} from JSON."""
    data = json.loads(file.read_text(encoding="utf-8"))
    west, south, east, north = map(float, data["bounds"])
    paths = {
        name: Path.make_compound_path(*(ring_path(ring) for polygon in shape for ring in polygon))
        for name, shape in data["shapes"].items()
    }
    return Outlines(
        (west, south, east, north), paths, str(data.get("origin", "")), str(data.get("note", ""))
    )


def area_and_centre(ring: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return signed area and centroid of a closed ring by the shoelace formula."""
    x, y = ring[:, 0], ring[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    area = cross.sum() / 2
    if area == 0:
        return 0.0, float(x.mean()), float(y.mean())
    centre_x = ((x + np.roll(x, -1)) * cross).sum() / (6 * area)
    centre_y = ((y + np.roll(y, -1)) * cross).sum() / (6 * area)
    return float(area), float(centre_x), float(centre_y)


def middle(path: Path) -> tuple[float, float]:
    """Return the centroid of the largest ring of a country."""
    rings = [np.asarray(ring) for ring in path.to_polygons(closed_only=True)]
    found = [area_and_centre(ring) for ring in rings]
    _, x, y = max(found, key=lambda one: abs(one[0]))
    return x, y
