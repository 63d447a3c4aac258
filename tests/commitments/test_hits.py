"""比对命中: a bidder without name and code, two versions at once, what an asker is told, whose eyes release, what holds now."""

from __future__ import annotations

from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from commitments.screening.lists import CHECKS
from commitments.screening.models import CheckedBody, Hit
from commitments.screening.queues import HIT_QUEUES
from commitments.screening.services import deciding, keeping
from common.errors import NotAllowed, NotEligible
from common.models import RuleValue
from common.roles import Role
from postings.services import settle_rule
from tests import factories
from tests.commitments import screens
from tests.commitments.makers import days_ago
from tests.commitments.screens import company_code, compared, hit, listed
from tests.exchange.returns import workbook
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
SENT = {"step": "registration", "project_number": "ZB-2026-0009", "project_name": "模拟道路工程（演示）"}


def test_a_row_of_a_workbook_without_name_and_code_is_answered_that_it_cannot_be_looked_up():
    rows = [["", "91320100MA0000000X", "", ""], ["模拟甲公司", company_code(), "", ""]]
    data = workbook(*rows, head=["投标人名称", "统一社会信用代码", "曾用名", "联合体"], sheet="投标人名单")
    sent = {**SENT, "bidders": SimpleUploadedFile("投标人.xlsx", data)}
    answer = client_of(factories.posting(Role.OFFICER)).post("/screening/list/", sent)
    assert answer.status_code == 302
    assert list(CheckedBody.objects.values_list("answer", flat=True)) == ["invalid", "stale"]


def test_a_former_name_alone_looks_nobody_up_and_a_number_alone_is_kept():
    number, row = screens.card(), listed(name="模拟旧名公司")
    listed(name="模拟甲", card=number)
    case = compared({"former_names": row.name}, {"id_number": number})
    assert list(case.bodies.values_list("answer", flat=True)) == ["invalid", "blocked"]
    assert Hit.objects.filter(body__check_case=case).count() == 1


@pytest.mark.commits
def test_of_two_versions_at_once_the_older_waits_and_is_refused():
    newer, older = screens.version(), screens.version(as_of=days_ago(1))
    reviewer, said = factories.posting(Role.REVIEWER), []

    def late() -> None:
        try:
            keeping.put_in_force(older, by=reviewer)
        except NotEligible as refusal:
            said.append(refusal.message)
        finally:
            connection.close()

    second = Thread(target=late)
    with transaction.atomic():
        screens.in_force(newer)
        second.start()
        second.join(timeout=1)
    second.join()
    older.refresh_from_db()
    assert (older.status, len(said)) == ("draft", 1)
    assert "更新的版本" in said[0]


def test_an_asker_is_told_the_list_of_an_exact_hit_alone():
    row, side = listed("serious", credit_code=company_code()), factories.posting(Role.REPRESENTATIVE)
    by_name = compared({"name": row.name, "credit_code": company_code()}, by=side).bodies.get()
    by_code = compared({"name": "模拟投标人", "credit_code": row.credit_code}, by=side).bodies.get()
    assert (by_name.answer, by_code.answer) == ("noted", "noted")
    assert "严重失信主体" not in by_name.note
    assert "不等于同一主体" in by_name.note
    assert "严重失信主体" in by_code.note


@pytest.mark.parametrize("state", ["waiting", "dismissed", "blocking"])
def test_which_list_an_undecided_name_stands_on_is_told_to_the_credit_office_alone(state):
    side, officer = factories.posting(Role.REPRESENTATIVE), factories.posting(Role.OFFICER)
    row = listed(credit_code=company_code())
    bidder = (
        {"name": "模拟投标人", "credit_code": row.credit_code} if state == "blocking" else {"name": row.name}
    )
    case = Hit.objects.get(body__check_case=compared(bidder, by=side))
    if state == "dismissed":
        deciding.dismiss(case, by=officer, reason="代码不同")
    told = state == "blocking"
    bodies = f"/screening/{case.body.check_case_id}/"
    for posting, knows in ((side, told), (officer, True)):
        client = client_of(posting)
        page = text(client.get(bodies)).partition("所比对的名单")[0]
        assert ("失信被执行人，" in page) == knows
        assert (">失信被执行人</td>" in client.get("/screening-hits/").content.decode()) == knows
        found = text(client.get("/screening-hits/?list=court"))
        assert (case.number in found) == knows


def test_the_versions_of_a_hit_are_the_credit_offices_alone():
    finder, officer = factories.posting(Role.FINDING_BODY), factories.posting(Role.OFFICER)
    row = listed()
    case = Hit.objects.get(body__check_case=compared({"name": row.name}, by=finder))
    address = f"/screening-hits/{case.pk}/?tab=history"
    page = text(client_of(finder).get(address))
    assert row.document_number not in page
    assert "变更记录" not in page
    assert row.document_number in text(client_of(officer).get(address))


TO_RELEASE = next(queue for queue in HIT_QUEUES if queue.key == "hits_release")


def asked_for_release(by):
    """A hit by name that `by` confirmed, and another asked to release."""
    case = hit("waiting")
    deciding.confirm(case, by=by, reason="曾用名一致", decided_document="模拟变更登记（演示）")
    deciding.ask_release(case, by=factories.posting(Role.OFFICER), **screens.RELEASE)
    return case


def test_neither_who_confirmed_a_name_nor_who_asked_decides_on_the_release():
    officer = factories.posting(Role.OFFICER)
    case = asked_for_release(officer)
    asker = factories.posting(Role.DIRECTOR, user=case.asked_by)
    for own in (factories.posting(Role.DIRECTOR, user=officer.user), asker):
        for decide in (deciding.release, deciding.refuse_release):
            with pytest.raises(NotAllowed, match="四眼"):
                decide(case, by=own, reason="同意")
        assert case not in TO_RELEASE.rows(own)
    assert case in TO_RELEASE.rows(factories.posting(Role.DIRECTOR))
    rows = Hit.objects.filter(pk=case.pk)
    for own in (officer.user_id, asker.user_id):
        for change in ({"status": "released", "released_by": own}, {"status": "blocking", "refused_by": own}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**change)


def test_who_refused_a_release_is_kept_and_may_not_have_asked_for_it():
    case, director = asked_for_release(factories.posting(Role.OFFICER)), factories.posting(Role.DIRECTOR)
    deciding.refuse_release(case, by=director, reason="文书不全")
    assert (case.status, case.ground, case.refused_by_id) == ("blocking", "", director.user_id)
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/screening-hits/{case.pk}/"))
    assert f"不同意解除 {director.user.name}" in " ".join(page.split())
    deciding.ask_release(case, by=factories.posting(Role.OFFICER, user=director.user), **screens.RELEASE)
    deciding.release(case, by=factories.posting(Role.DIRECTOR), reason="文书已补齐")
    assert case.status == "released"


def test_the_courts_measure_too_blocks_nobody_before_a_director_has_confirmed_it():
    made, code = screens.version(), company_code()
    screens.entry(made, credit_code=code)
    screens.in_force(made)
    screens.in_force(screens.version("serious"))
    bidder = {"name": "模拟投标人", "credit_code": code}
    assert screens.answer_of(compared(bidder)) == "noted"
    measure = RuleValue.objects.get(kind="watch_measure", key="court")
    settle_rule(measure, by=factories.posting(Role.DIRECTOR), reason="经核对原文")
    assert screens.answer_of(compared(bidder)) == "blocked"


def test_a_natural_person_is_looked_up_by_the_credit_office_alone():
    number = screens.card()
    listed(name="模拟甲", card=number)
    sent = {**SENT, "name": "模拟甲", "id_number": number}
    for role in (Role.REPRESENTATIVE, Role.FINDING_BODY):
        side = factories.posting(role)
        with pytest.raises(NotAllowed, match="信用办"):
            compared({"name": "模拟甲", "id_number": number}, by=side)
        client = client_of(side)
        assert "公民身份号码" not in text(client.get("/screening/one/"))
        assert client.post("/screening/one/", sent).status_code == 422
        company = {**SENT, "name": "模拟投标人", "credit_code": company_code()}
        assert client.post("/screening/one/", company).status_code == 302
    client = client_of(factories.posting(Role.OFFICER))
    assert "公民身份号码" in text(client.get("/screening/one/"))
    assert client.post("/screening/one/", sent).status_code == 302
    answers = CheckedBody.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["clear", "clear", "blocked"]


def test_a_comparison_says_what_holds_now_beside_what_was_answered_that_day():
    officer, code = factories.posting(Role.OFFICER), company_code()
    named, coded = listed(), listed(credit_code=code)
    listed(credit_code=code)
    case = compared(
        {"name": named.name}, {"name": "模拟投标人", "credit_code": code}, {"name": coded.name}, by=officer
    )
    client = client_of(officer)

    def shown():
        page = text(client.get(f"/screening/{case.pk}/")).partition("现在：")[2].partition("全部")[0]
        row = CHECKS.rows(officer).get(pk=case.pk)
        return " ".join(page.split()), (
            row.bidders,
            row.blocked,
            row.waiting,
            row.blocked_now,
            row.waiting_now,
        )

    assert shown() == ("待核 2 拦截 2", (3, 1, 2, 1, 2))
    for one in Hit.objects.filter(body__check_case=case, status="waiting"):
        deciding.dismiss(one, by=officer, reason="代码不同")
    one, two = Hit.objects.filter(body__check_case=case, status="blocking")
    for blocked in (one, two):
        deciding.ask_release(blocked, by=officer, **screens.RELEASE)
    deciding.release(one, by=factories.posting(Role.DIRECTOR), reason="文书已核对")
    assert shown() == ("待同意解除 1 已解除 1 不是同一主体 2", (3, 1, 2, 1, 0))
    deciding.release(two, by=factories.posting(Role.DIRECTOR), reason="文书已核对")
    assert shown()[1] == (3, 1, 2, 0, 0)
    assert "比对当日" in text(client.get("/screening/"))
