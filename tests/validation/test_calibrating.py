"""A fit's folder: it goes on where it was stopped, and the sample is the same bytes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from model.inputs.formats.numbers import Bounds
from model.inputs.formats.problems import InputError
from model.inputs.seeds.key_columns import PARAMETERS
from model.inputs.seeds.posterior import read_posterior
from model.storage import folder
from model.storage.folder import HIDDEN, FolderError, owner, put_file
from model.storage.version import FIT, model_version
from model.validation.calibration import calibration_folder as calibrating
from model.validation.calibration.calibration_folder import (
    ASKED,
    CHAIN,
    Fit,
    calibrate,
    note_upgrade,
)
from model.validation.calibration.chain_file import load_chain
from model.validation.calibration.find import Settings, values_of
from model.validation.calibration.likelihood import Windows
from model.validation.calibration.sample import Sample
from model.validation.calibration.sample_files import (
    describe_draws,
    describe_informed,
    write_sample,
)
from model.validation.hindcast.windows import Origin
from model.world.draws import Floats
from tests.validation.fitting import CHANCE, SMALL, rows_of, shipped_past

STATES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


FORETELL = Windows.foretell


class Killed(BaseException):
    """As if the process had been killed: nothing that comes after is done."""


def fit_of(settings: Settings = SMALL, workers: int = 1) -> Fit:
    return Fit(*shipped_past(), settings, workers)


def run(place: Path, fit: Fit | None = None, **options: bool) -> dict[str, bytes]:
    """Fit in a folder, and return the bytes of the sample and its manifest."""
    calibrate(fit or fit_of(), place / "work", place / "into", lambda steps: None, **options)
    return {path.name: path.read_bytes() for path in sorted((place / "into").iterdir())}


def guess(windows: Windows, origin: Origin, parameters: Mapping[str, Floats]) -> Floats:
    """A forecast that costs nothing: shares that follow one parameter."""
    states, powers = (len(windows.seeds.ids(kind)) for kind in ("state", "power"))
    pull = parameters["shock_lump"][:, None, None, None]
    return pull + np.zeros((1, origin.years, states, powers))


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Save often, and leave the engine out, which the folder knows nothing of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibrating, "STRETCH", 2)
        patch.setattr(Windows, "foretell", guess)
        yield


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return run(tmp_path_factory.mktemp("unbroken"))


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    """A folder with a fit that was stopped when its first stretch was about to be saved."""
    with pytest.MonkeyPatch.context() as patch:
        stop_at(patch, 2)
        with pytest.raises(Killed):
            run(tmp_path)
    return tmp_path


def stop_at(monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """Stop at the nth file that is written, after it is written and before it has its name."""
    done = []

    def replace(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == nth:
            raise Killed
        return Path(os.replace(self, target) or target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", lambda self, missing_ok=False: None)


@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5])
def test_a_fit_that_was_stopped_anywhere_goes_on_to_the_same_bytes(
    nth: int, tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    """Files are: what is asked, two stretches of the chain, the draws, the manifest."""
    with pytest.MonkeyPatch.context() as patch:
        stop_at(patch, nth)
        with pytest.raises(Killed):
            run(tmp_path)
    assert len(list(tmp_path.rglob(f"{HIDDEN}-*"))) == 1
    assert run(tmp_path) == unbroken | leftovers(tmp_path / "into")
    assert run(tmp_path) == unbroken | leftovers(tmp_path / "into")


def leftovers(into: Path) -> dict[str, bytes]:
    """What this process, which still lives, has left unfinished."""
    return {path.name: path.read_bytes() for path in into.glob(f"{HIDDEN}-*")}


def test_stretches_of_other_lengths_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: dict[str, bytes]
) -> None:
    monkeypatch.setattr(calibrating, "STRETCH", 5)
    assert run(tmp_path) == unbroken


def test_two_workers_give_the_bytes_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Windows, "foretell", FORETELL)
    settings = SMALL._replace(last=2002, steps=3, burn=1)
    one, two = (run(tmp_path / str(each), fit_of(settings, each)) for each in (1, 2))
    assert one == two


def test_another_entropy_gives_other_draws(tmp_path: Path, unbroken: dict[str, bytes]) -> None:
    other = run(tmp_path, fit_of(SMALL._replace(entropy=2)))
    assert not set(other.values()) & set(unbroken.values())


def test_progress_is_told_from_where_it_goes_on(stopped: Path) -> None:
    told: list[int] = []
    calibrate(fit_of(), stopped / "work", stopped / "into", told.append)
    assert (told[0], sum(told)) == (0, SMALL.steps)  # stopped before its first stretch had a name
    told.clear()
    calibrate(fit_of(), stopped / "work", stopped / "into", told.append)
    assert told == [SMALL.steps]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entropy": 2}, "\n  settings.entropy: 1 there, 2 now\n"),
        ({"steps": 8}, "\n  settings.steps: 4 there, 8 now\n"),
        ({"names": (*CHANCE, "trade_speed"), "walkers": 8}, "\n  settings.walkers: 6 there, 8 now"),
        ({"last": 2002}, '\n  sample: "to-2001" there, "to-2002" now\n'),
    ],
)
def test_a_folder_of_another_fit_is_refused_with_what_differs(
    stopped: Path, changes: dict[str, object], said: str
) -> None:
    before = {path: path.read_bytes() for path in (stopped / "work").iterdir()}
    with pytest.raises(FolderError) as caught:
        run(stopped, fit_of(SMALL._replace(**changes)))
    message = str(caught.value)
    assert said in message
    assert "holds a fit of something else" in message
    assert "--again" in message
    assert {path: path.read_bytes() for path in (stopped / "work").iterdir()} == before
    assert not (stopped / "into").exists()


def test_other_seeds_are_another_fit(stopped: Path) -> None:
    scenario, seeds, history = shipped_past()
    changed = seeds.with_changes({"parameters.trade_income": [0.6, 0.7]})
    with pytest.raises(FolderError, match=r"\n  seeds_digest: "):
        run(stopped, Fit(scenario, changed, history, SMALL, 1))


def test_again_begins_anew(stopped: Path, unbroken: dict[str, bytes]) -> None:
    other = SMALL._replace(entropy=2)
    assert run(stopped, fit_of(other), again=True) != unbroken
    assert run(stopped, again=True) == unbroken


@pytest.mark.parametrize("text", ["", "{", "[]", '"word"', "null", "{}", '{"method": 1}'])
def test_a_note_of_what_was_asked_that_cannot_be_read_is_told(stopped: Path, text: str) -> None:
    (stopped / "work" / ASKED).write_text(text)
    with pytest.raises(FolderError, match=r"asked\.json cannot be read; begin anew with --again"):
        run(stopped)


@pytest.mark.parametrize("weight", [None, "much", 0, -0.5, 1.5, True])
def test_a_weight_that_is_none_is_refused(stopped: Path, weight: object) -> None:
    path = stopped / "work" / ASKED
    asked = json.loads(path.read_text())
    asked["method"]["weight"] = weight
    path.write_text(json.dumps(asked))
    with pytest.raises(FolderError, match=r"asked\.json: method\.weight is not a number above 0"):
        run(stopped)


def test_other_libraries_stop_no_fit_and_are_said(
    stopped: Path, unbroken: dict[str, bytes]
) -> None:
    work = stopped / "work"
    assert note_upgrade(work) == note_upgrade(stopped / "nowhere") == ""
    path = work / ASKED
    asked = json.loads(path.read_text())
    now = asked["method"]["numpy"]
    asked["method"]["numpy"] = "1.0"
    path.write_text(json.dumps(asked))
    assert note_upgrade(work) == (
        f"Made with numpy 1.0, now {now}: numbers may differ in their last digits."
    )
    assert run(stopped)["to-2001.csv"] == unbroken["to-2001.csv"]


def test_a_fit_goes_on_with_the_weight_that_it_was_begun_with(stopped: Path) -> None:
    path = stopped / "work" / ASKED
    asked = json.loads(path.read_text())
    asked["method"]["weight"] *= 1 - 1e-13  # as another kind of processor would have it
    path.write_text(json.dumps(asked))
    told = json.loads(run(stopped)["to-2001.json"])
    assert told["method"]["weight"] == asked["method"]["weight"]


@pytest.mark.parametrize("data", [b"", b"PK\3\4 and then nothing", b"something else"])
def test_a_chain_that_cannot_be_read_is_told(
    stopped: Path, data: bytes, unbroken: dict[str, bytes]
) -> None:
    (stopped / "work" / CHAIN).write_bytes(data)
    with pytest.raises(FolderError, match=r"chain\.npz cannot be read; begin anew with --again"):
        run(stopped)
    assert run(stopped, again=True) == unbroken


def test_a_chain_comes_back_as_it_was_written(tmp_path: Path) -> None:
    run(tmp_path)
    chain = load_chain(tmp_path / "work" / CHAIN)
    assert chain is not None
    assert chain.steps == SMALL.steps
    assert chain.positions.shape == (SMALL.steps + 1, SMALL.walkers, len(CHANCE))
    assert chain.likelihood.shape == (SMALL.steps + 1, SMALL.walkers, 5)
    assert load_chain(tmp_path / "nowhere.npz") is None


def test_a_parameter_without_a_range_cannot_be_fitted(tmp_path: Path) -> None:
    scenario, seeds, history = shipped_past()
    fixed = {"parameters.shock_lump": 0.1, "parameters.shock_lasting": 0.08}
    with pytest.raises(InputError) as caught:
        run(tmp_path, Fit(scenario, seeds.with_changes(fixed), history, SMALL, 1))
    assert [str(problem) for problem in caught.value.problems] == [
        f"--set:0: {name}: is fixed; a parameter that is fitted needs a range"
        for name in ("shock_lump", "shock_lasting")
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_says_what_a_sample_depends_on(unbroken: dict[str, bytes]) -> None:
    told = json.loads(unbroken["to-2001.json"])
    assert told["sample"] == "to-2001"
    assert told["years"] == [2000, 2001]
    assert told["settings"]["names"] == list(CHANCE)
    assert told["priors"]["shock_lasting"]["distribution"] == "lognormal"
    assert 0 < told["method"]["weight"] <= 1
    assert len(told["draws_digest"]) == 64
    assert told["model_version"] == model_version(FIT)
    assert told["draws_digest"] == sha256(unbroken["to-2001.csv"]).hexdigest()
    assert 0 <= told["acceptance"] <= 1
    assert b"/" not in unbroken["to-2001.json"]


@pytest.fixture
def small() -> Sample:
    draws = np.array([[0.1, 0.05, 0.0812345678], [0.2, 0.1, 1e-7]])
    likelihood = np.array([[1.234, -2.0, 3.0, 4.0, 5.006], [0.0, 0.0, 0.0, 0.0, -1000.5]])
    return Sample(CHANCE, draws, STATES, likelihood, 0.4567, (12.34, float("nan"), 1.0))


def test_draws_are_written_to_five_digits_and_likelihoods_to_two(small: Sample) -> None:
    assert list(csv.reader(describe_draws(small).splitlines())) == [
        ["draw", *CHANCE, *(f"loglik_{state}" for state in STATES)],
        ["0", "0.1", "0.05", "0.081235", "1.23", "-2.00", "3.00", "4.00", "5.01"],
        ["1", "0.2", "0.1", "1e-07", "0.00", "0.00", "0.00", "0.00", "-1000.50"],
    ]


def test_a_sample_is_read_as_it_was_written(small: Sample, tmp_path: Path) -> None:
    write_sample(small, rows_of(CHANCE), {"sample": "tiny", "years": [2000, 2001]}, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tiny.csv", "tiny.json"]
    read = read_posterior(
        tmp_path / "tiny.csv", dict.fromkeys(PARAMETERS, Bounds(0, 10, "a reason")), STATES
    )
    assert (read.name, read.names, read.states) == ("tiny", CHANCE, STATES)
    assert read.draws == ((0.1, 0.05, 0.081235), (0.2, 0.1, 1e-07))
    assert read.column("shock_lump") == (0.05, 0.1)
    assert read.likelihood[0] == (1.23, -2.0, 3.0, 4.0, 5.01)
    assert read.manifest["acceptance"] == 0.457
    assert list(read.manifest["autocorrelation"].values()) == [12.3, None, 1.0]


@pytest.mark.parametrize(
    ("width", "shift", "expected"),
    [(0.9, 0.0, False), (0.7, 0.0, True), (1.0, 0.4, False), (1.0, 0.7, True), (1.0, -0.7, True)],
)
def test_a_parameter_is_called_informed_if_it_became_narrower_or_moved(
    width: float, shift: float, expected: bool
) -> None:
    rows = rows_of(["shock_trade"])
    places = np.linspace(-2.0, 2.0, 801)[:, None]
    places = np.clip(places / places.std() * width + shift, -2.99, 2.99)
    draws = values_of(rows, places)["shock_trade"][:, None]
    sample = Sample(("shock_trade",), draws, (), np.zeros((801, 0)), 0.5, (1.0,))
    told = describe_informed(sample, rows)["shock_trade"]
    assert told["informed"] is expected
    assert told["narrowed"] == pytest.approx(1 - width, abs=0.02)
    assert told["shifted"] == pytest.approx(shift, abs=0.02)
    assert told["p05"] < told["p50"] < told["p95"]


def test_a_file_is_written_in_full_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chain.npz"
    put_file(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put_file(path, b"new")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"chain.npz": b"old"}


def dead_process() -> int:
    ended = subprocess.Popen(["true"])
    ended.wait()
    return ended.pid


def test_what_a_killed_fit_left_half_written_goes_with_the_next(
    tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    mine = owner()
    dead = f"{mine.rpartition('-')[0]}-{dead_process()}"
    left = []
    for place in ("work", "into"):
        (tmp_path / place).mkdir()
        half = tmp_path / place / f"{HIDDEN}-{dead}-chain.npz"
        half.write_bytes(b"half")
        left.append(half)
    assert run(tmp_path) == unbroken
    assert not any(half.exists() for half in left)
