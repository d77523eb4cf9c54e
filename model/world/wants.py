"""Interests as arrays: what powers and states want, and which powers are rivals over what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.seeds.records import Interest
from model.world.axes import DOMAIN, Array
from model.world.drawn import Drawn, lay_out
from model.world.draws import Floats
from model.world.setting import Alignments, Drives, Wants
from model.world.space import space_of

HIGHEST_SALIENCE = 5.0


def base_saliences(drawn: Drawn) -> Floats:
    """Salience of every interest in the base year, ``(interest, run)``, >= 0.

    That of the seeds as drawn; 0 for interests of an overlay, which begin later.
    """
    saliences = [
        np.zeros(drawn.runs) if interest.overlay else drawn.salience(interest)
        for interest in drawn.seeds.interests
    ]
    return np.array(saliences).reshape(len(saliences), drawn.runs)


def central_saliences(drawn: Drawn) -> Floats:
    """Salience of every interest in the base year without its spread, ``(interest, 1)``."""
    saliences = [0.0 if one.overlay else one.salience for one in drawn.seeds.interests]
    return np.array(saliences).reshape(-1, 1)


def gather_wants(drawn: Drawn, levels: Floats, central: Floats, usual: Floats) -> Wants:
    """What powers and states want at some saliences of all interests.

    levels: salience of each interest as drawn, ``(interest, run)``, >= 0; central: the same
    without its spread, ``(interest, run or 1)``, by which rivals measure each other; usual: the
    base year's, ``(interest, run)``, against which states spread their attention.
    """
    interests = drawn.seeds.interests
    general = drawn.value("parameters", "general_interest")
    return Wants(
        priorities=gather_priorities(drawn, interests, levels, general),
        needs=gather_needs(drawn, interests, levels, usual),
        rivals=derive_rivals(interests, central, drawn.seeds.ids("power")),
        friends=derive_friends(interests, central, drawn.seeds.ids("power")),
    )


def gather_priorities(
    drawn: Drawn, interests: Sequence[Interest], levels: Floats, general: Floats
) -> Drives:
    """Powers' interests by state and domain, ``(run, power, state, domain)``.

    base_psd = general + sum of salience over p's interests that target s in d (an interest in n
    domains gives each 1/n); a trigger's coefficient is salience x elasticity, summed the same way.

    levels: salience now, ``(interest, run)``; an interest at 0 in every run is passed over.
    """
    powers, states = drawn.seeds.ids("power"), drawn.seeds.ids("state")
    base = np.zeros((len(powers), len(states), len(DOMAINS), drawn.runs)) + general
    extra: dict[str, Floats] = {}
    for interest, level in _acting(interests, levels):
        weight = level / len(interest.domain)
        for where in _places(interest, interest.holder, powers, interest.targets, states):
            base[where] += weight
            if interest.trigger:
                extra.setdefault(interest.trigger, np.zeros_like(base))
                extra[interest.trigger][where] += weight * interest.elasticity
    return Drives(lay_out(base), tuple((name, lay_out(extra[name])) for name in sorted(extra)))


def gather_needs(
    drawn: Drawn, interests: Sequence[Interest], levels: Floats, usual: Floats
) -> Drives:
    """States' own interests by domain, ``(run, 1, state, domain)``, mean one over domains.

    need_d = (sum_d + max(m0 - m, 0)) / max(m0, m)

    sum_d: sum of salience over the state's interests in d; m, m0: mean of it over domains now and
    at the ``usual`` saliences of the base year. So attention that ended interests leave free
    spreads evenly over domains, and a state of which nothing is known wants all domains alike.
    """
    attention = _sum_needs(drawn, interests, usual, {})
    mean0 = np.mean(attention, axis=2, keepdims=True)
    extra: dict[str, Floats] = {}
    base = _sum_needs(drawn, interests, levels, extra)
    mean = np.mean(base, axis=2, keepdims=True)
    whole = np.maximum(mean0, mean)
    return Drives(
        lay_out((base + np.maximum(mean0 - mean, 0.0)) / whole),
        tuple((name, lay_out(extra[name] / whole)) for name in sorted(extra)),
    )


def _sum_needs(
    drawn: Drawn, interests: Sequence[Interest], levels: Floats, extra: dict[str, Floats]
) -> Floats:
    """Saliences summed by state and domain, ``(1, state, domain, run)``; triggers into extra."""
    states = drawn.seeds.ids("state")
    base = np.full((1, len(states), len(DOMAINS), drawn.runs), 1e-9)
    for interest, level in _acting(interests, levels):
        weight = level / len(interest.domain)
        for _, state, domain in _places(interest, ("*",), ("*",), interest.holder, states):
            base[0, state, domain] += weight
            if interest.trigger:
                extra.setdefault(interest.trigger, np.zeros_like(base))
                extra[interest.trigger][0, state, domain] += weight * interest.elasticity
    return base


def derive_rivals(
    interests: Sequence[Interest], levels: Floats, powers: Sequence[str]
) -> Alignments:
    """How opposed two powers' interests are, 0..1, and who may be whose rival.

    conflict_pqd = max over issues on which p and q stand opposed, p's interest touching d, of
    sqrt(salience_p salience_q) / 5

    levels: ``(interest, run or 1)``, without the spread of seeds. Powers that stand opposed over an
    interest at 0 are listed as rivals at strength 0, so that who is listed never changes in a run.
    """
    return _pair_up(clashes(interests), interests, levels, powers, np.maximum)


def derive_friends(
    interests: Sequence[Interest], levels: Floats, powers: Sequence[str]
) -> Alignments:
    """How far two powers want the same, 0..1: with the same stance on the same issue.

    friendship_pqd = 1 - prod (1 - sqrt(salience_p salience_q) / 5)

    The product is over the pairs of interests in which p and q stand together, p's touching d. The
    worst clash makes a rival, but all that two powers want alike brings them closer: judged.
    """
    return _pair_up(
        agreements(interests), interests, levels, powers, lambda a, b: 1.0 - (1.0 - a) * (1.0 - b)
    )


def _pair_up(
    pairs: Sequence[tuple[Interest, Interest]],
    interests: Sequence[Interest],
    levels: Floats,
    powers: Sequence[str],
    both: Callable[[Floats, Floats], Floats],
) -> Alignments:
    tied = np.zeros((len(powers), len(powers), len(DOMAINS), levels.shape[1]))
    others: dict[int, set[int]] = {}
    level_of = {interest.id: level for interest, level in zip(interests, levels, strict=True)}
    for mine, theirs in pairs:
        strength = np.sqrt(level_of[mine.id] * level_of[theirs.id]) / HIGHEST_SALIENCE
        for p in (powers.index(h) for h in mine.holder if h in powers):
            for q in (powers.index(h) for h in theirs.holder if h in powers):
                if p != q:
                    others.setdefault(p, set()).add(q)
                    for d in (DOMAINS.index(name) for name in mine.domain):
                        tied[p, q, d] = both(tied[p, q, d], strength)
    met = tuple(tuple(sorted(others.get(p, ()))) for p in range(len(powers)))
    return align(lay_out(tied), met)


def align(strength: Array, others: tuple[tuple[int, ...], ...]) -> Alignments:
    """Alignments of some strength, with what every quarter asks of them: see ``Alignments``."""
    pairs = tuple(
        tuple(strength[..., p, q, :][..., None, None, :] for q in met or (0,))
        for p, met in enumerate(others)
    )
    return Alignments(strength, others, space_of(strength).max(strength, axis=DOMAIN), pairs)


def clashes(interests: Sequence[Interest]) -> list[tuple[Interest, Interest]]:
    """Every ordered pair of interests in the same issue with opposite stances."""
    return [
        (mine, theirs)
        for mine in interests
        for theirs in interests
        if mine.issue == theirs.issue and mine.stance == -theirs.stance
    ]


def agreements(interests: Sequence[Interest]) -> list[tuple[Interest, Interest]]:
    """Every ordered pair of interests in the same issue with the same stance."""
    return [
        (mine, theirs)
        for mine in interests
        for theirs in interests
        if mine.issue == theirs.issue and mine.stance == theirs.stance
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


def _acting(interests: Sequence[Interest], levels: Floats) -> list[tuple[Interest, Floats]]:
    """Interests with their saliences, those that are at 0 in every run left out."""
    return [(i, level) for i, level in zip(interests, levels, strict=True) if level.any()]


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
