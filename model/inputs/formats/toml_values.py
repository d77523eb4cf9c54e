"""A value of TOML as people first write it, and as it should be."""

from __future__ import annotations

import json
import re
import tomllib

OPENING = "\u201c\u201d\u201e\u201f\u00ab\u2033\u2018\u2019\u201a\u2032`"
CLOSING = "\u201c\u201d\u201f\u00bb\u2033\u2018\u2019\u2032`"

QUARTER = re.compile(r"([12]\d{3})\s*-?\s*[Qq]([1-4])")
PERCENT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*%")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[ ,']\d{3})+")
DECIMAL = re.compile(r"([+-]?\d+),(\d+)")
POINT = re.compile(r"([+-]?)(\d*)\.(\d*)")
ZEROS = re.compile(r"([+-]?)0+(\d+(?:\.\d+)?)")
TRUTH = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false",
         "off": "false"}  # fmt: skip


class WrongValue(Exception):  # noqa: N818
    """A value that is not TOML: what is wrong with it, and as it should be."""

    def __init__(self, message: str, value: str) -> None:
        super().__init__(message)
        self.message, self.value = message, value


def is_good(value: str) -> bool:
    """Tell whether a text is a value of TOML, be it one that is too long to be read."""
    try:
        return set(tomllib.loads(f"a = {value}")) == {"a"}
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    except ValueError:
        return True


def split_comment(rest: str) -> tuple[str, str]:
    """Split what follows the equals sign into the value and the comment with blanks before it."""
    quote = ""
    for place, letter in enumerate(rest):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#" and (place == 0 or rest[place - 1].isspace()):
            value = rest[:place].rstrip()
            return value, rest[len(value) :]
    value = rest.rstrip()
    return value, ""


def mend_value(value: str) -> str:
    """Return a value that is good; raises WrongValue with one that should stand in its place."""
    if not value or is_good(value) or value.startswith(('"""', "'''")):
        return value
    if value.startswith("["):
        return _mend_list(value)
    if value.startswith("{"):
        return value
    if value[0] in "\"'" or value[0] in OPENING:
        raise _mend_text(value)
    raise _mend_bare(value)


def _mend_list(value: str) -> str:
    inner = value[1:].strip().removesuffix("]")
    if "[" in inner or "{" in inner:
        return value
    mark = ";" if ";" in inner else ","
    mended, reasons = [], []
    for item in inner.split(mark):
        word = item.strip()
        if not word:
            continue
        try:
            mended.append(mend_value(word))
        except WrongValue as wrong:
            mended.append(wrong.value)
            reasons.append(wrong.message)
    if mark == ";":
        reasons.append("items of a list are separated by commas")
    if not value.endswith("]"):
        reasons.append("the list has no closing bracket")
    if not reasons:
        return value
    raise WrongValue(reasons[0], f"[{', '.join(mended)}]")


def _mend_text(value: str) -> WrongValue:
    """A text whose quotation marks are typographic, missing, too many, or whose \\ is taken."""
    if value[0] in OPENING or value[-1] in CLOSING:
        inner = value.strip(f"{OPENING}{CLOSING}\"' ")
        wrong = "has typographic quotation marks in place of straight ones"
        return WrongValue(wrong, quoted(inner))
    inner = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value[1:]
    if inner == value[1:]:
        return WrongValue("the text has no closing quotation mark", quoted(inner))
    if "\\" in inner and '"' not in inner.replace('\\"', ""):
        wrong = "a backslash in a text of double quotation marks must be doubled"
        return WrongValue(wrong, f"'{inner}'" if "'" not in inner else quoted(inner))
    return WrongValue("the text has quotation marks within", quoted(inner.replace('\\"', '"')))


def _mend_bare(value: str) -> WrongValue:
    if value.startswith("="):
        rest = value.lstrip("= ")
        return WrongValue("there is one equals sign", rest if is_good(rest) else quoted(rest))
    if found := QUARTER.fullmatch(value):
        return WrongValue("a quarter stands in quotation marks", f'"{found[1]}Q{found[2]}"')
    if found := PERCENT.fullmatch(value):
        share = float(found[1].replace(",", ".")) / 100
        return WrongValue("a number has no per cent sign; shares are 0 to 1", f"{share:.6g}")
    if THOUSANDS.fullmatch(value):
        return WrongValue("a number has no mark between thousands", re.sub("[ ,']", "", value))
    if found := DECIMAL.fullmatch(value):
        return WrongValue("a number has a decimal point, not a comma", f"{found[1]}.{found[2]}")
    if (found := POINT.fullmatch(value)) and (found[2] or found[3]):
        whole = f"{found[1]}{found[2] or 0}.{found[3] or 0}"
        return WrongValue("a decimal point stands between digits", whole)
    if found := ZEROS.fullmatch(value):
        return WrongValue("a number does not begin with a zero", f"{found[1]}{found[2]}")
    if (word := value.casefold()) in TRUTH:
        return WrongValue("write true or false in small letters", TRUTH[word])
    bare = value.rstrip(",;").rstrip()
    if bare != value and bare:
        return WrongValue("nothing follows a value", bare if is_good(bare) else quoted(bare))
    return WrongValue("text stands in quotation marks", quoted(value))


def quoted(text: str) -> str:
    """Return a text as TOML has it, in double quotation marks."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
