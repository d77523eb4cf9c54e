"""Whether a sweep was large enough for what is read from it, in sentences."""

from __future__ import annotations

import math

from model.analysis.drivers.convergence import Verdict


def describe_verdict(verdict: Verdict, unit: str) -> str:
    """Say whether a sweep was large enough; unit: groups of a Sobol design, or walks of Morris."""
    scale = "points" if unit == "groups" else "% of the largest effect"
    width = f"{half_width(verdict.widest)} {scale}" if math.isfinite(verdict.widest) else "unknown"
    largest = f"{width} at {verdict.loosest}" if verdict.loosest else width
    odd = f" Signs of too few runs: {'; '.join(verdict.odd)}." if verdict.odd else ""
    if verdict.settled:
        agree = "and both halves of the sweep agree on the order"
        if not verdict.ranked:
            agree = "but the halves of the sweep do not agree on the order"
        return f"Large enough: no interval is wider than {largest}, {agree}.{odd}"
    more = f"about {verdict.needed:,} {unit} would do, {verdict.groups:,} were used"
    if verdict.ranked:
        return (
            f"Too small for sizes, good for the order: the widest interval is {largest}; "
            f"{more}.{odd}"
        )
    return f"Too small: the widest interval is {largest}, and the halves disagree; {more}.{odd}"


def half_width(error: float) -> str:
    """Print the half-width of an interval of shares as per cent: ± 5.4, ± 12."""
    return f"± {100 * error:.{1 if error < 0.1 else 0}f}"


def describe_dropped(count: int, unit: str, left: int) -> str:
    """Say how much was left out because a run of it failed."""
    return f"{count:,} {unit} were left out whole because a run of each failed; {left:,} are left."
