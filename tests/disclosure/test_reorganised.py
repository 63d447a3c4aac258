"""The public address of an ended body leads to its successor, whose archive shows what it took over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from disclosure.store.refresh import refresh_all
from organisations.models import Department, DepartmentCode, Reorganisation, ReorganisedBody
from tests import factories
from tests.office import text
from tests.untold import put

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def merged(body, heir, status="merged"):
    Department.objects.filter(pk=body.pk).update(status=status, ended_on=TODAY, successor=heir)
    refresh_all()


def split(body, first, *further, status="effective"):
    """Split a body as its case in effect leaves it."""
    case = put(
        Reorganisation(
            kind="split",
            department=body,
            successor=first,
            document_body="模拟机构编制委员会办公室（演示）",
            document_number="苏编办〔2026〕9号",
            document_dated_on=TODAY,
            effective_on=TODAY,
            status=status,
            applied_on=TODAY if status == "effective" else None,
            drafted_by=factories.person(),
            approved_by=factories.person(),
        )
    )
    for heir in further:
        ReorganisedBody.objects.create(case=case, department=heir, side="heir")
    if status == "effective":
        merged(body, first, "abolished")


def taken_over(page):
    """Return what a page says after 承继自, without mark-up."""
    said = text(page)
    return said.partition("承继自 ")[2].partition(" 引用本档案")[0].partition(" 内容有误")[0]


def test_every_body_of_a_split_names_the_old_one_and_who_answers(read):
    body, first, second, third = (factories.department() for _ in range(4))
    split(body, first, second, third)
    assert read(f"/departments/{body.credit_code}/")["Location"] == f"/departments/{first.credit_code}/"
    said = taken_over(read(f"/departments/{first.credit_code}/"))
    assert said == f"{body.name} 分立，同时承继的还有 {second.name} 、 {third.name}"
    for heir in (second, third):
        said = taken_over(read(f"/departments/{heir.credit_code}/"))
        assert said == f"{body.name} 分立，未了事项由 {first.name} 承担"


def test_a_split_not_yet_in_effect_and_a_hidden_heir_are_not_told(read):
    body, first, second = (factories.department() for _ in range(3))
    split(body, first, second, status="scheduled")
    assert taken_over(read(f"/departments/{second.credit_code}/")) == ""
    other, hidden = factories.department(), factories.department(is_shown=False)
    split(other, first, hidden)
    page = read(f"/departments/{first.credit_code}/")
    assert other.name in text(page)
    assert hidden.name not in text(page)


def test_the_archive_of_an_ended_body_is_that_of_its_successor(read):
    act = factories.publication()
    body, heir = act.fact.of_kind.department, factories.department()
    merged(body, heir)
    answer = read(f"/departments/{body.credit_code}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/departments/{heir.credit_code}/")
    page = read(answer["Location"]).content.decode()
    assert act.face_title in page
    assert body.name in page


def test_the_records_of_both_count_for_the_successor(read):
    act = factories.publication()
    heir = factories.department()
    merged(act.fact.of_kind.department, heir)
    assert act.face_title in read("/records/", department=heir.credit_code).content.decode()
    assert (
        act.face_title
        in read("/records/", department=act.fact.of_kind.department.credit_code).content.decode()
    )


def test_a_body_abolished_without_a_successor_keeps_its_address(read):
    body = factories.department()
    merged(body, None, "abolished")
    assert read(f"/departments/{body.credit_code}/").status_code == 200


def test_a_former_code_leads_to_the_present_one_of_the_same_body(read):
    body = factories.department()
    old = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=old, until=TODAY - timedelta(days=1))
    refresh_all()
    assert read(f"/departments/{old}/")["Location"] == f"/departments/{body.credit_code}/"


def test_a_former_code_of_an_ended_body_leads_to_its_successor_at_once(read):
    body, heir = factories.department(), factories.department()
    old = factories.credit_code()
    DepartmentCode.objects.create(department=body, code=old, until=TODAY - timedelta(days=1))
    refresh_all()
    merged(body, heir)
    assert read(f"/departments/{old}/")["Location"] == f"/departments/{heir.credit_code}/"
