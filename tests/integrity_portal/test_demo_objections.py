"""The demo's objections: one in each state, made once."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from appeals.objections.models import Objection
from integrity_portal.demo import objections, people
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_each_state_is_there_once_and_a_second_start_changes_nothing(tmp_path):
    unit, finder = (factories.department("320000", level="province") for _ in range(2))
    posts = people.post_people(tmp_path, {"subject": unit, "finder": finder, "manager": None}, "")
    for _ in objections.BY_SUBJECT:
        factories.record("confirmed", department=unit)
    for _ in objections.ON_PAPER:
        factories.publication()
    for _ in range(2):
        objections.enter_objections(posts, timezone.localdate())
        states = Counter(Objection.objects.values_list("status", flat=True))
        assert states == {
            "submitted": 2,
            "supplement": 1,
            "routing": 1,
            "verifying": 1,
            "deciding": 1,
            "mending": 1,
            "closed": 2,
            "rejected": 1,
            "cancelled": 1,
        }
