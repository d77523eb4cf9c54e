"""The seeds as they stood at the end of a past year: what is on record then replaces 2024's.

What the past tells is taken over: trade, incomes, positions, memberships, arms, remittances,
energy prices. What it does not tell (favour, contact, what domains weigh) stays as in 2024,
which `docs/validation.md` names as a limit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from model.inputs.drivers import standing_in
from model.inputs.history import History
from model.inputs.history_tables import FIRST_BASE as FIRST
from model.inputs.history_tables import FLOWS, HUBS
from model.inputs.history_tables import LAST_BASE as LAST
from model.inputs.quarters import quarter_index
from model.inputs.records import Key, Row
from model.inputs.seeds import Seeds

_GAP = 1.21  # mean gap of ideal points over all pairs, the scale of the alignment table
_TRADE_ERROR = 1.08  # mirror figures of the same trade differ by more than this in most pairs
_ORES = (
    0.15  # share of a state's other exports that is ores and metals, which it sells under offtake
)
_TONNE = 7.33 / 1000.0  # bn USD a Mt for each USD a barrel
_GAS_ELASTICITY = 0.6  # border prices of 195 (2009), 365 (2012), 185 (2016), 290 (2023) USD
_LEAST = 1e-3


def stand_at(seeds: Seeds, history: History, year: int) -> Seeds:
    """Return the seeds as they stood at the end of a year; nothing later than it is used.

    Raises ValueError for a year outside 2000 to 2020.
    """
    if not FIRST <= year <= LAST:
        raise ValueError(f"the past is on record for the ends of {FIRST} to {LAST}, not {year}")
    past = _Past(seeds, history, year)
    tables = {name: dict(rows) for name, rows in seeds.tables.items()}
    tables["summits"] = {}
    for rows in (
        past.trade(), past.economy(), past.positions(), past.blocs(), past.holds(), past.energy(),
        past.factors(),
    ):  # fmt: skip
        for row in rows:
            tables[row.table][row.key] = row
    digest = sha256(f"{seeds.digest} {history.digest_until(year)} {year}".encode()).hexdigest()
    return replace(seeds, tables=tables, digest=digest)


class _Past:
    """One year's rows, in the shape of the seeds' own tables."""

    def __init__(self, seeds: Seeds, history: History, year: int) -> None:
        self.seeds, self.history, self.year = seeds, history, year
        self.powers, self.states = seeds.ids("power"), seeds.ids("state")

    def row(self, table: str, key: Key, value: float, low: float = 0.0, high: float = 0.0) -> Row:
        """A row like the seeds' own, with the value of the year; fixed unless it has a range."""
        old = self.seeds.tables[table].get(key)
        fixed = low >= high
        base = old or Row(table, key, value, "", "", (), "C", "fixed", None, None, "", "history", 0)
        return base._replace(
            value=value, year=str(self.year), distribution="fixed" if fixed else base.distribution,
            low=None if fixed else low, high=None if fixed else high, note="",
        )  # fmt: skip

    def flow(self, state: str, partner: str, flow: str, year: int) -> float:
        """Trade one way in a year, bn USD; the last usable share where the year's is not."""
        share = 0.0
        for back in range(year, FIRST - 1, -1):
            row = self.history.row("trade_shares", state, partner, flow, back)
            if row is not None and row.use == "yes":
                share = row.value
                break
        return share * self.total(state, flow, year)

    def total(self, state: str, flow: str, year: int) -> float:
        """All trade one way, bn USD."""
        return self.history.value("trade_totals", state, flow, year) or 0.0

    def trade(self) -> list[Row]:
        """Ties in goods, what part of them is energy, and how open each state is."""
        rows = []
        for state in self.states:
            oil_gas = self.seeds.tables["leaning"][state, "oil_gas"].value
            rest = [
                self.total(state, flow, self.year)
                - sum(self.flow(state, hub, flow, self.year) for hub in HUBS)
                for flow in FLOWS
            ]
            goods = sum(rest)
            for power in self.powers:
                out, into = (self.flow(state, power, flow, self.year) for flow in FLOWS)
                rest = [max(rest[0] - out, 0.0), max(rest[1] - into, 0.0)]
                both = max(out + into, _LEAST)
                part = min(oil_gas * out / both, 0.95)
                sold = part * both + _ORES * (1.0 - oil_gas) * out + _LEAST
                rows += [
                    self.row("ties", (power, state, "trade"), both,
                             max(both / _TRADE_ERROR, _LEAST), both * _TRADE_ERROR),
                    self.row("ties", (power, state, "resources"), sold, sold / 1.5, sold * 1.5),
                    self.row("energy_part", (power, state), part, *_around(part)),
                ]  # fmt: skip
            others = sum(rest)
            part = oil_gas * rest[0] / others if others > 0 else 0.0
            gdp = self.history.value("economy", state, "gdp", self.year) or 1.0
            rows += [
                self.row("leaning", (state, "openness"), min(goods / gdp, 5.0)),
                self.row("leaning", (state, "energy_others"), part),
            ]
        return rows

    def economy(self) -> list[Row]:
        """GDP of the year; growth is left to the drivers. Budgets follow the power's GDP."""
        rows = []
        for actor in (*self.powers, *self.states):
            now = self.seeds.tables["economy"][actor, "gdp"].value
            gdp = self.history.value("economy", actor, "gdp", self.year) or now
            rows += [
                self.row("economy", (actor, "gdp"), gdp),
                self.row("economy", (actor, "growth"), 0.0),
            ]
            if actor in self.powers:
                old = self.seeds.tables["budgets"][(actor,)]
                scale = gdp / now
                rows.append(
                    self.row("budgets", (actor,), old.value * scale,
                             (old.low or 0.0) * scale, (old.high or 0.0) * scale)
                )  # fmt: skip
        return rows

    def positions(self) -> list[Row]:
        """Alignment from the gap of ideal points: (m - gap) / (m + gap)."""
        rows = []
        for power in self.powers:
            for state in self.states:
                gap = self.gap(power, state)
                if gap is not None:
                    near = (_GAP - gap) / (_GAP + gap)
                    rows.append(
                        self.row("alignment", (power, state), near,
                                 max(near - 0.15, -1.0), min(near + 0.15, 1.0))
                    )  # fmt: skip
        return rows

    def gap(self, power: str, state: str) -> float | None:
        """Distance of the last positions known of both in the same year."""
        for year in range(self.year, FIRST - 10, -1):
            ours = self.history.value("positions", state, year)
            theirs = self.history.value("positions", power, year)
            if ours is not None and theirs is not None:
                return abs(ours - theirs)
        return None

    def blocs(self) -> list[Row]:
        """Memberships at the end of the year; forerunners of the Eurasian union count as it."""
        quarter = quarter_index(f"{self.year}Q4")
        known = {key[0] for key in self.history.tables["memberships"]}
        rows = []
        for bloc in self.seeds.ids("bloc"):
            if bloc not in known:
                continue
            for state in self.states:
                standing = standing_in(self.history, bloc, state, quarter)
                rows.append(self.row("memberships", (bloc, state), standing))
        return rows

    def holds(self) -> list[Row]:
        """Remittances and arms, which hold a state to a power."""
        rows = []
        for state in self.states:
            received = _last(self.history, "remittances", (state,), self.year)
            old = self.seeds.tables["leaning"][state, "remittances"].value
            if received is not None and old > 0.0:
                rows.append(self.row("leaning", (state, "remittances"), received))
                for key, row in self.seeds.tables["dependence"].items():
                    if key[0] == "remittances" and key[2] == state:
                        rows.append(self.row("dependence", key, row.value * received / old))
            rows += self.arms(state)
        return rows

    def arms(self, state: str) -> list[Row]:
        """Shares of suppliers in the last five years that had ended."""
        ended = [
            key[2]
            for key, row in self.history.tables["arms"].items()
            if key[0] == state and row.known <= self.year
        ]
        if not ended:
            return []
        period = max(ended)
        shares = {p: self.history.value("arms", state, p, period) or 0.0 for p in self.powers}
        return [
            self.row("dependence", ("arms", power, state), share) for power, share in shares.items()
        ]

    def energy(self) -> list[Row]:
        """What oil and gas were worth: oil by its price, gas by formulas that follow it."""
        crude = self.history.value("prices", "crude", self.year) or 80.0
        value = {name: row.value for (name,), row in self.seeds.tables["energy_value"].items()}
        worth = value["gas"] * (crude * _TONNE / value["oil"]) ** _GAS_ELASTICITY
        return [
            self.row("energy_value", ("oil",), crude * _TONNE),
            self.row("energy_value", ("gas",), worth, worth / 1.2, worth * 1.2),
        ]

    def factors(self) -> list[Row]:
        """Nobody was isolated, sanctioned or cut off from minerals: events say when that came."""
        wanted = ("isolation", "sanctions", "export_control", "embargo")
        return [
            self.row("factors", key, 0.0)
            for key in self.seeds.tables["factors"]
            if key[0] in wanted
        ]


def _around(share: float) -> tuple[float, float]:
    """A wide band around a share, half a unit of its logit each way."""
    if not 0.0 < share < 1.0:
        return 0.0, 0.0
    place = math.log(share / (1.0 - share))
    return 1.0 / (1.0 + math.exp(0.5 - place)), 1.0 / (1.0 + math.exp(-0.5 - place))


def _last(history: History, table: str, key: tuple[str, ...], year: int) -> float | None:
    """The last value known at the end of a year, or else the first there is."""
    known: Mapping[int, float] = {
        int(row.key[-1]): row.value
        for row in history.tables[table].values()
        if row.key[: len(key)] == key
    }
    before = [past for past in known if past <= year]
    if before:
        return known[max(before)]
    return known[min(known)] if known else None
