"""Outlines of countries as patches, from rings of longitude and latitude."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Annotated, NamedTuple

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray
from pydantic import BaseModel, Field, FiniteFloat, ValidationError

from model.inputs.formats.files import read_text
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem

Ring = Annotated[list[tuple[FiniteFloat, FiniteFloat]], Field(min_length=3)]


class MapFile(BaseModel):
    """What a file of outlines holds: bounds in degrees, and id -> polygons -> rings."""

    bounds: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]
    shapes: dict[str, Annotated[list[list[Ring]], Field(min_length=1)]]
    origin: str = ""
    note: str = ""


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
    """Read {"bounds", "shapes": id -> polygons -> rings} from JSON.

    Raises InputError with all that is wrong in the file.
    """
    data = read_map_file(file)
    paths = {
        name: Path.make_compound_path(*(ring_path(ring) for polygon in shape for ring in polygon))
        for name, shape in data.shapes.items()
    }
    return Outlines(data.bounds, paths, data.origin, data.note)


def read_map_file(file: FilePath) -> MapFile:
    """Read a file of outlines; raises InputError."""
    problems: list[Problem] = []
    text = read_text(file, problems)
    if text is None:
        raise InputError(problems)
    try:
        return MapFile.model_validate_json(text)
    except ValidationError as error:
        wrong = [
            Problem(shown(file), None, ".".join(map(str, one["loc"])), one["msg"])
            for one in error.errors(include_url=False, include_input=False)
        ]
        raise InputError(wrong) from None


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
