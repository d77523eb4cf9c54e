"""Interests as arrays: what powers and states want, and which powers are rivals over what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from model.inputs.names import DOMAINS
from model.inputs.records import Interest
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.setting import Conflict, Drives

HIGHEST_SALIENCE = 5.0


def choose_interests(interests: Iterable[Interest], mode: str) -> tuple[Interest, ...]:
    """The interests of a run: ``all``, or those of the ``document`` alone."""
    return tuple(i for i in interests if mode == "all" or i.origin == "document")


def gather_priorities(drawn: Drawn, interests: Sequence[Interest], general: Floats) -> Drives:
    """Powers' interests by state and domain, ``(run, power, state, domain)``.

    base_psd = general + sum of salience over p's interests that target s in d (an interest in n
    domains gives each 1/n); a trigger's coefficient is salience x elasticity, summed the same way.
    """
    powers, states = drawn.seeds.ids("power"), drawn.seeds.ids("state")
    base = np.zeros((len(powers), len(states), len(DOMAINS), drawn.runs)) + general
    extra: dict[str, Floats] = {}
    for interest in interests:
        weight = drawn.salience(interest) / len(interest.domain)
        for where in _places(interest, interest.holder, powers, interest.targets, states):
            base[where] += weight
            if interest.trigger:
                extra.setdefault(interest.trigger, np.zeros_like(base))
                extra[interest.trigger][where] += weight * interest.elasticity
    return Drives(lay_out(base), tuple((name, lay_out(extra[name])) for name in sorted(extra)))


def gather_needs(drawn: Drawn, interests: Sequence[Interest]) -> Drives:
    """States' own interests by domain, ``(run, 1, state, domain)``, mean one over domains."""
    states = drawn.seeds.ids("state")
    base = np.full((1, len(states), len(DOMAINS), drawn.runs), 1e-9)
    extra: dict[str, Floats] = {}
    for interest in interests:
        weight = drawn.salience(interest) / len(interest.domain)
        for _, state, domain in _places(interest, ("*",), ("*",), interest.holder, states):
            base[0, state, domain] += weight
            if interest.trigger:
                extra.setdefault(interest.trigger, np.zeros_like(base))
                extra[interest.trigger][0, state, domain] += weight * interest.elasticity
    mean = np.mean(base, axis=2, keepdims=True)
    return Drives(
        lay_out(base / mean), tuple((name, lay_out(extra[name] / mean)) for name in sorted(extra))
    )


def derive_conflict(interests: Sequence[Interest], powers: Sequence[str]) -> Conflict:
    """How opposed two powers' interests are, 0..1, and who is whose rival.

    conflict_pqd = max over issues on which p and q stand opposed, p's interest touching d, of
    sqrt(salience_p salience_q) / 5
    """
    conflict = np.zeros((len(powers), len(powers), len(DOMAINS)))
    for mine, theirs in clashes(interests):
        strength = np.sqrt(mine.salience * theirs.salience) / HIGHEST_SALIENCE
        for p in (powers.index(h) for h in mine.holder if h in powers):
            for q in (powers.index(h) for h in theirs.holder if h in powers):
                for d in (DOMAINS.index(name) for name in mine.domain):
                    if p != q:
                        conflict[p, q, d] = max(conflict[p, q, d], strength)
    rivals = tuple(tuple(int(q) for q in np.flatnonzero(row.max(axis=1))) for row in conflict)
    return Conflict(conflict, rivals)


def clashes(interests: Sequence[Interest]) -> list[tuple[Interest, Interest]]:
    """Every ordered pair of interests in the same issue with opposite stances."""
    return [
        (mine, theirs)
        for mine in interests
        for theirs in interests
        if mine.issue == theirs.issue and mine.stance == -theirs.stance
    ]


def find_claimant(interests: Sequence[Interest], powers: Sequence[str]) -> Floats:
    """Which power seeks a permanent council seat, ``(power, 1, 1)``: 1 for it, 0 for the others."""
    seekers = {
        holder
        for interest in interests
        if interest.trigger == "council" and interest.stance > 0
        for holder in interest.holder
    }
    return np.array([[[float(power in seekers)]] for power in powers])


def _places(
    interest: Interest,
    holders: Sequence[str],
    powers: Sequence[str],
    targets: Sequence[str],
    states: Sequence[str],
) -> list[tuple[int, int, int]]:
    return [
        (powers.index(power), states.index(state), DOMAINS.index(domain))
        for power in holders
        if power in powers
        for state in targets
        if state in states
        for domain in interest.domain
    ]
