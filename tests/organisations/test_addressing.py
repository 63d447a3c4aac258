"""A letter goes to a body by its name of now, or to whoever answers for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from common.roles import Role
from letters.models import Letter
from organisations.addressing import addressed, addressed_by_name
from organisations.models import Department, DepartmentName
from tests import factories
from tests.appeals import makers
from tests.discipline import measuring

pytestmark = pytest.mark.django_db
FORMER = "模拟市旧名局（演示）"


def renamed() -> Department:
    body: Department = factories.department()
    DepartmentName.objects.create(department=body, name=FORMER)
    return body


def taken_over(body: Department, by: Department | None) -> None:
    ended = {"successor": by, "status": "merged", "ended_on": timezone.localdate()}
    Department.objects.filter(pk=body.pk).update(**ended)
    body.refresh_from_db()


def test_a_body_is_written_to_by_its_name_of_now_whichever_name_was_given() -> None:
    body = renamed()
    assert addressed(body) == body.name
    assert addressed_by_name(FORMER) == body.name
    assert addressed_by_name(f" {body.name} ") == body.name
    assert addressed_by_name("模拟仲裁委员会（演示）") == "模拟仲裁委员会（演示）"


def test_a_name_that_two_bodies_bore_is_left_as_it_was_given() -> None:
    renamed()
    renamed()
    assert addressed_by_name(FORMER) == FORMER


def test_a_name_of_now_goes_before_a_former_one_of_another() -> None:
    renamed()
    bearer = factories.department()
    Department.objects.filter(pk=bearer.pk).update(name=FORMER)
    assert addressed_by_name(FORMER) == FORMER


def test_a_body_that_is_no_more_is_written_to_through_the_last_that_took_over() -> None:
    body, first, last = (factories.department() for _ in range(3))
    taken_over(body, first)
    taken_over(first, last)
    body.refresh_from_db()
    assert addressed(body) == f"{last.name}（承继{body.name}）"


def test_one_without_a_successor_through_its_superior() -> None:
    body, superior = factories.department(), factories.department()
    Department.objects.filter(pk=body.pk).update(superior=superior)
    taken_over(body, None)
    assert addressed(body) == f"{superior.name}（{body.name}已撤销，由上级单位签收）"


def test_a_line_that_leads_back_ends() -> None:
    one, other = factories.department(), factories.department()
    taken_over(one, other)
    taken_over(other, one)
    one.refresh_from_db()
    assert addressed(one)


def letter_of(case: Any) -> Letter:
    return Letter.objects.of(case).get()


def test_the_decision_of_a_repair_goes_to_who_took_the_department_over() -> None:
    case, heir = makers.repair("deciding"), factories.department()
    taken_over(case.department, heir)
    fresh = type(case).objects.get(pk=case.pk)
    makers.deciding.grant(fresh, by=makers.decider(fresh), reason="义务已履行完毕")
    assert letter_of(case).addressee == f"{heir.name}（承继{case.department.name}）"


def test_the_notice_to_lift_a_measure_goes_to_the_body_by_its_name_of_now() -> None:
    case, body = measuring.measure("to_lift"), factories.department()
    DepartmentName.objects.create(department=body, name=case.body_name)
    measuring.services.write(case, by=factories.posting(Role.OFFICER))
    assert letter_of(case).addressee == body.name
