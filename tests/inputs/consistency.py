"""What must hold between the numbers of the seeds: each rule names the rows that break it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from model.inputs.seeds.records import Key, Row
from model.inputs.seeds.seeds import Seeds

OWN = "Steppewise"
"""Publisher of sources that are judgement or memory: nothing that anybody else published."""

STATUS = (
    "memberships", "leaders", "controllers", "summits",
    "route_shares", "route_crossings", "route_buyers",
)  # fmt: skip
"""Tables in which a fixed 0, 0.5 or 1 says how a thing stands, and is no measurement."""

BASE = "share of demand outside the controller"
MINERAL_TABLES = ("demand", "capacity", "potential")
MALFORMED = re.compile(
    r"//[^/]*\.(?:/|$)|//staging\.|//beta\.|//static-cdn\.|\.ssl\.fastly\.|from=rss"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
RATIO = re.compile(r"(?:(?P<percent>[\d.]+) % of )?(?P<part>[\d.]+) bn over GDP (?P<gdp>[\d.]+) bn")
SECURITY = re.compile(r"arms share (?P<points>[\d.]+) of 25")

# A rule takes the tables, and what else it needs, and yields what is wrong.
Tables = Mapping[str, Mapping[Key, Row]]


def parts_of_trade_above_one(tables: Tables) -> Iterator[str]:
    """What a state sells as oil and gas and what it buys are parts of one trade."""
    for key, energy in tables["energy_part"].items():
        both = energy.value + tables["import_part"][key].value
        if both > 1.0 + 1e-9:
            yield f"{'.'.join(key)}: {both:g}"


def shares_above_one(tables: Tables) -> Iterator[str]:
    """Shares of one whole add up to no more than the whole."""
    wholes: dict[str, Callable[[Key], object]] = {
        "dependence": lambda key: None if key[0] == "remittances" else (key[0], key[2]),
        "route_shares": lambda key: key[1],
        "route_buyers": lambda key: key[0],
        "demand": lambda key: key[1],
        "capacity": lambda key: key[1],
        "through_shares": lambda key: key[:2],
        "corridor_shares": lambda key: key[:2],
    }
    for table, whole in wholes.items():
        sums: dict[object, float] = defaultdict(float)
        for key, row in tables[table].items():
            sums[whole(key)] += row.value
        yield from (f"{table} {of}: {s:g}" for of, s in sums.items() if of and s > 1.005)


def offtake_above_trade(tables: Tables) -> Iterator[str]:
    """What is bought under offtake is part of what is traded."""
    for (power, state, domain), row in tables["ties"].items():
        trade = tables["ties"][power, state, "trade"].value
        if domain == "resources" and row.value > trade:
            yield f"{power}.{state}: {row.value:g} of {trade:g}"


def energy_above_offtake(tables: Tables) -> Iterator[str]:
    """Oil and gas that a power buys are part of the resources that it buys."""
    for (power, state), part in tables["energy_part"].items():
        worth = part.value * tables["ties"][power, state, "trade"].value
        offtake = tables["ties"][power, state, "resources"].value
        if worth > offtake + 1e-9:
            yield f"{power}.{state}: {worth:g} of {offtake:g}"


def ratios_on_another_gdp(tables: Tables) -> Iterator[str]:
    """A ratio to GDP that a note works out is on the seeds' own GDP, and is the row's value."""
    for row in (*tables["leaning"].values(), *tables["dependence"].values()):
        state = row.key[0] if row.table == "leaning" else row.key[2]
        gdp = tables["economy"][state, "gdp"].value
        for told in RATIO.finditer(row.note):
            part = float(told["part"]) * float(told["percent"] or 100) / 100.0
            if float(told["gdp"]) != gdp:
                yield f"{row.table}.{'.'.join(row.key)}: GDP of {told['gdp']}, not {gdp:g}"
            if row.grade != "C" and abs(part / gdp - row.value) > 0.0006:
                yield f"{row.table}.{'.'.join(row.key)}: {row.value:g}, not {part / gdp:.3g}"


def ratios_without_amounts(tables: Tables) -> Iterator[str]:
    """Remittances, debt and openness of grade A or B say which amount stands over which GDP."""
    for (state, attribute), row in tables["leaning"].items():
        wanted = attribute in ("remittances", "openness") and row.grade != "C"
        if wanted and not RATIO.search(row.note):
            yield f"leaning.{state}.{attribute}"


def remittances_above_all(tables: Tables) -> Iterator[str]:
    """What comes from the powers is no more than what comes at all."""
    sums: dict[str, float] = defaultdict(float)
    for (channel, _, state), row in tables["dependence"].items():
        if channel == "remittances":
            sums[state] += row.value
    for state, total in sums.items():
        if total > tables["leaning"][state, "remittances"].value + 1e-9:
            yield f"{state}: {total:g}"


def security_on_other_arms(tables: Tables) -> Iterator[str]:
    """Points for arms in a tie of security are 25 times the supplier's share."""
    for (power, state, domain), row in tables["ties"].items():
        if domain == "security":
            told = SECURITY.search(row.note)
            arms = tables["dependence"].get(("arms", power, state))
            wanted = 25.0 * (arms.value if arms else 0.0)
            if told is None or abs(float(told["points"]) - wanted) > 0.051:
                yield f"{power}.{state}: {told and told['points']}, not {wanted:.1f}"


def minerals_on_another_base(tables: Tables) -> Iterator[str]:
    """What states can mine counts against the same demand as what importers buy."""
    for table in MINERAL_TABLES:
        for row in tables[table].values():
            if row.unit != BASE:
                yield f"{table}.{'.'.join(row.key)}: {row.unit}"
    for mineral, power in tables["controllers"]:
        if tables["demand"][power, mineral].value:
            yield f"demand.{power}.{mineral}: the controller's own market is left out"


def judgement_above_c(tables: Tables, own: Iterable[str]) -> Iterator[str]:
    """A number that rests on judgement alone is C, but for what holds by definition."""
    for row in _rows(tables):
        alone = bool(row.source) and set(row.source) <= set(own)
        if alone and row.grade != "C" and not row.note.startswith("by definition"):
            yield f"{row.table}.{'.'.join(row.key)}: {row.grade}"


def unread_above_c(tables: Tables) -> Iterator[str]:
    """A number that nobody read is C."""
    for row in _rows(tables):
        if row.grade != "C" and "not read" in row.note:
            yield f"{row.table}.{'.'.join(row.key)}: {row.grade}"


def worked_out_but_a(tables: Tables) -> Iterator[str]:
    """A number of grade A was read, so that its note tells it, as it stands or in per cent."""
    for row in _rows(tables):
        if row.grade != "A" or (row.table in STATUS and row.distribution == "fixed"):
            continue
        told = {float(number.replace(",", "")) for number in NUMBER.findall(row.note)}
        if not {row.value, round(100.0 * row.value, 6)} & told:
            yield f"{row.table}.{'.'.join(row.key)}: {row.value:g}"


def unused_sources(tables: Tables, known: Iterable[str], elsewhere: Iterable[str]) -> Iterator[str]:
    """Every source on the list is cited somewhere."""
    cited = {source for row in _rows(tables) for source in row.source} | set(elsewhere)
    yield from (source for source in known if source not in cited)


def malformed_addresses(addresses: Mapping[str, str]) -> Iterator[str]:
    """No address of a proxy, of a staging machine, or with a dot too many."""
    yield from (f"{name}: {told}" for name, told in addresses.items() if MALFORMED.search(told))


def cited_in_the_past(folder: Path) -> set[str]:
    """Sources of the tables of the past."""
    found: set[str] = set()
    for path in sorted((folder / "history").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {source for row in csv.DictReader(file) for source in row["source"].split()}
    return found


def own_sources(seeds: Seeds) -> list[str]:
    """Ids of sources that are judgement or memory."""
    return [name for name, source in seeds.sources.items() if source.publisher == OWN]


def _rows(tables: Tables) -> Iterator[Row]:
    for table in tables.values():
        yield from table.values()
