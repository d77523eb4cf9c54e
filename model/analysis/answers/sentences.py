"""Answers in plain sentences, with how far each can be trusted."""

from __future__ import annotations

from model.analysis.answers.answer_parts import Answers
from model.analysis.correlation.words import describe_correlations
from model.analysis.discovery.words import describe_found
from model.analysis.drivers.words import describe_all_drivers
from model.analysis.grids.words import describe_grids
from model.analysis.levers.words import describe_levers
from model.analysis.screening.words import describe_screened
from model.analysis.wording import Names


def describe_answers(answers: Answers, names: Names) -> dict[str, list[str]]:
    """Return heading -> sentences, in the order of reading: first what can be chosen."""
    parts = {
        "Which alternatives hold up": describe_levers(answers.levered, names),
        "What drives the outcomes": [
            *describe_all_drivers(answers.drivers, names),
            *(line for one in answers.screened for line in describe_screened(one, names)),
        ],
        "Where it happens": [line for one in answers.found for line in describe_found(one)],
        "What acts together": describe_grids(answers.gridded, names),
        "What they go with, of all numbers": [
            describe_correlations(one, names) for one in answers.correlations
        ],
        "Notes": list(answers.notes),
    }
    return {heading: lines for heading, lines in parts.items() if lines}
