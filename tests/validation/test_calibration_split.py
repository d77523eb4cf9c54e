"""The honest split: nothing after the last year moves a sample, and what is before it does."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from model.inputs.history.history import read_history
from model.inputs.history.history_tables import PAST_TABLES
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import read_seeds
from model.storage.manifest import plain
from model.validation.calibration.calibration_folder import Fit, asked_of, calibrate
from model.validation.calibration.find import Settings
from model.validation.calibration.likelihood import Windows
from tests.validation.fitting import CHANCE
from tests.validation.later_years import (
    change_later_events,
    change_later_rows,
    change_rows,
    copy_history,
    copy_seeds,
    drop_later_rows,
    make_other,
    year_of,
)

LAST, HONEST = 2002, 2013
TINY = Settings(LAST, CHANCE, walkers=6, steps=4, burn=1, kept=8)


class Told(NamedTuple):
    """A folder of seeds and a scenario of the past, to be made others."""

    seeds: Path
    scenario: Path

    def fit(self, settings: Settings) -> Fit:
        seeds = read_seeds(self.seeds, sampled=False)
        scenario, _ = load_scenario(self.scenario, seeds)
        return Fit(scenario, seeds, read_history(self.seeds), settings, 1)

    def sample(self) -> dict[str, bytes]:
        """The bytes of a small sample, and of its manifest."""
        into = self.seeds / "posterior"
        calibrate(self.fit(TINY), self.seeds.parent / "work", into, lambda steps: None)
        return {path.name: path.read_bytes() for path in sorted(into.iterdir())}


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(copy_seeds(tmp_path / "seeds"), copy_history(tmp_path / "history.toml"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample of the past as it is shipped."""
    place = tmp_path_factory.mktemp("as-shipped")
    return Told(copy_seeds(place / "seeds"), copy_history(place / "history.toml")).sample()


def test_other_numbers_in_every_later_row_leave_every_byte(
    told: Told, sample: dict[str, bytes]
) -> None:
    counted = change_later_rows(told.seeds, LAST)
    assert min(counted.values()) > 0, counted
    assert counted["trade_shares"] > 2000
    assert change_later_events(told.scenario, LAST) > 30
    assert sorted(sample) == ["to-2002.csv", "to-2002.json"]
    assert told.sample() == sample


def test_a_past_that_ends_with_the_last_year_leaves_every_byte(
    told: Told, sample: dict[str, bytes]
) -> None:
    drop_later_rows(told.seeds, LAST)
    assert told.sample() == sample


def test_another_number_in_an_earlier_row_changes_draws_and_manifest(
    told: Told, sample: dict[str, bytes]
) -> None:
    def change(row: dict[str, str]) -> list[dict[str, str]]:
        wanted = (row["state"], row["partner"], row["flow"], row["year"])
        if wanted == ("UZB", "RUS", "exports", str(LAST)):
            return [{**row, "value": f"{float(row['value']) + 0.2:g}"}]
        return [row]

    assert change_rows(told.seeds / "history" / "trade_shares.csv", change) == 1
    other = told.sample()
    assert [name for name in sample if other[name] == sample[name]] == []


def test_nothing_after_2013_is_in_what_is_fitted_to_2013(told: Told) -> None:
    def gather() -> list[object]:
        fit = told.fit(Settings(last=HONEST))
        windows = Windows(fit.scenario, fit.seeds, fit.history, HONEST)
        starts = [
            (year, years, scenario.start, scenario.until, scenario.drivers, seeds.tables)
            for year, years, scenario, seeds in windows.origins
        ]
        events = {repr(plain(scenario.events)) for _, _, scenario, _ in windows.origins}
        cases = [[np.asarray(part).tolist() for part in case] for case in windows.cases]
        return [asked_of(fit, 0.5), starts, events, cases]

    before = gather()
    assert min(change_later_rows(told.seeds, HONEST).values()) > 0
    assert change_later_events(told.scenario, HONEST) > 5
    for was, now in zip(before, gather(), strict=True):
        assert was == now


@pytest.mark.parametrize("table", ["economy", "memberships"])
def test_an_earlier_row_of_another_table_shows_in_the_manifest(told: Told, table: str) -> None:
    fit, left = told.fit(Settings(last=HONEST)), [True]

    def change(row: dict[str, str]) -> list[dict[str, str]]:
        if left and year_of(row) == HONEST - 3:
            left.clear()
            return [make_other(row, PAST_TABLES[table])]
        return [row]

    assert change_rows(told.seeds / "history" / f"{table}.csv", change) == 1
    before, after = (
        asked_of(fit._replace(history=history), 0.5)
        for history in (fit.history, read_history(told.seeds))
    )
    assert [key for key in before if before[key] != after[key]] == ["data_digest"]


def test_an_earlier_event_shows_in_the_manifest(told: Told) -> None:
    before = asked_of(told.fit(Settings(last=HONEST)), 0.5)
    text = told.scenario.read_text()
    assert "add = 24" in text
    told.scenario.write_text(text.replace("add = 24", "add = 25"))
    after = asked_of(told.fit(Settings(last=HONEST)), 0.5)
    assert [key for key in before if before[key] != after[key]] == ["events_digest"]
