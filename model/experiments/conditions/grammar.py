"""The grammar of conditions.

    condition   = both ("or" both)*
    both        = one ("and" one)*
    one         = "not" one | "(" condition ")" [date] | comparison
    comparison  = sum ("<" | "<=" | ">" | ">=" | "=" | "!=") sum
    sum         = ["-"] product (("+" | "-") product)*
    product     = [number "*"] value
    value       = (number ["%"] | "leader" name | "rank" name+ | outcome name*) [date]
    date        = ("at" | "by" | "until") (quarter | year)

`at` means in that quarter, `by` in any quarter up to it, `until` in every quarter up to it; a
year means its last quarter. A value without a date takes that of the next value that has one,
else that of the last; within brackets that have a date, it takes that one. Each comparison is
judged on its own date. Nothing of the text is ever run as code.
"""

from __future__ import annotations

from math import isfinite

from model.experiments.conditions.condition_tree import (
    Comparison,
    Condition,
    Date,
    Joined,
    Not,
    Sum,
    Value,
    fill_dates,
)
from model.experiments.conditions.tokens import ConditionError, Word, cut_words

SIGNS: tuple[str, ...] = ("<", "<=", ">", ">=", "=", "!=")
DATES: tuple[str, ...] = ("at", "by", "until")
DEEPEST = 50
"""Brackets and nots within each other that are read."""


def read_condition(text: str) -> Condition:
    """Return the tree of a condition; raises ConditionError with the place of what is wrong."""
    reader = Reader(cut_words(text))
    if reader.next.kind == "end":
        raise ConditionError("is empty; write it like leader KAZ != RUS at 2035Q4")
    found = reader.read_any(0)
    if reader.next.kind != "end":
        raise reader.expected("and, or, or the end")
    return fill_dates(found, None)


def read_sum(text: str) -> Sum:
    """Return what is added up in a text; raises ConditionError with the place of what is wrong."""
    reader = Reader(cut_words(text))
    if reader.next.kind == "end":
        raise ConditionError("is empty; write it like share JPN KAZ")
    found = reader.read_sum()
    if reader.next.kind != "end":
        raise reader.expected("+, - or the end")
    check_measured(found)
    alone = fill_dates(Comparison(found, "=", Sum(())), None)
    assert isinstance(alone, Comparison)
    return alone.left


class Reader:
    """Walks along the words of one condition; every method reads one line of the grammar."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._place = 0

    @property
    def next(self) -> Word:
        """The word to be read."""
        return self._words[self._place]

    def take(self) -> Word:
        """Return the word to be read and go on."""
        word = self.next
        self._place = min(self._place + 1, len(self._words) - 1)
        return word

    def found(self, kind: str, *texts: str) -> bool:
        """Tell whether the word to be read is one of these."""
        return self.next.kind == kind and self.next.text in texts

    def expected(self, what: str) -> ConditionError:
        """Return the error that something else was expected here."""
        seen = f"'{self.next.text}'" if self.next.text else "the end"
        return ConditionError(f"{what} expected at character {self.next.place}, not {seen}")

    def read_any(self, depth: int) -> Condition:
        """Read conditions joined by `or`."""
        parts = [self.read_all(depth)]
        while self.found("reserved", "or"):
            self.take()
            parts.append(self.read_all(depth))
        return parts[0] if len(parts) == 1 else Joined("or", tuple(parts))

    def read_all(self, depth: int) -> Condition:
        """Read conditions joined by `and`."""
        parts = [self.read_one(depth)]
        while self.found("reserved", "and"):
            self.take()
            parts.append(self.read_one(depth))
        return parts[0] if len(parts) == 1 else Joined("and", tuple(parts))

    def read_one(self, depth: int) -> Condition:
        """Read a comparison, or a condition in brackets or behind `not`."""
        if depth > DEEPEST:
            raise ConditionError(f"nests deeper than {DEEPEST} at character {self.next.place}")
        if self.found("reserved", "not"):
            self.take()
            return Not(self.read_one(depth + 1))
        if self.found("sign", "("):
            self.take()
            inner = self.read_any(depth + 1)
            if not self.found("sign", ")"):
                raise self.expected("a closing bracket")
            self.take()
            return fill_dates(inner, self.read_date())
        left = self.read_sum()
        if not self.found("sign", *SIGNS):
            raise self.expected(f"one of {' '.join(SIGNS)}")
        sign = self.take().text
        right = self.read_sum()
        check_measured(left, right)
        return Comparison(left, sign, right)

    def read_sum(self) -> Sum:
        """Read values that are added up."""
        terms = []
        sign = 1.0
        if self.found("sign", "-"):
            self.take()
            sign = -1.0
        while True:
            terms.append(self.read_product(sign))
            if not self.found("sign", "+", "-"):
                return Sum(tuple(terms))
            sign = 1.0 if self.take().text == "+" else -1.0

    def read_product(self, sign: float) -> tuple[float, Value]:
        """Read a value, or a number times a value."""
        value = self.read_value()
        if not self.found("sign", "*"):
            return sign, value
        if value.kind != "number":
            raise ConditionError(
                f"write the number first, like 2 * share JPN KAZ, at character {value.place}"
            )
        self.take()
        return sign * value.number, self.read_value()

    def read_value(self) -> Value:
        """Read one thing that is measured or given, with its date if it has one."""
        first = self.next
        if first.kind == "number":
            self.take()
            given = read_number(first)
            return Value("number", (first.text,), given, self.read_date(), first.place)
        measured = self.found("reserved", "leader", "rank")
        if not measured and first.kind != "word":
            raise self.expected("a number, an outcome, leader or rank")
        self.take()
        words: list[str] = []
        while self.next.kind == "word":
            words.append(self.take().text)
        if measured and not words:
            raise self.expected(f"a name after {first.text}")
        kind = first.text if measured else "outcome"
        whole = tuple(words) if measured else (first.text, *words)
        return Value(kind, whole, 0.0, self.read_date(), first.place)

    def read_date(self) -> Date | None:
        """Read a date if there is one."""
        if not self.found("reserved", *DATES):
            return None
        how = self.take().text
        word = self.next
        if word.kind == "quarter":
            return Date(how, self.take().text)
        if word.kind == "number" and len(word.text) == 4 and word.text.isdigit():
            return Date(how, f"{self.take().text}Q4")
        raise self.expected(f"a quarter like 2035Q4 after {how}")


def check_measured(*sums: Sum) -> None:
    """Raise ConditionError where nothing but numbers is added up or compared."""
    values = [value for each in sums for _, value in each.terms]
    if all(value.kind == "number" for value in values):
        said = " ".join(word for value in values for word in value.words)
        raise ConditionError(
            f"names no outcome beside '{said}' at character {values[0].place}; "
            "write it like share JPN KAZ > 20%"
        )


def read_number(word: Word) -> float:
    """Return a finite number; per cent become a share. Raises ConditionError otherwise."""
    number = float(word.text.rstrip("% ")) / (100 if word.text.endswith("%") else 1)
    if not isfinite(number):
        raise ConditionError(f"'{word.text}' at character {word.place} is too large for a number")
    return number
