"""Every outcome of the model has a unit for people and words for a sentence."""

import pytest

from model.review.outcomes import OUTCOMES
from model.review.result import AXES
from model.review.units import SHOWN
from model.review.wording import SUBJECTS


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_an_outcome_can_be_shown_and_said(name: str) -> None:
    assert SHOWN[name].least > 0
    words = SUBJECTS[name]
    for axis in OUTCOMES[name].axes:
        assert axis in AXES
        assert "{" + axis in words
    assert OUTCOMES[name].unit
