"""Why a share of influence moved, or differs from the base, as `explain` says it."""

from __future__ import annotations

import pandas as pd

from model.analysis.explain.explained import (
    DIGITS,
    Explained,
    explain_difference,
    explain_result,
)
from model.analysis.explain.find_difference import Pair
from model.analysis.explain.words import LEAST
from model.analysis.wording import number, signed
from model.experiments.optional_steps import Extras
from model.experiments.replay import Question
from model.experiments.result import names_of
from model.experiments.scenario_record import ReplayError
from model.experiments.store import open_result
from model.inputs.formats.plain_text import plural
from model.report.given import Choice, Given
from model.report.parts import Block, Lines, Table, Text
from model.report.pictures import draw_causes

ENDS = ("start", "end")
"""Rows of a table of causes that are not causes."""

NOTHING = (
    "No power's share of influence changes clearly and enough to matter at these dates, so there "
    "is nothing to take apart. With --power and --state it is done for any share."
)
ONE_QUARTER = "One quarter alone was played, so nothing can have moved."

Found = tuple[list[Block], dict[str, pd.DataFrame]]


def tell_why(given: Given, choice: Choice, table: pd.DataFrame | None, extras: Extras) -> Found:
    """Return what moved one share, in words, a table and a figure, and the tables in full.

    table: of the comparison, None for a result alone. Where the result cannot be played again,
    as after a change of the model, it is said so instead.
    """
    question = choose_question(given, choice, table)
    if question is None:
        first, last = given.result.manifest["horizon"]
        return [Text(ONE_QUARTER if first == last and given.base is None else NOTHING)], {}
    try:
        if given.base is None:
            found = explain_result(given.result, given.seeds, question, extras)
        else:
            pair = Pair(given.base, given.result)
            found = explain_difference(pair, given.seeds, question, extras)
    except ReplayError as error:
        return [Text(f"What is behind this could not be found out: {error}.")], {}
    names = ("causes", "interests")
    return _tell(given, found, extras), dict(zip(names, found.tables.values(), strict=False))


def choose_question(given: Given, choice: Choice, table: pd.DataFrame | None) -> Question | None:
    """Return which share is taken apart, and up to when; None where nothing moved.

    That of the power and state that are asked for, else the one that moves most: against a base
    the largest clear change at any of the dates, alone the largest median change to the end.
    """
    return _choose_alone(given, choice) if table is None else _choose_changed(choice, table)


def _choose_alone(given: Given, choice: Choice) -> Question | None:
    share = open_result(given.result.folder)["share"]
    turns = names_of(share, "turn")
    if len(turns) == 1:
        return None
    power, state = choice.power, choice.state
    if not power:
        change = (share.sel(turn=turns[-1]) - share.sel(turn=turns[0])).median("run")
        size = abs(change.transpose("power", "state"))
        row, column = divmod(int(size.values.argmax()), size.sizes["state"])
        power, state = names_of(size, "power")[row], names_of(size, "state")[column]
    return Question(power, state, turns[0], turns[-1])


def _choose_changed(choice: Choice, table: pd.DataFrame) -> Question | None:
    rows = table[table["outcome"] == "share"]
    if choice.power:
        rows = rows[(rows["power"] == choice.power) & (rows["state"] == choice.state)]
    else:
        rows = rows[~rows["cannot_tell"]]
    if rows.empty:
        return None
    row = rows.loc[rows["p50"].abs().idxmax()]
    return Question(str(row["power"]), str(row["state"]), "", str(row["turn"]))


def _tell(given: Given, found: Explained, extras: Extras) -> list[Block]:
    blocks: list[Block] = [
        Lines(found.waterfall.about, found.sentences),
        *draw_causes(given, found.waterfall, extras),
        list_causes(found),
        Lines(found.interests.heading, found.interests.lines),
    ]
    return [*blocks, Text(found.interests.note)] if found.interests.note else blocks


def list_causes(found: Explained) -> Table:
    """Return the causes that add up, the largest first, without those too small to be seen."""
    table = next(iter(found.tables.values()))
    own = table[table["within"] == ""] if "within" in table else table
    size = own[["p05", "p95", "change"]].abs().max(axis=1)
    rows = own[own["cause"].isin(ENDS) | (size >= LEAST)]
    small = len(own) - len(rows)
    caption = f"{found.waterfall.about}: what adds up to it, in {found.waterfall.unit}"
    if small:
        caption += f"; {plural(small, 'cause')} below {LEAST:g} left out"
    form = signed if "within" in table else number  # a difference always has its sign
    called = {"start": found.waterfall.first, "end": found.waterfall.last}
    cells = [
        (
            called.get(row.cause, row.cause),
            "" if pd.isna(row.change) else signed(row.change, DIGITS),
            form(row.running, DIGITS),
            f"{form(row.p05, DIGITS)} to {form(row.p95, DIGITS)}",
        )
        for row in rows.itertuples(index=False)
    ]
    return Table(caption, ("Cause", "Change", "Total", "90 % of runs"), cells)
