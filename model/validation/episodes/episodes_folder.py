"""The folder of a judgement on episodes of the past: manifest, verdicts and figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from model.experiments.optional_steps import Extras, optional
from model.experiments.request import DISCLAIMER
from model.experiments.sampled import parameters_of
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import folder_name, result_folder
from model.storage.manifest import Manifest, digest_of, short_digest, versions
from model.storage.version import model_version
from model.validation.episodes.find import Judged
from model.validation.episodes.words import write_verdicts

if TYPE_CHECKING:
    from model.figures.save import Draw, Sketch

NAME = "episodes"
TITLE = "Episodes of the past"
VERDICTS = "verdicts.csv"
FIGURES = "figures"


def manifest_of(judged: Sequence[Judged], seeds: Seeds, runs: int, entropy: int) -> Manifest:
    """Return the manifest of a judgement: all that its numbers depend on."""
    names = list(dict.fromkeys(one.verdict.episode for one in judged))
    digests = {name: load_scenario(name, seeds)[0].text_digest for name in names}
    observed = [
        {key: value for key, value in one.observation._asdict().items() if key not in UNTOLD}
        for one in judged
    ]
    manifest: Manifest = {
        "command": ["steppewise", NAME, "--runs", str(runs), "--entropy", str(entropy)],
        "name": NAME,
        "title": TITLE,
        "scenario_digests": digests,
        "observations": observed,
        "seeds_digest": seeds.digest,
        "parameters": parameters_of(seeds),
        "model_version": model_version(),
        "entropy": entropy,
        "runs": runs,
        "versions": versions(),
    }
    return {**manifest, "digest": digest_of(manifest)}


UNTOLD = ("file", "line")
"""Where an observation stands is no part of what it is."""


def write_judgement(judged: Sequence[Judged], manifest: Manifest, out: Path) -> Path:
    """Write `<out>/episodes-<digest>/` in full or not at all, and return it."""
    with result_folder(out, manifest) as folder:
        write_verdicts([one.verdict for one in judged], folder / VERDICTS)
    return out / folder_name(manifest)


def draw_judgement(
    judged: Sequence[Judged], seeds: Seeds, manifest: Manifest, folder: Path, extras: Extras
) -> None:
    """Draw the overview and one figure an episode into a folder, as PNG and SVG."""
    with optional("the figures", extras.warn):
        from model.analysis.trajectories.events_shown import events_of_scenario
        from model.figures.figure_files import draw_missing
        from model.figures.page import Facts
        from model.validation.episodes.figure import draw_episode, draw_overview, is_multiple

        def facts(title: str, part: Sequence[Judged]) -> Facts:
            counts = (manifest["runs"], manifest["entropy"], short_digest(manifest))
            return Facts(title, *counts, describe_publishers(part, seeds), DISCLAIMER)

        parts = {
            "multiples": [one for one in judged if is_multiple(one)],
            "shares": [one for one in judged if not is_multiple(one)],
        }
        draws: dict[str, Draw] = {
            f"{NAME}-{what}": partial(draw_overview, part, facts(TITLE, part), what)
            for what, part in parts.items()
            if part
        }
        for name, group in groupby(judged, key=lambda one: one.verdict.episode):
            part = tuple(group)
            events = events_of_scenario(load_scenario(name, seeds)[0], seeds)
            draws[name] = partial(draw_episode, part, facts(part[0].title, part), events)

        def plan(wanted: list[str]) -> Sequence[Sketch]:
            return [(name, draws[name]) for name in wanted]

        draw_missing(folder, list(draws), plan, manifest, extras._replace(again=True))


def describe_publishers(judged: Sequence[Judged], seeds: Seeds) -> str:
    """Return who published what was observed, in the order of the observations."""
    words = dict.fromkeys(word for one in judged for word in one.observation.source)
    return "; ".join(dict.fromkeys(seeds.sources[word].publisher for word in words))
