"""The list of generated parts, and who writes each."""

from __future__ import annotations

from model.experiments.measured_skill import describe_measured
from model.inputs.history.history import read_history
from model.inputs.seeds.seeds import read_seeds
from parts import imports, inputs, interface, rules


def write_parts() -> dict[str, str]:
    """Every generated part by name; raises InputError where an input file is wrong."""
    seeds = read_seeds()
    return {
        "api": interface.write_api(),
        "folders": imports.write_folders(),
        "measured": describe_measured(seeds),
        "cast": inputs.write_cast(seeds),
        "axes": inputs.write_axes(seeds),
        "state-variables": rules.write_state_variables(),
        "settings": rules.write_settings(),
        "factors": rules.write_factors(),
        "factor-bases": inputs.write_factor_bases(seeds),
        "factors-against": rules.write_factors_against(),
        "order-of-play": rules.write_order(),
        "outcomes": rules.write_outcomes(),
        "causes": rules.write_causes(),
        "triggers": inputs.write_triggers(seeds),
        "preparing": rules.write_preparing(),
        "tables": inputs.write_tables(seeds),
        "history": inputs.write_history(read_history()),
        "evidence": inputs.write_evidence(seeds),
        "scenarios": inputs.write_scenarios(),
        "submodels": rules.write_submodels(),
        "parameters": inputs.write_parameters(seeds),
        "measure": inputs.write_measure(seeds),
        "interests": inputs.write_interests(seeds),
        "conflicts": inputs.write_conflicts(seeds),
        "document": inputs.write_document(seeds, defects=False),
        "defects": inputs.write_document(seeds, defects=True),
    }
