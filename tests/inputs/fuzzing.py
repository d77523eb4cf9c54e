"""Files as people and accidents spoil them: bytes, tokens, lines, numbers, keys and encodings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

NUMBER = re.compile(r"\d+(?:\.\d+)?")
KEY = re.compile(r"(?m)^\s*\"?([\w.-]+)\"?\s*=")
TOKEN = re.compile(r"[\w.*-]+|[^\w\s]|\s+")

BYTES = (b"\n", b'"', b"=", b"[", b"]", b"{", b"}", b"\xff", b"\0", b"\r", b"\x1b[31m",
         b"\xc2\xa0", b"\xe2\x80\x9c", b"#", b",", b";", b"%", b"'", b"\\", b"\xef\xbb\xbf",
         b"\xe2\x80\xae")  # fmt: skip
TOKENS = ("", "=", "[[", "]]", "[", "{}", "true", "nan", "2027Q1", "5 %", "0,1", "“x”", "-1", "[]",
          '"2026Q1"', "'", "*", "all", "x" * 400, "1e999", "9" * 5000, "-0", "0x10", "{a = 1}",
          "2026-01-01", '"=1+1"', "\u00a0", "KAZ", "JPN", "[1, 2, 3]",
          '"\\u001b"', "'''")  # fmt: skip
NUMBERS = ("-1", "1e308", "0", "1.5", "99999", "[0.1, 0.9]", "nan", "inf", "1e-300", '"1"', "true",
           "01", "1_000", "5.", ".5", "[9, 1]", "0,5", "7 %")  # fmt: skip
KEYS = ("titel", "set", "events", "name", "factor", "", "a b", "ключ", "a.b.c", '"x\\ty"',
        "extends", "until", "start", "design", "outcomes", "range", "path",
        "нame", "x" * 200)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1251", "cp1254", "utf-8-sig", "mac-roman")


def spoil(text: str, seed: int) -> bytes:
    """Return a text with one to four things wrong in it, always the same for a seed."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(WAYS)(text, chance)
    if chance.random() < 0.1:
        return text.encode(chance.choice(ENCODINGS), "replace")
    data = text.encode("utf-8", "replace")
    for _ in range(chance.choice((0, 0, 1, 3))):
        first = chance.randint(0, len(data))
        data = data[:first] + chance.choice(BYTES) + data[first + chance.randint(0, 3) :]
    return data


def _swap_match(pattern: re.Pattern[str], words: tuple[str, ...]) -> Callable[..., str]:
    def swap(text: str, chance: random.Random) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        first, last = chance.choice(found).span(pattern.groups and 1)
        return text[:first] + chance.choice(words) + text[last:]

    return swap


def _swap_lines(text: str, chance: random.Random) -> str:
    """Leave out, double, move, join or split a line."""
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    line = lines.pop(place)
    half = chance.randint(0, len(line))
    other = chance.randint(0, len(lines))
    lines[other:other] = chance.choice(
        [[], [line, line], [line], [line[:half], line[half:]], [line + line], [f"  {line} #"]]
    )
    return "\n".join(lines)


WAYS: tuple[Callable[..., str], ...] = (
    _swap_match(NUMBER, NUMBERS),
    _swap_match(KEY, KEYS),
    _swap_match(TOKEN, TOKENS),
    _swap_lines,
)
