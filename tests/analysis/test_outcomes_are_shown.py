"""Every outcome of the model has a unit for people and words for a sentence."""

import pytest

from model.analysis.units import SHOWN
from model.analysis.wording import SUBJECTS
from model.experiments.outcomes import OUTCOMES
from model.experiments.result import AXES


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_an_outcome_can_be_shown_and_said(name: str) -> None:
    assert SHOWN[name].least > 0
    words = SUBJECTS[name]
    for axis in OUTCOMES[name].axes:
        assert axis in AXES
        assert "{" + axis in words
    assert OUTCOMES[name].unit
