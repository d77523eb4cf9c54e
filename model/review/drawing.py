"""The figures of a result, drawn by as many processes as there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from model.inputs.seeds import Seeds
from model.review.crew import Crew
from model.review.figures.all import AGAINST_BASE, ALONE
from model.review.figures.material import Material, gather
from model.review.figures.save import save_figure

FIGURES = "figures"
"""Name of the folder of figures within a results folder."""

EVERY = ALONE | AGAINST_BASE
MAP = "leaders-map"


def draw_figures(
    dataset: xr.Dataset,
    base: xr.Dataset | None,
    folder: Path,
    manifest: Mapping[str, Any],
    seeds: Seeds,
    crew: Crew,
) -> Iterator[int]:
    """Draw the figures of a result, or its differences to a base, into `<folder>/figures`.

    Yields 1 after each figure. Without outlines in the seeds there is no map.
    """
    material = gather(dataset, base, manifest, seeds)
    material = material._replace(ranks=material.ranks.astype("int8"))
    names = ALONE if base is None else AGAINST_BASE
    drawn = [name for name in names if name != MAP or material.map_file.is_file()]
    tasks = [(name, material, folder / FIGURES, manifest) for name in drawn]
    return crew.do(draw_figure, tasks)


def figure_count(base: bool) -> int:
    """Return how many figures a result has, or a comparison with a base."""
    return len(AGAINST_BASE if base else ALONE)


def draw_figure(name: str, material: Material, folder: Path, manifest: Mapping[str, Any]) -> int:
    """Draw one figure as PNG and SVG and return 1."""
    save_figure(EVERY[name](material), folder / name, manifest)
    return 1
