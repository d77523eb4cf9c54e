"""The version of the model: what moves no number leaves it alone, and all else moves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.inputs.formats.places import PACKAGE
from model.storage.version import (
    ANSWERS,
    FIT,
    RULES,
    SWEEP,
    bare_code,
    model_version,
    package_version,
)

CODE = '''"""What this is."""

LEAST = 0.5
"""What that is."""


def grow(level: float, rate: float = 0.1) -> float:
    """One year of it."""
    # why
    return max(LEAST, level * (1.0 + rate))
'''
SAME = {
    "a comment": CODE.replace("# why", "# because of that"),
    "a comment at an end": CODE.replace("0.5\n", "0.5  # a half\n"),
    "a blank line": CODE.replace("    # why\n", "\n\n"),
    "a docstring": CODE.replace("One year of it.", "Another year."),
    "no docstring": CODE.replace('    """One year of it."""\n', ""),
    "a string after a name": CODE.replace("What that is.", "A share."),
    "a line break": CODE.replace("LEAST, level", "\n        LEAST,\n        level"),
    "the kind of line ends": CODE.replace("\n", "\r\n"),
    "the kind of quotes": CODE.replace('"""One year of it."""', "'One year of it.'"),
}
OTHER = {
    "a number": CODE.replace("0.5", "0.6"),
    "an operator": CODE.replace("1.0 + rate", "1.0 - rate"),
    "an operator between": CODE.replace("level * (", "level / ("),
    "a default": CODE.replace("0.1", "0.2"),
    "a name": CODE.replace("max(", "min("),
    "parentheses that count": CODE.replace("(1.0 + rate)", "1.0 + rate"),
}


def version_with(folder: Path, text: str, name: str = "growth.py") -> str:
    """The version of a package of one file."""
    model_version.cache_clear()
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / name).write_text(text, newline="")
    return model_version(("rules",), folder)


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_what_moves_no_number_leaves_the_version_alone(tmp_path: Path, text: str) -> None:
    assert text != CODE
    assert version_with(tmp_path, text) == version_with(tmp_path, CODE)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_what_moves_a_number_moves_the_version(tmp_path: Path, text: str) -> None:
    assert text != CODE
    assert version_with(tmp_path, text) != version_with(tmp_path, CODE)


def test_another_file_moves_the_version(tmp_path: Path) -> None:
    assert version_with(tmp_path, CODE) != version_with(tmp_path, CODE, "more.py")


def test_a_body_of_a_docstring_alone_stays_a_body() -> None:
    assert bare_code('class Wrong(Exception):\n    """Told."""') == (
        "class Wrong(Exception):\n    pass"
    )


@pytest.mark.parametrize("parts", [RULES, SWEEP, FIT, ANSWERS])
def test_a_version_names_the_package_and_every_part_is_there(parts: tuple[str, ...]) -> None:
    package, _, code = model_version(parts).partition("+")
    assert package == package_version()
    assert len(code) == 12
    assert all((PACKAGE / part).exists() for part in parts)


def test_the_digest_of_code_is_the_same_on_every_python() -> None:
    assert bare_code(CODE) == (
        "LEAST = 0.5\n\ndef grow(level: float, rate: float=0.1) -> float:\n"
        "    return max(LEAST, level * (1.0 + rate))"
    )
