"""What a reader needs of the manifest of a sweep, checked before it is relied on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from model.experiments.sweeps.sweep_layout import MOST


class Part(BaseModel):
    """A part of the manifest; keys that are not needed here may be there too."""

    model_config = ConfigDict(strict=True, extra="ignore")


class Named(Part):
    """A factor or a lever."""

    name: str


class KeptPart(Named):
    """An outcome that is kept."""

    outcome: str
    keep: str
    axes: list[str]
    places: list[list[str | int]]


class SweepPart(Part):
    """The sweep itself."""

    replications: int = Field(ge=1, le=MOST)
    dice: str
    entropy: int
    factors: list[Named]
    levers: list[Named]
    outcomes: list[KeptPart] = Field(min_length=1)


class SweepManifest(Part):
    """The manifest of a sweep."""

    name: str
    title: str
    digest: str
    seeds_digest: str
    parameters: str
    events: list[str]
    combinations: list[list[str]] = Field(min_length=1)
    experiments: int = Field(ge=1, le=MOST)
    points: int = Field(ge=1, le=MOST)
    together: int = Field(ge=1, le=MOST)
    runs: int = Field(ge=1, le=MOST)
    sweep: SweepPart


def wrong_in_manifest(manifest: Mapping[str, Any]) -> str:
    """Return what is wrong with the first part of a manifest that is not as it must be, or ""."""
    try:
        read = SweepManifest.model_validate(manifest)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    if any(len(each) != 1 + len(read.sweep.levers) for each in read.combinations):
        return "combinations: there must be an alternative of every lever"
    if read.points * len(read.combinations) != read.experiments:
        return "experiments: must be the points of all combinations"
    if read.experiments * read.sweep.replications != read.runs:
        return "runs: must be the replications of all experiments"
    return ""
