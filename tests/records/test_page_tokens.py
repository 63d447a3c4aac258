"""What a page showed is what is decided on: evidence that came or went meanwhile makes the act void."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common import services as common
from common.cases.page_token import token_of
from common.roles import Role
from privacy import scan
from records import services
from records.models import Hold, Publication
from tests import factories, world
from tests.office import sit, text
from tests.untold import put, tell

pytestmark = pytest.mark.django_db


def lay(obj, by, name="回证.pdf"):
    return common.attach(obj, SimpleUploadedFile(name, world.PDF + name.encode()), title="", by=by)


def stated():
    """A record in 陈述申辩 with its clerk."""
    clerk = factories.posting(Role.CLERK)
    return factories.record("statement", clerk=clerk), clerk


def confirm(client, record, shown):
    return client.post(f"/records/{record.record_no}/confirm/", {"page_token": shown, "reason": "事实清楚"})


def test_an_approval_is_void_if_evidence_came_after_the_page_was_shown():
    record, clerk = stated()
    client, _ = sit(Role.REVIEWER)
    shown = token_of(record)
    assert shown in client.get(f"/records/{record.record_no}/").content.decode()
    lay(record, clerk)
    answer = confirm(client, record, shown)
    assert answer.status_code == 409
    assert "证据" in text(answer)
    record.refresh_from_db()
    assert record.status == "statement"
    assert confirm(client, record, token_of(record)).status_code == 302


def test_what_was_typed_stays_when_the_act_is_void_and_the_stale_mark_with_it():
    record, clerk = stated()
    client, _ = sit(Role.REVIEWER)
    shown = token_of(record)
    lay(record, clerk)
    answer = confirm(client, record, shown)
    assert "事实清楚" in answer.content.decode()
    assert f'name="page_token" value="{shown}"' in answer.content.decode()
    assert "看最新内容" in text(answer)


def test_a_refused_publication_leads_to_the_text_to_mend(monkeypatch):
    act = factories.publication("pending")
    act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    monkeypatch.setattr(Publication, "all_suspects", lambda self: {"face_facts": scan("请致电13851400000")})
    client, _ = sit(Role.DIRECTOR)
    answer = publish(client, act, token_of(act))
    assert answer.status_code == 422
    assert f'href="/publications/{act.pk}/#suspects"' in answer.content.decode()


def test_a_refusal_leads_back_to_the_page_it_came_from_and_to_no_other_site():
    record, _ = stated()
    client, _ = sit(Role.OFFICER)
    address = f"/records/{record.record_no}/confirm/"
    own = client.get(address, headers={"referer": "http://testserver/records/"}).content.decode()
    assert 'href="http://testserver/records/"' in own
    other = client.get(address, headers={"referer": "https://elsewhere.example/"}).content.decode()
    assert "elsewhere" not in other


def test_an_approval_is_void_if_evidence_was_withdrawn_after_the_page_was_shown():
    record, _ = stated()
    own = factories.posting(Role.REPRESENTATIVE, unit=record.department)
    laid = lay(record, own)
    client, _ = sit(Role.REVIEWER)
    shown = token_of(record)
    common.withdraw(laid, by=own, reason="传错了")
    assert confirm(client, record, shown).status_code == 409


def test_evidence_beside_another_record_voids_nothing():
    record, clerk = stated()
    client, _ = sit(Role.REVIEWER)
    shown = token_of(record)
    lay(factories.record(clerk=clerk), clerk)
    assert confirm(client, record, shown).status_code == 302


def publish(client, act, shown):
    return client.post(f"/publications/{act.pk}/publish/", {"page_token": shown, "reason": ""})


def test_a_publication_is_void_if_evidence_came_after_the_page_was_shown():
    clerk = factories.posting(Role.CLERK)
    act = factories.publication("signed", made=factories.record("confirmed", clerk=clerk))
    client, _ = sit(Role.DIRECTOR)
    shown = token_of(act)
    assert shown in client.get(f"/publications/{act.pk}/publish/").content.decode()
    lay(act.fact.of_kind, clerk)
    assert publish(client, act, shown).status_code == 409
    act.refresh_from_db()
    assert act.status == "pending"
    assert publish(client, act, token_of(act)).status_code == 302


def test_a_publication_is_void_if_its_text_changed_after_the_page_was_shown():
    act = factories.publication("signed")
    client, _ = sit(Role.DIRECTOR)
    shown = token_of(act)
    services.revise_face(act, by=factories.posting(Role.OFFICER), face_title="改过的标题")
    act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    assert publish(client, act, shown).status_code == 409
    assert publish(client, act, token_of(act)).status_code == 302


def test_a_sheet_is_not_signed_on_evidence_that_the_page_did_not_show():
    clerk = factories.posting(Role.CLERK)
    act = factories.publication("pending", made=factories.record("confirmed", clerk=clerk))
    client, _ = sit(Role.SECRECY)
    given = {**factories.CLEAN_SHEET, "opinion": "无异议"}
    shown = token_of(act)
    lay(act.fact.of_kind, clerk)
    answer = client.post(f"/publications/{act.pk}/sheet/", {"page_token": shown, **given})
    assert answer.status_code == 409
    act.refresh_from_db()
    assert not act.sheet


@pytest.mark.world
def test_a_correction_is_not_reviewed_on_evidence_that_the_page_did_not_show():
    made = world.scope("320100")
    case = made.things["correction"]
    client, _ = sit(Role.REVIEWER)
    shown = token_of(case)
    lay(case.fact.of_kind, made.seats[Role.CLERK])
    answer = client.post(f"/corrections/{case.pk}/review/", {"page_token": shown, "reason": "与文书一致"})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.status == "pending"


def test_a_form_shown_before_a_hold_that_came_and_went_does_nothing():
    act = factories.publication("public", made=factories.judgment("confirmed"))
    client, director = sit(Role.DIRECTOR)
    shown = token_of(act)
    assert shown in client.get(f"/publications/{act.pk}/end/").content.decode()
    services.suspend(act, by=director, reason="核查文书号")
    act.refresh_from_db()
    services.resume(act, by=director, reason="核查无误")
    given = {"page_token": shown, "reason": "文书撤销"}
    assert client.post(f"/publications/{act.pk}/end/", given).status_code == 409
    assert client.post(f"/publications/{act.pk}/suspend/", given).status_code == 409
    act.refresh_from_db()
    assert act.shown_status == "public"


def test_a_hold_that_another_procedure_began_and_ended_changes_the_mark_for_good():
    """It is no act of the publication itself, so that its own trail does not tell."""
    act = factories.publication("public")
    marks = [token_of(act)]
    hold = put(Hold(publication=act, begun_by="records.publication.suspend", cause_object=act.pk))
    act.refresh_from_db()
    marks.append(token_of(act))
    tell(hold, "ended")
    Hold.objects.filter(pk=hold.pk).update(status="ended", ended_at=timezone.now())
    act.refresh_from_db()
    marks.append(token_of(act))
    assert len(set(marks)) == len(marks)
