"""The seeds: every starting number, interest and source, read and checked once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.inputs.formats.numbers import Bounds
from model.inputs.formats.places import given_path, seeds_folder, shown
from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.seeds.cast import read_cast, read_document, read_sources
from model.inputs.seeds.changes import OPTION, Change, Contents, apply_changes
from model.inputs.seeds.factors import INTEREST
from model.inputs.seeds.interests import read_interests
from model.inputs.seeds.key_columns import ids
from model.inputs.seeds.naming import read_aliases
from model.inputs.seeds.posterior import (
    DEFAULT,
    PRIORS,
    Posterior,
    place_of,
    prior_of,
    read_posterior,
)
from model.inputs.seeds.quantities import read_table
from model.inputs.seeds.records import Interest, Key, Member, Members, Paragraph, Row, Source
from model.inputs.seeds.tables import TABLES

__all__ = ["Interest", "Member", "Paragraph", "Row", "Seeds", "Source", "read_seeds"]

PRIOR = "prior"
"""Name of the ranges of the seeds, as against a posterior sample."""

OTHER_FILES = ("cast", "aliases", "sources", "document", "interests")


@dataclass(frozen=True)
class Seeds:
    """All that the seed files hold; `digest` is the sha256 of their bytes and of any change."""

    members: Mapping[str, tuple[Member, ...]]
    tables: Mapping[str, Mapping[Key, Row]]
    interests: tuple[Interest, ...]
    sources: Mapping[str, Source]
    document: Mapping[str, Paragraph]
    folder: Path
    digest: str
    posterior: Posterior | None = None
    """sample of parameters that ensembles draw from; None for the ranges of the seeds"""

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of a kind of the cast, of the domains, or of the interests."""
        return ids(self.members, kind)

    def with_changes(self, changes: Mapping[str, Any]) -> Seeds:
        """Return the seeds with other values, by path as in `[set]`; raises InputError."""
        problems: list[Problem] = []
        wanted = [Change(path, value, OPTION, None) for path, value in changes.items()]
        changed = self.apply(wanted, problems)
        if problems:
            raise InputError(problems)
        return changed

    def apply(self, changes: Sequence[Change], problems: list[Problem]) -> Seeds:
        """Return the seeds with changes made in order; what is wrong goes to problems."""
        if not changes:
            return self
        before = Contents(self.tables, self.interests)
        tables, interests = apply_changes(before, changes, self.members, problems)
        written = json.dumps([(c.path, c.value) for c in changes], default=str)
        digest = sha256((self.digest + written).encode()).hexdigest()
        changed = replace(self, tables=tables, interests=interests, digest=digest)
        own = {
            key[0]
            for key, row in tables["parameters"].items()
            if row is not self.tables["parameters"].get(key)
        }
        return changed._keep(own)

    def with_posterior(self, name: str | None) -> Seeds:
        """Return the seeds with a posterior sample of their folder, or with none (the prior).

        A parameter whose range is not the one that the sample was fitted from, because it was
        changed, keeps its own. Raises InputError.
        """
        if name is None:
            return replace(self, posterior=None)
        path = place_of(self.folder, name)
        posterior = read_posterior(path, self.parameter_bounds, self.ids("state"))
        priors = posterior.manifest.get(PRIORS, {})
        own = {
            name
            for name in posterior.names
            if name in priors and priors[name] != prior_of(self.tables["parameters"][name,])
        }
        return replace(self, posterior=posterior)._keep(own)

    def with_interests(self, more: Sequence[Interest]) -> Seeds:
        """Return the seeds with interests of an overlay after their own; the digest stays."""
        interests = (*self.interests, *more)
        members = name_interests(self.members, interests)
        return replace(self, interests=interests, members=members)

    def _keep(self, own: Collection[str]) -> Seeds:
        """The seeds with their own values of some parameters, whatever the sample says."""
        posterior = None if self.posterior is None else self.posterior.without(own)
        return replace(self, posterior=posterior)

    @property
    def parameter_bounds(self) -> dict[str, Bounds]:
        """Hard bounds of every rule parameter, by name."""
        return {key[0]: row.bounds for key, row in self.tables["parameters"].items()}

    @property
    def parameters(self) -> str:
        """Where rule parameters are drawn from: ``prior``, or the name of a posterior sample."""
        return PRIOR if self.posterior is None else self.posterior.name


def read_seeds(folder: Path | None = None, *, sampled: bool = True) -> Seeds:
    """Return the checked seeds of a folder (the shipped one unless given).

    sampled: whether with the posterior sample that ensembles draw from, where there is one.
    Raises InputError with everything that is wrong in any of the files.
    """
    folder = seeds_folder() if folder is None else given_path(folder)
    problems = _check_folder(folder)
    if problems:
        raise InputError(problems)
    members = read_aliases(folder, read_cast(folder, problems), problems)
    sources = read_sources(folder, problems)
    document = read_document(folder, problems)
    if problems:
        raise InputError(problems)
    tables = {
        name: read_table(folder, spec, members, sources, problems) for name, spec in TABLES.items()
    }
    interests = read_interests(folder, members, sources, document, problems)
    if problems:
        raise InputError(problems)
    members = name_interests(members, interests)
    seeds = Seeds(members, tables, interests, sources, document, folder, _digest(folder))
    there = sampled and place_of(folder, DEFAULT).exists()
    return seeds.with_posterior(DEFAULT) if there else seeds


def name_interests(members: Members, interests: Sequence[Interest]) -> Members:
    """Return the members with the interests as a kind of their own: they are a factor's axis."""
    named = tuple(Member(one.id, one.paraphrase, "", "", "") for one in interests)
    return {**members, INTEREST: named}


def _check_folder(folder: Path) -> list[Problem]:
    if not folder.is_dir():
        return [Problem(shown(folder), None, "", "there is no such folder of seeds")]
    known = (*TABLES, *OTHER_FILES)
    return [
        Problem(shown(path), None, "", unknown("table", path.stem, known))
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in known
    ]


def _digest(folder: Path) -> str:
    total = sha256()
    for path in sorted(folder.glob("*.csv"), key=lambda path: path.name):
        data = path.read_bytes()
        total.update(f"{path.name}\n{len(data)}\n".encode() + data)
    return total.hexdigest()
