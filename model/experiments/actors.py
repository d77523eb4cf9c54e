"""The little that a review needs to know of the cast: names, colours and hatches of actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol


class MemberLike(Protocol):
    """One actor, corridor or mineral as the cast file describes it."""

    @property
    def id(self) -> str:
        """Id, the label along its axis."""

    @property
    def name(self) -> str:
        """Name for people."""

    @property
    def colour(self) -> str:
        """Colour, #RRGGBB."""

    @property
    def hatch(self) -> str:
        """Hatch for print in grey."""


class SeedsLike(Protocol):
    """The part of the seeds that figures use: the cast, and the folder that holds the map."""

    @property
    def members(self) -> Mapping[str, Sequence[MemberLike]]:
        """Kind -> members in the order of the axes."""

    @property
    def folder(self) -> Path:
        """Folder of the seed files."""
