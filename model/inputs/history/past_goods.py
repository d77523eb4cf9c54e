"""Rows of a past year on goods: ties in trade and resources, and what part of them is energy."""

from __future__ import annotations

from model.inputs.history.history_tables import FIRST_BASE as FIRST
from model.inputs.history.history_tables import FLOWS, HUBS
from model.inputs.history.past_rows import LEAST, PastYear, Rows, around, past_row
from model.inputs.seeds.records import Key


def trade_rows(past: PastYear) -> Rows:
    """Ties in goods, what part of them is energy, and how open each state is."""
    for state in past.seeds.ids("state"):
        oil_gas = _fuels(past, state)
        exports, imports = (_total_without_hubs(past, state, flow) for flow in FLOWS)
        goods = exports + imports
        for power in past.seeds.ids("power"):
            sold, bought = (_flow(past, state, power, flow) for flow in FLOWS)
            exports, imports = max(exports - sold, 0.0), max(imports - bought, 0.0)
            yield from _pair(past, (power, state), sold, bought, oil_gas)
        others = exports + imports
        part = oil_gas * exports / others if others > 0 else 0.0
        gdp = past.history.value("economy", state, "gdp", past.year) or 1.0
        yield past_row(past, "leaning", (state, "openness"), min(goods / gdp, 5.0))
        yield past_row(past, "leaning", (state, "energy_others"), part)
        yield past_row(past, "leaning", (state, "oil_gas"), oil_gas, *around(oil_gas))


def _pair(past: PastYear, pair: Key, sold: float, bought: float, oil_gas: float) -> Rows:
    """Rows of one pair: its trade, what is sold under offtake, and the part of oil and gas."""
    power, state = pair
    assumed = past.history.assumed
    both = max(sold + bought, LEAST)
    part = min(oil_gas * sold / both, 0.95)
    offtake = part * both + assumed.ore_part * (1.0 - oil_gas) * sold + LEAST
    yield past_row(
        past, "ties", (power, state, "trade"), both,
        max(both / assumed.trade_error, LEAST), both * assumed.trade_error,
    )  # fmt: skip
    yield past_row(
        past, "ties", (power, state, "resources"), offtake,
        offtake / assumed.offtake_error, offtake * assumed.offtake_error,
    )  # fmt: skip
    yield past_row(past, "energy_part", pair, part, *around(part))
    imports = min(max(bought / both, 0.01), 0.99)
    yield past_row(past, "import_part", pair, imports, *around(imports))


def _fuels(past: PastYear, state: str) -> float:
    """Share of oil and gas in exports: the last on record, or else that of the seeds."""
    for year in range(past.year, FIRST - 1, -1):
        share = past.history.value("economy", state, "fuels", year)
        if share is not None:
            return share
    return past.seeds.tables["leaning"][state, "oil_gas"].value


def _flow(past: PastYear, state: str, partner: str, flow: str) -> float:
    """Trade one way in the year, bn USD; by the last usable share where the year's is not."""
    for year in range(past.year, FIRST - 1, -1):
        row = past.history.row("trade_shares", state, partner, flow, year)
        if row is not None and row.use == "yes":
            return row.value * _total(past, state, flow)
    return 0.0


def _total(past: PastYear, state: str, flow: str) -> float:
    """All trade one way in the year, bn USD."""
    return past.history.value("trade_totals", state, flow, past.year) or 0.0


def _total_without_hubs(past: PastYear, state: str, flow: str) -> float:
    """All trade one way but that with the gold hubs, bn USD."""
    return _total(past, state, flow) - sum(_flow(past, state, hub, flow) for hub in HUBS)
