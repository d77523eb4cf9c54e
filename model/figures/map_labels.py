"""Where labels go on a map: on their country, or beside it and clear of all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from model.figures.outlines import middle

Bounds = tuple[float, float, float, float]
Place = tuple[float, float]

REACH, STEP, WAYS = 20.0, 0.25, 24


def label_places(paths: Mapping[str, Path], half: Place, bounds: Bounds) -> dict[str, Place]:
    """Return where the middle of each country's label goes, in degrees.

    half: half of a label's width and height; bounds: west, south, east, north. Countries wide
    and tall enough hold their label; each of the others gets the nearest place where it covers
    no country and no other label and the line to it crosses none; its own middle if there is
    no such place.
    """
    found: dict[str, Place] = {}
    for name, path in paths.items():
        extent = path.get_extents()
        if extent.width >= 2.4 * half[0] and extent.height >= 2.4 * half[1]:
            found[name] = middle(path)
    for name in (name for name in paths if name not in found):
        taken = [box_around(place, half) for place in found.values()]
        others = [path for other, path in paths.items() if other != name]
        found[name] = nearest(paths[name], others, taken, half, bounds)
    return found


def nearest(
    path: Path, others: Sequence[Path], taken: Sequence[Bbox], half: Place, bounds: Bounds
) -> Place:
    """Search outwards, all ways round, for the first place that is free and in plain sight."""
    west, south, east, north = bounds
    room = Bbox.from_extents(west + half[0], south + half[1], east - half[0], north - half[1])
    start = middle(path)
    ways = [(np.cos(turn), np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, WAYS, False)]
    for distance in np.arange(STEP, REACH, STEP):
        for across, up in ways:
            place = (float(start[0] + distance * across), float(start[1] + distance * up))
            box = box_around(place, half)
            if not room.contains(*place) or not free(box, [path, *others], taken):
                continue
            if in_sight(start, place, others):
                return place
    return start


def in_sight(start: Place, place: Place, others: Sequence[Path]) -> bool:
    """Tell whether the line from a country to its label crosses no other country."""
    line = np.linspace(start, place, 25)
    return not any(path.contains_points(line).any() for path in others)


def box_around(place: Place, half: Place) -> Bbox:
    """Return the box that a label takes up."""
    (x, y), (wide, tall) = place, half
    return Bbox.from_extents(x - wide, y - tall, x + wide, y + tall)


def free(box: Bbox, paths: Sequence[Path], taken: Sequence[Bbox]) -> bool:
    """Tell whether a box covers no country and no label."""
    if any(box.overlaps(other) for other in taken):
        return False
    return not any(path.intersects_bbox(box, filled=True) for path in paths)
