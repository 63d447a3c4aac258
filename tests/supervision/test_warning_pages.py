"""The pages of the warning chain: its doors, the chain walked by its pages, the list, and what each sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common.models import Deadline
from common.roles import Role
from letters import services as letters
from letters.models import Letter
from supervision.board import board
from supervision.warnings.models import JudgmentWarning
from tests import factories
from tests.office import acts_of, client_of, text, token_of
from tests.supervision import warning as making
from tests.supervision.warning import days_ago, warning

pytestmark = pytest.mark.django_db
TODAY = str(days_ago(0))
SUIT = {
    "court": "模拟中级人民法院（演示）",
    "case_number": "（2026）苏01行初77号",
    "matter": "不服征收补偿决定",
    "received_on": str(days_ago(10)),
}


def do(client: Any, case: JudgmentWarning, act: str, **given: str) -> Any:
    case = JudgmentWarning.objects.get(pk=case.pk)
    return client.post(f"/warnings/{case.pk}/{act}/", {"page_token": token_of(case), **given})


def done(client: Any, case: JudgmentWarning, act: str, **given: str) -> None:
    answer = do(client, case, act, **given)
    assert answer.status_code == 302, text(answer)


def page(client: Any, case: JudgmentWarning) -> str:
    return text(client.get(f"/warnings/{case.pk}/"))


def serve(client: Any, case: JudgmentWarning) -> None:
    letter = Letter.objects.of(case).get(status="issued")
    given = {
        "letter": str(letter.pk),
        "manner": "direct",
        "recipient": "办公室",
        "on": TODAY,
        "proof": "回执",
    }
    done(client, case, "serve", **given)


def test_a_chain_is_walked_from_the_courts_service_to_the_proof_by_its_pages() -> None:
    body = factories.department()
    side = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    year = timezone.localdate().year
    letters.open_series(letters.issuer_of(director), kind="函", mark="模信函", year=year, by=director)
    own, office, head = (client_of(one) for one in (side, officer, director))
    door = own.get("/warnings/new/", follow=True)
    assert "登记被诉" in text(door)
    assert (
        reverse("supervision:register_warning", args=[body.pk])
        in own.get(f"/departments/{body.credit_code}/").content.decode()
    )
    address = door.redirect_chain[-1][0]
    wrong = own.post(address, {**SUIT, "received_on": str(days_ago(-1)), "case_number": "无"})
    assert wrong.status_code == 422
    assert "不能晚于今天" in text(wrong)
    assert SUIT["matter"] in wrong.content.decode(), "what was typed is kept"
    assert own.post(address, SUIT).status_code == 302
    case = JudgmentWarning.objects.get()
    for said in ("被诉提醒", "没有发生", "答辩举证期限", "规则待核实", "不列为拒不执行"):
        assert said in page(own, case)
    done(office, case, "remind")
    serve(office, case)
    done(own, case, "report", text="已委托答辩", taken_on=TODAY)
    judgment = factories.judgment("confirmed", department=body)
    done(office, case, "oversee", judgment=str(judgment.pk), obligation="支付补偿款", perform_by="")
    assert "负责人签发督办函" in page(own, case)
    done(head, case, "urge")
    serve(office, case)
    assert "报告措施" in page(own, case)
    done(own, case, "report", text="已列入预算", taken_on=TODAY)
    given = {"number": "（2026）苏01执456号", "court": "模拟法院", "filed_on": TODAY}
    done(office, case, "enforce", **given)
    done(head, case, "alert")
    assert "预警函" in page(own, case)
    nothing = do(own, case, "prove", performance="已付清", performed_on=TODAY)
    assert nothing.status_code == 409
    assert "证据" in text(nothing)
    paper = SimpleUploadedFile("回单.pdf", making.PDF, "application/pdf")
    own.post(reverse("common:attach", args=["supervision.judgmentwarning", case.pk]), {"file": paper})
    done(own, case, "prove", performance="已付清", performed_on=TODAY)
    done(office, case, "accept", reason="与银行流水一致")
    case.refresh_from_db()
    assert case.status == "performed"
    assert "没有下一步" in page(own, case)
    assert acts_of(case)[0] == "enter"


def test_a_judgment_on_file_leads_to_its_chain_and_says_why_none_can_begin() -> None:
    officer = client_of(factories.posting(Role.OFFICER))
    draft, judgment = factories.judgment("pending_review"), factories.judgment("confirmed")
    assert "认定以后" in text(officer.get(f"{reverse('records:judgment', args=[draft.pk])}?tab=warnings"))
    assert officer.get(reverse("supervision:open_warning", args=[draft.pk])).status_code == 409
    door = reverse("supervision:open_warning", args=[judgment.pk])
    tab = f"{reverse('records:judgment', args=[judgment.pk])}?tab=warnings"
    assert door in officer.get(tab).content.decode()
    assert officer.post(door, {"obligation": ""}).status_code == 422
    assert officer.post(door, {"obligation": "支付"}).status_code == 302
    case = JudgmentWarning.objects.get()
    assert case.number in text(officer.get(tab))
    assert case.number in text(officer.get("/warnings/?status=lost"))
    assert case.number in text(officer.get(f"/warnings/?q={case.number}"))


def test_nobody_but_the_department_and_those_in_charge_of_it_sees_a_chain() -> None:
    case = warning("lost")
    other = factories.posting(Role.REPRESENTATIVE, None, unit=factories.department())
    for posting, status in (
        (other, 404),
        (factories.posting(Role.SYSTEM_ADMIN, None), 403),
        (factories.posting(Role.OFFICER, "320500"), 404),
        (making.representative(case), 200),
        (factories.posting(Role.AUDITOR, None), 200),
    ):
        assert client_of(posting).get(f"/warnings/{case.pk}/").status_code == status, posting


def test_the_page_says_why_nothing_can_be_pressed_by_an_unconfirmed_clock() -> None:
    case = warning("lost")
    head = client_of(factories.posting(Role.DIRECTOR))
    Deadline.objects.filter(object_id=case.pk).update(due_on=days_ago(2))
    shown = page(head, case)
    assert "约谈、通报现在不能办理" in shown
    assert "待核实" in shown
    given = {"body": "模拟市人民政府", "document": "模督〔2026〕1号", "reason": "逾期"}
    assert do(head, case, "interview", **given).status_code in {403, 409}
    assert not case.steps.exists()
    making.confirm_clocks()
    assert do(head, case, "interview", **given).status_code in {403, 409}
    assert "先由信用办负责人写明理由，指定约谈的机关" in page(head, case)
    named = {"act": "interview", "body_name": "模拟市人民政府", "reason": "会议纪要"}
    shown_as = {"page_token": token_of(JudgmentWarning.objects.get(pk=case.pk))}
    assert head.post(f"/warnings/{case.pk}/name_body/", {**shown_as, **named}).status_code == 302
    done(head, case, "interview", **given)
    assert "模督〔2026〕1号" in page(head, case)


def test_the_board_shows_the_chains_by_rung() -> None:
    warning("lost")
    warning("enforcing")
    director = factories.posting(Role.DIRECTOR)
    (procedure,) = [one for one in board(director, timezone.localdate()) if one.label == "裁判履行预警"]
    assert [step.word for step in procedure.steps] == ["败诉督办", "执行立案预警"]


def test_a_stale_page_and_a_second_press_change_nothing_twice() -> None:
    case = warning("lost")
    head = client_of(factories.posting(Role.DIRECTOR))
    old = token_of(case)
    done(head, case, "urge")
    again = head.post(f"/warnings/{case.pk}/urge/", {"page_token": old})
    assert again.status_code in {403, 409}
    assert Letter.objects.of(case).count() == 1
