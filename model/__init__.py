"""Steppewise: how the influence of outside powers over Central Asia moves, quarter by quarter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xarray as xr

    from model.experiments.sweeps.connectors import Simulator


def sweep(
    file: Path | str,
    *,
    out: Path | str = "results",
    resume: bool = False,
    workers: int | None = None,
    cluster: str = "",
    seeds: Path | str | None = None,
) -> xr.Dataset:
    """Play a sweep, as `steppewise sweep` does, and open its folder.

    file: a sweep of the library by its name, or a file; the other words are those of the command.
    Outcomes are ``(experiment, replication, [date or turn,] axes...)`` with unit and meaning as
    attributes; scenario, levers and factors are coordinates. Raises InputError with all that is
    wrong in the file, RefusedError and SweepError. A script that lets it start workers begins
    under ``if __name__ == "__main__":``.
    """
    from model.experiments.sweeps.make_sweep import sweep_file

    return sweep_file(file, Path(out), resume, workers, cluster, seeds)


def open_result(folder: Path | str, *, verify: bool = False) -> xr.Dataset:
    """Open a folder of results lazily: that of a run, ``(run, turn, axes...)``, or of a sweep.

    Its files are checked against the checksums that were written with them: all that are small,
    only the sizes of others; verify: every byte. Raises StoreError or SweepError where there is no
    result, or one that is not as it was written.
    """
    from model.experiments.sweeps.make_sweep import open_folder

    return open_folder(Path(folder), verify)


def simulator(
    file: Path | str, *, seeds: Path | str | None = None, replications: int | None = None
) -> Simulator:
    """Return the model as a function of the factors of a sweep file, for other tools to drive.

    Every point meets the same chances, so that the same point gives the same numbers whoever asks
    for it, and when; replications: how many of them, that of the file unless given. With few, what
    is found holds for those few draws of all that is not varied.
    """
    from model.experiments.sweeps.make_sweep import make_simulator

    return make_simulator(file, seeds, replications)
