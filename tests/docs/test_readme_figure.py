"""The figure of the README is of the scenario as it is."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from model.commands.options import ENTROPY, RUNS
from model.commands.requests import Terms, build_request
from model.experiments.request import manifest_of
from model.inputs.seeds.seeds import read_seeds
from model.storage.manifest import inputs_digest

ROOT = Path(__file__).resolve().parents[2]


def test_the_figure_was_drawn_from_the_inputs_as_they_are() -> None:
    manifest = manifest_of(build_request("northern-closed", Terms(read_seeds(), RUNS, ENTROPY)))
    with Image.open(ROOT / "docs" / "images" / "readme.png") as image:
        drawn_from = image.text.get("Inputs")  # type: ignore[attr-defined]
    assert drawn_from == inputs_digest(manifest), "stale: run make readme"
