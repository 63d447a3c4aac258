"""主要负责人追责: handed to the organ that may decide, of who held the post, and never decided or named here."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import Role
from common.services import attach
from discipline.accountability import services
from discipline.accountability.acts import ACTS
from discipline.accountability.models import Transfer
from discipline.accountability.queues import QUEUES
from discipline.accountability.services import Tenure
from tests import factories
from tests.discipline.measuring import days_ago
from tests.discipline.test_measures_end import reverse_source
from tests.office import client_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/T 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ORGAN = {"body_name": "模拟市监察委员会（演示）", "unit": None}
LETTER = {
    **ORGAN,
    "letter_number": "模拟移〔2026〕1号",
    "sent_on": timezone.localdate(),
    "reason": "造成严重影响",
}


def tenure(**given):
    return Tenure(**{"post": "局长", "acted_on": days_ago(300), "held_from": days_ago(900), **given})


def transfer(status="draft", **given):
    record = given.pop("record", None) or factories.record("confirmed")
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    case = services.register(record, by=officer, reason="拒不履行", tenure=tenure(**given))
    steps = {
        "sent": lambda: services.send(case, by=director, **LETTER),
        "answered": lambda: services.answer(
            case, by=officer, document="模拟复〔2026〕2号", answered_on=timezone.localdate()
        ),
        "sealed": lambda: case.move("seal", by=director, reason="当事人死亡"),
        "cancelled": lambda: case.move("cancel", by=director, reason="登记错了"),
    }
    ways = {"draft": (), "answered": ("sent", "answered"), "sealed": ("sent", "sealed")}
    for step in ways.get(status, (status,)):
        steps[step]()
    return case


@pytest.mark.parametrize("act", [name for name in Transfer.TRANSITIONS if name != "lapse"])
def test_each_act_is_its_roles_alone_in_its_states_alone(act):
    verb = Transfer.TRANSITIONS[act]
    for status in verb.sources:
        case = transfer(status)
        assert {role for role in Role if case.may(act, factories.posting(role))} == set(verb.roles)
    other = transfer("cancelled")
    with pytest.raises(WrongState):
        other.move(act, by=factories.posting(next(iter(verb.roles))), reason="试")
    with pytest.raises(NotAllowed):
        transfer(verb.sources[0]).move(act, by=factories.posting(Role.CLERK), reason="试")


def test_the_principal_is_who_held_the_post_and_a_successor_only_for_an_own_failure():
    late = {"held_from": days_ago(100)}
    with pytest.raises(Incomplete, match="行为发生时"):
        transfer(**late)
    assert transfer(**late, is_own_failure=True).is_own_failure
    with pytest.raises(Incomplete):
        transfer(held_to=days_ago(400))
    case = transfer()
    with pytest.raises(IntegrityError, match="transfer_is_of_who_held_the_post"), transaction.atomic():
        Transfer.objects.filter(pk=case.pk).update(held_from=days_ago(10))


def test_one_post_is_handed_over_once_and_only_for_a_confirmed_record():
    case = transfer()
    with pytest.raises(WrongState, match="已有办理中"):
        transfer(record=case.fact.of_kind)
    with pytest.raises(NotEligible):
        transfer(record=factories.record("pending_review"))


def test_the_office_decides_nothing_and_another_person_sends():
    case = transfer()
    same = factories.posting(Role.DIRECTOR, user=case.registered_by)
    with pytest.raises(NotAllowed, match="四眼"):
        services.send(case, by=same, **LETTER)
    own = {**LETTER, "body_name": case.fact.department.name}
    with pytest.raises(Incomplete, match="自己"):
        services.send(case, by=factories.posting(Role.DIRECTOR), **own)
    assert services.competence_for(case).needs_routing
    assert not [act for act in ACTS.values() if "处分" in act.effect]


def test_it_follows_the_permission_in_force_and_ends_with_the_organs_document():
    case, director = transfer("sent"), factories.posting(Role.DIRECTOR)
    services.forward(case, by=director, reason="调任", body_name="模拟省委组织部（演示）", unit=None)
    assert (case.status, case.body_name) == ("sent", "模拟省委组织部（演示）")
    assert "监察委员会" in Transition.objects.filter(object_id=case.pk, act="forward").get().reason
    officer = factories.posting(Role.OFFICER)
    with pytest.raises(Incomplete):
        services.answer(case, by=officer, document="x", answered_on=case.sent_on - timedelta(days=1))
    services.answer(case, by=officer, document="模拟复〔2026〕3号", answered_on=timezone.localdate())
    assert case.status == "answered"


def test_a_draft_lapses_with_its_record_and_one_sent_waits_for_the_director_to_tell_the_organ():
    draft, sent, director = transfer(), transfer("sent"), factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="仍然有效"):
        services.recall(sent, by=director, reason="x", document="x")
    for case in (draft, sent):
        reverse_source(case)
        case.refresh_from_db()
    assert (draft.status, sent.status) == ("lapsed", "sent")
    queue = next(queue for queue in QUEUES if queue.key == "transfers_director")
    assert list(queue.rows(director)) == [sent]
    services.recall(sent, by=director, reason="处罚已撤销", document="模拟函〔2026〕4号")
    assert sent.status == "recalled"
    assert not queue.rows(director).exists()


def test_nobody_but_the_office_reads_more_than_the_word():
    case = transfer("sent")
    side = factories.posting(Role.REPRESENTATIVE, None, unit=case.fact.department)
    assert not Transfer.objects.visible_to(side).exists()
    page = client_of(side).get(f"/records/{case.fact.number}/?tab=transfers").content.decode()
    assert "主要负责人追责：已移送" in page
    assert case.number not in page
    assert case.post not in page
    assert client_of(side).get(reverse("discipline:transfer", args=[case.pk])).status_code == 403
    draft = transfer()
    side = factories.posting(Role.REPRESENTATIVE, None, unit=draft.fact.department)
    page = client_of(side).get(f"/records/{draft.fact.number}/?tab=transfers").content.decode()
    assert "没有移送追责" in page


def test_one_that_is_sealed_is_read_by_the_auditor_alone():
    case, director = transfer("sent"), factories.posting(Role.DIRECTOR)
    client, address = client_of(director), reverse("discipline:transfer", args=[case.pk])
    token = client.get(address).context["page_token"]
    act = reverse("discipline:transfer_act", args=[case.pk, "seal"])
    done = client.post(act, {"reason": "当事人死亡", "page_token": token})
    assert (done.status_code, done["Location"]) == (302, reverse("discipline:transfers"))
    assert client.get(address).status_code == 404
    for role in (Role.OFFICER, Role.DIRECTOR):
        assert not Transfer.objects.visible_to(factories.posting(role)).exists()
    assert Transfer.objects.visible_to(factories.posting(Role.AUDITOR)).get() == case


def test_the_files_of_a_sealed_one_open_for_a_stated_purpose_alone_for_who_stated_it_and_are_logged():
    case = transfer("sent")
    officer = factories.posting(Role.OFFICER)
    found = attach(case, SimpleUploadedFile("移送函.pdf", PDF), title="移送函", by=officer)
    assert client_of(officer).get(reverse("common:evidence", args=[found.pk])).status_code == 200
    case.move("seal", by=factories.posting(Role.DIRECTOR), reason="当事人死亡")
    auditor, other = factories.posting(Role.AUDITOR), factories.posting(Role.AUDITOR)
    doors = [reverse(f"common:evidence{way}", args=[found.pk]) for way in ("", "_content", "_download")]
    reader = client_of(auditor)
    assert [reader.get(door).status_code for door in doors] == [404] * 3
    case.move("unseal", by=auditor, reason="近亲属申请查阅")
    assert [reader.get(door).status_code for door in doors] == [200] * 3
    assert [client_of(other).get(door).status_code for door in doors] == [404] * 3
    looks = Transition.objects.filter(actor=auditor.user_id, object_id=found.pk).values_list("act", flat=True)
    assert set(looks) >= {"view", "download"}
    with time_machine.travel(timezone.now() + timedelta(minutes=services.OPEN_FOR + 1)):
        later = client_of(auditor)
        assert [later.get(door).status_code for door in doors] == [404] * 3
    assert [client_of(officer).get(door).status_code for door in doors] == [404] * 3


def test_one_that_was_recalled_is_told_on_the_record_as_closed():
    case = transfer("sent")
    reverse_source(case)
    services.recall(
        Transfer.objects.get(pk=case.pk), by=factories.posting(Role.DIRECTOR), reason="已撤销", document="函"
    )
    side = factories.posting(Role.REPRESENTATIVE, None, unit=case.fact.department)
    page = client_of(side).get(f"/records/{case.fact.number}/?tab=transfers").content.decode()
    assert "主要负责人追责：已办结" in page


def test_none_is_sent_on_a_day_to_come():
    later = {**LETTER, "sent_on": timezone.localdate() + timedelta(days=1)}
    with pytest.raises(Incomplete) as refused:
        services.send(transfer(), by=factories.posting(Role.DIRECTOR), **later)
    assert set(refused.value.fields) == {"sent_on"}


def test_from_the_records_page_to_the_letter_in_the_office():
    record = factories.record("confirmed")
    officer, director = (
        client_of(factories.posting(Role.OFFICER)),
        client_of(factories.posting(Role.DIRECTOR)),
    )
    asked = {
        "post": "局长",
        "acted_on": f"{days_ago(300):%Y-%m-%d}",
        "held_from": f"{days_ago(900):%Y-%m-%d}",
        "reason": "拒不履行",
    }
    page = officer.post(reverse("discipline:register_transfer", args=[record.pk]), asked, follow=True)
    case = Transfer.objects.get()
    assert "任免机关" in page.content.decode()
    sent = {"body_name": ORGAN["body_name"], "letter_number": "模拟移〔2026〕9号", "reason": "移送"}
    sent |= {"sent_on": f"{timezone.localdate():%Y-%m-%d}", "code": ""}
    address = reverse("discipline:transfer_act", args=[case.pk, "send"])
    token = director.get(reverse("discipline:transfer", args=[case.pk])).context["page_token"]
    assert director.post(address, {**sent, "page_token": token}).status_code == 302
    case.refresh_from_db()
    assert case.status == "sent"
    assert case.number in officer.get(reverse("discipline:transfers")).content.decode()


def test_one_that_is_sealed_opens_for_a_purpose_and_each_look_is_on_record():
    case = transfer("sealed")
    auditor = factories.posting(Role.AUDITOR)
    client, address = client_of(auditor), reverse("discipline:transfer", args=[case.pk])
    door = reverse("discipline:transfer_act", args=[case.pk, "unseal"])
    assert client.get(address)["Location"] == door
    asked = client.get(door)
    assert case.post not in asked.content.decode()
    assert "查阅的用途" in asked.content.decode()
    assert asked.context["back"] == reverse("discipline:transfers"), (
        "who tells no purpose is not led in a circle"
    )
    token = asked.context["page_token"]
    assert client.post(door, {"reason": "", "page_token": token}).status_code == 422
    assert client.get(address).status_code == 302
    assert client.post(door, {"reason": "核对年度审计", "page_token": token}).status_code == 302
    assert case.post in client.get(address).content.decode()
    look = Transition.objects.get(object_id=case.pk, act="unseal")
    assert (look.actor, look.reason, look.to_status) == (auditor.user_id, "核对年度审计", "sealed")
    other = client_of(factories.posting(Role.AUDITOR))
    assert other.get(address).status_code == 302, "another auditor tells a purpose of their own"
    with time_machine.travel(timezone.now() + timedelta(minutes=services.OPEN_FOR + 1)):
        assert services.is_closed(case, auditor)
    open_one = transfer("answered")
    assert not services.is_closed(open_one, auditor)
