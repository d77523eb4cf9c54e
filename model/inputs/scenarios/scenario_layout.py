"""The layout of a scenario file: which keys it may have, and what each may hold.

Every key is optional here, so that all that is wrong can be told at once; what must be
there is checked afterwards.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from model.inputs.formats.problems import unknown
from model.inputs.formats.spans import Span, read_quarter, read_quarters, read_span, tell
from model.inputs.history.history_tables import FIRST_BASE as FIRST
from model.inputs.history.history_tables import LAST_BASE as LAST

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
QUARTER = {"type": "string", "pattern": "^[0-9]{4}Q[1-4]$"}


def _span_schema(low: float | None = None, high: float | None = None) -> dict[str, Any]:
    number: dict[str, Any] = {"type": "number"}
    number |= {} if low is None else {"minimum": low}
    number |= {} if high is None else {"maximum": high}
    return _one_or_pair(number)


def _one_or_pair(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 2, "maxItems": 2}]}


def _check_slug(word: str) -> str:
    if not SLUG.fullmatch(word):
        slug = "-".join(re.findall(r"[a-z0-9_]+", word.lower())).strip("_")
        example = f"; write it like '{slug}'" if slug else ""
        raise ValueError(f"{tell(word)} must be lower-case letters, digits, '-' and '_'{example}")
    return word


def _read_names(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [value]
    if not words or not all(isinstance(word, str) and word for word in words):
        raise ValueError(f"must be a text or a list of texts, not {tell(value)}")
    return tuple(words)


def _read_base_year(value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"must be a year, a whole number, not {tell(value)}")
    if not FIRST <= value <= LAST:
        raise ValueError(f"{value} is outside {FIRST}..{LAST}, the years on record")
    return value


def _read_drivers(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {tell(value)}")
    if value != OBSERVED:
        raise ValueError(unknown("drivers", value, (OBSERVED,)))
    return OBSERVED


def _check_mode(word: str) -> str:
    if word not in MODES:
        raise ValueError(unknown("mode", word, MODES))
    return word


ADD, REPLACE_HOLDERS, REPLACE_ALL = "add", "replace-holders", "replace-all"
MODES = (ADD, REPLACE_HOLDERS, REPLACE_ALL)
"""An overlay of interests acts beside the seeds' interests, instead of those of the same holders,
or instead of all."""

OBSERVED = "observed"
"""The drivers that there are: what is on record of growth, money, energy, and finance."""

Slug = Annotated[str, AfterValidator(_check_slug)]
Quarter = Annotated[int, PlainValidator(read_quarter), WithJsonSchema(QUARTER)]
Quarters = Annotated[Span, PlainValidator(read_quarters), WithJsonSchema(_one_or_pair(QUARTER))]
Number = Annotated[Span, PlainValidator(read_span), WithJsonSchema(_span_schema())]
Share = Annotated[
    Span, PlainValidator(partial(read_span, low=0, high=1)), WithJsonSchema(_span_schema(0, 1))
]
Lag = Annotated[
    Span, PlainValidator(partial(read_span, low=0, high=200)), WithJsonSchema(_span_schema(0, 200))
]
BaseYear = Annotated[
    int,
    PlainValidator(_read_base_year),
    WithJsonSchema({"type": "integer", "minimum": FIRST, "maximum": LAST}),
]
Drivers = Annotated[
    str, PlainValidator(_read_drivers), WithJsonSchema({"type": "string", "enum": [OBSERVED]})
]
Mode = Annotated[
    str, AfterValidator(_check_mode), WithJsonSchema({"type": "string", "enum": list(MODES)})
]
Names = Annotated[
    tuple[str, ...],
    PlainValidator(_read_names),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class SourceEntry(BaseModel):
    """A source that a scenario rests on."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, json_schema_extra={"required": ["title"]}
    )
    title: str = ""
    publisher: str = ""
    address: str = ""
    accessed: str = ""
    note: str = ""


class EventEntry(BaseModel):
    """An event: what happens to a factor, when, and how surely."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "required": ["name", "factor", "start"],
            "oneOf": [{"required": [change]} for change in ("set", "add", "multiply")],
            "if": {"properties": {"announced": {"const": True}}, "required": ["announced"]},
            "then": {"required": ["delivery", "lag"]},
            "else": {"properties": {"delivery": False, "lag": False}},
        },
    )
    name: Slug | None = Field(None, description="Name of the event, once in a file.")
    factor: Names | None = Field(
        None, description="Path of a factor, or a list; `*` is every member of an axis."
    )
    set: Number | None = Field(None, description="New value of the factor.")
    add: Number | None = Field(None, description="Added to the factor.")
    multiply: Number | None = Field(None, description="The factor is multiplied by this.")
    start: Quarters | None = Field(None, description="First quarter, or [earliest, latest].")
    end: Quarter | None = Field(None, description="Last quarter of full effect.")
    ramp: int = Field(0, ge=0, le=200, description="Quarters to full effect, and back.")
    probability: Share = Field(Span(1, 1), description="Chance that it happens at all.")
    announced: bool = Field(False, description="A headline; delivery and lag say what comes.")
    delivery: Share | None = Field(None, description="Share of the change that really comes.")
    lag: Lag | None = Field(None, description="Quarters late.")
    note: str = Field("", description="Why, in a few words.")
    source: str = Field("", description="Where it is from.")


class ScenarioEntry(BaseModel):
    """A scenario file."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, json_schema_extra={"required": ["title"]}
    )
    title: str | None = Field(None, description="A few words.")
    question: str | None = Field(None, description="The question that the scenario answers.")
    narrative: str | None = Field(None, description="What happens, told in sentences.")
    extends: Names | None = Field(None, description="One or more scenarios to build upon.")
    start: Quarter | None = Field(None, description="First quarter of a run.")
    until: Quarter | None = Field(None, description="Last quarter of a run.")
    base_year: BaseYear | None = Field(
        None, description="Start from what is on record for the end of this past year."
    )
    drivers: Drivers | None = Field(
        None, description="What moves outside the model: 'observed' takes what is on record."
    )
    interests: str | None = Field(
        None, min_length=1, description="File or folder of interests to lay over the seeds' own."
    )
    interests_from: Quarter | None = Field(None, description="Quarter from which they act.")
    interests_ramp: int | None = Field(
        None, ge=0, le=200, description="Quarters to their full strength."
    )
    interests_mode: Mode | None = Field(
        None, description="Beside the seeds' interests, or instead of their holders' or of all."
    )
    sources: tuple[SourceEntry, ...] = Field((), strict=False)
    events: tuple[EventEntry, ...] = Field((), strict=False)
    set: dict[str, Any] = Field({}, description="Other values for seeds, by their path.")


def schema_of(layout: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a layout, for editors that check while one writes."""
    address = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": address, **layout.model_json_schema(), "title": title}
