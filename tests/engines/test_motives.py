"""Motives: the interests behind a power's bids, weighed as the run pressed them."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from playing import ENTROPY

from model.engines.motives import Motive, mean_triggers, weigh_motives
from model.inputs.formats.quarters import quarter_index
from model.inputs.scenarios.scenarios import keep_document, load_scenario
from model.inputs.seeds.seeds import Seeds
from model.world.drawn import Drawn


def weigh(
    seeds: Seeds, name: str, power: str, state: str, interests: str = "all"
) -> dict[str, Motive]:
    scenario, changed = load_scenario(name, seeds)
    scenario = keep_document(scenario, changed) if interests == "document" else scenario
    span = {"since": quarter_index("2027Q4"), "until": quarter_index("2029Q4")}
    told = weigh_motives(
        scenario, changed, runs=4, entropy=ENTROPY, power=power, state=state, **span,
    )  # fmt: skip
    return {motive.interest.id: motive for motive in told}


def test_motives_are_a_powers_own_and_make_up_the_whole(seeds: Seeds) -> None:
    motives = list(weigh(seeds, "baseline", "JPN", "UZB").values())
    assert sum(motive.weight for motive in motives) == pytest.approx(1.0)
    assert all("JPN" in motive.interest.holder for motive in motives)
    assert all("UZB" in motive.interest.targets for motive in motives)
    weights = [motive.weight for motive in motives]
    assert weights == sorted(weights, reverse=True)


def test_document_motives_are_the_documents_alone(seeds: Seeds) -> None:
    motives = weigh(seeds, "baseline", "CHN", "UZB", "document").values()
    assert {motive.interest.origin for motive in motives} == {"document"}


def test_export_controls_press_japans_interest_in_other_supply(seeds: Seeds) -> None:
    calm = weigh(seeds, "controls-lifted", "JPN", "KAZ")["JP2"]
    cut = weigh(seeds, "export-controls-japan", "JPN", "KAZ")["JP2"]
    assert cut.pressed > calm.pressed > 1.0
    assert cut.weight > calm.weight


def test_an_interest_without_a_trigger_is_never_pressed(seeds: Seeds) -> None:
    motives = weigh(seeds, "export-controls-japan", "JPN", "KAZ").values()
    plain = [motive for motive in motives if not motive.interest.trigger]
    assert plain
    assert all(motive.pressed == 1.0 for motive in plain)


def test_triggers_count_after_the_first_quarter_of_the_span_up_to_its_last(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario, changed = load_scenario("baseline", seeds)

    def steps(*_: object) -> Iterator[tuple[None, SimpleNamespace]]:
        for step in range(6):
            yield None, SimpleNamespace(triggers={"alarm": np.full((1, 1, 1, 1), float(step))})

    monkeypatch.setattr("model.engines.motives.play", steps)
    span = (scenario.start + 1, scenario.start + 4)
    means, _ = mean_triggers(scenario, Drawn(changed, ENTROPY, 0, 1), "JPN", span)
    assert means == {"alarm": pytest.approx((2 + 3 + 4) / 3)}
