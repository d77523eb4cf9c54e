"""What every run must be, however far its inputs are pushed."""

from __future__ import annotations

import numpy as np
from playing import Played

from model.experiments.outcomes import OUTCOMES, observe
from model.world.axes import POWER
from model.world.state import World

BOUNDS = {"0-1": (0.0, 1.0), "share": (0.0, 1.0), "-1 to 1": (-1.0, 1.0), "states": (0.0, 5.0)}
WORLD_BOUNDS = {
    "favour": (-1.0, 1.0), "alignment": (-1.0, 1.0), "dependence": (0.0, 1.0),
    "influence": (0.0, 1.0), "momentum": (-1.0, 1.0), "acceptance": (0.0, 1.0),
    "programme": (0.0, 1.0), "choice": (0.0, 1.0), "effort": (0.0, np.inf),
    "initiative": (0.0, np.inf), "expected": (0.0, np.inf),
    "reprisal": (0.0, 1.0), "alarm": (0.0, 1.0), "reliance": (0.0, 1.0), "adaptation": (0.0, 1.0),
    "throughput": (0.0, np.inf), "capacity": (0.0, 1.0), "building": (0.0, 1.0),
    "due": (0.0, np.inf), "sponsors": (0.0, 1.0), "stakes": (0.0, 1.0), "begun": (0.0, np.inf),
    "failed": (0.0, np.inf),
    "power_output": (1e-6, np.inf), "state_output": (1e-6, np.inf), "others": (0.0, np.inf),
}  # fmt: skip


def assert_sound(played: Played) -> None:
    """Every number of every turn is finite and within its bounds; shares add up."""
    for world, quarter in zip(played.worlds, played.quarters, strict=True):
        for name, field in zip(World._fields, world, strict=True):
            assert np.isfinite(field).all(), name
        assert (world.ties[..., :2] > 0.0).all()
        assert ((world.ties[..., 2:] >= 0.0) & (world.ties[..., 2:] <= 100.0)).all()
        for name, (low, high) in WORLD_BOUNDS.items():
            field = getattr(world, name)
            assert (field >= low - 1e-9).all(), f"{name} is {field.min()}"
            assert (field <= high + 1e-9).all(), f"{name} is {field.max()}"
        np.testing.assert_allclose(np.sum(quarter.bids, axis=(-1, -2)), 1.0, rtol=1e-12)
        assert ((quarter.offer >= 0.0) & (quarter.granted >= 0.0)).all()
        # less isolated than in the base year, a power delivers more than it did then
        assert (quarter.granted <= quarter.offer * np.maximum(quarter.delivery, 1.0)).all()
        assert_outcomes_sound(
            observe(played.ready.setting, played.ready.parameters, world, quarter)
        )


def assert_outcomes_sound(outcomes: dict[str, np.ndarray]) -> None:
    """Every outcome is finite and within the bounds that its unit names."""
    for name, array in outcomes.items():
        assert np.isfinite(array).all(), name
        low, high = BOUNDS.get(OUTCOMES[name].unit, (0.0, np.inf))
        assert (array >= low - 1e-9).all(), f"{name} is {array.min()}"
        assert (array <= high + 1e-9).all(), f"{name} is {array.max()}"
    for name in ("share", "region_share"):
        np.testing.assert_allclose(np.sum(outcomes[name], axis=POWER), 1.0, rtol=1e-12)
