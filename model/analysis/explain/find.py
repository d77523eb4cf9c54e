"""Why an influence moved: a stored result played again, and its change taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from io import StringIO
from pathlib import Path

import pandas as pd

from model.analysis.explain.causes import Waterfall, by_size, causes_table, in_words
from model.analysis.units import INDEX
from model.engines.ledger import Ledger, trace_influence
from model.engines.motives import Motive, weigh_motives
from model.experiments.optional_steps import Extras, optional
from model.experiments.replay import (
    Question,
    Replay,
    check_replay,
    gather_blocks,
    keep_runs,
    replay_of,
    trace_block,
    trace_tasks,
)
from model.experiments.run import Result
from model.experiments.statistics import quantiles
from model.experiments.store import open_result
from model.experiments.summary import write_rows
from model.inputs.seeds.seeds import Seeds
from model.storage.folder import put_file

CAUSES = "causes"
"""Name of the folder of explanations within a results folder."""


def replay_ledger(result: Result, seeds: Seeds, question: Question, extras: Extras) -> Ledger:
    """Play a result again and return the ledger of its causes, run by run, but for failed runs.

    Raises ReplayError where it cannot be played again, or does not come out the same.
    """
    replay = replay_of(result, seeds)
    tasks = list(trace_tasks("", trace_influence, replay, question, replay.runs))
    done: dict[tuple[str, int], Ledger] = {}

    def collect() -> Iterator[int]:
        for name, first, ledger in extras.pool.map_unordered(trace_block, tasks):
            done[name, first] = ledger
            yield 1

    extras.watch(f"{result.manifest['name']}: causes", len(tasks), collect())
    ledger = keep_runs(gather_blocks(done)[""], open_result(result.folder)["run"].values)
    check_replay(result, ledger.end, question, "total_influence")
    return ledger


def replay_motives(replay: Replay, question: Question) -> list[Motive]:
    """Return the interests behind the bids of the power for the state, the weightiest first."""
    place = question.place(replay.scenario.start)
    return weigh_motives(
        replay.scenario, replay.seeds, runs=replay.runs, entropy=replay.entropy,
        power=place.power, state=place.state, since=place.since, until=place.until,
    )  # fmt: skip


def waterfall_of(
    ledger: Ledger, question: Question, names: Mapping[str, Mapping[str, str]]
) -> Waterfall:
    """Return the mean over runs of start, causes and end, in points of 0 to 100."""
    power = names["power"].get(question.power, question.power)
    state = names["state"].get(question.state, question.state)
    return Waterfall(
        about=f"{power} in {state}: influence from {question.since} to {question.until}",
        unit=INDEX.unit,
        start=INDEX.scale * float(ledger.start.mean()),
        changes={
            in_words(cause): INDEX.scale * float(each.mean())
            for cause, each in ledger.causes.items()
        },
        end=INDEX.scale * float(ledger.end.mean()),
    )


def ledger_table(ledger: Ledger, waterfall: Waterfall) -> pd.DataFrame:
    """Return the causes as a table: mean change, total after it, and 90 % of runs."""
    table = causes_table(waterfall)
    words = {in_words(cause): each for cause, each in ledger.causes.items()}
    words |= {"start": ledger.start, "end": ledger.end}
    spread = [quantiles(INDEX.scale * words[cause], (0.05, 0.95)) for cause in table["cause"]]
    return table.assign(p05=[low for low, _ in spread], p95=[high for _, high in spread])


def write_explanation(
    result: Result,
    tables: Mapping[str, pd.DataFrame],
    waterfall: Waterfall,
    extras: Extras,
    base: Result | None = None,
) -> list[Path]:
    """Write tables and the waterfall into `<folder>/causes` and return the paths that are there.

    tables: by the name of their file without its ending; the figure is named as the first. base:
    what the result is held against. A waterfall that cannot be drawn is a warning.
    """
    folder = result.folder / CAUSES
    folder.mkdir(exist_ok=True)
    paths = []
    for name, table in tables.items():
        paths.append(folder / f"{name}.csv")
        text = StringIO()
        write_rows(table, text)
        put_file(paths[-1], text.getvalue().encode())
    stem = folder / next(iter(tables))
    with optional("the figure", extras.warn):
        draw_explanation((result, base), waterfall, stem, extras)
    figures = (stem.parent / f"{stem.name}{ending}" for ending in (".png", ".svg"))
    return [*paths, *(figure for figure in figures if figure.is_file())]


def draw_explanation(
    results: tuple[Result, Result | None], waterfall: Waterfall, stem: Path, extras: Extras
) -> None:
    """Draw the waterfall as PNG and SVG; results: what was played again, and its base."""
    from model.analysis.explain.figure import draw_waterfall
    from model.figures.figure_files import draw_missing
    from model.figures.page import facts_from
    from model.figures.save import Sketch

    result, base = results

    def plan(wanted: list[str]) -> list[Sketch]:
        held = None if base is None else open_result(base.folder)
        facts = facts_from(open_result(result.folder), result.manifest, held)
        return [(name, partial(draw_waterfall, waterfall, facts)) for name in wanted]

    draw_missing(stem.parent, [stem.name], plan, result.manifest, extras._replace(again=True))


def main_causes(waterfall: Waterfall, most: int = 3) -> list[tuple[str, float]]:
    """Return the causes that moved most, the largest first."""
    return [item for item in by_size(waterfall.changes)[:most] if item[1] != 0]
