"""The pages of credit repair: the door on the record's page, the form, the case, its acts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from appeals.repairs.models import Repair
from appeals.repairs.services.writing import issuer_of
from common.models import Outbox
from common.roles import Role
from tests import factories
from tests.appeals import makers
from tests.appeals.makers import repair, today
from tests.office import client_of, text, token_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def typed(fact, **more):
    """What the representative types into the form."""
    return {
        "page_token": token_of(fact),
        "commitment": makers.COMMITMENT,
        "duty_1": "付清合同价款",
        "document_1": "银行回单",
        "performed_on_1": f"{today() - timedelta(days=3)}",
        **more,
    }


def ask(client, fact, **more):
    return client.post(reverse("appeals:ask_repair", args=[fact.pk]), typed(fact, **more))


def do(client, case, act, **given):
    return client.post(f"/repairs/{case.pk}/{act}/", {"page_token": token_of(case), **given})


def test_the_records_page_tells_whether_repair_can_be_asked_for_and_leads_to_the_door():
    act = makers.repairable()
    fact = act.fact.of_kind
    page = client_of(makers.representative(fact)).get(f"/records/{fact.record_no}/?tab=repairs")
    words = text(page)
    for said in ("可以申请：", "申请信用修复", "参照办理"):
        assert said in words
    assert reverse("appeals:ask_repair", args=[fact.pk]) in page.content.decode()
    early = factories.publication().fact.of_kind
    page = client_of(makers.representative(early)).get(f"/records/{early.record_no}/?tab=repairs")
    assert "不能申请：" in text(page)
    assert f"{early.publications.get().repair_from} 起可以申请" in text(page)
    assert reverse("appeals:ask_repair", args=[early.pk]) not in page.content.decode()


def test_a_representative_asks_with_a_file_and_a_double_click_asks_once():
    fact = makers.repairable().fact.of_kind
    client = client_of(makers.representative(fact))
    assert client.get(reverse("appeals:ask_repair", args=[fact.pk])).status_code == 200
    given = typed(fact, file_1=SimpleUploadedFile("回单.pdf", PDF))
    answer = client.post(reverse("appeals:ask_repair", args=[fact.pk]), given)
    assert answer.status_code == 302, text(answer)
    case = Repair.objects.get()
    item = case.items.get()
    assert (item.duty, item.evidence.file_name) == ("付清合同价款", "回单.pdf")
    assert ask(client, fact).status_code == 422
    assert Repair.objects.count() == 1
    page = text(client.get(answer["Location"]))
    for said in (case.number, "待受理", "下一步：信用办经办", "银行回单", "信用修复受理截止"):
        assert said in page


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost():
    fact = makers.repairable().fact.of_kind
    client = client_of(makers.representative(fact))
    answer = ask(client, fact, commitment="", document_1="", duty_2="整改到位")
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {"commitment", "document_1", "document_2", "performed_on_2"}
    assert "付清合同价款" in answer.content.decode()
    assert not Repair.objects.exists()


def test_a_stale_page_asks_nothing():
    fact = makers.repairable().fact.of_kind
    client = client_of(makers.representative(fact))
    given = typed(fact)
    given["page_token"] = "0"
    assert client.post(reverse("appeals:ask_repair", args=[fact.pk]), given).status_code == 409
    assert not Repair.objects.exists()


def test_the_door_is_shut_before_its_time_with_the_day():
    early = factories.publication().fact.of_kind
    answer = client_of(makers.representative(early)).get(reverse("appeals:ask_repair", args=[early.pk]))
    assert answer.status_code == 409
    assert "起可以申请" in text(answer)


def test_an_officer_enters_what_came_on_paper():
    fact = makers.repairable().fact.of_kind
    client = client_of(factories.posting(Role.OFFICER))
    answer = ask(client, fact, channel="paper", applied_on=f"{today() - timedelta(days=2)}")
    assert answer.status_code == 302, text(answer)
    assert Repair.objects.get().applied_on == today() - timedelta(days=2)


@pytest.mark.parametrize("role", [Role.CLERK, Role.DIRECTOR, Role.FINDING_BODY, Role.AUDITOR])
def test_nobody_else_has_the_form(role):
    fact = makers.repairable().fact.of_kind
    client = client_of(factories.posting(role))
    assert client.get(reverse("appeals:ask_repair", args=[fact.pk])).status_code == 403


def test_another_department_sees_neither_form_nor_case():
    case = repair("pending")
    other = client_of(factories.posting(Role.REPRESENTATIVE, None))
    assert other.get(f"/repairs/{case.pk}/").status_code == 404
    assert other.get(reverse("appeals:ask_repair", args=[case.fact.pk])).status_code == 404
    assert case.number not in text(other.get("/repairs/"))


def test_the_whole_road_goes_by_the_pages():
    case = repair("pending")
    officer = client_of(factories.posting(Role.OFFICER))
    assert case.number in text(officer.get("/repairs/?status=pending"))
    assert "修复待受理、审查" in text(officer.get("/"))
    assert do(officer, case, "accept").status_code == 302
    case.refresh_from_db()
    assert do(officer, case, "examine", reason="凭证齐全").status_code == 302
    case.refresh_from_db()
    finder = makers.decider(case)
    makers.open_register(issuer_of(case, finder))
    body = client_of(finder)
    page = text(body.get(f"/repairs/{case.pk}/"))
    assert "凭证齐全" in page
    assert "准予修复" in page
    assert "公示、共享和使用在同一刻终止" in text(body.get(f"/repairs/{case.pk}/grant/"))
    assert do(body, case, "grant", reason="义务已履行完毕").status_code == 302
    page = text(client_of(makers.representative(case)).get(f"/repairs/{case.pk}/"))
    for said in ("准予修复", "准予信用修复决定书", "终止公示", "停止共享使用"):
        assert said in page
    assert "信用江苏" in text(officer.get(f"/repairs/{case.pk}/"))


def test_a_second_decider_is_told_that_the_page_is_old():
    case = repair("deciding")
    shown = token_of(case)
    first, second = client_of(makers.decider(case)), client_of(makers.decider(case))
    given = {"page_token": shown, "reason": "同意"}
    assert first.post(f"/repairs/{case.pk}/grant/", given).status_code == 302
    assert second.post(f"/repairs/{case.pk}/grant/", given).status_code == 409
    case.refresh_from_db()
    assert case.status == "granted"


@pytest.mark.parametrize(
    ("state", "act", "role"),
    [
        ("pending", "reject", Role.OFFICER),
        ("supplement", "add_item", Role.REPRESENTATIVE),
        ("deciding", "refuse", Role.FINDING_BODY),
        ("granted", "receive", Role.OFFICER),
        ("hearing", "state", Role.REPRESENTATIVE),
    ],
)
def test_each_form_of_an_act_says_what_is_missing(state, act, role):
    case = repair(state)
    Outbox.objects.update(taken_at=timezone.now())
    units = {Role.REPRESENTATIVE: case.department, Role.FINDING_BODY: case.deciding_unit}
    client = client_of(factories.posting(role, None if role in units else "320000", unit=units.get(role)))
    assert client.get(f"/repairs/{case.pk}/{act}/").status_code == 200
    answer = do(client, case, act)
    assert answer.status_code == 422
    assert answer.context["form"].errors


@pytest.mark.parametrize("state", ["routing", "refused", "rejected", "withdrawn", "undone", "hearing"])
def test_every_state_says_what_comes_next(state):
    act = makers.repairable(source_kind="judgment") if state == "routing" else None
    case = repair(state, publication=act)
    page = client_of(factories.posting(Role.OFFICER)).get(f"/repairs/{case.pk}/")
    assert page.status_code == 200
    assert case.get_status_display() in text(page)


def test_the_door_past_repair_is_shut_for_dishonesty():
    act = makers.repairable()
    client = client_of(factories.posting(Role.DIRECTOR))
    assert "/end/" not in client.get(f"/publications/{act.pk}/").content.decode()
    answer = client.get(f"/publications/{act.pk}/end/")
    assert answer.status_code == 403
    assert "凭信用修复申请" in text(answer)


@pytest.mark.parametrize(
    ("state", "role", "label"),
    [
        ("pending", Role.OFFICER, "修复待受理、审查"),
        ("examining", Role.OFFICER, "修复待受理、审查"),
        ("routing", Role.DIRECTOR, "修复待指定、待决定"),
        ("deciding", Role.FINDING_BODY, "修复待本机关决定"),
        ("supplement", Role.REPRESENTATIVE, "修复待补正、可陈述意见"),
        ("hearing", Role.REPRESENTATIVE, "修复待补正、可陈述意见"),
    ],
)
def test_what_waits_stands_on_the_desk_of_whoever_acts_next(state, role, label):
    case = repair(
        state, publication=makers.repairable(source_kind="judgment") if state == "routing" else None
    )
    units = {Role.REPRESENTATIVE: case.department, Role.FINDING_BODY: case.deciding_unit}
    client = client_of(factories.posting(role, None if role in units else "320000", unit=units.get(role)))
    assert case.number in text(client.get("/work/"))
    other = client_of(factories.posting(Role.DIRECTOR if role != Role.DIRECTOR else Role.OFFICER))
    assert label not in text(other.get("/work/"))
