"""A reporting duty's day is a deadline: started for all units at once, met by a return, waiting again when sent back."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from common.models import Deadline
from common.roles import Role
from exchange.models.duties import ReportingDuty
from exchange.services import duties
from postings.services import clock_posting
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@pytest.fixture
def duty():
    body = factories.department("320100")
    duties.open_duties(TODAY, by=clock_posting())
    return ReportingDuty.objects.get(unit=body)


def of(duty):
    return Deadline.objects.get(kind="exchange.reporting", object_id=duty.pk)


def test_every_new_duty_has_its_deadline_and_a_second_run_adds_none(duty):
    assert Deadline.objects.filter(kind="exchange.reporting").count() == ReportingDuty.objects.count()
    assert duties.open_duties(TODAY, by=clock_posting()) == 0
    row = of(duty)
    assert (row.due_on, row.starts_on, row.rule_id) == (duty.due_on, date(2026, 9, 30), duty.rule_id)


def test_a_nil_statement_meets_it_and_a_return_lets_it_wait_again(duty):
    clerk = factories.posting(Role.CLERK, "320100", unit=duty.unit)
    duties.file_nil(duty, by=clerk, statement="已核查本季度文书，没有应归集的信息")
    assert not of(duty).is_open
    duties.reopen_duty(duty, by=factories.posting(Role.DIRECTOR), reason="请核对法院文书")
    assert of(duty).is_open


def test_the_page_of_a_duty_leads_to_its_deadline(duty):
    client, _ = sit(Role.OFFICER)
    address = reverse("common:deadline", args=[of(duty).pk])
    assert address in client.get(reverse("exchange:duty", args=[duty.pk])).content.decode()
    assert "归集报送截止" in text(client.get(address))
