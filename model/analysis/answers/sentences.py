"""Answers in plain sentences, with how far each can be trusted."""

from __future__ import annotations

from model.analysis.answers.analyse import Answers
from model.analysis.correlation.words import tell_given
from model.analysis.discovery.words import tell_found
from model.analysis.drivers.words import tell_drivers
from model.analysis.grids.words import tell_grids
from model.analysis.levers.words import tell_levers
from model.analysis.screening.words import tell_screened
from model.analysis.wording import Names


def tell_answers(answers: Answers, names: Names) -> dict[str, list[str]]:
    """Return heading -> sentences, in the order in which they are read."""
    parts = {
        "What drives the outcomes": [
            *(line for one in answers.drivers for line in tell_drivers(one, names)),
            *(line for one in answers.screened for line in tell_screened(one, names)),
        ],
        "Where it happens": [line for one in answers.found for line in tell_found(one)],
        "Which alternatives hold up": tell_levers(answers.levered, names),
        "What acts together": tell_grids(answers.gridded, names),
        "What they go with, of all numbers": [tell_given(one, names) for one in answers.given],
        "Notes": list(answers.notes),
    }
    return {heading: lines for heading, lines in parts.items() if lines}
