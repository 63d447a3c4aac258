"""The demo's challenges of source documents: one in each state, by the real acts, and no second time."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from challenges.models import Challenge
from challenges.vocabulary import ChallengeStatus
from integrity_portal.demo import challenges, people
from records.models import Hold
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_state_has_a_case_and_a_second_start_adds_none(tmp_path):
    unit, finder = factories.department(), factories.department("320000")
    posts = people.post_people(tmp_path, {"subject": unit, "finder": finder, "manager": None}, "")
    for _ in range(2):
        challenges.enter_challenges(posts, unit, timezone.localdate())
    found = Counter(Challenge.objects.values_list("status", flat=True))
    assert found == {state.value: 1 for state in ChallengeStatus} | {"open": 3}
    assert [case for case in Challenge.objects.all() if case.is_prepared] != []
    held = Hold.objects.open().values_list("begun_by", flat=True)
    assert sorted(one.rpartition(".")[2] for one in held) == ["change", "remit", "stay"]
    assert Challenge.objects.get(status="reported").entered_by == posts["daibiao"].user
