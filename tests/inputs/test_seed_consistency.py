"""The shipped numbers fit each other, and each rule that says so can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import consistency as rules
import pytest

from model.inputs.seeds.records import Key, Row
from model.inputs.seeds.seeds import Seeds, read_seeds

Rule = Callable[[rules.Tables], Iterable[str]]


@pytest.fixture(scope="module")
def shipped() -> Seeds:
    return read_seeds(sampled=False)


def changed(seeds: Seeds, table: str, key: Key, **cells: object) -> rules.Tables:
    """The tables with other cells in one row."""
    rows: dict[Key, Row] = dict(seeds.tables[table])
    rows[key] = rows[key]._replace(**cells)
    return {**seeds.tables, table: rows}


BROKEN: dict[str, tuple[Rule, str, Key, dict[str, object]]] = {
    "trade is sold or bought": (
        rules.parts_of_trade_above_one, "energy_part", ("EU", "KAZ"), {"value": 0.9},
    ),
    "shares of a whole": (
        rules.shares_above_one, "route_buyers", ("cpc", "EU"), {"value": 0.9},
    ),
    "shares of arms": (
        rules.shares_above_one, "dependence", ("arms", "RUS", "TKM"), {"value": 0.15},
    ),
    "offtake within trade": (
        rules.offtake_above_trade, "ties", ("USA", "KAZ", "resources"), {"value": 5.0},
    ),
    "energy within offtake": (
        rules.energy_above_offtake, "ties", ("TUR", "KAZ", "resources"), {"value": 1.7},
    ),
    "the seeds' own GDP": (
        rules.ratios_on_another_gdp, "economy", ("KGZ", "gdp"), {"value": 13.0},
    ),
    "a ratio is its amount over GDP": (
        rules.ratios_on_another_gdp, "dependence", ("remittances", "RUS", "KGZ"), {"value": 0.225},
    ),
    "a ratio tells its amount": (
        rules.ratios_without_amounts, "leaning", ("KGZ", "remittances"), {"note": "26.6 % in 2022"},
    ),
    "the powers' remittances within all": (
        rules.remittances_above_all, "dependence", ("remittances", "RUS", "TJK"), {"value": 0.41},
    ),
    "arms in security": (
        rules.security_on_other_arms, "dependence", ("arms", "RUS", "KGZ"), {"value": 0.75},
    ),
    "one base for minerals": (
        rules.minerals_on_another_base, "capacity", ("TJK", "antimony"), {"unit": "share"},
    ),
    "the controller's market is left out": (
        rules.minerals_on_another_base, "demand", ("CHN", "gallium"), {"value": 0.4},
    ),
    "what nobody read is C": (
        rules.unread_above_c, "economy", ("CHN", "gdp"), {"grade": "B"},
    ),
    "a product is not A": (
        rules.worked_out_but_a, "ties", ("TUR", "UZB", "trade"), {"grade": "A"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_shipped_seeds_keep_a_rule(name: str, shipped: Seeds) -> None:
    assert list(BROKEN[name][0](shipped.tables)) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_finds_a_row_that_breaks_it(name: str, shipped: Seeds) -> None:
    rule, table, key, cells = BROKEN[name]
    assert list(rule(changed(shipped, table, key, **cells)))


def test_what_rests_on_judgement_alone_is_c_unless_it_is_a_definition(shipped: Seeds) -> None:
    own = rules.own_sources(shipped)
    assert "modellers-assumption" in own
    rule = partial(rules.judgement_above_c, own=own)
    assert list(rule(shipped.tables)) == []
    key = ("CHN", "chromium")
    assert list(rule(changed(shipped, "reliance", key, note=""))) == ["reliance.CHN.chromium: B"]


def test_every_source_is_cited(shipped: Seeds) -> None:
    past = rules.cited_in_the_past(shipped.folder)
    elsewhere = past | {source for one in shipped.interests for source in one.source}
    assert list(rules.unused_sources(shipped.tables, shipped.sources, elsewhere)) == []
    known = [*shipped.sources, "never-cited"]
    assert list(rules.unused_sources(shipped.tables, known, elsewhere)) == ["never-cited"]


def test_no_address_is_malformed(shipped: Seeds) -> None:
    addresses = {name: source.address for name, source in shipped.sources.items()}
    assert list(rules.malformed_addresses(addresses)) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://carnegieendowment.org./posts/2024",
        "https://l.global.ssl.fastly.net/List",
        "https://staging.rferl.org/a/1.html",
        "https://beta.kun.uz/en/news",
        "https://centralasia.media/news:2421407?from=rss",
    ],
)
def test_a_malformed_address_is_found(address: str) -> None:
    assert list(rules.malformed_addresses({"one": address})) == [f"one: {address}"]
