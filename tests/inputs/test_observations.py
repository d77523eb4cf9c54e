"""What was observed is read as it is written, and whatever is wrong with it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_seeds import write_scenario

from model.inputs.formats.problems import InputError
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.episodes import COLUMNS, Observation, read_observations
from model.inputs.seeds.seeds import Seeds

GOOD = {
    "episode": "drought",
    "observation": "price at its height",
    "outcome": "price",
    "member": "gallium",
    "reading": "multiple",
    "first": "2010Q3",
    "last": "2011Q4",
    "against": "2010Q2",
    "low": "2",
    "high": "3.5",
    "unit": "multiple of 2010",
    "source": "book guess",
    "grade": "B",
    "note": "two reports",
    "outside": "no stocks",
}


def write(seeds: Seeds, *lines: dict[str, str]) -> None:
    """Write the table of observations from changes of a good line."""
    rows = [",".join({**GOOD, **line}[column] for column in COLUMNS) for line in lines]
    path = seeds.folder / "history" / "episodes.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n")


@pytest.fixture(autouse=True)
def drought(library: Path) -> None:
    write_scenario(library / "episodes", "drought", 'title = "Drought"')


def wrong(seeds: Seeds) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_observations(seeds)
    return [str(problem) for problem in caught.value.problems]


def test_a_line_is_read_as_it_is_written(seeds: Seeds) -> None:
    to_japan = {"outcome": "exports_to", "member": "JPN.gallium", "reading": "mean", "against": ""}
    write(seeds, {}, {"observation": "exports", **to_japan})
    first, second = read_observations(seeds)
    assert first == Observation(
        "drought", "price at its height", "price", ("gallium",), "multiple",
        quarter_index("2010Q3"), quarter_index("2011Q4"), quarter_index("2010Q2"), 2.0, 3.5,
        "multiple of 2010", ("book", "guess"), "B", "two reports", "no stocks",
        "seeds/history/episodes.csv", 2,
    )  # fmt: skip
    assert (second.member, second.against, second.line) == (("JPN", "gallium"), None, 3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"episode": "drougth"}, "episode: unknown episode 'drougth'; did you mean 'drought'?"),
        ({"observation": ""}, "observation: is blank"),
        ({"outcome": "prize"}, "outcome: unknown outcome 'prize'; did you mean 'price'?"),
        ({"member": "galium"}, "member: unknown mineral 'galium'; did you mean 'gallium'?"),
        ({"member": "JPN.gallium"}, "member: 'JPN.gallium' does not fit price; write mineral"),
        ({"outcome": "exports_to"}, "'gallium' does not fit exports_to; write power.mineral"),
        (
            {"outcome": "exports_to", "member": "JPM.gallium"},
            "member: unknown power 'JPM'; did you mean 'JPN'?",
        ),
        ({"reading": "meen"}, "reading: unknown reading 'meen'; did you mean 'mean'?"),
        ({"reading": "mean"}, "against: must be blank for the reading mean"),
        ({"against": ""}, "against: '' is not a quarter; write it like 2026Q1"),
        ({"first": "2010"}, "first: '2010' is not a quarter; write it like 2010Q1"),
        ({"last": "1999Q4"}, "last: 1999Q4 is outside 2000Q1..2060Q4"),
        ({"last": "2010Q1"}, "last: 2010Q1 is before first, 2010Q3"),
        ({"low": "x"}, "low: 'x' is not a number; write it like 12.5"),
        ({"high": ""}, "high: is blank; a number is needed"),
        ({"high": "1"}, "low: low 2 is above high 1; is the range turned round?"),
        ({"unit": ""}, "unit: is blank"),
        ({"source": "bok"}, "source: unknown source 'bok'; did you mean 'book'?"),
        ({"grade": "D"}, "grade: unknown grade 'D'; allowed: A, B, C"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_column(
    seeds: Seeds, change: dict[str, str], said: str
) -> None:
    write(seeds, {"observation": "good"}, change)
    told = wrong(seeds)
    assert len(told) == 1
    assert told[0].startswith("seeds/history/episodes.csv:3: ")
    assert said in told[0]


def test_all_that_is_wrong_is_told_at_once(seeds: Seeds) -> None:
    write(seeds, {"grade": "D", "low": "x"}, {"unit": "", "observation": "other"}, {}, {})
    assert [line.split(": ")[1] for line in wrong(seeds)] == ["grade", "low", "unit", "observation"]
    assert wrong(seeds)[-1].endswith("'price at its height' is there twice, first on line 4")


def test_without_the_table_the_file_is_named(seeds: Seeds) -> None:
    assert wrong(seeds) == ["seeds/history/episodes.csv: there is no such file"]
