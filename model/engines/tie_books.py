"""The books of ties: what each cause has made of every tie since the base year.

Deals are taken apart into what they are made of, and the way back is booked to what had moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from model.engines.prepare import Prepared
from model.engines.stages.moving import LASTS, LASTS_IN_RESOURCES, PASSES, UNNAMED, Deals
from model.engines.turn import Quarter
from model.rules.decisions import DEALS, Decided, Grant, engage_goods, engage_points, split_grant
from model.rules.tie_booking import book_goods, book_points, return_goods, return_points
from model.rules.ties import CAUSES, Pushes, build_points, count_contact, limit, pace
from model.world.axes import DOMAIN, POINTS, RESOURCES, STATE, TRADE, Array, one
from model.world.space import add_over, join, space_of
from model.world.state import World

OWN = (*DEALS, *(cause for cause in CAUSES if cause != "deals"))
"""Causes by which a power's own ties move."""

TERMS = {"gravity": 0, "contracts": 1, "corridor": 2, "control": 3}
"""Which of the terms of trade a cause makes: see ``World.terms``."""

Cut = Callable[[Array], Array]
"""Takes the states that are asked for from an array."""

Causes = dict[str, Array]


class TieBooks:
    """What each cause has made of the ties of some runs, kept from quarter to quarter."""

    def __init__(self, ready: Prepared, cut: Cut) -> None:
        """Open the books in the base year, in which no cause has moved anything."""
        self._ready, self._cut = ready, cut
        base = ready.setting.anchor
        self._usual = Grant(
            base.bids, base.budget, 0.0 * base.budget, base.earmarked, base.acceptance, base.granted
        )
        self._moved = dict.fromkeys(OWN, 0.0 * cut(base.ties))

    def enter(self, before: World, after: World, record: Quarter) -> Causes:
        """Change of every tie by cause, ``(run, power, state, domain)``, unit of the tie.

        The causes sum to the change in each run. Quarters are entered in their order.
        """
        view = record.power_view
        answers = add_over(add_over(view.answer, STATE), DOMAIN)
        grant = Grant(
            record.bids, (view.budget - answers) * view.outlay, answers * view.outlay,
            view.earmarked, record.acceptance, record.granted,
        )  # fmt: skip
        decided = Decided._make(self._cut(part) for part in split_grant(self._usual, grant))
        old, new = self._cut(before.ties), self._cut(after.ties)
        trade = self._push_trade(decided, before, record)
        resources = self._push_resources(decided, before, record)
        points = self._push_points(decided, old[..., POINTS], record)
        booked = [
            book_goods(one(old, TRADE), one(new, TRADE), trade),
            book_goods(one(old, RESOURCES), one(new, RESOURCES), resources),
            book_points(old[..., POINTS], new[..., POINTS], points),
        ]
        for cause, moved in self._moved.items():
            self._moved[cause] = moved + join(
                [trade[cause], resources[cause], booked[2][cause]], -1
            )
        return {cause: join([part[cause] for part in booked], -1) for cause in OWN}

    def _push_trade(self, decided: Decided, before: World, record: Quarter) -> Causes:
        p, base = self._ready.parameters, self._ready.setting.anchor
        start = one(self._cut(base.ties), TRADE)
        now, usual = (
            p.trade_yield * one(self._cut(each), TRADE) for each in (record.granted, base.granted)
        )
        engaged = {
            name: engage_goods(p.trade_yield * one(part, TRADE), start, now, usual, p.trade_pull)
            for name, part in decided._asdict().items()
        }
        moves = record.moves
        pushes = self._name_pushes(moves.trade, engaged, moves.trade_deals)
        terms, chance = self._cut(before.terms), self._cut(before.chance)
        held = {cause: one(terms, place) for cause, place in TERMS.items()}
        held["shock"] = one(chance, LASTS) + one(chance, PASSES) - self._cut(base.passing)
        held["unnamed"] = one(chance, UNNAMED)
        back = {
            cause: return_goods(
                held.get(cause, 0.0 * start), one(self._moved[cause], TRADE), p.trade_pull
            )
            for cause in OWN
        }
        return send_back(pushes, back, "gravity")

    def _push_resources(self, decided: Decided, before: World, record: Quarter) -> Causes:
        p, base = self._ready.parameters, self._ready.setting.anchor
        start = one(self._cut(base.ties), RESOURCES)
        now, usual = (
            p.resource_yield * one(self._cut(each), RESOURCES)
            for each in (record.granted, base.granted)
        )
        engaged = {
            name: engage_goods(
                p.resource_yield * one(part, RESOURCES), start, now, usual, p.resource_pull
            )
            for name, part in decided._asdict().items()
        }
        moves = record.moves
        pushes = self._name_pushes(moves.resources, engaged, moves.resource_deals)
        held = {"shock": one(self._cut(before.chance), LASTS_IN_RESOURCES)}
        back = {
            cause: return_goods(
                held.get(cause, 0.0 * start), one(self._moved[cause], RESOURCES), p.resource_pull
            )
            for cause in OWN
        }
        return send_back(pushes, back, "gravity")

    def _push_points(self, decided: Decided, now: Array, record: Quarter) -> Causes:
        p, base = self._ready.parameters, self._ready.setting.anchor
        start = self._cut(base.ties)[..., POINTS]
        flow = tuple(
            count_contact(self._cut(each), p.spillover) for each in (record.granted, base.granted)
        )
        built, upkeep = (
            build_points(now, start, effort, flow[1], p.effort_half, p.routine_effort)
            for effort in flow
        )
        step = pace(now, built, p.points_decay)
        engaged = {
            name: step
            * engage_points(
                count_contact(part, p.spillover), (flow[0], flow[1]), p.effort_half,
                p.routine_effort, upkeep,
            )
            for name, part in decided._asdict().items()
        }  # fmt: skip
        pushes = self._name_pushes(record.moves.points, engaged, None)
        back = {cause: return_points(self._moved[cause][..., POINTS], start, step) for cause in OWN}
        return send_back(pushes, back, "decay")

    def _name_pushes(self, pushes: Pushes, engaged: Causes, deals: Deals | None) -> Causes:
        """Pushes by cause, deals by what they are made of, each held as it was in play."""
        named = {name: self._cut(push) for name, push in pushes._asdict().items()}
        whole = named.pop("deals")
        parts: Causes = dict(engaged)
        for name in Deals._fields:
            parts[name] = 0.0 * whole if deals is None else self._cut(getattr(deals, name))
        if deals is None:
            return {cause: parts.get(cause, named.get(cause)) for cause in OWN}
        xp = space_of(whole)
        still = whole == 0.0
        held = xp.where(still, 1.0, limit(whole) / xp.where(still, 1.0, whole))
        parts = {cause: held * part for cause, part in parts.items()}
        return parts | {cause: limit(push) for cause, push in named.items()}


def send_back(pushes: Mapping[str, Array], back: Mapping[str, Array], way: str) -> Causes:
    """Pushes with the way back booked to what had moved.

    back: what each cause gets of the way back; way: the cause under which all of it was recorded,
    which keeps the rest.
    """
    others = {cause: part for cause, part in back.items() if cause != way}
    found = {cause: push + others.get(cause, 0.0) for cause, push in pushes.items()}
    found[way] = found[way] - sum(others.values())
    return {cause: found[cause] for cause in OWN}
