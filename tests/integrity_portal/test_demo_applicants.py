"""The demo's public: objections and leads over the net, made once."""

from __future__ import annotations

from collections import Counter

import pytest

from appeals.leads.models import Lead
from appeals.objections.models import Objection
from integrity_portal.demo import applicants, people
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_each_station_is_there_once_and_a_second_start_changes_nothing(tmp_path):
    unit, finder = (factories.department("320000", level="province") for _ in range(2))
    posts = people.post_people(tmp_path, {"subject": unit, "finder": finder, "manager": None}, "")
    for _ in range(len(applicants.STATIONS) + len(applicants.LEADS)):
        factories.publication()
    for _ in range(2):
        applicants.enter_applicants(posts)
        assert Counter(Objection.objects.values_list("status", "channel", "is_asked")) == {
            ("submitted", "online", False): 2,
            ("verifying", "online", True): 1,
        }
        assert Counter(Lead.objects.values_list("status", flat=True)) == {
            "pending": 2,
            "adopted": 1,
            "dismissed": 1,
        }
        assert Lead.objects.filter(fact=None).count() == 1
