"""Structural dependence: what a state cannot easily do without, whoever it would rather deal with.

Axes ``(run, power, state, last)``.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bounds import within
from model.rules.leverage import hold_leverage, saturate
from model.world.axes import DIPLOMACY, RESOURCES, SECURITY, TRADE, Array
from model.world.space import join, space_of


class Holds(NamedTuple):
    """What each power holds over each state, each (power, state, 1), 0..1."""

    remittances: Array
    debt: Array
    arms: Array
    freight: Array
    energy: Array
    bond: Array

    @property
    def leverage(self) -> Array:
        """All holds together, membership apart: see ``hold_leverage``."""
        return hold_leverage(*self[:5])


def take_hold(
    remittances: Array,
    debt: Array,
    arms: Array,
    freight: Array,
    energy: Array,
    bond: Array,
    *,
    remittance_half: Array,
    debt_burden: Array,
    debt_half: Array,
    outside_security: Array,
    oil_gas: Array,
) -> Holds:
    """Turn amounts into holds of 0..1.

    remittances: R / (R + R_half), R as share of GDP ; debt: share x burden / (burden + half) ;
    arms: share x how far security leans on outsiders ; freight: transit control of goods trade x
    (1 - oil and gas share of exports) ; energy: control of routes x oil and gas share of exports.
    """
    return Holds(
        remittances=saturate(remittances, remittance_half),
        debt=debt * saturate(debt_burden, debt_half),
        arms=arms * outside_security,
        freight=freight * (1.0 - oil_gas),
        energy=energy * oil_gas,
        bond=bond,
    )


def join_structure(holds: Holds) -> Array:
    """Structural part of dependence by domain, (power, state, domain), 0..1.

    trade: mean of remittances and freight ; resources: mean of debt and energy routes ;
    diplomacy: membership ; security: arms.
    """
    trade = (holds.remittances + holds.freight) / 2.0
    resources = (holds.debt + holds.energy) / 2.0
    return join([trade, resources, holds.bond, holds.arms], -1)


def split_structure(holds: Holds) -> dict[str, Array]:
    """What each hold adds to the structural part of dependence, (power, state, domain).

    Half of remittances and of freight to trade, half of debt and of energy routes to resources, all
    of membership to diplomacy, all of arms to security. The parts sum to ``join_structure``, which
    adds holds up and multiplies none, so that they are exact and in no order.
    """
    nothing = 0.0 * holds.bond
    parts = {
        name: [nothing, nothing, nothing, nothing] for name in Holds._fields
    }  # domains in their order
    parts["remittances"][TRADE] = holds.remittances / 2.0
    parts["freight"][TRADE] = holds.freight / 2.0
    parts["debt"][RESOURCES] = holds.debt / 2.0
    parts["energy"][RESOURCES] = holds.energy / 2.0
    parts["bond"][DIPLOMACY] = holds.bond
    parts["arms"][SECURITY] = holds.arms
    return {name: join(part, -1) for name, part in parts.items()}


def lean_on_domains(openness: Array, resource_exports: Array, outside_security: Array) -> Array:
    """How much a state leans on each domain, (1, state, domain), 0..1.

    trade: openness / (openness + 1/2) ; resources: resource exports as share of GDP, doubled and
    at most 1 ; diplomacy: 1 ; security: how far it leans on outsiders.
    """
    xp = space_of(openness)
    resources = within(2.0 * resource_exports, 0.0, 1.0)
    everyone = xp.ones_like(openness)
    return join([saturate(openness, 0.5), resources, everyone, outside_security], -1)
