"""A small sweep as text, and how it is planned, played and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from model.experiments.outcomes import observe
from model.experiments.sweeps.make_sweep import Planned, plan_sweep
from model.experiments.sweeps.plan import task_of
from model.experiments.sweeps.play import Player
from model.inputs.seeds.seeds import Seeds

SHORT = """
title = "A short baseline"
extends = "baseline"
until = "2026Q4"
"""

PARTS: Mapping[str, str] = {
    "top": 'title = "A small sweep"\nscenarios = ["short", "closed"]\n'
    'dates = ["2025Q3", "2026Q4"]\nreplications = 2\nentropy = 5\ndice = "shared"',
    "design": '[design]\nkind = "latin"\nsize = 6',
    "factors": """
[[factors]]
name = "precision"
path = "parameters.precision"
[[factors]]
name = "delivery"
path = "events.japan-pledge-2025.delivery"
range = [0, 1]
""",
    "levers": """
[[levers]]
name = "japan"
[[levers.alternatives]]
name = "as it is"
[[levers.alternatives]]
name = "more"
[levers.alternatives.set]
budgets.JPN = 3
""",
    "outcomes": """
[[outcomes]]
outcome = "share"
state = "KAZ"
[[outcomes]]
outcome = "region_share"
power = "JPN"
keep = "trajectory"
""",
}


def write_sweep(folder: Path, name: str = "small", **changes: str) -> Path:
    """Write the small sweep with other parts where given, and the scenarios that it names."""
    (folder / "short.toml").write_text(SHORT)
    closed = SHORT.replace("baseline", "northern-closed", 1)
    (folder / "closed.toml").write_text(closed.replace('"baseline"', '"northern-closed"'))
    path = folder / f"{name}.toml"
    path.write_text("\n".join({**PARTS, **changes}.values()))
    return path


def play_all(planned: Planned, chunk: int = 256) -> tuple[dict[str, Any], list[Any]]:
    """Play every block in this process; outcomes and failures."""
    player = Player(planned.plan, chunk)
    tasks = [task_of(planned.plan, planned.design, b) for b in range(planned.plan.blocks)]
    played = [player.play(task) for task in tasks]
    names = played[0].outcomes
    joined = {name: np.concatenate([each.outcomes[name] for each in played]) for name in names}
    return joined, [failure for each in played for failure in each.failures]


def planned_with(path: Path, seeds: Seeds, **changes: Any) -> Planned:
    """Plan a sweep, with another way of measuring or another size of blocks."""
    planned = plan_sweep(path, seeds)
    return planned._replace(plan=planned.plan._replace(**changes))


def lose_wild_runs(setting: Any, parameters: Any, world: Any, quarter: int) -> dict[str, Any]:
    """Observe as usual, but lose the shares of runs that misperceive much."""
    seen = dict(observe(setting, parameters, world, quarter))
    lost = np.where(np.asarray(parameters.misperception) > 2, np.nan, 1.0)
    return seen | {"share": seen["share"] * lost}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
