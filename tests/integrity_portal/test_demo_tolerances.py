"""The demo's cases of tolerance: one in each state, by the real acts, and no second time."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from discipline.tolerance.models import Tolerance
from discipline.tolerance.vocabulary import ToleranceStatus
from integrity_portal.demo import people, tolerances
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_every_state_has_a_case_and_a_second_start_adds_none(tmp_path):
    unit, finder = factories.department(), factories.department("320000")
    posts = people.post_people(tmp_path, {"subject": unit, "finder": finder, "manager": None}, "")
    for _ in range(2):
        tolerances.enter_tolerances(posts, unit, timezone.localdate())
    found = Counter(Tolerance.objects.values_list("status", flat=True))
    unseen = {ToleranceStatus.WITHDRAWN, ToleranceStatus.LAPSED}
    assert found == {state.value: 1 for state in set(ToleranceStatus) - unseen} | {"excluded": 2}
    assert Tolerance.objects.get(status="pending").entered_by == posts["daibiao"].user
    assert Tolerance.objects.get(status="investigating").body_unit == finder
    assert Tolerance.objects.exclude(doubted_by=None).count() == 2
