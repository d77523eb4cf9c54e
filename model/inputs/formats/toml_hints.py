"""First mistakes of people who do not program: what is wrong with a line of TOML, and how it
should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from model.inputs.formats.toml_values import WrongValue, mend_value, split_comment

SPACES = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
"""White space that TOML does not know; most of it comes with text copied from a page."""

QUOTES = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2018\u2019\u201a\u2032`]")
"""Typographic quotation marks and what is taken for one."""

LOOKALIKES = str.maketrans("аеорсухіАВЕКМНОРСТХ", "aeopcyxiABEKMHOPCTX")
"""Cyrillic letters that look like Latin ones, as they come in from a switched keyboard."""

KEY = re.compile(r"[A-Za-z0-9_-]+|\"[^\"\\]*\"|'[^']*'")
PAIR = re.compile(r"(\s*)([^=#\[{][^=#]*?)(\s*=\s*)(.*)")
COLON = re.compile(r"(\s*)([A-Za-z_][\w.-]*)\s*:\s+(\S.*)")
ITEM = re.compile(r"(\s*)([^\s,].*?)(\s*,?\s*)")
HEADING = re.compile(r"\s*\[[\s\[]*([^\[\]#]*?)[\s\]]*(#.*)?")


class Hint(NamedTuple):
    """What is wrong with a line, and the line as it should be."""

    key: str
    wrong: str
    line: str


def hints_for(line: str) -> Iterator[Hint]:
    """Yield ways in which a line that is not TOML may be meant, the likeliest first."""
    plain = SPACES.sub(" ", line)
    if plain != line:
        wrong = "holds a no-break space or another blank that is none of the keyboard's"
        yield Hint(key_of(plain), wrong, plain)
    for mend in MENDS:
        hint = mend(plain)
        if hint is not None and hint.line != line:
            yield hint


def key_of(line: str) -> str:
    """Return the key of a line that has one before its equals sign, else nothing."""
    found = PAIR.fullmatch(SPACES.sub(" ", line))
    return found[2].strip("\"' ") if found else ""


def value_of(line: str) -> str | None:
    """Return what follows the equals sign of a line, without a comment; None if there is none."""
    found = PAIR.fullmatch(line)
    return split_comment(found[4])[0] if found else None


def _mend_heading(line: str) -> Hint | None:
    found = HEADING.fullmatch(line)
    if found is None or not found[1] or "=" in found[1]:
        return None
    name, comment = found[1].strip("\"' "), f"  {found[2]}" if found[2] else ""
    double = line.count("[") > 1 or line.count("]") > 1
    written = f"[[{name}]]" if double else f"[{name}]"
    return Hint(name, "is a heading whose brackets are not in pairs", f"{written}{comment}")


def _mend_colon(line: str) -> Hint | None:
    found = COLON.fullmatch(line)
    if found is None or "=" in line.partition(":")[0]:
        return None
    value, wrong = _try_value(found[3])
    return Hint(found[2], wrong or "a key and its value have = between them, not a colon",
                f"{found[1]}{found[2]} = {value}")  # fmt: skip


def _mend_pair(line: str) -> Hint | None:
    found = PAIR.fullmatch(line)
    if found is None:
        return None
    indent, key, equals, rest = found.groups()
    written, wrong_key = _mend_key(key)
    value, wrong = _try_value(rest)
    if not wrong and not wrong_key:
        return None
    return Hint(written, wrong_key or wrong, f"{indent}{written}{equals}{value}")


def _mend_key(key: str) -> tuple[str, str]:
    parts = [part.strip() for part in key.split(".")]
    if all(KEY.fullmatch(part) for part in parts):
        return key, ""
    latin = key.translate(LOOKALIKES)
    if latin != key and latin.isascii():
        return latin, f"the key '{key}' holds Cyrillic letters that look like Latin ones"
    bare = QUOTES.sub("", key).strip("\"' ")
    wrong = "has typographic quotation marks" if bare != key and QUOTES.search(key) else ""
    return f'"{bare}"', wrong or "a key of several words or other letters stands in quotation marks"


def _mend_item(line: str) -> Hint | None:
    """An item of a list that goes over several lines."""
    found = ITEM.fullmatch(line)
    if found is None or "=" in line:
        return None
    value, wrong = _try_value(found[2])
    return Hint("", wrong, f"{found[1]}{value}{found[3]}") if wrong else None


def _try_value(rest: str) -> tuple[str, str]:
    """The value as it should be and what is wrong with it; as it stands if nothing is known."""
    value, comment = split_comment(rest)
    try:
        return rest, mend_value(value) and ""
    except WrongValue as wrong:
        return f"{wrong.value}{comment}", wrong.message


MENDS: tuple[Callable[[str], Hint | None], ...] = (
    _mend_heading, _mend_pair, _mend_colon, _mend_item,
)  # fmt: skip
