"""The pages of objections: who finds which door, what a form says, what a stale or double page does."""

from __future__ import annotations

from typing import Any

import pytest

from appeals.objections.models import Objection
from common.cases.page_token import token_of
from common.models import Transition
from common.roles import Role
from records.models import Publication
from tests import factories
from tests.appeals import objecting as makers
from tests.common.conftest import PDF, sent
from tests.office import acts_of, client_of, signed_in, text

pytestmark = pytest.mark.django_db


def page(case: Objection) -> str:
    return f"/objections/{case.pk}/"


def do(client: Any, case: Objection, act: str, **given: Any) -> None:
    """Do one act from its page, as its form does."""
    answer = client.post(f"{page(case)}{act}/", {"page_token": token_of(case), **given})
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()


def test_the_representative_objects_from_the_record_and_reads_the_code_once() -> None:
    fact = makers.published().fact.of_kind
    client = client_of(makers.representative(fact))
    door = f"/objections/new/{fact.pk}/"
    assert door in client.get(f"/records/{fact.record_no}/").content.decode()
    given = {"page_token": token_of(fact), "kind": "error", "reasons": "天数与处罚决定书不符"}
    made = client.post(door, given)
    case = Objection.objects.get()
    assert made["Location"] == page(case)
    shown = text(client.get(page(case)))
    assert f"回执号 {case.number}，查询码" in shown
    assert "信用办经办 决定受理" in shown
    assert "查询码" not in text(client.get(page(case)))
    assert client.post(door, given).status_code == 422
    assert Objection.objects.count() == 1


def test_every_fault_of_a_form_is_said_at_once_beside_its_field_and_nothing_typed_is_lost() -> None:
    fact = makers.published().fact.of_kind
    client = client_of(factories.posting(Role.OFFICER))
    answer = client.post(
        f"/objections/register/{fact.pk}/", {"page_token": token_of(fact), "name": "甄诚信", "reasons": "无"}
    )
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {"contact", "standing", "applied_on", "kind", "reasons"}
    assert "甄诚信" in answer.content.decode()
    assert not Objection.objects.exists()


def test_the_officer_takes_paper_down_and_the_list_shows_a_masked_name() -> None:
    fact = makers.published().fact.of_kind
    client = client_of(factories.posting(Role.OFFICER))
    given = {
        "page_token": token_of(fact),
        "name": makers.PERSON.name,
        "contact": makers.PERSON.contact,
        "standing": makers.PERSON.standing,
        "applied_on": makers.today().isoformat(),
        "kind": "error",
        "reasons": "金额写错了",
    }
    assert client.post(f"/objections/register/{fact.pk}/", given).status_code == 302
    listed = text(client.get("/objections/?kind=error"))
    assert "甄**" in listed
    assert makers.PERSON.name not in listed
    assert Objection.objects.get().number not in text(client.get("/objections/?status=closed"))


def test_a_name_is_shown_once_for_a_purpose_that_is_written_down() -> None:
    case = makers.paper()
    client = client_of(factories.posting(Role.OFFICER))
    assert makers.PERSON.name not in text(client.get(page(case)))
    asked = f"{page(case)}reveal/"
    assert client.post(asked, {"page_token": token_of(case), "reason": ""}).status_code == 422
    shown = text(client.post(asked, {"page_token": token_of(case), "reason": "电话告知受理"}))
    assert makers.PERSON.name in shown
    assert makers.PERSON.contact in shown
    step = Transition.objects.get(object_id=case.pk, act="reveal")
    assert step.reason == "电话告知受理"
    reviewer = client_of(factories.posting(Role.REVIEWER))
    assert reviewer.get(asked).status_code == 403


def test_a_stale_page_changes_nothing_and_says_so() -> None:
    case = makers.objection()
    client, stale = client_of(factories.posting(Role.OFFICER)), token_of(case)
    do(client, case, "accept", reason="")
    again = client.post(f"{page(case)}accept/", {"page_token": stale, "reason": ""})
    assert again.status_code == 409
    assert acts_of(case) == ["enter", "accept"]


def test_the_page_says_who_acts_next_and_why_one_must_leave_it_to_another() -> None:
    case = makers.objection()
    proposed_it = Publication.objects.get(fact=case.fact).proposed_by
    shown = text(signed_in(proposed_it).get(page(case)))
    assert "须换人办理" in shown
    assert "您是这条信息公示的提出人，应当回避" in shown


def test_one_goes_the_whole_way_through_the_pages() -> None:
    case = makers.objection()
    officer, director = (client_of(factories.posting(role)) for role in (Role.OFFICER, Role.DIRECTOR))
    do(officer, case, "accept", reason="")
    assert "异议处理中" in text(officer.get(f"/records/{case.fact.of_kind.record_no}/"))
    shown = text(director.get(page(case)))
    assert "职权分工：认定机关（作出文书的机关）（待核实）" in shown
    way = f'href="{page(case)}route/"'
    assert way in director.get(page(case)).content.decode()
    form = director.get(f"{page(case)}route/").context["form"]
    assert form["verifier_code"].value() == case.fact.finding_unit.credit_code
    unit = case.fact.finding_unit
    do(director, case, "route", verifier=unit.name, verifier_code=unit.credit_code, reason="由认定机关核查")
    finder = client_of(makers.finder_of(case))
    assert case.number in text(finder.get("/"))
    assert "异议核查期限" in text(finder.get(page(case)))
    do(finder, case, "answer", conclusion="uphold", findings="与处罚决定书一致", number="", dated_on="")
    other = client_of(factories.posting(Role.DIRECTOR))
    do(other, case, "refuse", reason="核查机关结论为维持")
    assert "已办结·不予采纳" in text(other.get(page(case)))
    assert "异议处理中" not in text(officer.get(f"/records/{case.fact.of_kind.record_no}/"))
    own = client_of(makers.representative(case.fact.of_kind))
    assert "后续救济" in text(own.get(page(case)))


def test_a_wrong_routing_form_says_what_is_wrong_beside_its_field() -> None:
    case = makers.walked(makers.objection(), "routing")
    client = client_of(factories.posting(Role.DIRECTOR))
    given = {"page_token": token_of(case), "verifier": "", "verifier_code": "X", "reason": ""}
    answer = client.post(f"{page(case)}route/", given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"verifier", "verifier_code", "reason"}


def test_a_correction_is_proposed_from_the_objection() -> None:
    case = makers.walked(makers.objection(), "mending")
    client = client_of(factories.posting(Role.CLERK))
    shown = client.get(f"{page(case)}mend/")
    form = shown.context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    values |= {"kind": "facts", "facts": makers.NEW_FACTS, "page_token": token_of(case)}
    given = {name: "" if value is None else value for name, value in values.items() if value is not False}
    answer = client.post(f"{page(case)}mend/", given)
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()
    assert answer["Location"] == f"/corrections/{case.correction_id}/"
    assert "看所引起的更正" in text(client.get(page(case)))


def test_each_side_sees_its_own_and_nobody_elses() -> None:
    ours, paper = makers.objection(), makers.paper()
    stranger = client_of(factories.posting(Role.REPRESENTATIVE))
    concerned = client_of(makers.representative(paper.fact.of_kind))
    finder = client_of(factories.posting(Role.FINDING_BODY, None, unit=ours.fact.finding_unit))
    for client, case in ((stranger, ours), (concerned, paper), (finder, ours)):
        assert client.get(page(case)).status_code == 404


def test_both_sides_lay_evidence_beside_it_and_its_tabs_open() -> None:
    case = makers.objection()
    client = client_of(makers.representative(case.fact.of_kind))
    beside = f"/cases/appeals.objection/{case.pk}/evidence/"
    assert client.post(beside, {"file": sent("判决书.pdf", PDF), "title": "判决书"}).status_code == 302
    assert "判决书" in text(client.get(f"{page(case)}?tab=evidence"))
    officer = client_of(factories.posting(Role.OFFICER))
    for tab in ("talk", "history", "evidence"):
        assert officer.get(f"{page(case)}?tab={tab}").status_code == 200
    assert case.number in text(officer.get(f"/records/{case.fact.of_kind.record_no}/?tab=objections"))
