"""Good seeds are read as they are written."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from small_seeds import write_seeds, write_table

from model.inputs.formats import fixed_words as names
from model.inputs.formats.places import scenario_folder, seeds_folder, shown
from model.inputs.seeds.seeds import Seeds, read_seeds


def test_ids_keep_the_order_of_the_cast(seeds: Seeds) -> None:
    assert seeds.ids("power") == ("JPN", "CHN")
    assert seeds.ids("actor") == ("JPN", "CHN", "KAZ", "UZB")
    assert seeds.ids("domain") == names.DOMAINS
    assert seeds.members["corridor"][0].name == "Middle Corridor"


def test_a_row_knows_its_number_and_where_it_stands(folder: Path) -> None:
    write_table(
        folder,
        "dependence",
        "debt,CHN,KAZ,0.3,share,2024,guess book,B,logitnormal,0.2,0.5,from a ministry",
    )
    row = read_seeds(folder).tables["dependence"]["debt", "CHN", "KAZ"]
    assert (row.value, row.low, row.high, row.distribution) == (0.3, 0.2, 0.5, "logitnormal")
    assert (row.source, row.grade, row.year) == (("guess", "book"), "B", "2024")
    assert (row.file, row.line, row.note) == ("seeds/dependence.csv", 2, "from a ministry")


def test_a_missing_row_of_an_optional_table_is_no_problem(seeds: Seeds) -> None:
    assert seeds.tables["alarm"] == {}


def test_the_base_value_of_a_factor_has_a_key_of_three(folder: Path) -> None:
    tail = "0.4,share,2024,guess,C,fixed,,,"
    write_table(folder, "factors", f"unity,,,{tail}", f"export_control,JPN,gallium,{tail}")
    assert set(read_seeds(folder).tables["factors"]) == {
        ("unity", "", ""),
        ("export_control", "JPN", "gallium"),
    }


def test_interests_are_spelt_out(seeds: Seeds) -> None:
    japan, china, kazakhstan = seeds.interests
    assert japan.targets == ("KAZ", "UZB")
    assert (japan.stance, china.stance) == (1, -1)
    assert (china.low, china.salience, china.high) == (3, 3, 3)
    assert china.domain == ("resources", "trade")
    assert kazakhstan.targets == ()
    assert kazakhstan.holder == ("KAZ", "UZB")
    assert kazakhstan.paragraph == ("P1", "P2")


def test_the_digest_follows_the_bytes_of_the_files(folder: Path, tmp_path: Path) -> None:
    before = read_seeds(folder).digest
    assert read_seeds(write_seeds(tmp_path / "again")).digest == before
    with (folder / "document.csv").open("a") as file:
        file.write("P3,Something more,,none\n")
    assert read_seeds(folder).digest != before


def test_a_spreadsheet_may_leave_its_marks(folder: Path) -> None:
    path = folder / "budgets.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n,,\r\n")
    assert read_seeds(folder).tables["budgets"]["CHN",].line == 3


def test_columns_may_stand_in_any_order(folder: Path) -> None:
    path = folder / "budgets.csv"
    lines = [line.split(",") for line in path.read_text().splitlines()]
    path.write_text("\n".join(",".join(reversed(line)) for line in lines))
    assert read_seeds(folder).tables["budgets"]["CHN",].value == 0.5


def test_seeds_can_be_sent_to_another_process(seeds: Seeds) -> None:
    assert pickle.loads(pickle.dumps(seeds)) == seeds


def test_the_shipped_folders_stand_side_by_side() -> None:
    assert seeds_folder().name == "seeds"
    assert scenario_folder().parent == seeds_folder().parent


def test_a_path_outside_the_current_folder_is_shown_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / ".." / "b.csv") == "b.csv"
    assert shown(Path("/elsewhere/b.csv")) == "/elsewhere/b.csv"
