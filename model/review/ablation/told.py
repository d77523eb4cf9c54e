"""What the words and figures of an ablation are about, beside its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.inputs.quarters import BASE_YEAR
from model.inputs.records import Interest
from model.review.wording import Names
from model.studies.ablation.idle import Idle


class Told(NamedTuple):
    """A scenario, its runs, and the names and interests of its cast."""

    title: str
    runs: int
    names: Names
    interests: Mapping[str, Interest]
    idle: Sequence[Idle]
    base_year: int = BASE_YEAR
