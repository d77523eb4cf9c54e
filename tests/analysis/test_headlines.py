"""The title of a figure says what is drawn: its numbers, its dates, and no more than is sure."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from synthetic import Seeds

from model.analysis.compare.figure import headline_of
from model.analysis.compare.find import compare
from model.analysis.compare.words import list_changes
from model.analysis.trajectories import headlines
from model.analysis.trajectories.findings import find_findings
from model.analysis.trajectories.material import Material, gather
from model.storage.manifest import Manifest


@pytest.fixture
def made(base: xr.Dataset, manifest: Manifest, seeds: Seeds) -> Material:
    return gather(base, None, manifest, seeds)


def with_share(base: xr.Dataset, leads: dict[str, tuple[str, int]]) -> xr.Dataset:
    """The result with one power far ahead in each state, in so many of the 20 runs."""
    share = base["share"].copy(deep=True)
    for state, (power, runs) in leads.items():
        share.loc[{"state": state}] = 0.05
        share.loc[{"state": state, "power": power}] = np.where(np.arange(20) < runs, 0.5, 0.01)[
            :, None
        ]
    return base.assign(share=share)


def test_leaders_are_named_where_they_lead_in_nine_of_ten_runs(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    led = with_share(
        base,
        {"KAZ": ("RUS", 20), "KGZ": ("RUS", 18), "TJK": ("RUS", 17), "TKM": ("CHN", 19),
         "UZB": ("EU", 20)},
    )  # fmt: skip
    assert headlines.who_leads(gather(led, None, manifest, seeds)) == (
        "Russia leads in Kazakhstan and Kyrgyzstan, China does in Turkmenistan and the European "
        "Union does in Uzbekistan in 2040Q4, in at least nine of ten runs; nobody so surely in "
        "Tajikistan"
    )
    open_ = with_share(base, dict.fromkeys(("KAZ", "KGZ", "TJK", "TKM", "UZB"), ("RUS", 17)))
    assert headlines.who_leads(gather(open_, None, manifest, seeds)) == (
        "No power leads any state in 2040Q4 in nine of ten runs"
    )


def test_what_moves_is_what_the_findings_say_moved(base: xr.Dataset, made: Material) -> None:
    said = find_findings(base, made.names)
    assert f"{headlines.who_moves(made)}." == said[base.sizes["state"]]


def test_nothing_moved_is_said_as_the_findings_say_it(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    still = base.assign(share=0 * base["share"] + 0.1)
    made = gather(still, None, manifest, seeds)
    said = headlines.who_moves(made)
    assert said == "No power's share of influence moved clearly from 2025Q1 to 2040Q4"
    assert find_findings(still, made.names)[-1].startswith(said)


def test_the_region_has_its_leader_with_a_share_and_its_range(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    share = 0 * base["region_share"] + 0.05
    share.loc[{"power": "USA"}] = np.linspace(0.30, 0.48, 20)[:, None]
    share.loc[{"power": "CHN"}] = 0.305
    made = gather(base.assign(region_share=share), None, manifest, seeds)
    assert headlines.who_leads_region(made) == (
        "The United States leads in the region in 2040Q4 in 95 % of runs, with 39 % of all outside "
        "influence (90 % of runs 31 to 47)"
    )


def test_fields_are_counted_by_who_leads_them_surely(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    influence = 0 * base["influence"] + 0.1
    influence.loc[{"power": "CHN", "domain": "trade"}] = 0.9
    influence.loc[{"power": "RUS", "domain": "security", "state": ["KAZ", "KGZ"]}] = 0.9
    influence.loc[{"power": "RUS", "domain": "security", "state": "TJK", "run": slice(0, 9)}] = 0.9
    doubtful = influence.where(
        ~((influence["domain"] == "resources") & (influence["run"] < 10)), other=0.5
    )
    made = gather(base.assign(influence=doubtful), None, manifest, seeds)
    said = headlines.who_leads_fields(made)
    assert said.startswith("China leads in ")
    assert "Russia 2 of 20 fields of the states in 2040Q4, in at least nine of ten runs" in said


def test_a_rise_in_rank_is_told_from_nine_of_ten_runs_on(made: Material) -> None:
    ranks = made.ranks.copy(data=np.broadcast_to(
        np.arange(1, 10)[None, None, :, None], made.ranks.shape).copy())  # fmt: skip
    assert headlines.who_overtakes(made._replace(ranks=ranks)) == (
        "No power rises or falls a place in any state from 2026Q4 to 2040Q4 in nine of ten runs"
    )
    turned = ranks.copy(deep=True)
    turned.loc[{"turn": "2040Q4", "power": "JPN", "state": "UZB", "run": turned.run[:18]}] = 4
    assert headlines.who_overtakes(made._replace(ranks=turned)) == (
        "Japan rises in rank in Uzbekistan from 2026Q4 to 2040Q4, in at least nine of ten runs"
    )


def test_freight_counts_corridors_that_clearly_grow_or_fall(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    flow = 0 * base["throughput"] + 10.0
    flow.loc[{"turn": "2040Q4", "corridor": "sea"}] = np.linspace(12, 14, 20)
    flow.loc[{"turn": "2040Q4", "corridor": "middle"}] = 9.0
    flow.loc[{"turn": "2040Q4", "corridor": "eastern"}] = 10.05
    made = gather(base.assign(throughput=flow), None, manifest, seeds)
    assert headlines.what_freight_does(made) == (
        "Freight grows clearly on 1 and falls clearly on 1 of 7 corridors from 2025Q1 to 2040Q4, "
        "most on the Sea route: +3.0 Mt a year (90 % of runs +2.1 to +3.9)"
    )


def test_the_dearest_mineral_is_named_at_its_highest_median(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    price = 0 * base["price"] + 1.0
    price.loc[{"turn": "2027Q1", "mineral": "gallium"}] = np.linspace(2.0, 4.0, 20)
    made = gather(base.assign(price=price), None, manifest, seeds)
    assert headlines.what_costs_most(made) == (
        "Gallium gets dearest: 3.0 times its price of 2024 in 2027Q1 (90 % of runs 2.1 to 3.9)"
    )


def test_projects_are_told_where_most_begin(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    begun, failed = 0 * base["projects"], 0 * base["failed_projects"]
    begun.loc[{"turn": "2040Q4", "state": "UZB", "mineral": "uranium"}] = np.linspace(4, 14, 20)
    failed.loc[{"turn": "2040Q4", "state": "UZB", "mineral": "uranium"}] = np.linspace(0, 4, 20)
    made = gather(base.assign(projects=begun, failed_projects=failed), None, manifest, seeds)
    assert headlines.where_projects_begin(made) == (
        "Most mineral projects begin in Uzbekistan: 9 by 2040Q4 (90 % of runs 4 to 14), of which "
        "2.0 fail (0.2 to 3.8)"
    )


@pytest.mark.parametrize(("outcome", "dates"), [("share", ("2030Q4", "2040Q4")), ("region_share", ("2035Q4",))])  # noqa: E501  # fmt: skip
def test_a_difference_is_told_as_the_comparison_tells_it(
    outcome: str,
    dates: tuple[str, ...],
    base: xr.Dataset,
    other: xr.Dataset,
    manifest: Manifest,
    seeds: Seeds,
) -> None:
    made = gather(other, base, manifest, seeds, dates)
    said, turn_told = headline_of(made, outcome)
    assert f" in {turn_told} (range " in said
    table = compare(base, other, dates, [outcome])
    told = [
        clause.replace(" (range", f" in {turn} (range")
        for turn in dates
        for clause in list_changes(table[table["turn"] == turn], made.names)
    ]
    assert said in told


def test_a_difference_too_small_to_matter_is_told_so_before_it_is_told_sure(
    base: xr.Dataset, manifest: Manifest, seeds: Seeds
) -> None:
    small = base.assign(share=base["share"] + 0.0005)
    assert headline_of(gather(small, base, manifest, seeds), "share").words == (
        "No power's share of influence changes by 0.1 points in 90 % of runs"
    )
    share = base["share"].copy(deep=True)
    share.loc[{"power": "JPN"}] += np.linspace(-0.02, 0.03, 20)[:, None, None]
    wide = gather(base.assign(share=share), base, manifest, seeds)
    assert headline_of(wide, "share") == (
        "No power's share of influence changes clearly and enough to matter",
        "",
    )
