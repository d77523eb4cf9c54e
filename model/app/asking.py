"""Questions as they come from a page, checked before anything is done with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.requests import Request

from model.inputs.formats.problems import InputError, Problem, unknown
from model.inputs.seeds.seeds import Seeds
from model.studio.answering import BASE, LAYERS, Ask
from model.studio.why import At

MOST_CHANGES = 200
PARTS: tuple[str, ...] = ("causes", "interests", "events")
"""Parts of an explanation, each asked for by itself since each takes its time."""

LONGEST = 400
"""Letters of any one word of a question at most."""


class Asked(NamedTuple):
    """A question and who asks it."""

    ask: Ask
    visitor: str

    @classmethod
    def read(cls, sent: Mapping[str, Any]) -> Asked:
        """Return the question; raises InputError for anything that is none."""
        changes, world = (read_changes(sent, key) for key in ("changes", "world"))
        runs = sent.get("runs", LAYERS[0])
        if isinstance(runs, bool) or not isinstance(runs, int):
            raise wrong("runs", "must be a whole number")
        ask = Ask(
            scenario=read_word(sent, "scenario"),
            base=read_word(sent, "base", BASE),
            changes=tuple(f"{path}={value}" for path, value in changes.items()),
            world=tuple(f"{path}={value}" for path, value in world.items()),
            runs=runs,
            at=read_word(sent, "at", ""),
        )
        return cls(ask, read_word(sent, "visitor", "somebody"))


class Why(NamedTuple):
    """A question about one share at one quarter."""

    asked: Asked
    at: At
    part: str
    """what is wanted: one of PARTS"""


class Save(NamedTuple):
    """A scenario that somebody wants to keep."""

    name: str
    title: str
    question: str
    scenario: str
    changes: dict[str, str]


def read_why(sent: Mapping[str, Any], seeds: Seeds) -> Why:
    """Return the question; raises InputError."""
    words = {}
    for kind in ("power", "state"):
        words[kind] = read_word(sent, kind)
        if words[kind] not in seeds.ids(kind):
            raise wrong(kind, unknown(kind, words[kind], seeds.ids(kind)))
    part = read_word(sent, "part", PARTS[0])
    if part not in PARTS:
        raise wrong("part", unknown("part", part, PARTS))
    return Why(Asked.read(sent), At(words["power"], words["state"], read_word(sent, "turn")), part)


def read_save(sent: Mapping[str, Any]) -> Save:
    """Return what is to be kept; raises InputError."""
    title = read_word(sent, "title").strip()
    if not title:
        raise wrong("title", "say in a few words what it is")
    changes = read_changes(sent, "changes")
    if not changes:
        raise wrong("changes", "nothing was changed, so there is nothing to save")
    name, scenario = read_word(sent, "name"), read_word(sent, "scenario")
    return Save(name, title, read_word(sent, "question", ""), scenario, changes)


async def read_json(request: Request, largest: int) -> Mapping[str, Any]:
    """Return what was sent; raises InputError where it is too large or not an object."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > largest:
            raise wrong("question", f"is larger than {largest // 1024} kB")
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise wrong("question", "is not JSON") from None
    if not isinstance(sent, dict):
        raise wrong("question", "is not an object")
    return sent


def read_word(sent: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """Return a text of a question; raises InputError."""
    word = sent.get(key, default)
    if not isinstance(word, str):
        raise wrong(key, "must be a text")
    if len(word) > LONGEST:
        raise wrong(key, f"is longer than {LONGEST} letters")
    return word


def read_changes(sent: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return changes, path -> value as TOML has it; raises InputError."""
    changes = sent.get(key, {})
    if not isinstance(changes, dict) or len(changes) > MOST_CHANGES:
        raise wrong(key, f"must be an object of at most {MOST_CHANGES} changes")
    return {read_word({key: path}, key): _say_value(value, key) for path, value in changes.items()}


def _say_value(value: object, key: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong(key, "values must be numbers or quarters")
    if isinstance(value, str):
        if len(value) > LONGEST or any(letter < " " or letter in '"\\' for letter in value):
            raise wrong(key, "values must be numbers or quarters")
        return f'"{value}"'
    return repr(value)


def wrong(key: str, message: str) -> InputError:
    """An error of one problem."""
    return InputError([Problem(key, None, "", message)])
