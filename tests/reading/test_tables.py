"""The tables of reading are data: a country is added without code, and a mistake is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from articles import document_of

from model.inputs.formats.places import seeds_folder
from model.inputs.formats.problems import InputError
from model.inputs.seeds.seeds import read_seeds
from model.reading.drafting import Reader
from model.reading.tables import read_tables

Copy = Callable[[str, str], Path]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the seeds with lines added to a table of reading."""

    def make(name: str, lines: str) -> Path:
        folder = tmp_path / "seeds"
        shutil.copytree(seeds_folder(), folder)
        with (folder / "reading" / name).open("a", encoding="utf-8") as file:
            file.write(lines)
        return folder

    return make


def test_a_programme_is_added_by_a_row(copy: Copy, language: Any) -> None:
    seeds = read_seeds(copy("names.csv", "TUR,Steppe Fund,programme\n"), sampled=False)
    reader = Reader(language, read_tables(seeds), seeds)
    (found,) = reader.read(document_of("The Steppe Fund aims to finance railways."), "t").drafts
    assert (found.holder, found.domain) == ("TUR", "trade")


@pytest.mark.parametrize(
    ("name", "line", "wrong"),
    [
        ("names.csv", "XXX,Atlantis,name\n", "ids: unknown actor 'XXX';"),
        ("names.csv", "CHN,China,name\n", "form: 'China' is there twice, first on line 2"),
        ("names.csv", "CHN,,name\n", "form: is blank"),
        ("names.csv", "CHN,Cathay,nick\n", "kind: unknown kind 'nick';"),
        ("names.csv", "CHN,Cathay,outside\n", "ids: must be blank for the kind outside"),
        ("names.csv", ",Cathay,name\n", "ids: must name an actor but for the kind outside"),
        ("cues.csv", "yearn,verbs,goal,+,0.5,\n", "part: unknown part of speech 'verbs';"),
        ("cues.csv", "yearn,verb,gaol,+,0.5,\n", "kind: unknown kind 'gaol'; did you mean 'goal'?"),
        ("cues.csv", "yearn,verb,goal,x,0.5,\n", "sign: unknown sign 'x'; allowed: +, -"),
        ("cues.csv", "yearn,verb,goal,+,1.5,\n", "confidence: 1.5 is outside 0..1"),
        ("words.csv", "trad,barter\n", "group: unknown group 'trad'; did you mean 'trade'?"),
        ("words.csv", "trade,\n", "word: is blank"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(
    copy: Copy, name: str, line: str, wrong: str
) -> None:
    folder = copy(name, line)
    number = (folder / "reading" / name).read_text(encoding="utf-8").count("\n")
    with pytest.raises(InputError) as caught:
        read_tables(read_seeds(folder, sampled=False))
    assert f"{name}:{number}: {wrong}" in str(caught.value)
