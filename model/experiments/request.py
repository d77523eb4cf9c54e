"""What a run is asked to be: a scenario, seeds, runs, entropy; and the labels that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.experiments.measured_skill import note_measured
from model.experiments.sampled import parameters_of
from model.experiments.scenario_record import describe_scenario, resolve_scenario
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import Manifest, Played, build_manifest, digest_of, short_digest
from model.storage.version import model_version

BATCH = 256
"""Runs that one process simulates and writes at once, a chunk of the engine: some 80 MB."""

AXES: tuple[str, ...] = ("power", "state", "domain", "corridor", "mineral")

DISCLAIMER = (
    "Conditional on the scenario and its assumptions, not a forecast. Influence is measured in the "
    "style of formal bilateral influence capacity. Borders are de facto and imply no opinion."
)


class Request(NamedTuple):
    """A run to be made; `seeds` as the files have them, `changed` as the scenario has them."""

    scenario: Scenario
    seeds: Seeds
    changed: Seeds
    runs: int
    entropy: int
    interests: str
    command: tuple[str, ...]

    @property
    def turns(self) -> list[str]:
        """Names of the quarters of the run."""
        return [quarter_name(q) for q in range(self.scenario.start, self.scenario.until + 1)]

    @property
    def coords(self) -> dict[str, Sequence[str]]:
        """Ids along turn and every axis."""
        return {"turn": self.turns, **{axis: self.seeds.ids(axis) for axis in AXES}}


def manifest_of(request: Request) -> Manifest:
    """Return the manifest of the result that a request leads to."""
    turns = request.turns
    played = Played(
        name=request.scenario.name,
        title=request.scenario.title,
        scenario=describe_scenario(request.scenario),
        scenario_digest=request.scenario.text_digest,
        seeds_digest=request.seeds.digest,
        entropy=request.entropy,
        runs=request.runs,
        horizon=(turns[0], turns[-1]),
        parameters=parameters_of(request.seeds),
        interests=request.interests,
        batch=BATCH,
    )
    manifest = build_manifest(request.command, played)
    whole = {
        **manifest,
        "changed_digest": request.changed.digest,
        "model_version": model_version(),
        "resolved": resolve_scenario(request.scenario, request.seeds, request.changed),
    }
    if request.scenario.history_digest:
        whole["history_digest"] = request.scenario.history_digest
    return {**whole, "digest": digest_of(whole)}


def describe_run(
    named: str,
    runs: int,
    entropy: int,
    sets: Sequence[str] = (),
    until: str = "",
    interests: str = "all",
) -> tuple[str, ...]:
    """Return the command that makes a result, without what does not bear on it."""
    options: list[str] = ["--runs", str(runs), "--entropy", str(entropy)]
    if until:
        options += ["--until", until]
    for each in sets:
        options += ["--set", each]
    if interests != "all":
        options += ["--interests", interests]
    return ("steppewise", "run", named, *options)


def attributes_of(request: Request, manifest: Manifest) -> Mapping[str, str | int]:
    """Return what the dataset says about itself, the footer of figures included."""
    return {
        "title": request.scenario.title,
        "question": request.scenario.question,
        "scenario": request.scenario.name,
        "runs": request.runs,
        "entropy": request.entropy,
        "digest": short_digest(manifest),
        "sources": describe_sources(request.seeds),
        "disclaimer": " ".join(filter(None, (DISCLAIMER, note_measured(request.seeds)))),
    }


def describe_sources(seeds: Seeds, most: int = 5) -> str:
    """Return the publishers that most numbers rest on, and how many more sources there are."""
    cited = Counter(
        word
        for rows in seeds.tables.values()
        for row in rows.values()
        for word in row.source
        if word in seeds.sources and seeds.sources[word].address.startswith("http")
    )
    ranked = sorted(cited, key=lambda word: (-cited[word], word))
    publishers = list(dict.fromkeys(seeds.sources[word].publisher for word in ranked))
    named = "; ".join(publishers[:most])
    more = len(seeds.sources) - min(most, len(publishers))
    return f"{named}; and {more} more, listed in seeds/sources.csv" if named else ""
