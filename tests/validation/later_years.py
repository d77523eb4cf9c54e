"""A copy of the past in which everything after a year, or something before it, is another."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from model.inputs.formats.places import scenario_folder, seeds_folder
from model.inputs.history.history_tables import PAST_TABLES, PastSpec

Cells = dict[str, str]


def copy_seeds(place: Path) -> Path:
    """Copy the shipped seeds, without samples."""
    return Path(shutil.copytree(seeds_folder(), place, ignore=shutil.ignore_patterns("posterior")))


def copy_history(place: Path) -> Path:
    """Copy the shipped scenario of the past."""
    return Path(shutil.copy(scenario_folder() / "history.toml", place))


def year_of(cells: Cells) -> int:
    """The year at whose end a row of any table of the past could be known."""
    time = next(cells[column] for column in ("year", "period", "from") if column in cells)
    return int(time[-4:]) if "-" in time else int(time[:4])


def change_rows(table: Path, change: Callable[[Cells], list[Cells]]) -> int:
    """Put other rows in the place of each; return how many are other than they were."""
    with table.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    after = [new for row in rows for new in change(dict(row))]
    with table.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(after)
    return len([row for row in rows if row not in after])


def make_other(row: Cells, spec: PastSpec) -> Cells:
    """The row with another number, unit, source, grade, note and use, all of them allowed."""
    low, high, _ = spec.bounds(tuple(row[column] for column in spec.keys))
    value = float(row["value"])
    other = low + 0.37 * (min(high, 10.0 + 3.0 * abs(value)) - low)
    changed = {
        "value": f"{other if other != value else 0.9 * value:.6g}",
        "unit": "something else",
        "source": "modellers-assumption",
        "grade": {"A": "C", "B": "C", "C": "A"}[row["grade"]],
        "note": "another story",
    }
    if "use" in row:
        changed["use"] = {"yes": "masked", "masked": "yes", "gap": "yes"}[row["use"]]
    return {**row, **changed}


def change_later_rows(seeds: Path, last: int) -> dict[str, int]:
    """Change every row after a year, and every end after it; return how many by table."""

    def change(spec: PastSpec, row: Cells) -> list[Cells]:
        if year_of(row) > last:
            return [make_other(row, spec)]
        if row.get("until") and int(row["until"][:4]) > last:
            return [{**row, "until": ""}]
        return [row]

    return {
        name: change_rows(seeds / "history" / f"{name}.csv", partial(change, spec))
        for name, spec in PAST_TABLES.items()
    }


def drop_later_rows(seeds: Path, last: int) -> None:
    """Take every row after a year away, and leave every span that ends later without an end."""

    def change(row: Cells) -> list[Cells]:
        later = bool(row.get("until")) and int(row["until"][:4]) > last
        return [] if year_of(row) > last else [{**row, "until": ""} if later else row]

    for name in PAST_TABLES:
        change_rows(seeds / "history" / f"{name}.csv", change)


def change_later_events(scenario: Path, last: int) -> int:
    """Change every event that begins after a year, add one, and tell the story anew.

    Ends after the year become others too. Returns how many lines changed.
    """
    head, *events = scenario.read_text(encoding="utf-8").split("[[events]]")
    told = [_change_event(event, last) for event in events]
    changed = sum(new != old for new, old in zip(told, events, strict=True))
    told.append(
        f'\nname = "imagined"\nfactor = "border.CHN.KGZ"\nset = 0.1\nstart = "{last + 1}Q1"\n'
    )
    head = re.sub(r'narrative = """.*?"""', 'narrative = "Another."', head, flags=re.DOTALL)
    scenario.write_text("[[events]]".join((head, *told)), encoding="utf-8")
    return changed


def _change_event(event: str, last: int) -> str:
    start = re.search(r'^start = "?\[?"?(\d{4})', event, flags=re.MULTILINE)
    assert start is not None, event
    if int(start[1]) > last:
        event = re.sub(r"^(add|multiply|set) = .*$", r"\1 = 0.3", event, flags=re.MULTILINE)
        return re.sub(r"^note = .*$", 'note = "Another."', event, flags=re.MULTILINE)

    def later(found: re.Match[str]) -> str:
        return 'end = "2023Q3"' if int(found[1]) > last else found[0]

    return re.sub(r'^end = "(\d{4})Q\d"$', later, event, flags=re.MULTILINE)
