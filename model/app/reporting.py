"""The report on what a page shows, made as the commands `run` and `report` make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from model.analysis.compare.event_dates import dates_of_difference
from model.app.asking import wrong
from model.experiments.failed_runs import FailedRunsError
from model.experiments.optional_steps import Watch
from model.experiments.request import Request, describe_run
from model.experiments.run import Work, run_request
from model.experiments.store import StoreError
from model.experiments.worker_pool import WorkerPool
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.report.gather import gather_report
from model.report.given import Choice, Given
from model.report.page import write_page
from model.studio.answering import Ask, Pair, Studio
from model.studio.playing import StaleError

STOPPED = (FailedRunsError, StoreError, OSError)
"""What may keep a report of a right question from being made."""


def make_report(studio: Studio, pair: Pair, ask: Ask, stop: Callable[[], bool]) -> bytes:
    """Return the report on a scenario against its base, or alone where both are the same.

    Both are played anew into a temporary folder, over the runs of the question, so that nothing of
    a preview can get in. Raises InputError where it cannot be made, which says what to do, and
    StaleError once `stop` says yes.
    """
    words = (ask.base, ask.world), (ask.scenario, (*ask.world, *ask.changes))
    requests = [
        _request(studio, ask.runs, word, sets, played)
        for (word, sets), played in zip(words, pair, strict=True)
    ]
    try:
        with TemporaryDirectory(prefix="steppewise-") as folder, WorkerPool(1) as pool:
            work = Work(Path(folder), pool, figures=False, watch=watch_for(stop))
            base, result = (run_request(request, work) for request in requests)
            alone = base.manifest["digest"] == result.manifest["digest"]
            dates = [] if alone else dates_of_difference(base.manifest, result.manifest)
            given = Given(result, None if alone else base, studio.seeds)
            page = write_page(gather_report(given, Choice(dates), work.extras))
    except STOPPED as error:
        said = str(error).rstrip(".")
        told = f"could not be made: {said}; try again, or use `steppewise report`"
        raise wrong("report", told) from None
    if stop():
        raise StaleError
    return page.encode()


def watch_for(stop: Callable[[], bool]) -> Watch:
    """Return what goes through the steps of a stage until `stop` says yes."""

    def watch(label: str, total: int, steps: Iterator[int]) -> None:
        for _ in steps:
            if stop():
                raise StaleError

    return watch


def _request(
    studio: Studio, runs: int, word: str, sets: tuple[str, ...], played: tuple[Scenario, Seeds]
) -> Request:
    """Return the request that `steppewise run` makes of a scenario and its changes."""
    scenario, changed = played
    command = describe_run(Path(word).name, runs, studio.entropy, sets)
    return Request(scenario, studio.seeds, changed, runs, studio.entropy, "all", command)
