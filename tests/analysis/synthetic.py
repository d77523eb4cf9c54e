"""A synthetic result that looks like one of the model's, so that review is tested alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.experiments.outcomes import observe
from model.experiments.result import as_dataset
from model.experiments.sweeps.dice import OWN
from model.experiments.sweeps.parts import Alternative, Design, Kept, Sweep
from model.experiments.sweeps.plan import RUN, Plan
from model.experiments.sweeps.structures import Structure
from model.experiments.sweeps.sweep_store import create_store, encode_block, write_block
from model.inputs.formats.quarters import quarter_index
from model.storage.manifest import Manifest, Played, build_manifest, short_digest


class Member(NamedTuple):
    id: str
    name: str
    colour: str
    hatch: str
    note: str = ""


class Outcome(NamedTuple):
    name: str
    axes: tuple[str, ...]
    unit: str
    meaning: str


class Seeds(NamedTuple):
    members: Mapping[str, tuple[Member, ...]]
    folder: Path


POWERS = (
    Member("CHN", "China", "#EE6677", "//"),
    Member("RUS", "Russia", "#0077BB", "\\\\"),
    Member("USA", "United States", "#222255", "xx"),
    Member("EU", "European Union", "#56B4E9", ".."),
    Member("JPN", "Japan", "#AA3377", "||"),
    Member("TUR", "Turkiye", "#E69F00", "--"),
    Member("KOR", "South Korea", "#117733", "++"),
    Member("IND", "India", "#997700", "oo"),
    Member("IRN", "Iran", "#661100", "**"),
)
STATES = (
    Member("KAZ", "Kazakhstan", "#33BBEE", "//"),
    Member("KGZ", "Kyrgyzstan", "#EE6677", "\\\\"),
    Member("TJK", "Tajikistan", "#661100", "xx"),
    Member("TKM", "Turkmenistan", "#332288", ".."),
    Member("UZB", "Uzbekistan", "#DDAA33", "||"),
)
CORRIDORS = (
    Member("northern", "Northern corridor", "#0072B2", "//"),
    Member("middle", "Middle Corridor", "#DDAA33", "\\\\"),
    Member("cku", "China-Kyrgyzstan-Uzbekistan railway", "#CC3311", "xx"),
    Member("southern", "Southern corridor", "#661100", ".."),
    Member("trans-afghan", "Trans-Afghan railway", "#BB5566", "||"),
    Member("eastern", "Eastern rail gates", "#33BBEE", "--"),
    Member("sea", "Sea route", "#222255", "++"),
)
MINERALS = tuple(
    Member(word, word.capitalize().replace("-", " "), colour, hatch)
    for word, colour, hatch in (
        ("rare-earths", "#AA3377", "//"),
        ("antimony", "#661100", "\\\\"),
        ("tungsten", "#332288", "xx"),
        ("gallium", "#33BBEE", ".."),
        ("chromium", "#E69F00", "||"),
        ("titanium", "#CC3311", "--"),
        ("manganese", "#0077BB", "++"),
        ("uranium", "#EE6677", "oo"),
    )
)
DOMAINS = ("trade", "resources", "diplomacy", "security")
WEIGHTS = np.array([0.3, 0.25, 0.2, 0.25])
MEMBERS = {"power": POWERS, "state": STATES, "corridor": CORRIDORS, "mineral": MINERALS}
TURNS = tuple(f"{year}Q{quarter}" for year in range(2025, 2041) for quarter in range(1, 5))
COORDS: dict[str, tuple[str, ...]] = {
    "turn": TURNS,
    "power": tuple(one.id for one in POWERS),
    "state": tuple(one.id for one in STATES),
    "domain": DOMAINS,
    "corridor": tuple(one.id for one in CORRIDORS),
    "mineral": tuple(one.id for one in MINERALS),
}
PS, PSD = ("power", "state"), ("power", "state", "domain")
OUTCOMES: dict[str, Outcome] = {
    row[0]: Outcome(*row)
    for row in (
        ("influence", PSD, "0..1", "influence of a power on a state in a domain"),
        ("total_influence", PS, "0..1", "influence over all domains"),
        ("share", PS, "share", "share of a state's total influence"),
        ("margin", ("state",), "share", "leader's share minus the second's"),
        ("concentration", ("state",), "0..1", "HHI of shares"),
        ("multivector", ("state",), "0..1", "1 minus normalised HHI"),
        ("region_share", ("power",), "share", "GDP-weighted share"),
        ("trade_share", PS, "share", "share of goods trade"),
        ("throughput", ("corridor",), "Mt a year", "tonnage carried"),
        ("transit_revenue", ("state",), "bn USD a year", "revenue from transit"),
        ("price", ("mineral",), "multiple of the base year", "price outside the controller"),
        ("controller_reliance", ("power", "mineral"), "share", "need met by the controller"),
        ("projects", ("state", "mineral"), "projects", "mineral projects begun"),
        ("failed_projects", ("state", "mineral"), "projects", "those that failed"),
        ("alignment", PS, "-1..1", "closeness of positions"),
        ("favour", PS, "-1..1", "standing"),
        ("council_backers", (), "states", "states backing a seat"),
        ("effort", PSD, "bn USD a year", "engagement granted"),
        ("ties", PSD, "bn USD a year or points", "volume of ties"),
    )
}


def walk(dice: np.random.Generator, shape: tuple[int, ...], step: float) -> NDArray[np.floating]:
    """A random walk along the second axis with a little noise between runs from the start."""
    start = dice.normal(0, 4 * step, (shape[0], 1, *shape[2:]))
    return start + np.cumsum(dice.normal(0, step, shape), axis=1)


def shares(influence: NDArray[np.floating]) -> dict[str, NDArray[np.floating]]:
    """Everything that follows from influence (run, turn, power, state, domain)."""
    total = influence @ WEIGHTS
    share = total / total.sum(axis=2, keepdims=True)
    ordered = np.sort(share, axis=2)
    concentration = (share**2).sum(axis=2)
    gdp = np.array([288.0, 17, 14, 65, 115])
    return {
        "influence": influence,
        "total_influence": total,
        "share": share,
        "margin": ordered[:, :, -1] - ordered[:, :, -2],
        "concentration": concentration,
        "multivector": (1 - concentration) / (1 - 1 / 9),
        "region_share": (share * gdp / gdp.sum()).sum(axis=3),
        "trade_share": influence[..., 0] / influence[..., 0].sum(axis=2, keepdims=True),
    }


def made_arrays(
    runs: int, push: float = 0.0, entropy: int = 7, turns: int = 64
) -> dict[str, NDArray[np.floating]]:
    """Outcomes of `runs` runs; the same entropy gives the same futures, moved by `push`."""
    dice = np.random.default_rng(entropy)
    time = np.linspace(0, 1, turns)[:, None, None, None]
    ramp = np.clip((np.arange(turns) - 5) / 16, 0, 1)
    level = np.array([0.34, 0.33, 0.07, 0.15, 0.045, 0.09, 0.035, 0.03, 0.04])
    field = np.array([[1.3, 1.2, 0.9, 0.4], [0.9, 0.8, 1.0, 1.9], [0.5, 0.8, 1.2, 0.9]])
    field = np.vstack([field, [[1.3, 1.4, 0.9, 0.1]], np.tile([1.0, 0.8, 1.1, 0.4], (5, 1))])
    tilt = dice.normal(1, 0.35, (9, 5, 1))
    base = level[:, None, None] * field[:, None, :] * np.clip(tilt, 0.4, 1.7)
    drift = np.array([0.5, -0.45, 0.1, 0.15, 0.1, 0.35, 0.1, 0.2, 0.0])[:, None, None]
    shape = (runs, turns, 9, 5, 4)
    influence = base * np.exp(drift * time + walk(dice, shape, 0.03))
    response = dice.normal(1, 0.4, (runs, 1, 1, 1, 1))
    pushed = np.array([-0.05, -0.02, 0, 0, 1.0, 0, 0.02, 0, 0])[:, None, None]
    influence = influence * np.exp(push * pushed * response * ramp[:, None, None, None])
    influence = influence / (1 + influence)
    found = shares(influence)
    load = np.array([30.0, 5, 0.5, 8, 0.01, 40, 900])
    growth = np.array([0.1, 1.3, 2.6, 0.4, 4.5, 0.3, 0.2])
    flow = load * np.exp(growth * time[..., 0, 0] + walk(dice, (runs, turns, 7), 0.04))
    found["throughput"] = flow * (1 + 0.3 * push * ramp[:, None] * (load < 10))
    found["transit_revenue"] = np.abs(walk(dice, (runs, turns, 5), 0.02)) + 0.8
    bump = np.exp(-(((np.arange(turns) - 12) / 8.0) ** 2))[:, None]
    height = np.array([1.2, 2.4, 0.9, 1.6, 0.1, 0.2, 0.1, 0.5]) * (1 + push)
    size = np.exp(walk(dice, (runs, 1, 8), 0.1))
    found["price"] = 1 + bump * height * size
    reliance = dice.uniform(0.15, 0.9, (9, 8)) * np.exp(-0.5 * time[..., 0])
    reliance[:, 0] = 0.0
    noise = np.exp(walk(dice, (runs, turns, 9, 8), 0.01))
    found["controller_reliance"] = np.clip(reliance * noise, 0, 1)
    begun = np.floor(np.cumsum(np.abs(walk(dice, (runs, turns, 5, 8), 0.02)), axis=1))
    found["projects"], found["failed_projects"] = begun, np.floor(0.4 * begun)
    found["alignment"] = np.tanh(walk(dice, shape[:-1], 0.03))
    found["favour"] = np.tanh(0.2 + walk(dice, shape[:-1], 0.03))
    found["council_backers"] = 2.5 + walk(dice, (runs, turns), 0.05)
    found["effort"] = influence * 2
    found["ties"] = influence * 60
    return {name: values.astype(np.float32) for name, values in found.items()}


def made_manifest(title: str, name: str, runs: int) -> Manifest:
    played = Played(
        name=name,
        title=title,
        scenario={"title": title, "events": []},
        scenario_digest="1" * 64,
        seeds_digest="2" * 64,
        entropy=7,
        runs=runs,
        horizon=(TURNS[0], TURNS[-1]),
    )
    return build_manifest(["steppewise", "run", name], played)


def made_result(title: str, name: str, runs: int, push: float = 0.0) -> xr.Dataset:
    manifest = made_manifest(title, name, runs)
    attrs: dict[str, str | int] = {
        "title": title,
        "question": "What would an engagement change?",
        "scenario": name,
        "runs": runs,
        "entropy": 7,
        "digest": short_digest(manifest),
        "sources": "World Bank, CEPII BACI, SIPRI and 40 others; see seeds/sources.csv",
        "disclaimer": "Synthetic numbers for tests; nothing here is a forecast.",
    }
    return as_dataset(made_arrays(runs, push), OUTCOMES, COORDS, attrs)


def made_map() -> dict[str, object]:
    """Boxes roughly where the states are."""
    boxes = {
        "KAZ": (47, 44, 86, 55),
        "KGZ": (70, 40, 79, 43.5),
        "TJK": (68, 36.8, 74.5, 39.8),
        "TKM": (53, 36, 63, 42),
        "UZB": (56.5, 38, 69, 43.9),
    }
    shapes = {
        name: [[[[w, s], [e, s], [e, n], [w, n], [w, s]]]] for name, (w, s, e, n) in boxes.items()
    }
    return {"bounds": [45, 34, 89, 57], "shapes": shapes}


def plan_store(name: str, dataset: xr.Dataset, outcomes: list[str], batch: int) -> Plan:
    """The plan of runs whose outcomes a made-up dataset holds."""
    first, last = (quarter_index(str(dataset["turn"].values[place])) for place in (0, -1))
    scenario: Any = SimpleNamespace(start=first, until=last)
    seeds: Any = SimpleNamespace(ids=lambda axis: COORDS[axis])
    kept = tuple(
        Kept(each, each, (), OUTCOMES[each].axes, "trajectory", OUTCOMES[each].unit,
             OUTCOMES[each].meaning)
        for each in sorted(outcomes)
    )  # fmt: skip
    sweep = Sweep("a", "A", "", "", "", ("a",), "all", (), 1, 7, OWN, Design("runs", 0, 0, False),
                  (), (), kept, Alternative("", (), ()))  # fmt: skip
    structure = Structure("a", (), scenario, seeds)
    return Plan("a", sweep, (structure,), observe, dataset.sizes["run"], batch, name, RUN)


def store_runs(
    path: Path,
    dataset: xr.Dataset,
    outcomes: list[str],
    batch: int,
    blocks: list[int] | None = None,
) -> Path:
    """Write some blocks of a made-up dataset, all unless given, as the runs of a scenario are."""
    plan = plan_store(path.name, dataset, outcomes, batch)
    attributes: dict[str, str | int] = {str(name): told for name, told in dataset.attrs.items()}
    create_store(path.parent, plan, np.empty((plan.points, 0)), attributes)
    (path.parent / ".writing").mkdir(exist_ok=True)
    for block in range(plan.blocks) if blocks is None else blocks:
        some = slice(block * batch, (block + 1) * batch)
        arrays = {name: dataset[name].values[some].astype(np.float32) for name in outcomes}
        write_block(path.parent, plan, encode_block(plan, arrays, block))
    (path.parent / ".writing").rmdir()
    return path
