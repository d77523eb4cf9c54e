"""The seeds as they stood at the end of a past year: what is on record then replaces 2024's.

What the past tells is taken over: trade, incomes, positions, memberships, formal contact, arms,
remittances, energy prices. What it does not tell by then (favour, routine contact, debt, what
domains weigh) stays as in 2024, which `docs/validation.md` names as a limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from model.inputs.formats.quarters import quarter_index
from model.inputs.history.drivers import standing_in
from model.inputs.history.history import History
from model.inputs.history.history_tables import FIRST_BASE as FIRST
from model.inputs.history.history_tables import LAST_BASE as LAST
from model.inputs.history.past_contact import contact_then, dated_points
from model.inputs.history.past_goods import trade_rows
from model.inputs.history.past_rows import PastYear, Rows, past_row
from model.inputs.seeds.records import Key, Row
from model.inputs.seeds.seeds import Seeds

_EARLIEST = FIRST - 10  # positions are looked for back to here
_TONNE = 7.33 / 1000.0  # bn USD a Mt for each USD a barrel


def stand_at(seeds: Seeds, history: History, year: int) -> Seeds:
    """Return the seeds as they stood at the end of a year; nothing later than it is used.

    What the seeds plan for later, summits, is gone. Raises ValueError for a year outside 2000 to
    2020.
    """
    if not FIRST <= year <= LAST:
        raise ValueError(f"the past is on record for the ends of {FIRST} to {LAST}, not {year}")
    past = PastYear(seeds, history, year)
    tables = {name: dict(rows) for name, rows in seeds.tables.items()}
    tables["summits"] = {}
    told = (
        trade_rows, _economy, _positions, _blocs, _remittances, _arms, _contact, _energy, _factors
    )  # fmt: skip
    for tell in told:
        for row in tell(past):
            tables[row.table][row.key] = row
    known = f"{history.digest_until(year)} {history.assumed}"
    digest = sha256(f"{seeds.digest} {known} {year}".encode()).hexdigest()
    return replace(seeds, tables=tables, digest=digest)


def _economy(past: PastYear) -> Rows:
    """GDP of the year; growth is left to the drivers. Budgets follow the power's GDP."""
    seeds = past.seeds
    for actor in (*seeds.ids("power"), *seeds.ids("state")):
        now = seeds.tables["economy"][actor, "gdp"].value
        gdp = past.history.value("economy", actor, "gdp", past.year) or now
        yield past_row(past, "economy", (actor, "gdp"), gdp)
        yield past_row(past, "economy", (actor, "growth"), 0.0)
        if actor in seeds.ids("power"):
            old, scale = seeds.tables["budgets"][(actor,)], gdp / now
            spread = (old.low or 0.0) * scale, (old.high or 0.0) * scale
            yield past_row(past, "budgets", (actor,), old.value * scale, *spread)


def _positions(past: PastYear) -> Rows:
    """Alignment from the gap of ideal points: (m - gap) / (m + gap), m the mean gap.

    They are the votes of one year, with all that passes of them.
    """
    assumed = past.history.assumed
    mean, error = assumed.mean_gap, assumed.position_error
    yield past_row(past, "parameters", ("votes_passing",), 1.0)
    for power in past.seeds.ids("power"):
        for state in past.seeds.ids("state"):
            gap = _gap(past, power, state)
            if gap is not None:
                near = (mean - gap) / (mean + gap)
                spread = max(near - error, -1.0), min(near + error, 1.0)
                yield past_row(past, "alignment", (power, state), near, *spread)


def _gap(past: PastYear, power: str, state: str) -> float | None:
    """Distance of the last positions known of both in the same year."""
    for year in range(past.year, _EARLIEST - 1, -1):
        ours = past.history.value("positions", state, year)
        theirs = past.history.value("positions", power, year)
        if ours is not None and theirs is not None:
            return abs(ours - theirs)
    return None


def _blocs(past: PastYear) -> Rows:
    """Memberships at the end of the year, and none beside them; forerunners count for a bloc."""
    quarter = quarter_index(f"{past.year}Q4")
    for bloc in past.seeds.ids("bloc"):
        for state in past.seeds.ids("state"):
            standing = standing_in(past.history, bloc, state, quarter)
            yield past_row(past, "memberships", (bloc, state), standing)


def _remittances(past: PastYear) -> Rows:
    """Remittances last known, over GDP, and what each power's part of them holds."""
    for state in past.seeds.ids("state"):
        received = _last_received(past, state)
        now = past.seeds.tables["leaning"][state, "remittances"].value
        if received is None or now <= 0.0:
            continue
        yield past_row(past, "leaning", (state, "remittances"), received)
        for key, row in past.seeds.tables["dependence"].items():
            if key[0] == "remittances" and key[2] == state:
                yield past_row(past, "dependence", key, row.value * received / now)


def _last_received(past: PastYear, state: str) -> float | None:
    years = [year for year in past.history.years("remittances") if year <= past.year]
    known = (past.history.value("remittances", state, year) for year in reversed(years))
    return next((value for value in known if value is not None), None)


def _arms(past: PastYear) -> Rows:
    """Shares of suppliers in the last five years that had ended."""
    for state in past.seeds.ids("state"):
        ended = [
            row.key[2]
            for row in past.history.tables["arms"].values()
            if row.key[0] == state and row.known <= past.year
        ]
        for power in past.seeds.ids("power") if ended else ():
            share = past.history.value("arms", state, power, max(ended)) or 0.0
            yield past_row(past, "dependence", ("arms", power, state), share)


def _contact(past: PastYear) -> Rows:
    """Formal contact of the year: what the pair then lacked, how it voted, whose arms it bought."""
    arms = {row.key: row.value for row in _arms(past)}
    near = {row.key: row.value for row in _positions(past)}
    seeds = past.seeds.tables
    for power in past.seeds.ids("power"):
        for state in past.seeds.ids("state"):
            pair = (power, state)
            told = {
                "diplomacy": near.get(pair, seeds["alignment"][pair].value)
                - seeds["alignment"][pair].value,
                "security": arms.get(("arms", *pair), _held(seeds["dependence"], pair))
                - _held(seeds["dependence"], pair),
            }
            for domain, moved in told.items():
                key = (*pair, domain)
                if key in seeds["ties"]:
                    dated = dated_points(past.history, *key, past.year)
                    now = seeds["ties"][key].value
                    yield past_row(
                        past,
                        "ties",
                        key,
                        *contact_then(domain, now, dated, moved, past.history.assumed),
                    )


def _held(dependence: Mapping[Key, Row], pair: Key) -> float:
    """The power's share of the state's arms in the base year."""
    row = dependence.get(("arms", *pair))
    return 0.0 if row is None else row.value


def _energy(past: PastYear) -> Rows:
    """What oil and gas were worth: oil by its price, gas by formulas that follow it."""
    assumed = past.history.assumed
    price = past.history.value("prices", "crude", past.year) or assumed.usual_crude
    crude = price * _TONNE
    now = {name: row.value for (name,), row in past.seeds.tables["energy_value"].items()}
    gas = now["gas"] * (crude / now["oil"]) ** assumed.gas_elasticity
    yield past_row(past, "energy_value", ("oil",), crude)
    yield past_row(
        past, "energy_value", ("gas",), gas, gas / assumed.gas_error, gas * assumed.gas_error
    )


def _factors(past: PastYear) -> Rows:
    """Nobody was isolated, sanctioned or cut off from minerals: events say when that came."""
    wanted = ("isolation", "sanctions", "export_control", "embargo")
    for key in past.seeds.tables["factors"]:
        if key[0] in wanted:
            yield past_row(past, "factors", key, 0.0)
