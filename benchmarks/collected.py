"""The model as Mesa's users would run many of it: a class that ``batch_run`` builds and collects.

Serves Mesa 3.3 and 3.5: the later one always hands over ``rng``, and stops on the step that it is
told, where the earlier one goes on until the model stops itself; both play every quarter once.
"""

from __future__ import annotations

import mesa

from model.engines.workshop import Workshop
from model.experiments.outcomes import OUTCOMES, observe
from model.inputs.scenarios.scenarios import Scenario
from model.inputs.seeds.seeds import Seeds
from model.world.axes import Array

Rows = list[dict[str, object]]


class CollectedWorkshop(Workshop):
    """A workshop that collects every outcome each quarter, as a Mesa model usually does."""

    def __init__(
        self, storyline: Scenario, seeds: Seeds, entropy: int, run: int, rng: object = None
    ) -> None:
        """Prepare a run; ``rng`` is Mesa's, and unused, since entropy and run key all chance."""
        super().__init__(storyline, seeds, entropy=entropy, run=run)
        self.seen: dict[str, Array] = {}
        reporters = {name: lambda workshop, name=name: workshop.seen[name] for name in OUTCOMES}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    def step(self) -> None:
        """Play one quarter and collect its outcomes."""
        super().step()
        self.seen = observe(self.setting, self.parameters, self.world, self.record)
        self.datacollector.collect(self)


def run_batch(scenario: Scenario, seeds: Seeds, entropy: int, runs: range) -> Rows:
    """Play the runs through ``mesa.batch_run`` in this process: one row a run and quarter."""
    rows: Rows = mesa.batch_run(
        CollectedWorkshop,
        {"storyline": [scenario], "seeds": [seeds], "entropy": [entropy], "run": runs},
        number_processes=1,
        data_collection_period=1,
        max_steps=scenario.until - scenario.start + 1,
        display_progress=False,
    )
    return rows


def forget_workshops() -> None:
    """Drop what Mesa 3.3 keeps of every model, so that one round does not burden the next."""
    ids = getattr(mesa.Agent, "_ids", None)
    if ids is not None:
        ids.clear()
