"""What `run --against` and `compare` share: a comparison made, written and put into words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from model.commands.making import write_lines
from model.commands.options import read_turn
from model.inputs.places import shown
from model.inputs.quarters import quarter_index, quarter_name
from model.inputs.seeds import Seeds
from model.review.compare import sort_movers
from model.review.failed_runs import describe_failed
from model.review.pairing import COMPARISON, make_comparison, usual_turns
from model.review.run import FIGURES, Result, Work
from model.review.store import open_result
from model.review.wording import Names, names_from, sentences

HEADLINES: dict[str, int] = {
    "share": 4,
    "region_share": 3,
    "throughput": 2,
    "price": 2,
    "controller_reliance": 2,
    "transit_revenue": 1,
    "multivector": 1,
    "council_backers": 1,
}
"""Outcomes that are put into words, and how many sentences each gets at most."""

SHARES = {"share", "region_share"}
"""Outcomes that say who has how much influence."""

UNTOLD_TITLE = "No clear effect, or too small to matter"

FEWEST = 3
"""Sentences on what moved that other outcomes fill up where the headlines give fewer."""

UNTOLD = 3
"""Sentences at most on what is not clear or too small, of the outcomes that are asked about first.
"""


def compare_results(base: Result, other: Result, at: str, seeds: Seeds, work: Work) -> str:
    """Return in words what a result changes against a base, the folder having been written."""
    turns = read_turns(at, base.manifest["horizon"])
    folder, table = make_comparison(base, other, turns, seeds, work)
    names = names_from(seeds.members)
    against = f"{other.manifest['title']}, against {base.manifest['title']}"
    told = [
        part
        for turn in (turns if at else telling_turns(table, turns))
        for part in tell_turn(table[table["turn"] == turn], turn, names)
    ]
    places = [f"\nComparison: {shown(folder / COMPARISON)}"]
    if work.figures:
        places.append(f"Figures of what changed: {shown(folder / FIGURES)}")
    return "\n".join([f"\n{against}", *tell_failed(base, other), *told, *places])


def tell_failed(*results: Result) -> list[str]:
    """Return a sentence for each of some results of which runs failed."""
    said = [
        (one.manifest["title"], describe_failed(open_result(one.folder), one.manifest["runs"]))
        for one in results
    ]
    return [f"{title}: {sentence}" for title, sentence in said if sentence]


def read_turns(at: str, horizon: Sequence[str]) -> list[str]:
    """Return the quarters of `--at`, each once, the usual ones if none are given.

    Raises InputError.
    """
    first, last = horizon
    if not at:
        return usual_turns(first, last)
    span = (quarter_index(first), quarter_index(last))
    turns = [quarter_name(read_turn("--at", word, *span)) for word in at.split(",")]
    return list(dict.fromkeys(turns))


def telling_turns(table: pd.DataFrame, turns: Sequence[str]) -> list[str]:
    """Return the turn at which most of the headlines can be told to differ, and the last."""
    told = table[table["outcome"].isin(list(HEADLINES)) & ~table["cannot_tell"]]
    counts = told["turn"].value_counts()
    most = max(turns, key=lambda turn: (int(counts.get(turn, 0)), turn))
    return list(dict.fromkeys([most, turns[-1]]))


def tell_turn(table: pd.DataFrame, turn: str, names: Names) -> list[str]:
    """Return what moved, and what is not clear or too small, at one turn."""
    told, untold = table[~table["cannot_tell"]], table[table["cannot_tell"]]
    moved = find_moved(told)
    reach = untold[["p05", "p95"]].abs().max(axis=1)
    noise = pick(untold, dict.fromkeys(sorted(SHARES), UNTOLD), reach).head(UNTOLD)
    lines = sentences(moved, names)
    if not set(moved["outcome"]) & SHARES:
        lines.append("No power's share of influence moved clearly and enough to matter.")
    parts = [write_lines(lines, f"What moved by {turn}")]
    if len(noise):
        parts.append(write_lines(sentences(noise, names), UNTOLD_TITLE))
    counts = (
        f"{len(told):,} of {len(table):,} differences in {turn} are clear (90 % of runs on one "
        "side of zero) and large enough to matter"
    )
    return [*parts, f"\n{counts}; all are in the comparison."]


def find_moved(told: pd.DataFrame) -> pd.DataFrame:
    """Return the rows to put into words: shares of influence first, then the other headlines.

    Where those are few, the strongest row of each other outcome fills up, so that nobody reads
    that nothing moved while something did.
    """
    headlines = sort_movers(pick(told, HEADLINES, told["p50"].abs()))
    shares = headlines["outcome"].isin(SHARES)
    others = sort_movers(told[~told["outcome"].isin(list(HEADLINES))]).drop_duplicates("outcome")
    more = others.head(max(FEWEST - len(headlines), 0))
    return pd.concat([headlines[shares], headlines[~shares], more])


def pick(table: pd.DataFrame, most: dict[str, int], size: pd.Series[float]) -> pd.DataFrame:
    """Return the rows of the largest size, up to a number for each outcome."""
    ordered = table.loc[size.sort_values(ascending=False, kind="stable").index]
    parts = [ordered[ordered["outcome"] == name].head(count) for name, count in most.items()]
    return pd.concat(parts)
