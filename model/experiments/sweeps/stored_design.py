"""The design as it is stored with a sweep: whoever goes on with it plays the same points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import zarr

from model.experiments.sweeps.plan import Plan
from model.experiments.sweeps.sweep_files import STORE, SweepError
from model.world.draws import Floats


def read_design(folder: Path, plan: Plan) -> Floats:
    """Return the values of every factor at every point, ``(point, factor)``, from a sweep's folder.

    They are not laid out anew, because other processors and libraries give other last digits.
    Raises SweepError, naming the folder of the array, where one is not there or cannot be read.
    """
    design = np.empty((plan.points, len(plan.sweep.factors)), dtype=np.float64)
    for place, factor in enumerate(plan.sweep.factors):
        path = folder / STORE / factor.name
        try:
            column = np.asarray(zarr.open_array(path, mode="r", zarr_format=3)[: plan.points])
            design[:, place] = column
        except MemoryError:
            raise
        except Exception:  # damaged files make Zarr and its codecs raise whatever they like
            raise SweepError(f"{path} cannot be read: the design of the sweep is damaged") from None
    return design
