"""Judgments on file without a chain of warnings: the office sees them on its desk and opens the chain from there."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from common.registry import registry
from common.roles import Role
from records import services as records
from supervision.warnings.models import JudgmentWarning
from supervision.warnings.services import opening
from supervision.warnings.unopened import KEY, unopened
from tests import factories
from tests.office import client_of, sit, text
from tests.supervision.warning import days_ago, suit, warning

pytestmark = pytest.mark.django_db


def waiting(posting: Any) -> set[Any]:
    return set(unopened(posting))


def test_a_confirmed_judgment_waits_and_one_that_is_not_does_not() -> None:
    officer = factories.posting(Role.OFFICER)
    lost, refused = (factories.judgment("confirmed", outcome=outcome) for outcome in ("lost", "refused"))
    factories.judgment("pending_review")
    assert waiting(officer) == {lost, refused}
    records.withdraw_fact(
        lost, by=factories.posting(Role.DIRECTOR), reason="再审改判", source=factories.source()
    )
    assert waiting(officer) == {refused}


@pytest.mark.parametrize("status", ["lost", "enforcing", "refused", "performed"])
def test_what_a_chain_answers_to_does_not_wait(status: str) -> None:
    case = warning(status)
    assert {case.judgment, case.refusal} - {None}
    assert waiting(factories.posting(Role.OFFICER)) == set()


def test_a_case_whose_open_chain_takes_the_judgment_up_itself_does_not_wait() -> None:
    judgment = factories.judgment("confirmed")
    officer = factories.posting(Role.OFFICER)
    assert waiting(officer) == {judgment}
    given = suit(case_number=judgment.case_number, received_on=days_ago(10))
    chain = opening.register(judgment.department, given, by=officer)
    assert waiting(officer) == set()
    opening.close(chain, by=officer, reason="撤诉", disposal="withdrawn", document="裁定", on=days_ago(1))
    assert waiting(officer) == {judgment}, "that it was lost after all is on file"


def test_an_announcement_after_the_judgment_was_performed_waits_and_the_judgment_does_not() -> None:
    case = warning("performed")
    given = {"department": case.department, "case_number": case.judgment.case_number}
    refused = factories.judgment("confirmed", outcome="refused", **given)
    assert waiting(factories.posting(Role.OFFICER)) == {refused}


def test_each_office_sees_its_own_and_it_is_nobody_elses_queue() -> None:
    judgment = factories.judgment("confirmed", department=factories.department("320102"))
    assert waiting(factories.posting(Role.OFFICER, "320500")) == set()
    assert waiting(factories.posting(Role.OFFICER, "320100")) == {judgment}
    queue = registry.queue(KEY, Role.OFFICER)
    assert queue is not None
    others = set(Role) - queue.roles
    assert {Role.DIRECTOR, Role.REPRESENTATIVE, Role.CLERK, Role.AUDITOR} <= others
    door = reverse("supervision:open_warning", args=[judgment.pk])
    page = client_of(factories.posting(Role.DIRECTOR)).get(reverse(f"supervision:{KEY}"))
    assert "待开启督办" in text(page)
    assert door not in page.content.decode()
    for role in (Role.REPRESENTATIVE, Role.CLERK):
        assert client_of(factories.posting(role)).get(reverse(f"supervision:{KEY}")).status_code == 403


def test_the_desk_counts_it_and_the_chain_is_opened_from_there_with_one_act() -> None:
    judgment = factories.judgment("confirmed")
    client, officer = sit(Role.OFFICER)
    desk = text(client.get("/"))
    assert "已认定的裁判待开启督办" in desk
    address = reverse(f"supervision:{KEY}")
    page = client.get(f"{address}?queue={KEY}")
    door = reverse("supervision:open_warning", args=[judgment.pk])
    assert judgment.case_number in text(page)
    assert f'href="{door}"' in page.content.decode()
    answer = client.post(door, {"obligation": "支付补偿款三十万元"})
    assert answer.status_code == 302
    case = JudgmentWarning.objects.get(judgment=judgment)
    assert (case.status, case.opened_by_id) == ("lost", officer.user_id)
    assert judgment.case_number not in text(client.get(address))
    again = client.post(door, {"obligation": "再来一次"})
    assert again.status_code in {403, 409}
    assert JudgmentWarning.objects.filter(judgment=judgment).count() == 1
