"""From the words of a command to requests and results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from model.commands.options import OutputOptions, read_turn
from model.commands.progress import Bars
from model.experiments.request import Request, describe_run
from model.experiments.run import Work
from model.experiments.worker_pool import WorkerPool
from model.inputs.scenarios.scenario_library import find_scenario, is_path
from model.inputs.scenarios.scenarios import DOCUMENT, keep_document, load_scenario
from model.inputs.seeds.seeds import Seeds


class Terms(NamedTuple):
    """What all scenarios of one command have in common."""

    seeds: Seeds
    runs: int
    entropy: int
    interests: str = "all"
    until: str = ""
    sets: tuple[str, ...] = ()


def build_request(word: str, terms: Terms) -> Request:
    """Return the request for a scenario, by name or file; raises InputError for a wrong word."""
    scenario, changed = load_scenario(word, terms.seeds, terms.sets)
    if terms.until:
        last = read_turn("--until", terms.until, scenario.start, scenario.until)
        scenario = replace(scenario, until=last)
    if terms.interests == DOCUMENT:
        scenario = keep_document(scenario, changed)
    named = find_scenario(word).name if is_path(word) else word
    command = describe_run(
        named, terms.runs, terms.entropy, terms.sets, terms.until, terms.interests
    )
    parts = (scenario, terms.seeds, changed, terms.runs, terms.entropy, terms.interests)
    return Request(*parts, command)


@contextmanager
def start_work(output: OutputOptions) -> Iterator[Work]:
    """Give what results are made with: workers, and bars that show how far they are."""
    with WorkerPool(output.workers) as pool, Bars() as bars:
        yield Work(
            output.out, pool, output.figures, output.again, bars.watch, bars.warn, output.slides
        )
