"""Manifests name what a result depends on; folders are there in full or not at all."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from synthetic import made_manifest

from model.storage import folder as folders
from model.storage.manifest import (
    RECORDED,
    Played,
    build_manifest,
    digest_of,
    inputs_digest,
    plain,
    read_manifest,
    short_digest,
    write_manifest,
)


@dataclass(frozen=True)
class Line:
    name: str
    file: Path
    targets: tuple[tuple[str, str], ...]


def manifest_with(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "command": ["steppewise", "run", "x"],
        "scenario": Line("x", Path("/somewhere/x.toml"), (("a", "b"),)),
        "name": "x",
        "title": "X",
        "scenario_digest": "1",
        "seeds_digest": "2",
        "entropy": 7,
        "runs": 20,
        "horizon": ("2025Q1", "2040Q4"),
    }
    told = values | changes
    return build_manifest(told.pop("command"), Played(**told))


def test_the_digest_leaves_out_what_is_recorded_and_nothing_else() -> None:
    digest = manifest_with()["digest"]
    assert manifest_with(command=["steppewise", "run", "./x.toml"])["digest"] == digest
    for change in ({"entropy": 8}, {"runs": 21}, {"seeds_digest": "3"}, {"interests": "document"}):
        assert manifest_with(**change)["digest"] != digest
    recorded = dict.fromkeys(RECORDED, "other")
    assert digest_of({**manifest_with(), **recorded}) == digest
    assert digest_of({**manifest_with(), "unknown": "other"}) != digest


def test_the_digest_of_inputs_leaves_out_the_version_of_the_model_too() -> None:
    one, other = ({**manifest_with(), "model_version": version} for version in ("1+a", "1+b"))
    assert digest_of(one) != digest_of(other)
    assert inputs_digest(one) == inputs_digest(other)
    assert inputs_digest(one) != inputs_digest({**one, "runs": 21})


def test_no_absolute_path_and_no_file_position_is_kept() -> None:
    text = json.dumps(manifest_with(command=["/usr/bin/steppewise", "--out=/home/me/out", "a/b"]))
    assert "/usr" not in text
    assert "/home" not in text
    assert "somewhere" not in text
    assert "a/b" in text


def test_a_value_that_is_no_json_is_refused() -> None:
    assert plain({("ties", "JPN"): {2, 1}}) == {"ties.JPN": [1, 2]}
    with pytest.raises(TypeError, match="object"):
        plain(object())


def test_a_manifest_reads_back_and_a_change_to_it_is_seen(tmp_path: Path) -> None:
    manifest = manifest_with()
    path = write_manifest(manifest, tmp_path)
    first = path.read_bytes()
    assert read_manifest(tmp_path) == manifest
    assert manifest["digest"] == digest_of(manifest)
    write_manifest(manifest_with(), tmp_path)
    assert path.read_bytes() == first
    for words, others in (('"entropy": 7', '"entropy": 8'), ('"python": "', '"python": "9')):
        path.write_bytes(first.replace(words.encode(), others.encode()))
        with pytest.raises(ValueError, match=r"manifest\.json was changed after it was written"):
            read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('{"digest": "1"}', "was written by an older version, whose results cannot be used"),
        ("[1]", "is not a manifest"),
        ("1", "is not a manifest"),
    ],
)
def test_a_manifest_of_another_layout_is_refused(tmp_path: Path, text: str, wrong: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ValueError, match=rf"manifest\.json {wrong}"):
        read_manifest(tmp_path)


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    manifest = made_manifest("A", "a", 20)
    with folders.result_folder(tmp_path, manifest) as folder:
        (folder / "summary.csv").write_text("x")
        assert not folders.finished(tmp_path, manifest)
        assert folder.name.startswith(".")
    final = tmp_path / f"a-{short_digest(manifest)}"
    assert [path.name for path in tmp_path.iterdir()] == [final.name]
    assert (final / "summary.csv").read_text() == "x"
    assert folders.finished(tmp_path, manifest)


@pytest.mark.parametrize("failure", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_an_interrupted_run_leaves_nothing(failure: type[BaseException], tmp_path: Path) -> None:
    def interrupted() -> None:
        with folders.result_folder(tmp_path, made_manifest("A", "a", 20)) as folder:
            (folder / "half").mkdir()
            raise failure

    with pytest.raises(failure):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_second_run_leaves_the_first(tmp_path: Path) -> None:
    manifest = made_manifest("A", "a", 20)
    with folders.result_folder(tmp_path, manifest) as folder:
        (folder / "summary.csv").write_text("x")
    with pytest.raises(KeyboardInterrupt), folders.result_folder(tmp_path, manifest):
        raise KeyboardInterrupt
    assert folders.finished(tmp_path, manifest)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_run_replaces_the_first_and_keeps_what_others_left(tmp_path: Path) -> None:
    manifest = made_manifest("A", "a", 20)
    for text in ("old", "new"):
        with folders.result_folder(tmp_path, manifest) as folder:
            (folder / "summary.csv").write_text(text)
        final = tmp_path / folders.folder_name(manifest)
        (final / "my-notes.txt").touch()
    assert (final / "summary.csv").read_text() == "new"
    assert (final / "my-notes.txt").exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_name_taken_by_something_else_is_told(tmp_path: Path) -> None:
    manifest = made_manifest("A", "a", 20)
    (tmp_path / folders.folder_name(manifest)).mkdir()
    with pytest.raises(folders.FolderError), folders.result_folder(tmp_path, manifest):
        pass


def test_folders_of_dead_processes_go_and_those_of_living_ones_stay(tmp_path: Path) -> None:
    host = folders.owner().rpartition("-")[0]
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = tmp_path / f".partial-{host}-{gone.pid}-ab"
    alive = tmp_path / f".partial-{host}-{os.getppid()}-ab"
    elsewhere = tmp_path / ".partial-otherhost-1-ab"
    aged = tmp_path / ".partial-otherhost-2-ab"
    for path in (dead, alive, elsewhere, aged):
        path.mkdir()
    os.utime(aged, (0, 0))
    assert sorted(folders.remove_stale(tmp_path)) == sorted([dead, aged])
    assert alive.exists()
    assert elsewhere.exists()
