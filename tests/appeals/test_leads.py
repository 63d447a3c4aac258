"""Leads: what anybody else writes. No mark, an answer with a reason, an objection only where somebody concerned wrote."""

from __future__ import annotations

from typing import Any

import pytest

from appeals.leads.models import Lead
from appeals.leads.services import taking
from appeals.objections.models import Objection
from common.cases.page_token import token_of
from common.errors import ActRefused, NotAllowed, NotEligible, WrongState
from common.models import Evidence, Notice, Transition
from common.roles import Role
from intake.messages import Attachment
from intake.sealing import public_key_of
from records.models import Publication
from tests import factories
from tests.appeals import objecting as makers
from tests.appeals.test_applicants import Sender
from tests.disclosure.visiting import FILLED, PDF
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(as_public: Any, settings: Any) -> Sender:
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])
    return Sender(as_public)


def hint(sender: Sender, public: Any = None, **changed: str) -> Lead:
    anybody = {"sender": "other", "standing": "", "name": "", "contact": "", **changed}
    assert sender.apply(public, [Attachment("照片.pdf", PDF)], **anybody) is None
    return Lead.objects.latest("id")


def test_anybodys_hint_is_a_lead_that_marks_nothing(sender: Sender) -> None:
    public, officer = makers.published(), factories.posting(Role.OFFICER)
    lead = hint(sender, public)
    assert (lead.fact_id, lead.sender, lead.status) == (public.fact_id, "未署名", "pending")
    assert lead.number.startswith("XS-320000-")
    assert acts_of(lead) == ["enter", "attach_evidence"]
    assert Evidence.objects.of(lead).count() == 1
    assert not Objection.objects.exists()
    assert "异议处理中" not in text(client_of(officer).get(f"/records/{public.fact.of_kind.record_no}/"))
    assert Notice.objects.filter(recipient=officer.pk, topic="lead.filed").exists()
    assert sender.told()[-1].number == lead.number


@pytest.mark.parametrize(("act", "word"), [("adopt", "已采用"), ("dismiss", "不采用")])
def test_it_is_answered_with_a_reason_that_its_sender_reads(sender: Sender, act: str, word: str) -> None:
    lead, director = hint(sender, makers.published()), factories.posting(Role.DIRECTOR)
    client, page = client_of(director), f"/leads/{lead.pk}/"
    assert lead.number in text(client.get("/leads/?status=pending"))
    assert client.get(page).status_code == 200
    wrong = client.post(f"{page}{act}/", {"page_token": token_of(lead), "reason": ""})
    assert wrong.status_code == 422
    done = client.post(f"{page}{act}/", {"page_token": token_of(lead), "reason": "已与判决书核对"})
    assert done.status_code == 302, text(done)
    lead.refresh_from_db()
    assert (lead.get_status_display(), lead.decided_by) == (word, director.user)
    assert acts_of(lead)[-1] == act
    assert f"{word}。已与判决书核对" in sender.told()[-1].words
    assert sender.told()[-1].is_over
    with pytest.raises(WrongState):
        getattr(taking, act)(lead, by=director, reason="再来一次")
    assert "已与判决书核对" in text(client.get(page))


def test_who_has_a_hand_in_the_fact_or_no_credit_office_stands_off(sender: Sender) -> None:
    lead = hint(sender, makers.published())
    proposed = Publication.objects.get(fact=lead.fact).proposed_by
    hand = factories.posting(Role.OFFICER, user=proposed)
    with pytest.raises(NotAllowed, match="回避"):
        taking.adopt(lead, by=hand, reason="采用")
    for role in (Role.REVIEWER, Role.CLERK):
        with pytest.raises(ActRefused):
            taking.dismiss(lead, by=factories.posting(role), reason="不采用")
        assert client_of(factories.posting(role)).get("/leads/").status_code == 403
    own = makers.representative(lead.fact.of_kind)  # type: ignore[union-attr]
    assert client_of(own).get(f"/leads/{lead.pk}/").status_code in {403, 404}, (
        "a department reads no letter about it"
    )
    assert client_of(factories.posting(Role.AUDITOR)).get(f"/leads/{lead.pk}/").status_code == 200


def test_of_what_is_not_on_file_the_province_reads_alone(sender: Sender) -> None:
    lead = hint(sender)
    assert lead.fact is None
    city = factories.posting(Role.OFFICER, "320100")
    province = factories.posting(Role.OFFICER, "320000")
    assert not Lead.objects.visible_to(city).exists()
    assert Lead.objects.visible_to(province).get() == lead
    assert "没有对应到信息" in text(client_of(province).get(f"/leads/{lead.pk}/"))


def test_a_person_concerned_whose_text_led_nowhere_gets_the_objection_all_the_same(sender: Sender) -> None:
    public = makers.published()
    assert sender.apply(files=[Attachment("合同.pdf", PDF)]) is None, "the text names no page"
    lead, officer = Lead.objects.get(), factories.posting(Role.OFFICER, "320000")
    client, act = client_of(officer), f"/leads/{lead.pk}/convert/"
    unknown = client.post(act, {"page_token": token_of(lead), "number": "没有", "reason": "已查到"})
    assert unknown.status_code == 422
    given = {"page_token": token_of(lead), "number": public.fact.number, "reason": "来信所指的是这一条"}
    made = client.post(act, given)
    assert made.status_code == 302, text(made)
    case = Objection.objects.get()
    lead.refresh_from_db()
    assert (lead.status, lead.objection, case.fact_id) == ("converted", case, public.fact_id)
    assert (case.channel, case.person()) == ("online", (FILLED["name"], FILLED["contact"]))
    (laid,) = Evidence.objects.of(case)
    assert (laid.sha256, laid.title) == (Evidence.objects.of(lead).get().sha256, "申请人材料 1")
    assert laid.posting_role == Role.CLOCK, "it stays the applicant's: no officer takes it back"
    assert sender.told()[-1].number == case.number, "receipt and code lead to the objection"
    sender.say(withdraws=True)
    case.refresh_from_db()
    assert case.status == "cancelled"


def test_a_hint_of_somebody_without_standing_becomes_no_objection(sender: Sender) -> None:
    public = makers.published()
    lead, officer = hint(sender, public), factories.posting(Role.OFFICER)
    with pytest.raises(NotEligible, match="只能作为线索"):
        taking.convert(lead, by=officer, fact=public.fact, reason="转")
    assert "转为异议" not in text(client_of(officer).get(f"/leads/{lead.pk}/"))


def test_the_sender_is_looked_at_for_a_purpose_that_is_written_down(sender: Sender) -> None:
    lead = hint(sender, makers.published(), name="甄诚信", contact="13900000000")
    client, asked = client_of(factories.posting(Role.OFFICER)), f"/leads/{lead.pk}/reveal/"
    assert "甄诚信" not in text(client.get(f"/leads/{lead.pk}/"))
    assert client.post(asked, {"page_token": token_of(lead), "reason": ""}).status_code == 422
    assert "13900000000" in text(client.post(asked, {"page_token": token_of(lead), "reason": "电话核实"}))
    assert Transition.objects.get(object_id=lead.pk, act="reveal").reason == "电话核实"


def test_what_came_by_telephone_is_taken_down_by_an_officer_without_a_hand_in_the_fact() -> None:
    public, officer = makers.published(), factories.posting(Role.OFFICER)
    client = client_of(officer)
    assert "/leads/new/" in client.get("/leads/").content.decode()
    wrong = client.post("/leads/new/", {"number": "没有", "received_on": "2099-01-01"})
    assert set(wrong.context["form"].errors) == {"number", "matter", "kind", "reasons", "received_on"}
    told = {
        "matter": "来电所说的记录",
        "kind": "error",
        "reasons": "逾期天数写错",
        "received_on": makers.today().isoformat(),
    }
    proposed = Publication.objects.get(fact=public.fact).proposed_by
    hand = client_of(factories.posting(Role.OFFICER, user=proposed))
    assert hand.post("/leads/new/", {**told, "number": public.fact.number}).status_code == 403
    made = client.post("/leads/new/", {**told, "number": public.fact.number, "name": "甄诚信"})
    lead = Lead.objects.get()
    assert made["Location"] == f"/leads/{lead.pk}/"
    assert (lead.fact_id, lead.sender, acts_of(lead)) == (public.fact_id, "甄**", ["register"])
    taking.adopt(lead, by=officer, reason="已核对")
    assert client_of(factories.posting(Role.DIRECTOR)).get("/leads/new/").status_code == 403
