"""A file that a user names is an ordinary one, small and ending in .toml, or refused at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_seeds import BASELINE, write_scenario

from model.cli import cli
from model.experiments.sweeps.structures import find_file
from model.inputs.formats.files import LARGEST, UnreadableError, read_bytes
from model.inputs.formats.json_files import read_json
from model.inputs.formats.problems import InputError
from model.inputs.scenarios.scenario_library import is_sweep
from model.inputs.scenarios.scenarios import load_scenario
from model.inputs.seeds.seeds import Seeds, read_seeds

TITLE = 'title = "x"\n'


def make_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(6_000_000_000)


SPECIAL: list[tuple[str, Callable[[Path], object], str]] = [
    ("pipe.toml", os.mkfifo, "is not an ordinary file"),
    ("zero.toml", lambda path: path.symlink_to("/dev/zero"), "is not an ordinary file"),
    ("gone.toml", lambda path: path.symlink_to("nowhere"), "there is no such file"),
    ("large.toml", make_large, "is too large: 6000.0 MB, at most 1 MB is read"),
    ("folder.toml", Path.mkdir, "is a folder, not a file"),
    ("deep.toml", lambda path: path.write_text(f"a = {'[' * 3000}"), "is not TOML: nests too"),
    ("note.txt", lambda path: path.write_text(TITLE), "files must end in .toml; rename it to "
     "note.toml"),
    ("a\x1bb.toml", lambda path: path.write_text(TITLE), "the name of the file holds the control "
     "character \\x1b; leave it out"),
]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are those of Unix")
def test_check_refuses_what_is_no_small_ordinary_file_at_once(
    library: Path, seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library.parent)
    for name, make, _ in SPECIAL:
        make(Path(name))
    words = ["check", "--no-effects", "--seeds", "seeds", *(name for name, _, _ in SPECIAL)]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2
    told = result.stderr.splitlines()
    assert len(told) == len(SPECIAL)
    for (name, _, wrong), line in zip(SPECIAL, told, strict=True):
        assert line.startswith(name.replace("\x1b", "\\x1b"))
        assert wrong in line


def test_a_sweep_with_a_mistake_in_its_text_is_still_taken_for_a_sweep(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("title = Oil\n[design]\nkind = latin\n")
    assert is_sweep(str(path))


def test_a_path_that_begins_with_a_tilde_lies_in_the_home_folder(
    library: Path, seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(library.parent))
    write_scenario(library.parent, "mine", BASELINE)
    assert load_scenario("~/mine.toml", seeds)[0].name == "mine"
    assert load_scenario(Path("~/mine.toml"), seeds)[0].name == "mine"
    assert read_seeds(Path("~/seeds")).digest == seeds.digest
    words = ["check", "--no-effects", "--seeds", "~/seeds", "~/mine.toml"]
    said = CliRunner().invoke(cli, words).output
    assert said.startswith("mine.toml: ok (1 event, 2025Q1 to 2040Q4)\n")
    with pytest.raises(InputError, match=r"baselin\.toml: there is no such file; did you mean"):
        load_scenario("~/baselin.toml", seeds)


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grows.toml"
    path.write_bytes(b"a" * (LARGEST + 5))
    monkeypatch.setattr("model.inputs.formats.files._refuse", lambda path, largest: "")
    with pytest.raises(UnreadableError, match=r"is too large: 1\.0 MB, at most 1 MB is read"):
        read_bytes(path)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"[" * 90_000, "is not JSON: nests too deeply"),
        (b"[" * 60 + b"]" * 60, "is not JSON: nests too deeply"),
        (b"\xff\xfe", "is not JSON: "),
        (b'"\xe9"', "is not JSON: is not UTF-8 text"),
        (b"{", "is not JSON: Expecting property name"),
        (None, "there is no such file"),
    ],
)
def test_json_that_cannot_be_read_is_told(tmp_path: Path, data: bytes | None, wrong: str) -> None:
    path = tmp_path / "manifest.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_json(path)
    assert str(caught.value).startswith(wrong)


def test_a_scenario_name_longer_than_any_file_may_have_is_unknown(tmp_path: Path) -> None:
    assert find_file("x" * 400, tmp_path) is None
