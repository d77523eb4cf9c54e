"""Where a result's rule parameters came from: the ranges of the seeds, or a posterior sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.inputs.seeds.seeds import PRIOR, Seeds
from model.storage.manifest import DIGEST_LENGTH


def parameters_of(seeds: Seeds) -> str:
    """Return ``prior``, or the name of the posterior sample with the digest of its draws."""
    if seeds.posterior is None:
        return PRIOR
    return f"{seeds.posterior.name}:{seeds.posterior.digest[:DIGEST_LENGTH]}"


def as_made(manifest: Mapping[str, Any], seeds: Seeds) -> tuple[Seeds, str]:
    """Return the seeds with the parameters that a result was made with, and what is wrong.

    What is wrong is "" unless the sample is another one now.
    """
    told = str(manifest.get("parameters", PRIOR))
    name, _, _ = told.partition(":")
    found = seeds.with_posterior(None if name == PRIOR else name)
    now = parameters_of(found)
    wrong = f"this result was made with the parameters {told}, and those are {now} now"
    return found, "" if now == told else wrong
