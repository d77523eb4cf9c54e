"""Why an influence moved: a stored result played again, and its change taken apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.engines.ledger import Ledger, trace
from model.engines.motives import Motive, weigh_motives
from model.inputs.quarters import quarter_index
from model.inputs.seeds import Seeds
from model.review.causes import Waterfall, by_size, causes_table
from model.review.folder import put_file
from model.review.late import Late, optional
from model.review.replay import ReplayError, restore_scenario
from model.review.run import Result
from model.review.statistics import quantiles
from model.review.store import open_result
from model.review.summary import write_rows
from model.review.units import INDEX
from model.review.version import model_version

Answer = TypeVar("Answer")

CAUSES = "causes"
"""Name of the folder of explanations within a results folder."""

WORDS: dict[str, str] = {
    "deals": "engagement that the state took up, and contracts",
    "gravity": "growth of both economies, prices, and the pull of trade",
    "corridor": "corridors, routes and border posts",
    "control": "export controls, sanctions, duties and minerals",
    "reprisal": "reprisals",
    "decay": "decay of contact that is not kept up",
    "shock": "chance",
    "rivals": "rivals' ties, which leave a smaller or larger share",
    "others": "ties with the rest of the world",
    "structure": "remittances, debt, arms, transit and membership",
}
"""What each cause is called; one that is not here goes by its own name."""

STRAY = 1e-4
"""How far from the stored result, 0..1, a replay may be: the store keeps seven digits."""


class Question(NamedTuple):
    """Whose influence, where, and from the end of which quarter to the end of which."""

    power: str
    state: str
    since: str
    until: str

    @property
    def stem(self) -> str:
        """Name of the files of the answer, without their endings."""
        return f"{self.power}-{self.state}-{self.since}-{self.until}"


def replay_ledger(result: Result, seeds: Seeds, question: Question) -> Ledger:
    """Play a result again and return the ledger of its causes, run by run, but for failed runs."""
    runs = open_result(result.folder)["run"].values
    ledger = keep_runs(play_again(trace, result, seeds, question), runs)
    check_replay(result, ledger, question)
    return ledger


def keep_runs(ledger: Ledger, runs: NDArray[np.integer]) -> Ledger:
    """Return the ledger of some runs."""
    return ledger._replace(
        start=ledger.start[runs],
        end=ledger.end[runs],
        causes={cause: each[runs] for cause, each in ledger.causes.items()},
        by_domain={domain: each[runs] for domain, each in ledger.by_domain.items()},
    )


def replay_motives(result: Result, seeds: Seeds, question: Question) -> list[Motive]:
    """Return the interests behind the bids of the power for the state, the weightiest first."""
    return play_again(weigh_motives, result, seeds, question)


def play_again(
    answer: Callable[..., Answer], result: Result, seeds: Seeds, question: Question
) -> Answer:
    """Return what an engine answers to a question about a stored result, played as it was made.

    Raises ReplayError where seeds or model are no longer those that the result was made with.
    """
    manifest = result.manifest
    scenario, changed = restore_scenario(manifest, seeds)
    made, now = manifest.get("model_version"), model_version()
    if made != now:
        raise ReplayError(
            f"{result.folder} was made with version {made} of the model, and this is {now}; "
            "run the scenario again"
        )
    return answer(
        scenario,
        changed,
        runs=manifest["runs"],
        entropy=manifest["entropy"],
        power=question.power,
        state=question.state,
        since=quarter_index(question.since),
        until=quarter_index(question.until),
    )


def check_replay(result: Result, ledger: Ledger, question: Question) -> None:
    """Raise ReplayError unless the replay ends where the stored result does, in every run."""
    stored = open_result(result.folder)["total_influence"].sel(
        power=question.power, state=question.state, turn=question.until
    )
    if not np.allclose(stored.values, ledger.end, atol=STRAY):
        raise ReplayError(f"played again, {result.folder} does not come out the same; use --again")


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
            WORDS.get(cause, cause): INDEX.scale * float(each.mean())
            for cause, each in ledger.causes.items()
        },
        end=INDEX.scale * float(ledger.end.mean()),
    )


def ledger_table(ledger: Ledger, waterfall: Waterfall) -> pd.DataFrame:
    """Return the causes as a table: mean change, total after it, and 90 % of runs."""
    table = causes_table(waterfall)
    words = {WORDS.get(cause, cause): each for cause, each in ledger.causes.items()}
    words |= {"start": ledger.start, "end": ledger.end}
    spread = [quantiles(INDEX.scale * words[cause], (0.05, 0.95)) for cause in table["cause"]]
    return table.assign(p05=[low for low, _ in spread], p95=[high for _, high in spread])


def write_explanation(
    result: Result, table: pd.DataFrame, waterfall: Waterfall, question: Question, late: Late
) -> list[Path]:
    """Write the table and the waterfall into `<folder>/causes` and return the paths that are there.

    A waterfall that cannot be drawn is a warning.
    """
    folder = result.folder / CAUSES
    folder.mkdir(exist_ok=True)
    path = folder / f"{question.stem}.csv"
    text = StringIO()
    write_rows(table, text)
    put_file(path, text.getvalue().encode())
    with optional("the figure", late.warn):
        draw_explanation(result, waterfall, folder / question.stem, late)
    figures = (path.with_suffix(ending) for ending in (".png", ".svg"))
    return [path, *(figure for figure in figures if figure.is_file())]


def draw_explanation(result: Result, waterfall: Waterfall, stem: Path, late: Late) -> None:
    """Draw the waterfall as PNG and SVG."""
    from model.review.figure_files import draw_missing
    from model.review.figures.page import facts_from
    from model.review.figures.save import Sketch
    from model.review.figures.waterfall import draw_waterfall

    def plan(wanted: list[str]) -> list[Sketch]:
        facts = facts_from(open_result(result.folder), result.manifest, None)
        return [(name, partial(draw_waterfall, waterfall, facts)) for name in wanted]

    draw_missing(stem.parent, [stem.name], plan, result.manifest, late._replace(again=True))


def main_causes(waterfall: Waterfall, most: int = 3) -> list[tuple[str, float]]:
    """Return the causes that moved most, the largest first."""
    return [item for item in by_size(waterfall.changes)[:most] if item[1] != 0]
