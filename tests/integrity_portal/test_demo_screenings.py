"""The demo's lists come in by the import; its bidders show each answer and hits in each state; a second start adds nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from commitments.screening.models import CheckedBody, Hit, ScreeningCheck, WatchVersion
from integrity_portal.demo.screenings import TENDERS, enter_screenings
from tests import factories
from tests.integrity_portal.test_demo_measures import people_of

pytestmark = pytest.mark.django_db


def take_in(kind: str, path: Path, *options: str) -> None:
    call_command("import_workbook", kind, str(path), *options)


def test_the_demo_shows_each_answer_and_each_state_of_a_hit_once(tmp_path: Path, settings: Any) -> None:
    settings.FILES = tmp_path
    people = people_of(factories.department())
    for _ in range(2):
        enter_screenings(tmp_path, people, timezone.localdate(), take_in)
    assert set(WatchVersion.objects.values_list("kind", "status")) == {
        ("court", "in_force"),
        ("serious", "in_force"),
    }
    assert ScreeningCheck.objects.count() == len(TENDERS)
    answers = set(CheckedBody.objects.values_list("answer", flat=True))
    assert answers == {"blocked", "waiting", "noted", "clear"}
    states = set(Hit.objects.values_list("status", flat=True))
    assert states == {"blocking", "waiting", "releasing", "released", "dismissed"}
