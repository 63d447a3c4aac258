"""The demo shows the warning chain in each state; a second start adds nothing, and one that was cut off goes on."""

from __future__ import annotations

import pytest
from django.utils import timezone

from integrity_portal.demo import warnings
from integrity_portal.demo.warnings import MATTERS, enter_warnings
from letters.models import Letter
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.vocabulary import WarningStatus
from tests import factories
from tests.integrity_portal.test_demo_measures import people_of

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_the_demo_shows_each_state_once_and_goes_on_where_it_was_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit = factories.department()
    given = (people_of(unit), unit, timezone.localdate())
    with monkeypatch.context() as patch:
        patch.setattr(warnings, "MATTERS", MATTERS[:2])
        enter_warnings(*given)
    assert JudgmentWarning.objects.count() == 2
    for _ in range(2):
        enter_warnings(*given)
    assert sorted(JudgmentWarning.objects.values_list("status", flat=True)) == sorted(WarningStatus.values)
    assert Letter.objects.filter(status="served").count() >= 6
    enter_warnings(given[0], None, given[2])
    assert JudgmentWarning.objects.count() == len(MATTERS)
