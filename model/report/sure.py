"""How sure a report is: what a range means, what was measured, and what decisions explain."""

from __future__ import annotations

import pandas as pd

from model.analysis.compare.words import SURE, list_surely
from model.experiments.measured_skill import describe_measured
from model.experiments.request import DISCLAIMER
from model.report.given import Given
from model.report.parts import Block, Lines, Text

TRUST = "How far to trust it"

DECISIONS = (
    "What actors decide moves less than what happens to them. In the baseline the decisions of "
    "powers and states explain 7 % of the movement of influence to 2040; events, growth and chance "
    "do the rest."
)
"""What `docs/validation.md` measured and the README claims; tests hold it to both."""


def tell_sureness(given: Given, table: pd.DataFrame | None) -> list[Block]:
    """Return how a range is read, how many differences are clear, and the measured skill.

    table: of the comparison, None for a result alone.
    """
    surely = [SURE] if table is None else list_surely(table)
    trust = [line for line in (describe_measured(given.seeds), DECISIONS) if line]
    return [Lines("", surely), Lines(TRUST, trust), Text(DISCLAIMER)]
