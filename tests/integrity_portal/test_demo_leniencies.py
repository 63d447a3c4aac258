"""The demo shows leniency in each state; a second start adds nothing, and one that was cut off goes on."""

from __future__ import annotations

import pytest
from django.utils import timezone

from discipline.leniency.vocabulary import LeniencyStatus
from discipline.models import Leniency, Measure
from integrity_portal.demo import leniencies
from integrity_portal.demo.leniencies import MATTERS, enter_leniencies
from tests import factories
from tests.integrity_portal.test_demo_measures import people_of

pytestmark = pytest.mark.django_db


def test_the_demo_shows_each_state_once_and_goes_on_where_it_was_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = factories.department()
    given = (people_of(unit), unit, timezone.localdate())
    with monkeypatch.context() as patch:
        patch.setattr(leniencies, "MATTERS", MATTERS[:2])
        enter_leniencies(*given)
    assert Leniency.objects.count() == 2
    for _ in range(2):
        enter_leniencies(*given)
    assert sorted(Leniency.objects.values_list("status", flat=True)) == sorted(LeniencyStatus.values)
    assert set(Leniency.objects.exclude(proposal="").values_list("proposal", flat=True)) == {
        *("spare", "lighten", "none")
    }
    assert set(Measure.objects.values_list("status", flat=True)) == {
        "hearing",
        "running",
        "exempted",
        "lifted",
    }
    enter_leniencies(given[0], None, given[2])
    assert Leniency.objects.count() == len(MATTERS)
