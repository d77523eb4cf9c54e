"""What a report is made from: one result, or two that are held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from model.analysis.compare.event_dates import Date
from model.analysis.compare.pair import COMPARISON, check_pair
from model.analysis.wording import Names, names_from
from model.experiments.run import Result, read_result
from model.experiments.store import StoreError
from model.inputs.formats.places import shown
from model.inputs.formats.problems import InputError, Problem
from model.inputs.seeds.seeds import Seeds
from model.storage.manifest import DIGEST_LENGTH, Manifest, read_manifest

MOST = 2
"""Folders of a report at most: a base, and what is held against it."""


class Given(NamedTuple):
    """A result, the base that it is held against if there is one, and the seeds behind both."""

    result: Result
    base: Result | None
    seeds: Seeds

    @property
    def names(self) -> Names:
        """Axis -> id -> name."""
        return names_from(self.seeds.members)


class Choice(NamedTuple):
    """What a report tells.

    dates: quarters that are put into words, none for a result alone; why: whether a share is taken
    apart, for which the runs are played again; power, state: whose and where, empty for the one
    that moved most.
    """

    dates: Sequence[Date] = ()
    why: bool = True
    power: str = ""
    state: str = ""


def read_results(folders: Sequence[Path], verify: bool = False) -> tuple[Result, Result | None]:
    """Return the result that a report is about, and its base if there is one.

    folders: one result; a base and a result, as `compare` has them; or the folder of a comparison,
    whose two results lie beside it. Raises InputError for more folders, and for a comparison whose
    results are not there; StoreError where there is no result that can be trusted; PairingError
    for two that cannot be compared.
    """
    if len(folders) > MOST:
        wrong = f"{len(folders)} folders are too many; name one result, or a base and a result"
        raise InputError([Problem("FOLDER", None, "", wrong)])
    if len(folders) == 1 and (folders[0] / COMPARISON).is_file():
        folders = find_compared(folders[0])
    found = [read_result(folder, verify) for folder in folders]
    if len(found) == 1:
        return found[0], None
    base, other = found
    check_pair(base.manifest, other.manifest)
    if base.manifest["digest"] == other.manifest["digest"]:
        wrong = f"{shown(other.folder)} is the same result as {shown(base.folder)}"
        raise InputError([Problem("FOLDER", None, "", wrong)])
    return other, base


def find_compared(folder: Path) -> list[Path]:
    """Return the folders of the base and of the result that a comparison was made of."""
    try:
        manifest = read_manifest(folder)
    except ValueError as error:
        raise StoreError(f"{folder} cannot be trusted: {error}") from None
    found = [_find_beside(folder, str(manifest.get(side, ""))) for side in ("base", "other")]
    lacking = [name for name, path in zip(("base", "scenario"), found, strict=True) if not path]
    if lacking:
        wrong = f"the result of the {' and of the '.join(lacking)} is not beside it; name both"
        raise InputError([Problem(shown(folder), None, "", wrong)])
    return [path for path in found if path]


def _find_beside(folder: Path, digest: str) -> Path | None:
    """Return the folder beside another that holds the result of a digest."""
    ending = f"-{digest[:DIGEST_LENGTH]}"
    beside = sorted(path for path in folder.resolve().parent.iterdir() if path.is_dir())
    return next((path for path in beside if path.name.endswith(ending) and digest), None)


def dates_of(manifest: Manifest, dates: Sequence[Date]) -> list[str]:
    """Return the quarters of some dates, the last of the result where there are none."""
    return [date.turn for date in dates] or [manifest["horizon"][1]]
