"""The forecasts of the hindcast as tables that open in a spreadsheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from model.storage.csv_text import write_csv
from model.validation.hindcast.find import HORIZONS, LEVELS, TARGETS
from model.validation.hindcast.forecasts import RIVALS, Cells, Hindcast
from model.validation.hindcast.moved import DECADE
from model.validation.hindcast.skill import PairScore, score_pairs

QUANTILES: tuple[str, ...] = tuple(f"p{round(100 * level):02d}" for level in LEVELS)
PLACE: tuple[str, ...] = ("origin", "horizon", "state", "power")

Row = tuple[object, ...]


def write_tables(hindcast: Hindcast, folder: Path) -> list[Path]:
    """Write every table into a folder and return the paths; cells that do not count are left out.

    `forecasts.csv`, `forecasts-without-events.csv`: shares of trade; `benchmarks.csv`: simpler
    forecasts of the same; `pairs.csv`: errors by pair; `positions.csv`, `arms.csv`; `contact.csv`:
    changes of formal diplomatic contact, points; `volumes.csv`: trade in bn USD.
    """
    quantiles = (*PLACE, *QUANTILES, "observed")
    known = {**hindcast.cells, DECADE: hindcast.decade}
    blind = {**hindcast.blind, DECADE: hindcast.blind_decade}
    tables: Mapping[str, tuple[tuple[str, ...], Iterable[Row]]] = {
        "forecasts": (quantiles, forecast_rows(hindcast, known)),
        "forecasts-without-events": (quantiles, forecast_rows(hindcast, blind)),
        "benchmarks": ((*PLACE, *RIVALS, "observed"), benchmark_rows(hindcast, known)),
        "pairs": (PairScore._fields, pair_rows(hindcast)),
        "positions": (
            ("origin", "horizon", "state", *QUANTILES, "persistence", "kept_gaps", "observed"),
            position_rows(hindcast),
        ),
        "arms": (
            (
                "state",
                "power",
                "period",
                "period_before",
                "years_ahead",
                *QUANTILES,
                "frozen",
                "persistence",
                "observed",
            ),
            arms_rows(hindcast),
        ),
        "contact": ((*PLACE, *QUANTILES, "frozen", "observed"), contact_rows(hindcast)),
        "volumes": ((*PLACE, *QUANTILES, "persistence", "observed"), volume_rows(hindcast)),
    }
    return [
        write_rows(folder / f"{name}.csv", header, rows) for name, (header, rows) in tables.items()
    ]


def write_rows(path: Path, header: tuple[str, ...], rows: Iterable[Row]) -> Path:
    """Write a table as CSV (UTF-8, comma, header row) and return the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, header, ([cell(value) for value in row] for row in rows))
    return path


def cell(value: object) -> str:
    """Print a number with six digits at most, and blank where there is none."""
    if not isinstance(value, float):
        return str(value)
    return "" if math.isnan(value) else f"{value:.6g}"


def counted(
    hindcast: Hindcast, cells: Mapping[int, Cells]
) -> Iterator[tuple[Cells, tuple[int, int, int], Row]]:
    """Yield every cell that counts: the cells of its horizon, its place, and that in words."""
    for horizon, one in cells.items():
        for t, target in enumerate(TARGETS):
            for i, state in enumerate(hindcast.states):
                for j, power in enumerate(hindcast.powers):
                    if one.counted[t, i, j]:
                        yield one, (t, i, j), (target - horizon, horizon, state, power)


def forecast_rows(hindcast: Hindcast, cells: Mapping[int, Cells]) -> Iterator[Row]:
    """Yield origin, horizon, state, power, quantiles and observation of every cell that counts."""
    for one, (t, i, j), words in counted(hindcast, cells):
        quantiles = (float(value) for value in one.shares[:, t, i, j])
        yield (*words, *quantiles, float(one.observed[t, i, j]))


def benchmark_rows(hindcast: Hindcast, cells: Mapping[int, Cells]) -> Iterator[Row]:
    """Yield what simpler forecasts would have said of the same cells."""
    for one, place, words in counted(hindcast, cells):
        simple = (float(one.rivals[rival][place]) for rival in RIVALS)
        yield (*words, *simple, float(one.observed[place]))


def pair_rows(hindcast: Hindcast) -> Iterator[Row]:
    """Yield the score of every pair, by horizon, the largest share of the error first."""
    for horizon in HORIZONS:
        yield from score_pairs(hindcast, horizon)


def position_rows(hindcast: Hindcast) -> Iterator[Row]:
    """Yield the voting positions that were predicted, and what was observed."""
    for horizon, one in hindcast.positions.items():
        for t, target in enumerate(one.targets):
            for i, state in enumerate(hindcast.states):
                if one.counted[t, i]:
                    points = [*one.points[:, t, i], one.kept[t, i], one.gaps_kept[t, i]]
                    numbers = [float(value) for value in (*points, one.observed[t, i])]
                    yield (target - horizon, horizon, state, *numbers)


def volume_rows(hindcast: Hindcast) -> Iterator[Row]:
    """Yield the trade of pairs that was predicted, and what was observed, bn USD a year."""
    for horizon, one in hindcast.volumes.items():
        for t, i, j in np.argwhere(one.counted):
            words = (TARGETS[t] - horizon, horizon, hindcast.states[i], hindcast.powers[j])
            numbers = [*one.bands[:, t, i, j], one.kept[t, i, j], one.observed[t, i, j]]
            yield (*words, *(float(number) for number in numbers))


def arms_rows(hindcast: Hindcast) -> Iterator[Row]:
    """Yield the shares of suppliers that were predicted, and what was observed."""
    for supply, shares, frozen in (armed for some in hindcast.arms.values() for armed in some):
        for j, power in enumerate(hindcast.powers):
            numbers = [float(value) for value in (*shares[:, j], frozen[j])]
            words = (supply.state, power, supply.period, supply.before, supply.ahead)
            yield (*words, *numbers, supply.kept[j], supply.observed[j])


def contact_rows(hindcast: Hindcast) -> Iterator[Row]:
    """Yield the changes of contact that were predicted, and what was observed, points."""
    for horizon, one in hindcast.contact.items():
        for t, i, j in np.argwhere(one.counted):
            words = (TARGETS[t] - horizon, horizon, hindcast.states[i], hindcast.powers[j])
            numbers = [*one.bands[:, t, i, j], one.frozen[t, i, j], one.observed[t, i, j]]
            yield (*words, *(float(number) for number in numbers))
