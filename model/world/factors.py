"""What scenarios move: the outside conditions of one quarter."""

from __future__ import annotations

from typing import NamedTuple

from model.world.axes import Array


class Factors(NamedTuple):
    """One quarter's outside conditions, axes ``(run, power, state, last)``.

    Names, units, bounds and meanings are those of ``model.inputs.seeds.factors.FACTORS``.
    """

    export_control: Array
    embargo: Array
    mineral_demand: Array
    corridor_open: Array
    corridor_capacity: Array
    corridor_days: Array
    corridor_tariff: Array
    corridor_risk: Array
    route_open: Array
    isolation: Array
    sanctions: Array
    engagement: Array
    finance: Array
    pledge: Array
    summit: Array
    membership: Array
    unity: Array
    council: Array
    sea_blocked: Array
    power_growth: Array
    state_growth: Array
    purchasing: Array
    energy_price: Array
    gas_flow: Array
    oil_flow: Array
    border: Array
    tariff: Array
    favour_shift: Array
    migration: Array
    loan: Array
    refusal: Array
    security_threat: Array
    licence: Array
    interest: Array


class Shock(NamedTuple):
    """One quarter's chance, axes ``(run, power, state, domain)``."""

    ties: Array
    """standard normal"""
    perception: Array
    """standard normal"""
    lasting: Array
    """(power, state, 3); standard normal: what lasts of trade, of resources, and the size of an
    unnamed event"""
    positions: Array
    """(power, state, 1); standard normal, half of it common to the power's five states"""
    draws: Array
    """(power, state, 4); uniform in 0..1: whether an unnamed event comes, whom it meets, whether a
    contract for arms is signed, who wins it; of whether it comes the first power's counts"""
    begins: Array
    """(1, state, mineral); uniform in 0..1: whether a mineral project is begun"""
    fails: Array
    """(1, state, mineral); uniform in 0..1: whether one that is due fails"""
    delays: Array
    """(1, state, mineral); standard normal: how late one that is begun will be"""
    sponsors: Array
    """(power, state, 1); uniform in 0..1: who pays for what is begun in the state"""
    temper: Array
    """(power, state, 1); uniform in 0..1: whether a patron that is refused punishes"""
