"""The departments of a challenged document are told by numbered letters what was decided, and their service is written down."""

from __future__ import annotations

from typing import Any

import pytest

from challenges.models import Challenge
from challenges.services import clarifying, notifying
from common.errors import NotAllowed, NotEligible, WrongState
from common.roles import Role
from letters.models import Letter
from letters.services import issuer_of, open_series
from postings.models import Posting
from tests import factories
from tests.challenges import challenging as makers
from tests.challenges.challenging import challenge, today
from tests.office import acts_of, client_of, text, token_of

pytestmark = pytest.mark.django_db
TOLD = {
    "declined": ("源文书变动不予登记告知书", "没有受理通知书的原件"),
    "remitted": ("源文书发回重作告知书", "暂停公示"),
    "mending": ("源文书变动处理告知书", "逐条更正"),
    "upheld": ("源文书变动处理告知书", "公示照常"),
    "annulled": ("源文书变动处理告知书", "已经撤销"),
    "ended": ("源文书变动处理告知书", "仍然有效"),
}


def officer() -> Posting:
    """An officer in whose office letters have a register."""
    by = factories.posting(Role.OFFICER)
    director = factories.posting(Role.DIRECTOR)
    open_series(issuer_of(by), kind="告知书", mark="模变告", year=today().year, by=director)
    return by


@pytest.mark.parametrize("state", TOLD)
def test_each_outcome_has_its_letter_with_number_and_service(state: str) -> None:
    case, by = challenge(state), officer()
    (letter,) = notifying.notify(case, by=by)
    title, words = TOLD[state]
    assert (letter.title, letter.status) == (title, "issued")
    assert letter.document_number.startswith("模变告")
    assert words in letter.body
    assert letter.addressee == str(case.fact.department)
    served = {"manner": "direct", "recipient": letter.addressee, "on": today(), "proof": "送达回证"}
    clarifying.serve(case, by=by, letter=letter, **served)
    letter.refresh_from_db()
    assert letter.status == "served"
    assert [act for act in acts_of(case) if act in {"notify", "serve"}] == ["notify", "serve"]


@pytest.mark.parametrize("state", ["reported", "open", "prepared:upheld"])
def test_nothing_is_told_by_letter_before_it_is_decided(state: str) -> None:
    case = challenge(state)
    with pytest.raises((NotEligible, WrongState)):
        notifying.notify(case, by=officer())
    assert not Letter.objects.of(case).exists()


def test_each_department_of_the_document_has_its_own_once() -> None:
    first = makers.of_a_judgment()
    other = makers.lost_case(first)
    case, by = challenge("upheld", fact=first.fact.of_kind), officer()
    assert other.department != first.fact.department
    made = notifying.notify(case, by=by)
    assert {one.addressee for one in made} == {str(first.fact.department), str(other.department)}
    assert all(str(one.addressee) in one.body for one in made)
    with pytest.raises(NotEligible, match="已经发出"):
        notifying.notify(case, by=by)


def test_a_remittal_and_the_decision_after_it_are_told_apart() -> None:
    case, by = challenge("remitted"), officer()
    notifying.notify(case, by=by)
    makers.decided(makers.prepared(case, "upheld", number="模拟复决〔2026〕2号"))
    (letter,) = notifying.notify(Challenge.objects.get(pk=case.pk), by=by)
    assert letter.title == "源文书变动处理告知书"
    assert Letter.objects.of(case).count() == 2


def test_a_department_that_was_told_may_still_ask_for_a_clarification() -> None:
    case, by = challenge("annulled"), officer()
    notifying.notify(case, by=by)
    unit = case.fact.department
    letter = clarifying.clarify(case, by=by, reason="部门书面请求", unit=unit, asked_on=today())
    assert letter.title == "源文书撤销澄清告知书"


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.SECRECY, Role.AUDITOR])
def test_only_the_credit_office_writes(role: Role) -> None:
    case = challenge("upheld")
    with pytest.raises(NotAllowed):
        notifying.notify(case, by=factories.posting(role))


def test_the_case_offers_the_letter_and_shows_it() -> None:
    case, by = challenge("upheld"), officer()
    client = client_of(by)
    page = f"/challenges/{case.pk}/"
    assert "发告知书" in text(client.get(page))
    given: dict[str, Any] = {"page_token": token_of(case), "reason": ""}
    assert client.post(f"{page}notify/", given).status_code == 302
    assert "模变告" in text(client.get(page))
