"""The layout of a sweep file: which keys it may have, and what each may hold.

Context factors, levers, scenarios and outcomes are those of the XLRM scheme: what is uncertain (X),
what can be chosen (L), how the one leads to the other (R, the scenarios), and what is measured (M).
Every key is optional here, so that all that is wrong can be told at once.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)

from model.experiments.sweeps.dice import GROUP, OWN, SHARED
from model.inputs.formats.problems import listed, suggest
from model.inputs.formats.spans import read_float, read_quarter, tell
from model.inputs.scenarios.scenario_layout import QUARTER, Names, Slug

KINDS = ("sobol", "morris", "latin", "factorial", "list")
KEEPS = ("dates", "trajectory", "mean", "lowest", "highest")
WAYS = ("more", "less")
SPREADS = ("uniform", "triangular", "normal", "lognormal", "logitnormal")
SYNONYMS: dict[str, tuple[str, ...]] = {
    "latin": ("lhs", "latin-hypercube", "latin hypercube"),
    "sobol": ("saltelli",),
    "factorial": ("grid", "full-factorial", "full factorial"),
    "more": ("higher", "high", "max", "maximise", "maximize", "up"),
    "less": ("lower", "low", "min", "minimise", "minimize", "down"),
    "highest": ("max", "maximum"),
    "lowest": ("min", "minimum"),
    "normal": ("gaussian",),
    "triangular": ("triangle",),
}
"""What other tools call some of these words."""

MOST = 1_000_000_000
"""Most runs of a sweep."""


def _read_value(value: object) -> float:
    """A number, or a quarter as its year and a fraction: "2027Q3" is 2027.5."""
    return read_quarter(value) / 4.0 if isinstance(value, str) else read_float(value)


def _read_values(value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"must be a list of numbers or quarters, not {tell(value)}")
    return tuple(_read_value(item) for item in value)


def _read_range(value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"must be a range [low, high], not {tell(value)}")
    low, high = _read_values(value)
    if low >= high:
        raise ValueError(f"low {low:g} must be below high {high:g}")
    return low, high


def _read_dates(value: object) -> tuple[int, ...]:
    dates = value if isinstance(value, list) else [value]
    quarters = tuple(read_quarter(date) for date in dates)
    if list(quarters) != sorted(set(quarters)):
        raise ValueError("must be in order, each date once")
    return quarters


def _check_word(word: str, allowed: tuple[str, ...]) -> str:
    if word not in allowed:
        same = [one for one in allowed if word.casefold() in SYNONYMS.get(one, ())]
        near = f" did you mean '{same[0]}'?" if same else suggest(word, allowed)
        raise ValueError(f"unknown word '{word}';{near} allowed: {listed(allowed)}")
    return word


def _check_label(word: str) -> str:
    if not word.strip() or set(word) & set(',"\n\r'):
        raise ValueError(f"{tell(word)} must be a short text without commas and quotation marks")
    return word.strip()


Kind = Annotated[str, AfterValidator(partial(_check_word, allowed=KINDS))]
Keep = Annotated[str, AfterValidator(partial(_check_word, allowed=KEEPS))]
Distribution = Annotated[str, AfterValidator(partial(_check_word, allowed=SPREADS))]
Way = Annotated[str, AfterValidator(partial(_check_word, allowed=WAYS))]
WhoseDice = Annotated[str, AfterValidator(partial(_check_word, allowed=(SHARED, OWN, GROUP)))]
Label = Annotated[str, AfterValidator(_check_label)]
NUMBER: dict[str, Any] = {"anyOf": [{"type": "number"}, QUARTER]}
SOME = {"type": "array", "items": NUMBER, "minItems": 1}
PAIR = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
DATED: dict[str, Any] = {"anyOf": [QUARTER, {"type": "array", "items": QUARTER}]}
Values = Annotated[tuple[float, ...], PlainValidator(_read_values), WithJsonSchema(SOME)]
Range = Annotated[tuple[float, ...], PlainValidator(_read_range), WithJsonSchema(PAIR)]
Value = Annotated[float, PlainValidator(_read_value), WithJsonSchema(NUMBER)]
Dates = Annotated[tuple[int, ...], PlainValidator(_read_dates), WithJsonSchema(DATED)]


class Entry(BaseModel):
    """A table of the file: no key but those that are known, nothing turned into another kind."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class DesignEntry(Entry):
    """How the points of the sweep are chosen."""

    kind: Kind | None = Field(None, description="How points are chosen.")
    size: int | None = Field(None, ge=1, le=MOST, description="Points; for sobol a power of two.")
    levels: int | None = Field(None, ge=2, le=1000, description="Levels of morris and factorial.")
    second_order: bool = Field(False, description="Sobol: also indices of pairs of factors.")
    points: tuple[dict[str, Any], ...] = Field((), strict=False, description="For a list.")


class FactorEntry(Entry):
    """A context factor: something uncertain, by its path, and the range that it is given."""

    name: Slug | None = None
    path: Names | None = Field(None, description="Path of a seed or of an event's field, or more.")
    range: Range | None = Field(None, description="Ends, or 5th and 95th percentile.")
    value: Value | None = Field(None, description="Mode of a triangle, median of a normal spread.")
    distribution: Distribution | None = None
    values: Values | None = Field(None, description="Steps of a grid.")
    group: str = Field("", description="What it is about; answers add up those of one group.")
    note: str = ""
    source: str = ""


class AlternativeEntry(Entry):
    """One alternative of a lever."""

    name: Label | None = None
    extends: Names | None = Field(None, description="Scenarios laid over the one that is crossed.")
    set: dict[str, Any] = Field({}, description="Values by path, as in a scenario.")
    note: str = ""


class LeverEntry(Entry):
    """A lever: what somebody may choose, one of several named alternatives."""

    name: Slug | None = None
    alternatives: tuple[AlternativeEntry, ...] = Field((), strict=False)
    goals: Names | None = Field(None, description="Outcomes by which alternatives are judged.")
    enough: str = Field("", description="The condition that makes an alternative good enough.")
    note: str = ""


class OutcomeEntry(Entry):
    """An outcome to keep, narrowed to one member of an axis where one is named."""

    name: Slug | None = None
    outcome: str | None = None
    power: str | None = None
    state: str | None = None
    domain: str | None = None
    corridor: str | None = None
    mineral: str | None = None
    keep: Keep = "dates"
    better: Way | None = Field(None, description="Which way is better; more unless said.")


class SweepFile(Entry):
    """A sweep file."""

    title: str | None = None
    question: str = ""
    narrative: str = ""
    scenarios: Names = ("baseline",)
    interests: Literal["all", "document"] = "all"
    dates: Dates | None = None
    replications: int = Field(1, ge=1, le=1_000_000)
    entropy: int = Field(1, ge=0, le=2**63)
    dice: WhoseDice | None = None
    set: dict[str, Any] = Field({}, description="Values by path, in every run.")
    design: DesignEntry | None = None
    factors: tuple[FactorEntry, ...] = Field((), strict=False)
    levers: tuple[LeverEntry, ...] = Field((), strict=False)
    outcomes: tuple[OutcomeEntry, ...] = Field((), strict=False)
