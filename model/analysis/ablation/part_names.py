"""What the parts of an ablation are called."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "interests": "all interests ended",
    "permuted": "interests passed on to the next power",
    "document": "the document's interests alone",
    "powers": "powers' programmes held at the base year's",
    "states": "what states accept held at the base year's",
    "decisions": "both held: no decisions",
    "events": "no events",
    "growth": "no growth of economies",
    "chance": "no quarterly chance",
    "numbers": "uncertain numbers at their central values",
}
"""Parts that are left out one at a time."""

STEP_LABELS: dict[str, str] = {
    "decisions": "decisions of powers and states",
    "events": "events",
    "growth": "growth of economies",
    "chance": "quarterly chance",
    "rest": "the rest",
}
"""Steps that add up; the rest is what happens without all of them."""

REST = (
    "The rest is what still drifts when nothing else is left: debt that is repaid, suppliers of "
    "arms that follow security ties, trade that states spread, and planned summits."
)
REST_SPREAD = "Its spread is that of the uncertain numbers behind it."
