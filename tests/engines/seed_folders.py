"""Copies of the seeds with another cast: members added, or taken away with all that names them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from model.inputs.formats.places import seeds_folder
from model.inputs.seeds.seeds import Seeds
from model.inputs.seeds.tables import TABLES

Rows = list[dict[str, str]]
PLAIN = {"unit": "x", "year": "2024", "source": "modellers-assumption", "grade": "C"}


def copy_seeds(folder: Path) -> Path:
    """Copy the shipped seeds to a new folder."""
    return Path(shutil.copytree(seeds_folder(), folder / "seeds"))


def read_rows(path: Path) -> tuple[list[str], Rows]:
    """The columns and rows of a seed file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return list(reader.fieldnames or ()), rows


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a seed file anew."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def append(folder: Path, table: str, *rows: Mapping[str, str]) -> None:
    """Append rows to a seed file; blank where nothing is said."""
    columns, old = read_rows(folder / f"{table}.csv")
    write_rows(folder / f"{table}.csv", columns, [*old, *rows])


def append_numbers(folder: Path, table: str, numbers: Mapping[str, float]) -> None:
    """Append fixed numbers by key, such as ``{"GCC.KAZ.trade": 1.5}``."""
    spec = TABLES[table]
    append(
        folder,
        table,
        *(
            {
                **dict(zip(spec.keys, key.split("."), strict=True)),
                **PLAIN,
                "value": str(value),
                "distribution": "fixed",
            }
            for key, value in numbers.items()
        ),
    )


def keep_only(folder: Path, seeds: Seeds, kind: str, kept: Sequence[str]) -> Path:
    """Take all other members of a kind out of every file of a folder, those of the past as well.

    A sample that was fitted to states which are gone cannot be cut, and goes with them.
    """
    gone = set(seeds.ids(kind)) - set(kept)
    if kind == "state":
        shutil.rmtree(folder / "posterior", ignore_errors=True)
    for path in folder.glob("history/*.csv"):
        columns, rows = read_rows(path)
        write_rows(path, columns, (row for row in rows if not gone & set(row.values())))
    for path in folder.glob("*.csv"):
        columns, rows = read_rows(path)
        if path.stem == "cast":
            rows = [row for row in rows if not (row["kind"] == kind and row["id"] in gone)]
        elif path.stem == "aliases":
            rows = [row for row in rows if row["id"] not in gone]
        elif path.stem == "interests":
            rows = [held for row in rows if (held := _without(row, gone))["holder"]]
        elif path.stem in TABLES:
            keys = TABLES[path.stem].keys
            rows = [row for row in rows if not gone & {row[key] for key in keys}]
        write_rows(path, columns, rows)
    return folder


def _without(row: dict[str, str], gone: set[str]) -> dict[str, str]:
    left = {
        column: " ".join(word for word in row[column].split() if word not in gone)
        for column in ("holder", "targets")
    }
    if row["targets"] and not left["targets"]:
        left["holder"] = ""
    return {**row, **left}


def write_gulf_states(folder: Path, seeds: Seeds) -> None:
    """A tenth power by rows alone: the Gulf states, with a corridor of their own."""
    states, minerals = seeds.ids("state"), seeds.ids("mineral")
    append(folder, "cast", {"kind": "power", "id": "GCC", "name": "Gulf states",
                            "colour": "#44AA99", "hatch": "oo"})  # fmt: skip
    append_numbers(folder, "economy", {"GCC.gdp": 2200, "GCC.growth": 0.03})
    append_numbers(folder, "budgets", {"GCC": 0.8})
    pairs = [f"GCC.{state}" for state in states]
    append_numbers(folder, "favour", dict.fromkeys(pairs, 0.2))
    append_numbers(folder, "alignment", dict.fromkeys(pairs, 0.4))
    volumes = {"trade": 0.8, "resources": 0.6, "diplomacy": 25, "security": 4}
    ties = {f"{pair}.{domain}": value for pair in pairs for domain, value in volumes.items()}
    append_numbers(folder, "ties", ties)
    append_numbers(folder, "energy_part", dict.fromkeys(pairs, 0.1))
    append_numbers(folder, "import_part", dict.fromkeys(pairs, 0.6))
    importing = [f"GCC.{mineral}" for mineral in minerals]
    append_numbers(folder, "reliance", dict.fromkeys(importing, 0.3))
    append_numbers(folder, "demand", dict.fromkeys(importing, 0.02))
    append_numbers(folder, "dependence", {"debt.GCC.UZB": 0.02, "remittances.GCC.TJK": 0.01})
    append_numbers(folder, "summits", {"GCC.2026Q2": 1})
    append_numbers(folder, "route_buyers", {"turkmen-iran-gas.GCC": 0.05})
    common = {"elasticity": "0", "salience": "3", "low": "2", "high": "4", "origin": "context",
              "source": "modellers-assumption", "grade": "C"}  # fmt: skip
    append(
        folder,
        "interests",
        {**common, "id": "GU-c1", "holder": "GCC", "issue": "access-to-resources", "stance": "+",
         "domain": "resources", "targets": "all", "paraphrase": "Invest in energy"},
        {**common, "id": "GU-c2", "holder": "GCC", "issue": "bypass-of-the-north", "stance": "+",
         "domain": "trade", "targets": "TKM UZB", "paraphrase": "Bring freight to the Gulf"},
    )  # fmt: skip


def write_gulf_corridor(folder: Path, seeds: Seeds) -> None:
    """An eighth corridor by rows alone: from the region over Iran to the Gulf."""
    append(folder, "cast", {"kind": "corridor", "id": "gulf", "name": "Gulf corridor",
                            "colour": "#999933", "hatch": "//"})  # fmt: skip
    terms = {"capacity": 4, "tariff": 120, "days": 25, "risk": 0.3, "terminal_share": 0.3}
    append_numbers(folder, "corridors", {f"gulf.{name}": value for name, value in terms.items()})
    append_numbers(folder, "crossings", {"gulf.TKM": 1, "gulf.IRN": 1})
    shares = {f"GCC.{state}.gulf": 0.7 for state in seeds.ids("state")}
    shares |= {f"GCC.{state}.southern": 0.3 for state in seeds.ids("state")}
    append_numbers(folder, "corridor_shares", shares | {"IND.TKM.gulf": 0.2})
    append_numbers(folder, "through_flows", {"RUS.GCC": 5})
    append_numbers(folder, "through_shares", {"RUS.GCC.gulf": 0.4, "RUS.GCC.southern": 0.6})
