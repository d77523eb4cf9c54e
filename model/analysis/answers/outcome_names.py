"""What outcomes, limits and counts of a sweep are called."""

from __future__ import annotations

from model.analysis.discovery.boxes import Limit, Span
from model.analysis.units import Shown, shown
from model.analysis.wording import Names, subject
from model.experiments.conditions.series import Series

DIGITS = 3


def view_of(series: Series) -> Shown:
    """Return how the numbers of a series are shown."""
    return shown(series.measured, series.about.get("domain", ""), series.unit)


def about(series: Series, names: Names) -> str:
    """Return what a series is about, as it stands within a sentence; a sum is told as asked."""
    if series.sum:
        return f"'{series.sum}'"
    words = subject({"outcome": series.measured, **series.about}, names)
    return words if series.measured == series.outcome else f"{words} ({series.outcome})"


def heading(series: Series, names: Names) -> str:
    """Return what a series is about, as it stands at the head of a figure."""
    return capital(about(series, names))


def capital(words: str) -> str:
    """Return words that begin with a capital letter."""
    return words[:1].upper() + words[1:]


def within(block: str) -> str:
    """Return which scenario and alternatives are meant, in brackets, or nothing."""
    return f" ({block})" if block else ""


def on(date: str) -> str:
    """Return a date within a sentence, or nothing where there is none."""
    return f" in {date}" if date else ""


def short(value: float) -> str:
    """Print a limit with three digits, a year with its part: 0.412, 17.3, 2027.5."""
    if 1900 <= abs(value) < 2200:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{value:.{DIGITS}g}"


def percent(share: float) -> str:
    """Print a share as per cent, neither 0 nor 100 unless it is so."""
    if share in (0.0, 1.0):
        return f"{100 * share:.0f} %"
    if not 0.005 <= share < 0.995:
        return "under 1 %" if share < 0.5 else "over 99 %"
    return f"{round(100 * share)} %"


def exactly(share: float) -> str:
    """Print a share that was counted over many runs: with two digits where it is small."""
    small = 0 < share < 0.095
    return f"{100 * share:.2g} %" if small and share >= 1e-6 else percent(share)


def describe_limit(name: str, limit: Limit, whole: Limit) -> str:
    """Say one limit of a box against the whole range of its input."""
    if isinstance(limit, frozenset):
        rest = sorted(whole - limit) if isinstance(whole, frozenset) else []
        if len(rest) == 1 < len(limit):
            return f"{name} is not {rest[0]}"
        return f"{name} is {' or '.join(sorted(limit))}"
    assert isinstance(whole, Span)
    low, high = limit.low > whole.low, limit.high < whole.high
    span = f"(of {short(whole.low)} to {short(whole.high)})"
    if low and high:
        return f"{name} is between {short(limit.low)} and {short(limit.high)} {span}"
    if low:
        return f"{name} is above {short(limit.low)} {span}"
    return f"{name} is below {short(limit.high)} {span}"


def join_words(words: list[str]) -> str:
    """Join words with commas and a last "and"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
