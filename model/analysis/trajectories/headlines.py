"""What each figure of a result finds, in the one sentence that is its title.

The sentences are worked out from the numbers that are drawn, in the words of the findings and with
their thresholds, and have no more digits than the runs support.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr

from model.analysis.compare.find import judge
from model.analysis.leaders.find import SURE, leader
from model.analysis.trajectories.findings import (
    called,
    clear_moves,
    describe_move,
    nothing_moved,
)
from model.analysis.trajectories.material import Material
from model.analysis.units import shown
from model.analysis.wording import decimals, number, share_of_runs, signed, spoken
from model.experiments.result import names_of
from model.inputs.formats.plain_text import plural

NINE = "in at least nine of ten runs"
LITTLE = 1.05
"""Multiple of the base year's price up to which a price is as it was."""


def who_leads(material: Material) -> str:
    """Say which power leads each state in nine of ten runs at the end, and where none does."""
    date = material.dates[-1]
    who, sure = leader(material.leads.sel(turn=date))
    states = names_of(who, "state")
    led: dict[str, list[str]] = {}
    for state in states:
        if float(sure.sel(state=state)) >= SURE:
            led.setdefault(str(who.sel(state=state).item()), []).append(state)
    named = [state for found in led.values() for state in found]
    rest = [material.look("state", state).name for state in states if state not in named]
    if not led:
        return f"No power leads any state in {date} in nine of ten runs"
    ordered = sorted(led.items(), key=lambda one: -len(one[1]))
    parts = [
        f"{_power(material, power)} {'leads' if not place else 'does'} in "
        f"{join([material.look('state', state).name for state in found])}"
        for place, (power, found) in enumerate(ordered)
    ]
    tail = f"; nobody so surely in {join(rest)}" if rest else ""
    return _capital(f"{join(parts)} in {date}, {NINE}{tail}")


def who_leads_fields(material: Material) -> str:
    """Say how many pairs of state and field each power leads in nine of ten runs at the end."""
    date = material.dates[-1]
    who, sure = leader(material.domain_leads.sel(turn=date))
    powers, shares = who.values.ravel(), sure.values.ravel()
    surely = [str(power) for power, share in zip(powers, shares, strict=True) if share >= SURE]
    counts = {power: surely.count(power) for power in dict.fromkeys(surely)}
    if not counts:
        return f"No power leads a field of any state in {date} in nine of ten runs"
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    parts = [
        f"{_power(material, power)} {'leads in ' if not place else ''}{count}"
        for place, (power, count) in enumerate(ordered)
    ]
    return _capital(f"{join(parts)} of {len(powers)} fields of the states in {date}, {NINE}")


def who_moves(material: Material) -> str:
    """Say which share in a state moves most from the first turn to the last, as the findings do."""
    turns = material.turns[0], material.turns[-1]
    if turns[0] == turns[1]:
        return f"Only {turns[0]} was played, so that nothing can have moved"
    moved = material.moved["share"].isel(turn=0)
    pairs = [(p, s) for p in names_of(moved, "power") for s in names_of(moved, "state")]
    scale = shown("share").scale
    moves = [(pair, _three(moved.sel(power=pair[0], state=pair[1]), scale)) for pair in pairs]
    told = clear_moves(moves)
    if not told:
        return nothing_moved(turns)
    return describe_move(*told[0], turns, material.names).rstrip(".")


def who_leads_region(material: Material) -> str:
    """Say who leads the region at the last turn, in how many runs, and with what share."""
    date = material.turns[-1]
    often = material.region_leads.sel(turn=material.dates[-1])
    power = str(often.idxmax("power").item())
    share = material.summary["region_share"].sel(power=power, turn=material.dates[-1])
    held = _level(_three(share, shown("region_share").scale), "region_share")
    return _capital(
        f"{_power(material, power)} leads in the region in {date} in "
        f"{share_of_runs(float(often.max()))}, with {held[0]} % of all outside influence "
        f"(90 % of runs {held[1]})"
    )


def largest_share(material: Material) -> str:
    """Say who has the largest share of influence in any one state at the last date."""
    date = material.dates[-1]
    share = material.summary["share"].sel(turn=date)
    middle = share.sel(statistic="p50")
    power, state = _where(middle, ("power", "state"))
    held = _level(_three(share.sel(power=power, state=state), shown("share").scale), "share")
    return _capital(
        f"{_power(material, power)} in {material.look('state', state).name} has the largest share "
        f"in {date}: {held[0]} % (90 % of runs {held[1]})"
    )


def who_overtakes(material: Material) -> str:
    """Say which powers gain or lose places in a state in nine of ten runs."""
    turns = names_of(material.ranks, "turn")
    change = (material.ranks.isel(turn=-1).astype(int) - material.ranks.isel(turn=0)).transpose(
        "run", "power", "state"
    )
    span = f"from {turns[0]} to {turns[-1]}"
    found = []
    for word, often in (("rises", (change < 0).mean("run")), ("falls", (change > 0).mean("run"))):
        for power in names_of(change, "power"):
            where = [s for s in names_of(change, "state")
                     if float(often.sel(power=power, state=s)) >= SURE]  # fmt: skip
            if where:
                found.append((len(where), power, word, where))
    if not found:
        return f"No power rises or falls a place in any state {span} in nine of ten runs"
    found.sort(key=lambda one: -one[0])
    _, power, word, where = found[0]
    states = join([material.look("state", state).name for state in where])
    others = sum(len(one[3]) for one in found[1:])
    more = f"; {plural(others, 'change')} of rank elsewhere as sure" if others else ""
    return _capital(f"{_power(material, power)} {word} in rank in {states} {span}, {NINE}{more}")


def what_freight_does(material: Material) -> str:
    """Say on how many corridors freight grows or falls clearly, and where by most."""
    turns = material.turns[0], material.turns[-1]
    moved = material.moved["throughput"].isel(turn=0)
    view = shown("throughput")
    clear = {}
    for corridor in names_of(moved, "corridor"):
        three = _three(moved.sel(corridor=corridor), view.scale)
        if not judge(*three, view.least):
            clear[corridor] = three
    count = moved.sizes["corridor"]
    span = f"from {turns[0]} to {turns[1]}"
    if not clear:
        return f"Freight on none of {count} corridors changes clearly {span}"
    most = max(clear, key=lambda corridor: abs(clear[corridor][1]))
    low, middle, high = clear[most]
    places = decimals(low, high, view.decimals)
    grow = sum(three[1] > 0 for three in clear.values())
    ways = [f"grows clearly on {grow}"] * (grow > 0)
    ways += [f"falls clearly on {len(clear) - grow}"] * (len(clear) > grow)
    where = spoken("corridor", material.look("corridor", most).name)
    return (
        f"Freight {join(ways)} of {count} corridors {span}, most on {where}: "
        f"{signed(middle, places)} Mt a year (90 % of runs {signed(low, places)} to "
        f"{signed(high, places)})"
    )


def what_costs_most(material: Material) -> str:
    """Say which mineral's median price gets highest, when, and how many are as they were."""
    year = material.facts.base_year
    price = material.summary["price"]
    middle = price.sel(statistic="p50")
    mineral, turn = _where(middle, ("mineral", "turn"))
    if float(middle.max()) < LITTLE:
        return f"Every mineral costs about as in {year} throughout"
    held = _level(_three(price.sel(mineral=mineral, turn=turn), 1.0), "price")
    return _capital(
        f"{material.look('mineral', mineral).name} gets dearest: {held[0]} times its price of "
        f"{year} in {turn} (90 % of runs {held[1]})"
    )


def who_relies_most(material: Material) -> str:
    """Say who relies most on the controller of a mineral at the end."""
    date = material.turns[-1]
    reliance = material.summary["controller_reliance"].sel(turn=date)
    middle = reliance.sel(statistic="p50")
    if float(middle.max()) <= 0:
        return "No importer relies on a controller"
    power, mineral = _where(middle, ("power", "mineral"))
    view = shown("controller_reliance")
    three = _three(reliance.sel(power=power, mineral=mineral), view.scale)
    held = _level(three, "controller_reliance")
    return _capital(
        f"{_power(material, power)} relies on the controller of "
        f"{spoken('mineral', material.look('mineral', mineral).name)} most in {date}: for "
        f"{held[0]} % of its need (90 % of runs {held[1]})"
    )


def where_projects_begin(material: Material) -> str:
    """Say in which state most mineral projects have begun by the end, and how many failed."""
    date = material.turns[-1]
    begun = material.projects["projects"].sel(turn=date)
    middle = begun.sel(statistic="p50")
    if float(middle.max()) <= 0:
        return f"No mineral project begins by {date} in half of the runs"
    state = names_of(begun, "state")[int(np.argmax(middle.values))]
    held = _level(_three(begun.sel(state=state), 1.0), "projects")
    failed = _three(material.projects["failed_projects"].sel(turn=date, state=state), 1.0)
    lost = _level(failed, "failed_projects")
    return (
        f"Most mineral projects begin in {material.look('state', state).name}: {held[0]} by {date} "
        f"(90 % of runs {held[1]}), of which {lost[0]} fail ({lost[1]})"
    )


def join(words: Sequence[str]) -> str:
    """Join words with commas and a last "and"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _power(material: Material, power: str) -> str:
    return called(power, material.names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _three(summary: xr.DataArray, scale: float) -> tuple[float, float, float]:
    """The 5th, 50th and 95th percentile of one summary, as shown."""
    low, middle, high = (
        scale * float(summary.sel(statistic=name)) for name in ("p05", "p50", "p95")
    )
    return low, middle, high


def _level(three: tuple[float, float, float], outcome: str) -> tuple[str, str]:
    """A level and the range of 90 % of runs, with no more digits than the range supports."""
    low, middle, high = three
    places = decimals(low, high, shown(outcome).decimals)
    return number(middle, places), f"{number(low, places)} to {number(high, places)}"


def _where(middle: xr.DataArray, axes: tuple[str, str]) -> tuple[str, str]:
    """The labels along two axes where a median is largest, the first of equals."""
    ordered = middle.transpose(*axes)
    row, column = np.unravel_index(int(np.argmax(ordered.values)), ordered.shape)
    return names_of(ordered, axes[0])[row], names_of(ordered, axes[1])[column]
