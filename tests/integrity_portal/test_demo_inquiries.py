"""The demo shows official inquiries and credit reports in their states; a second start adds nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from credit_reports.models import CreditReport
from inquiries.models import Inquiry, InquiryRow
from integrity_portal.demo import dossiers, inquiries, people, reports
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def unit():
    return factories.department("320000", level="province")


@pytest.fixture
def posts(tmp_path, unit):
    manager = factories.department("320000", name="模拟人力资源局（演示）", level="province")
    made = people.post_people(tmp_path, {"subject": unit, "finder": unit, "manager": manager}, "")
    dossiers.keep_files(made, [unit], timezone.localdate())
    return made


def test_the_demo_shows_inquiries_in_their_states_once(posts, unit):
    for _ in range(2):
        assert inquiries.enter_inquiries(posts, [unit], timezone.localdate()) == 6
    assert set(Inquiry.objects.values_list("status", flat=True)) == {
        *("draft", "pending", "answered", "used", "refused")
    }
    assert set(InquiryRow.objects.exclude(number="").values_list("outcome", flat=True)) == {
        *("clear", "barred", "unsure")
    }


def test_without_a_keeper_of_files_there_are_none(posts, unit):
    posts["ganbu"].unit = None
    assert inquiries.enter_inquiries(posts, [unit], timezone.localdate()) == 0


def test_the_demo_makes_reports_once(posts, unit):
    for _ in range(3):
        factories.department()
    for _ in range(2):
        assert reports.make_reports(posts, unit) == 4
    states = list(CreditReport.objects.order_by("serial").values_list("status", flat=True))
    assert states == ["issued", "issued", "revoking", "revoked"]
