"""Answering: what a power sees of others' engagement, and the money it brings up in return.

Arena rules: they mix across powers. Axes ``(run, power, state, domain)``; effort is what a power's
engagement came to after the state's choice, bn USD a year.
"""

from __future__ import annotations

from model.rules.bounds import at_least
from model.rules.leverage import oppose
from model.world.axes import DOMAIN, POWER, STATE, Array
from model.world.setting import Alignments
from model.world.space import add_over, space_of


def see_effort(seen: Array, effort: Array, sight: Array) -> Array:
    """Effort as others have come to see it, late: e' = e + sight (effort - e).

    sight: share of what is new that is known after a quarter, 0..1. Smoothed, so that a summit's
    money of one quarter does not make everyone step back and forth. Source: the answers in the
    record of 1997-2024 came after 1.2 quarters at the median.
    """
    return seen + sight * (effort - seen)


def take_initiative(offer: Array, answer: Array) -> Array:
    """What a power offers of its own accord, bn USD a year: max(offer - answer, 0).

    Others answer what a power begins, not what it answers: the record holds moves and answers, and
    rounds without end would make every quarrel a race.
    """
    return at_least(offer - answer, 0.0)


def keep_error(error: Array, noise: Array, memory: Array) -> Array:
    """A power's own error about others, standard normal over time: c x + sqrt(1 - c^2) z.

    c: what is left of an error after a quarter, 0..1; z: standard normal. An error drawn anew each
    quarter would shake programmes that nothing has moved.
    """
    return memory * error + space_of(error).sqrt(1.0 - memory * memory) * noise


def sum_of_others(effort: Array) -> Array:
    """Effort of all the other powers, sum_q e_q - e_p, not below 0."""
    return at_least(add_over(effort, POWER) - effort, 0.0)


def misjudge(effort: Array, error: Array, misperception: Array) -> Array:
    """Others' effort as a power takes it to be: E exp(misperception x error)."""
    return effort * space_of(effort).exp(misperception * error)


def answer_rivals(rivals: Alignments, seen: Array, usual: Array, match: Array) -> Array:
    """Money brought up against what opposed powers have added, bn USD a year, >= 0.

    match x sum_q conflict_pqd max(e_q - u_q, 0)

    e, u: initiative as seen and as usual; match: answer to a dollar of a fully opposed rival.
    Source: documented answers, given that there was one, came to 0.08 to 1.33 of the first move.
    """
    return match * oppose(rivals, at_least(seen - usual, 0.0))


def fill_gaps(seen: Array, usual: Array, fill: Array) -> Array:
    """Money brought up where others have withdrawn, bn USD a year, >= 0.

    fill x sum_q max(u_q - e_q, 0) x u_p / sum_q u_q  ,  own withdrawal left out of the sum

    e, u: initiative as seen and as usual. Who already is there fills most. Source: China took up
    0.44 of the Turkmen gas that Russia stopped buying in 2009.
    """
    gap = sum_of_others(at_least(usual - seen, 0.0))
    return fill * gap * usual / at_least(add_over(usual, POWER), 1e-12)


def stay_within_means(wanted: Array, budget: Array, most: Array) -> Array:
    """Answers as far as a power can afford them, bn USD a year.

    a = wanted x c B / (c B + A) ,  A = sum over states and domains of wanted

    B: budget, bn USD a year; c: the most that answers can add to it, as a share, which is neared as
    A grows.
    """
    means = most * budget
    asked = add_over(add_over(wanted, STATE), DOMAIN)
    return wanted * means / at_least(means + asked, 1e-30)
