"""What the causes of the ledger are called."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "programme": "how the power spreads its engagement",
    "budget": "how much the power spends",
    "answers": "what the power brings up to answer others",
    "pledges": "pledges and summits",
    "acceptance": "what the state accepts",
    "delivery": "what an isolated power can still deliver",
    "contracts": "contracts for oil and gas",
    "diversification": "trade moved away from a partner grown too large",
    "projects": "stakes in mineral projects",
    "gravity": "growth of both economies, and prices",
    "corridor": "corridors, routes and border posts",
    "control": "export controls, sanctions, duties and minerals",
    "reprisal": "reprisals",
    "decay": "decay of contact that is not kept up",
    "shock": "chance",
    "unnamed": "events that no scenario names",
    "rivals": "rivals",
    "others": "ties with the rest of the world",
    "remittances": "remittances",
    "debt": "debt",
    "arms": "supplies of arms",
    "freight": "transit of freight",
    "energy": "routes of oil and gas",
    "bond": "membership in blocs",
}
"""What each cause is called; one that is not here goes by its own name."""

DECISIONS: tuple[str, ...] = (
    "programme", "budget", "answers", "pledges", "acceptance",
)  # fmt: skip
"""Causes that the power or the state decides on, the power's first."""


def in_words(cause: str) -> str:
    """Return what a cause is called."""
    return WORDS.get(cause, cause)
