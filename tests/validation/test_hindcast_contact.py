"""Formal diplomatic contact: what is on record, and how its changes are scored."""

from __future__ import annotations

import numpy as np
import pytest

from model.inputs.history.history import History
from model.validation.hindcast.contact import score_contacts
from model.validation.hindcast.find import MEDIAN, TARGETS
from model.validation.hindcast.forecasts import Hindcast
from model.validation.hindcast.record import Past, contact_by_year
from tests.validation.made_hindcast import CLOSER


def test_contact_of_the_past_is_what_a_pair_lacked(past: Past, history: History) -> None:
    pair = (history.ids("state").index("KAZ"), history.ids("power").index("CHN"))
    # no format of leaders, no organisation yet, one treaty in place of the highest title
    assert past.contact[past.place(2000)][pair] == pytest.approx(-(19.0 + 2.85 + 13.68))
    assert past.contact[past.place(2010)][pair] == pytest.approx(-(19.0 + 6.84))
    assert past.contact[past.place(2020)][pair] == pytest.approx(-9.5)


def test_a_pair_without_a_record_is_not_scored(past: Past, history: History) -> None:
    powers = history.ids("power")
    assert np.isnan(past.contact[:, :, powers.index("KOR")]).all()
    assert np.isfinite(past.contact[:, :, powers.index("CHN")]).all()


def test_nothing_later_than_a_year_tells_its_contact(history: History) -> None:
    for year in (2004, 2010):
        found = contact_by_year(history.known_by(year), (year,))
        told = contact_by_year(history, (year,))
        assert np.array_equal(found[~np.isnan(found)], told[~np.isnan(found)])


def test_changes_are_scored_as_worked_out_by_hand(unchanged: Hindcast, past: Past) -> None:
    for horizon, contacts in unchanged.contact.items():
        changes = np.array([
            past.contact[past.place(target)] - past.contact[past.place(target - horizon)]
            for target in TARGETS
        ])  # fmt: skip
        known = changes[~np.isnan(changes)]
        found = score_contacts(contacts)
        assert found.n == known.size
        assert (found.foretold, found.came) == (CLOSER, pytest.approx(known.mean()))
        expected = 1.0 - ((CLOSER - known) ** 2).sum() / (known**2).sum()
        assert found.skill == found.frozen_skill == pytest.approx(expected)
        assert (found.gain, *found.gain_90) == (0.0, 0.0, 0.0)
        assert found.coverage_80 == pytest.approx((known == CLOSER).mean())


def test_decisions_that_foretell_contact_add_skill(unchanged: Hindcast) -> None:
    contacts = unchanged.contact[10]
    right = contacts.bands.copy()
    right[MEDIAN] = contacts.observed
    found = score_contacts(contacts._replace(bands=right, frozen=np.zeros_like(contacts.frozen)))
    assert (found.skill, found.frozen_skill, found.gain) == (1.0, 0.0, 1.0)
    assert found.gain_90 == (1.0, 1.0)
