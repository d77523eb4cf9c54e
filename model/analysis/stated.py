"""Interests in words: who wants what, by which reading or other overlay, and where that is said."""

from __future__ import annotations

from typing import NamedTuple

from model.analysis.wording import Names, spoken
from model.inputs.formats.plain_text import plural
from model.inputs.formats.quarters import quarter_name
from model.inputs.scenarios.overlays import Overlay
from model.inputs.scenarios.scenario_layout import ADD, REPLACE_ALL, REPLACE_HOLDERS
from model.inputs.seeds.records import Interest

MODES: dict[str, str] = {
    ADD: "beside the shipped ones",
    REPLACE_ALL: "in place of all shipped ones",
    REPLACE_HOLDERS: "in place of the shipped ones of the same holders",
}
"""How the interests of an overlay stand to those of the seeds."""


class Stated(NamedTuple):
    """One interest in words: whose, what, and where it is stated."""

    who: str
    says: str
    where: str


def stated_in(interest: Interest) -> str:
    """Return where an interest is stated: paragraphs of the document or of a reading, or sources.

    A paragraph of a reading is named with it, as `evidence --paragraph` takes it.
    """
    if not interest.paragraph:
        return f"context, {', '.join(interest.source)}"
    words = [f"reading {word}" if ":" in word else word for word in interest.paragraph]
    return " ".join(words)


def describe_overlay(overlay: Overlay) -> str:
    """Say in a heading what an overlay puts in force, and from when."""
    count = plural(len(_own(overlay)), "interest")
    ramp = f", over {plural(overlay.ramp, 'quarter')}" if overlay.ramp else ""
    start = f"in force from {quarter_name(overlay.start)}{ramp}"
    return f"Interests of {overlay.name} ({count}, {start}, {MODES[overlay.mode]})"


def list_stated(overlay: Overlay, names: Names) -> list[Stated]:
    """Return the interests that an overlay brings, in words."""
    return [
        Stated(
            " and ".join(spoken("power", _name_of(holder, names)) for holder in one.holder),
            f"{'wants' if one.stance > 0 else 'resists'}: {one.paraphrase}",
            stated_in(one),
        )
        for one in _own(overlay)
    ]


def _own(overlay: Overlay) -> list[Interest]:
    """Return the interests of an overlay without those of the seeds that go on for some holders."""
    return [one for one in overlay.interests if not one.drawn_as]


def _name_of(holder: str, names: Names) -> str:
    found = (names[axis].get(holder) for axis in ("power", "state"))
    return next((name for name in found if name), holder)
