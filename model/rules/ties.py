"""How ties move, and the mechanism to which each move belongs.

Axes ``(run, power, state, domain)``. Trade and resources move in logarithms, diplomacy and security
in points; each function returns one term a cause, so that the ledger can book every change.
"""

from __future__ import annotations

from typing import NamedTuple

from model.rules.bounds import at_least, within
from model.world.axes import DIPLOMACY, RESOURCES, SECURITY, TRADE, Array, one
from model.world.space import join, space_of

CAUSES = ("deals", "gravity", "corridor", "control", "reprisal", "decay", "shock", "unnamed")
"""What can move a tie: deals granted and contracts, the pull of economies and prices, corridors,
routes and borders, controls, duties and sanctions, reprisal, decay of contact, chance, and events
that no scenario names."""

_LARGEST_STEP = 0.7  # a quarter never more than doubles or halves a tie by one cause


class Pushes(NamedTuple):
    """What each cause does to a tie this quarter; logarithms for goods, points for the rest."""

    deals: Array
    gravity: Array
    corridor: Array
    control: Array
    reprisal: Array
    decay: Array
    shock: Array
    unnamed: Array


def grow_incomes(power: Array, state: Array, income: Array) -> Array:
    """What incomes alone make of a goods tie, as a multiple of the base year: (Y_p Y_s)^income.

    Y: GDP of the two sides, base year = 1, times what the state's money buys abroad where that
    matters; income: elasticity of trade to the GDP of each side. Source: gravity (Head and Mayer
    2014).
    """
    return (power * state) ** income


def support_trade(energy: Array, goods: Array, fields: Array, price: Array) -> Array:
    """What the economies support of a trade tie, as a multiple of the base year, > 0.

    (1 - w) goods + w fields price

    w: share of the tie that is oil and gas sold by the state, 0..1; goods, fields: growth of the
    two parts by incomes (see ``grow_incomes``); price of energy against the base year, after what
    contracts pass on. Trade is a value: half the price is half the trade.
    """
    return (1.0 - energy) * goods + energy * fields * price


def value_contracts(
    gas: Array, oil: Array, gas_value: Array, oil_value: Array, price: Array
) -> Array:
    """Worth of contracted deliveries beyond the base year's, bn USD a year: may be negative.

    (gas x gas_value + oil x oil_value) x price

    gas: bcm a year; oil: Mt a year; values in bn USD a bcm and a Mt in the base year; price of
    energy against the base year.
    """
    return (gas * gas_value + oil * oil_value) * price


def add_contracts(worth: Array, start: Array, support: Array, energy: Array) -> Array:
    """What contracts add to a tie on top of what is supported without them, logarithm.

    ln(1 + max(worth / T0, -19/20 energy) / S)

    worth: bn USD a year, negative where a contract ended; T0: the tie in the base year; S: what is
    supported without contracts (see ``support_trade``); energy: the part of S that is oil and gas,
    so that a contract that ends never takes more than there was of it: a twentieth stays.
    """
    xp = space_of(support)
    return xp.log(1.0 + xp.maximum(worth / start, -0.95 * energy) / support)


def bar_trade(
    imports: Array, tariff: Array, sanctions: Array, tariff_weight: Array, sanctions_weight: Array
) -> Array:
    """What barriers leave of a trade tie, logarithm.

    -m tariff_weight ln(1 + tariff) - sanctions_weight x sanctions

    tariff: added duty on goods, share of their value, against the base year; sanctions: pressure
    against the base year, -1..1; m: share of the tie that the state buys, on which duties fall.
    Source: elasticity of trade to tariffs (Head and Mayer 2014).
    """
    xp = space_of(tariff)
    duties = imports * tariff_weight * xp.log(1.0 + tariff)
    return -duties - sanctions_weight * sanctions


def spread_trade(share: Array, free: Array, tolerance: Array, hedging: Array) -> Array:
    """Push on trade with a partner that has grown too large, logarithm: states look for others.

    -hedging x free x max(share - tolerance, 0)

    share: the power's share of the state's trade, 0..1; tolerance: the share that it can live with;
    free: the part of the tie that is neither oil nor gas nor under contract, 0..1.
    Source: the multi-vector policy that all five state, of which trade is the first part.
    """
    return -hedging * free * at_least(share - tolerance, 0.0)


def approach(terms: Array, target: Array, speed: Array) -> Array:
    """Step of the terms of trade towards their target in a quarter: speed x (target - terms)."""
    return speed * (target - terms)


def pull_back(ties: Array, start: Array, terms: Array, pull: Array) -> Array:
    """Pull of a goods tie towards what its terms support, in logarithms a quarter.

    pull x (ln T0 + terms - ln T)

    T, T0: tie now and in the base year, bn USD a year, > 0; terms: logarithm of what markets,
    contracts, routes and barriers support, as a multiple of the base year. Source: gravity with
    error correction (Head and Mayer 2014).
    """
    xp = space_of(ties)
    return pull * (xp.log(start) + terms - xp.log(ties))


def spread_shock(ties: Array, spread: Array, lump: Array) -> Array:
    """Spread of a quarter's chance on a goods tie, logarithm: spread x sqrt(1 + lump / T).

    T: bn USD a year; lump: size at which single shipments count as much as all else, bn USD a
    year: small trade is made of few deals and swings more.
    """
    xp = space_of(ties)
    return spread * xp.sqrt(1.0 + lump / ties)


def add_flow(start: Array, now: Array, usual: Array, pull: Array) -> Array:
    """Pull of a flow that sustains a goods tie, in logarithms a quarter.

    pull x ln((T0 + now) / (T0 + usual))

    T0: the tie in the base year; now, usual: what engagement or offtake sustains now and in the
    base year, bn USD a year, >= 0. A flow small beside the tie adds itself to it; one large beside
    it moves it in proportion, and losing it never takes more than there was.
    """
    xp = space_of(start)
    return pull * xp.log((start + now) / (start + usual))


def push_goods(
    gravity: Array, deals: Array, routes: Array, control: Array, reprisal: Array, noise: Array,
    unnamed: Array,
) -> Pushes:  # fmt: skip
    """Pushes on goods ties, logarithms: the arguments, in the ledger's order.

    All come scaled by their parameters; noise by its spread.
    """
    nothing = 0.0 * gravity
    return Pushes(deals, gravity, routes, control, reprisal, nothing, noise, unnamed)


def move_goods(ties: Array, pushes: Pushes) -> Array:
    """Goods ties after a quarter: T' = T exp(sum of pushes), each push within +-0.7."""
    xp = space_of(ties)
    return ties * xp.exp(sum(limit(push) for push in pushes))


def limit(push: Array) -> Array:
    """One push, held within what one cause can do in a quarter (a factor two either way)."""
    return within(push, -_LARGEST_STEP, _LARGEST_STEP)


def count_contact(granted: Array, spillover: Array) -> Array:
    """Effort that makes for contact, bn USD a year, (power, state, 2): diplomacy, security.

    diplomacy + spillover x (trade + resources) ;  security

    granted: effort by domain; spillover: part of economic engagement that counts as contact, 0..1,
    since projects come with commissions, visits and embassies.
    """
    goods = one(granted, TRADE) + one(granted, RESOURCES)
    return join([one(granted, DIPLOMACY) + spillover * goods, one(granted, SECURITY)], -1)


def build_points(
    ties: Array, start: Array, granted: Array, usual: Array, half: Array, routine: Array
) -> Array:
    """Growth of formal contact by granted effort, as a multiple of base-year decay, points.

    T0 (f(g) / f(g0)) (100 - T) / (100 - T0) ,  f(g) = (g + r) / (g + r + h)

    g, g0: effort granted now and in the base year, bn USD a year; r: what embassies and commissions
    do whatever the programme; h: effort at which returns have halved. It equals T0 in the base
    year, so contact stays where it was while effort does, and comes to rest below 100.
    """
    effort, ordinary = granted + routine, usual + routine
    effect = (effort / (effort + half)) * ((ordinary + half) / ordinary)
    return start * effect * (100.0 - ties) / (100.0 - start)


def pace(ties: Array, built: Array, decay: Array) -> Array:
    """Share of the way to its resting place that contact goes in a quarter, 0..1.

    decay / (1 + decay (1 + built / max(100 - T, 1)))

    The step of an implicit Euler scheme: nearly ``decay`` while little is built, and never so large
    that contact passes its resting place.
    """
    return decay / (1.0 + decay * (1.0 + built / at_least(100.0 - ties, 1.0)))


def push_points(
    ties: Array, built: Array, upkeep: Array, bond: Array, reprisal: Array, decay: Array,
    noise: Array,
) -> Pushes:  # fmt: skip
    """Pushes on diplomacy and security ties, points a quarter.

    deals = k (built - upkeep) ; decay = k (upkeep - T) ;
    control = decay x bond x (100 - T)/100 ; reprisal = -reprisal x T ;
    shock = noise x T (100 - T) / 2500

    k: see ``pace``; built: what effort now builds, upkeep: what the base year's effort would (see
    ``build_points``), so that deals are booked for what goes beyond the usual and decay for the way
    back to it; bond: points of formal membership gained or lost against the base year; reprisal:
    part of the tie lost to a patron that punishes; noise vanishes at 0 and 100.
    """
    room = (100.0 - ties) / 100.0
    step = pace(ties, built, decay)
    nothing = 0.0 * ties
    return Pushes(
        deals=step * (built - upkeep),
        gravity=nothing,
        corridor=nothing,
        control=decay * bond * room,
        reprisal=-reprisal * ties,
        decay=step * (upkeep - ties),
        shock=noise * ties * room / 25.0,
        unnamed=nothing,
    )


def move_points(ties: Array, pushes: Pushes) -> Array:
    """Diplomacy and security ties after a quarter, held within 0.01 and 99 points."""
    return within(ties + sum(pushes), 0.01, 99.0)
