"""The workshop engine: the same quarter, played by Mesa agents one by one.

It is for a room that wants to look at one run closely: ask an actor why, or take its place. The
order of play is ``turn``'s; agents only decide, from what they themselves can see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np

from model.engines.chance import cast_of, draw_shock
from model.engines.directives import Directives, no_directives
from model.engines.outlook import Outlook
from model.engines.prepare import prepare
from model.engines.turn import Quarter, decide_powers, decide_states, taste_of, temper_of, turn
from model.inputs.formats.fixed_words import DOMAINS
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.parameters import Parameters
from model.inputs.seeds.seeds import Seeds
from model.rules.bidding import PowerView, weigh_appeal
from model.rules.granting import StateView, weigh_offer
from model.world.axes import POWER, STATE, Array
from model.world.drawn import Drawn

Rule = Callable[[Any, Parameters], Array]


class Actor(mesa.Agent):
    """A power or a state: it owns what it sees, its ``rule``, and its last choice."""

    rule: Rule

    def __init__(self, workshop: Workshop, name: str, place: int) -> None:
        """Stand at ``place`` on the axis of its kind."""
        super().__init__(workshop)
        self.name, self.place = name, place
        self.view: Any = None
        self.choice: Array = None

    def decide(self, view: Any, parameters: Parameters) -> Array:
        """Choose from what this actor alone sees; its own axis has length one."""
        self.view = view
        self.choice = self.rule(view, parameters)
        return self.choice


class PowerAgent(Actor):
    """A power: it looks, and spreads its engagement over states and domains."""

    def __init__(self, workshop: Workshop, name: str, place: int) -> None:
        """Follow the model's own rule until a participant takes over."""
        super().__init__(workshop, name, place)
        self.rule = decide_powers

    def explain(self) -> list[dict[str, object]]:
        """The terms of the last choice, largest share of the budget first."""
        if self.view is None:
            return []
        parameters = self.model.parameters
        appeal = weigh_appeal(self.view, taste_of(parameters))
        return _ranked(
            [
                {
                    "state": state,
                    "domain": domain,
                    "share_of_budget": float(self.choice[0, 0, s, d]),
                    "gain": float(appeal.gain[0, 0, s, d]),
                    "effect": float(appeal.effect[0, 0, s, d]),
                    "welcome": float(appeal.welcome[0, 0, s, d]),
                    "last_quarter": float(self.view.programme[0, 0, s, d]),
                    "answer": float(self.view.answer[0, 0, s, d]),
                    "interests": self.model.interests_behind(self.name, state, domain),
                }
                for s, state in enumerate(self.model.states)
                for d, domain in enumerate(DOMAINS)
            ],
            "share_of_budget",
        )


class StateAgent(Actor):
    """A state: it weighs every offer and takes a share of it."""

    def __init__(self, workshop: Workshop, name: str, place: int) -> None:
        """Follow the model's own rule until a participant takes over."""
        super().__init__(workshop, name, place)
        self.rule = decide_states

    def explain(self) -> list[dict[str, object]]:
        """The terms of the last choice, most welcome offer first."""
        if self.view is None:
            return []
        reasons = weigh_offer(self.view, temper_of(self.model.parameters))
        shape = self.choice.shape
        terms = {
            name: np.broadcast_to(term, shape)
            for name, term in zip(reasons._fields, reasons, strict=True)
        }
        return _ranked(
            [
                {
                    "power": power,
                    "domain": domain,
                    "accepted": float(self.choice[0, p, 0, d]),
                    "price": float(self.view.price[0, p, 0, d]),
                    **{name: float(term[0, p, 0, d]) for name, term in terms.items()},
                }
                for p, power in enumerate(self.model.powers)
                for d, domain in enumerate(DOMAINS)
            ],
            "accepted",
        )


class Workshop(mesa.Model):
    """One run of a scenario, played by agents; ``workshop["RUS"].rule = human`` takes one over."""

    def __init__(
        self,
        scenario: Scenario,
        seeds: Seeds,
        *,
        entropy: int = 0,
        run: int = 0,
    ) -> None:
        """Prepare run number ``run`` of the ensemble that ``entropy`` draws."""
        super().__init__(rng=entropy)
        self.storyline, self.seeds, self.entropy, self.run = scenario, seeds, entropy, run
        self.powers, self.states = seeds.ids("power"), seeds.ids("state")
        drawn = Drawn(seeds, entropy, run, 1)
        self.world, self.setting, self.parameters = prepare(drawn)
        self.quarter = scenario.start
        self.record: Quarter | None = None
        self._outlook = Outlook(scenario, drawn)
        self._factors = self._outlook.at(scenario.start)
        self._actors: dict[str, PowerAgent | StateAgent] = {}
        for place, name in enumerate(self.powers):
            self._actors[name] = PowerAgent(self, name, place)
        for place, name in enumerate(self.states):
            self._actors[name] = StateAgent(self, name, place)
        turns = scenario.until - scenario.start + 1
        self.directives: Directives = no_directives(
            turns, len(self.powers), len(self.states), len(DOMAINS)
        )

    def __getitem__(self, name: str) -> PowerAgent | StateAgent:
        """The actor of that name."""
        return self._actors[name]

    def step(self) -> None:
        """Play one quarter."""
        self._factors = self._outlook.at(self.quarter)
        shock = draw_shock(self.entropy, cast_of(self.seeds), self.quarter, self.run, 1)
        self.world, self.record = turn(
            self.world,
            self.parameters,
            self._outlook.setting_at(self.quarter, self.setting),
            self._factors,
            shock,
            powers=self._ask_powers,
            states=self._ask_states,
        )
        self._write_down()
        self.quarter += 1
        self.running = self.quarter <= self.storyline.until

    def play(self) -> Workshop:
        """Play to the end of the scenario."""
        while self.quarter <= self.storyline.until:
            self.step()
        return self

    def close(self) -> None:
        """Let the workshop go: Mesa keeps every model whose agents drew a number alive."""
        self.remove_all_agents()
        ids = getattr(mesa.Agent, "_ids", None)
        if ids is not None:
            ids.pop(self, None)

    def interests_behind(self, actor: str, state: str, domain: str) -> list[str]:
        """Interests of an actor that touch a state and a domain now, with where they are stated."""
        acting = self._factors.interest[0, 0, 0] > 0.0
        return [
            f"{i.id} ({', '.join(i.paragraph) or 'context'}): {i.paraphrase}"
            for i, acts in zip(self.seeds.interests, acting, strict=True)
            if actor in i.holder and domain in i.domain and state in (*i.targets, *i.holder)
            if acts
        ]

    def _ask_powers(self, view: PowerView, parameters: Parameters) -> Array:
        actors = [self._actors[name] for name in self.powers]
        return np.concatenate(
            [a.decide(_slice(view, POWER, a.place), parameters) for a in actors], axis=POWER
        )

    def _ask_states(self, view: StateView, parameters: Parameters) -> Array:
        actors = [self._actors[name] for name in self.states]
        return np.concatenate(
            [a.decide(_slice(view, STATE, a.place), parameters) for a in actors], axis=STATE
        )

    def _write_down(self) -> None:
        """Record what participants decided, so that the ensemble can replay it."""
        step = self.quarter - self.storyline.start
        for actor in self._actors.values():
            if actor.rule is decide_powers or actor.rule is decide_states:
                continue
            if isinstance(actor, PowerAgent):
                self.directives.bids[step, actor.place] = actor.choice[0, 0]
            else:
                self.directives.acceptance[step, :, actor.place] = actor.choice[0, :, 0]


def _slice(view: Any, axis: int, place: int) -> Any:
    """One actor's part of a view: its own entry of its own axis, nothing of another's."""

    def cut(array: Array) -> Array:
        if array.shape[axis] == 1:
            return array
        return array[(..., slice(place, place + 1), *[slice(None)] * (-axis - 1))]

    return type(view)(*(cut(array) for array in view))


def _ranked(rows: list[dict[str, object]], by: str) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: -float(str(row[by])))
