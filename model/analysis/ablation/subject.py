"""What the words and figures of an ablation are about, beside its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.analysis.ablation.background import Idle
from model.analysis.wording import Names
from model.inputs.formats.quarters import BASE_YEAR
from model.inputs.seeds.records import Interest


class Told(NamedTuple):
    """A scenario, its runs, and the names and interests of its cast."""

    title: str
    runs: int
    names: Names
    interests: Mapping[str, Interest]
    idle: Sequence[Idle]
    base_year: int = BASE_YEAR
