"""A change of a share is shared out among its own causes and its rivals, and nothing is left."""

from __future__ import annotations

import numpy as np
import pytest
from rule_cases import SIZES, Numbers, Size
from slow_booking import make_booking

from model.rules.booking import book_influence
from model.rules.influence import share_of_influence, total_influence
from model.rules.share_booking import book_rivals, book_share, weigh_shares


@pytest.mark.parametrize("size", SIZES)
def test_causes_of_a_share_and_rivals_sum_to_its_change(size: Size) -> None:
    for entropy in range(20):
        numbers = Numbers(size, entropy)
        before, after, booked, tie_part, structure_part = make_booking(numbers)
        weight = numbers("last")
        totals = [total_influence(s.bandwidth * s.dependence, weight) for s in (before, after)]
        slopes = weigh_shares(*totals)
        causes = book_influence(before, after, booked, tie_part, structure_part)
        own = book_share(slopes, weight, causes)
        change = share_of_influence(totals[1]) - share_of_influence(totals[0])
        for place in range(size.power):
            rivals = book_rivals(slopes, before, after, tie_part, weight, place)
            parts = [each[:, place, :, 0] for cause, each in own.items() if cause != "rivals"]
            whole = sum(parts) + rivals.sum(axis=1)[:, :, 0]
            np.testing.assert_allclose(whole, change[:, place, :, 0], rtol=0, atol=1e-12)
            assert not rivals[:, place].any()
