"""The public address of an ended body leads to its successor, whose archive shows what it took over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from records.models import Department, DepartmentCode
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def merged(body, heir, status="merged"):
    Department.objects.filter(pk=body.pk).update(status=status, ended_on=TODAY, successor=heir)


def test_the_archive_of_an_ended_body_is_that_of_its_successor(read):
    act = factories.publication()
    body, heir = act.record.department, factories.department()
    merged(body, heir)
    answer = read(f"/departments/{body.credit_code}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/departments/{heir.credit_code}/")
    page = read(answer["Location"]).content.decode()
    assert act.face_title in page
    assert body.name in page


def test_the_records_of_both_count_for_the_successor(read):
    act = factories.publication()
    heir = factories.department()
    merged(act.record.department, heir)
    assert act.face_title in read("/records/", department=heir.credit_code).content.decode()
    assert act.face_title in read("/records/", department=act.record.department.credit_code).content.decode()


def test_a_body_abolished_without_a_successor_keeps_its_address(read):
    body = factories.department()
    merged(body, None, "abolished")
    assert read(f"/departments/{body.credit_code}/").status_code == 200


def test_a_former_code_leads_to_the_present_one_of_the_same_body(read):
    body = factories.department()
    old = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=old, until=TODAY - timedelta(days=1))
    assert read(f"/departments/{old}/")["Location"] == f"/departments/{body.credit_code}/"


def test_a_former_code_of_an_ended_body_leads_to_its_successor_at_once(read):
    body, heir = factories.department(), factories.department()
    old = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=old, until=TODAY - timedelta(days=1))
    merged(body, heir)
    assert read(f"/departments/{old}/")["Location"] == f"/departments/{heir.credit_code}/"
