"""Scenarios as objects: loaded once, looked at, and played with changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.api.arguments import check_choice, refuse, words_of
from model.commands.options import ENTROPY, POSTERIOR, RUNS, read_asked_seeds
from model.commands.requests import Terms, build_request
from model.experiments.request import Request
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.scenarios import DOCUMENT, Event, Scenario
from model.inputs.seeds.seeds import PRIOR, Seeds

INTERESTS = ("all", DOCUMENT)


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario that was read and found good; `run` and `compare` take it.

    `word` is the name or path it was read from, `terms` holds the seeds and changes it is played
    with, `resolved` the scenario that follows from them.
    """

    word: str
    terms: Terms
    resolved: Scenario

    @property
    def name(self) -> str:
        """Name of the file, without its ending."""
        return self.resolved.name

    @property
    def title(self) -> str:
        """Title."""
        return self.resolved.title

    @property
    def question(self) -> str:
        """The question that the scenario asks; "" where it asks none."""
        return self.resolved.question

    @property
    def quarters(self) -> tuple[str, str]:
        """First and last quarter, such as ("2025Q1", "2040Q4")."""
        return quarter_name(self.resolved.start), quarter_name(self.resolved.until)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, those of the scenarios that it extends first."""
        return self.resolved.events

    @property
    def changes(self) -> Mapping[str, Any]:
        """What the files and `changes` set, by path."""
        return self.resolved.changes

    def __repr__(self) -> str:
        first, last = self.quarters
        return f"<scenario {self.name}: {self.title}, {first} to {last}>"


def load_scenario(
    scenario: str | Path,
    *,
    changes: str | Iterable[str] = (),
    until: str = "",
    interests: str = "all",
    parameters: str = POSTERIOR,
    seeds: Path | str | None = None,
) -> LoadedScenario:
    """Read a scenario, check all of it, and return it as an object.

    scenario: a name of the library, such as ``"baseline"``, or the path of a file. changes: other
    values, written as for ``--set``: ``["isolation.RUS=1", "engagement.JPN=2"]``. until: the last
    quarter, such as ``"2035Q4"``; that of the file unless given. interests: ``"all"``, or
    ``"document"`` for those alone that the source document states. parameters: ``"posterior"``
    (fitted to 2000-2020), or ``"prior"`` (drawn from the ranges of the seeds). seeds: a folder of
    input tables instead of the shipped one.

    Returns a `LoadedScenario` with name, title, question, quarters, events and changes.
    Raises InputError with everything that is wrong, each with file, line, key and the nearest
    right word.
    """
    refuse(
        [
            *check_choice("interests", interests, INTERESTS),
            *check_choice("parameters", parameters, (POSTERIOR, PRIOR)),
        ]
    )
    read = read_asked_seeds(None if seeds is None else Path(seeds), parameters)
    sets = words_of("changes", changes)
    terms = Terms(read, RUNS, ENTROPY, interests, until, sets)
    return LoadedScenario(str(scenario), terms, build_request(_word(scenario), terms).scenario)


def request_for(
    scenario: str | Path | LoadedScenario, changes: str | Iterable[str], runs: int, entropy: int
) -> Request:
    """Return what is to be played, as the command builds it; raises InputError.

    changes: made last, on top of those that the scenario was loaded with.
    """
    given = scenario if isinstance(scenario, LoadedScenario) else load_scenario(scenario)
    sets = (*given.terms.sets, *words_of("changes", changes))
    return build_request(given.word, given.terms._replace(runs=runs, entropy=entropy, sets=sets))


def seeds_of(scenarios: Iterable[object]) -> Seeds:
    """Return the seeds of the first loaded scenario among some things, the shipped ones if none."""
    loaded = (one.terms.seeds for one in scenarios if isinstance(one, LoadedScenario))
    return next(loaded, None) or read_asked_seeds(None, POSTERIOR)


def _word(scenario: str | Path) -> str:
    """Return a name, or a path that cannot be taken for one."""
    text = str(scenario)
    bare = isinstance(scenario, Path) and not {"/", ".", "\\"} & set(text)
    return f"./{text}" if bare else text
