"""All warnings about one scenario, in the order of its lines."""

from __future__ import annotations

from pathlib import Path

from model.analysis.warnings.levels import warn_of_levels
from model.analysis.warnings.written import (
    read_subject,
    warn_of_double_counting,
    warn_of_no_base,
    warn_of_promises,
    warn_of_sources,
    warn_of_sums,
)
from model.inputs.formats.problems import Problem
from model.inputs.seeds.seeds import Seeds

CHECKS = (
    warn_of_no_base,
    warn_of_sums,
    warn_of_promises,
    warn_of_double_counting,
    warn_of_levels,
    warn_of_sources,
)


def find_warnings(path: str | Path, seeds: Seeds) -> list[Problem]:
    """Return what a scenario probably did not mean, by line; raises InputError if it is not good.

    Only what its own file writes is looked at.
    """
    subject = read_subject(path, seeds)
    found = [problem for check in CHECKS for problem in check(subject)]
    return sorted(found, key=lambda problem: problem.line or 0)
