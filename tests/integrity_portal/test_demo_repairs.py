"""The demo's requests for repair: each station once, by the real services, and no second time."""

from __future__ import annotations

from collections import Counter

import pytest

from appeals.repairs.models import Repair
from integrity_portal.demo import people, repairs
from tests import factories
from tests.appeals import makers

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_every_station_has_a_request_and_a_second_start_adds_none(tmp_path):
    unit, finder = factories.department(), factories.department("320000")
    posts = people.post_people(tmp_path, {"subject": unit, "finder": finder, "manager": None}, "")
    makers.repairable(source_kind="judgment")
    for _ in repairs.STATIONS:
        makers.repairable(finding_unit=factories.department())
    repairs.ask_for_repairs(posts, makers.today())
    found = Counter(Repair.objects.values_list("status", flat=True))
    assert found == {
        **dict.fromkeys(("pending", "supplement", "rejected", "withdrawn", "routing", "examining"), 1),
        **dict.fromkeys(("refused", "granted", "hearing"), 1),
        "deciding": 2,
    }
    repairs.ask_for_repairs(posts, makers.today())
    assert Repair.objects.count() == sum(found.values())
