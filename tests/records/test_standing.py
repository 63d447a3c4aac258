"""What stands in public, or stood: its days are told alike everywhere, and what never stood is not ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.cases.acts import offered
from common.errors import WrongState
from common.models import Transition
from common.registry import address_of
from common.roles import Role
from disclosure.open.models import OpenCommendation, OpenJudgment, OpenRecord
from records import services
from records.models import Publication
from tests import factories
from tests.in_public import row_of
from tests.office import acts_of, client_of, sit, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OF_WHAT_STANDS = {"suspend": "public", "resume": "suspended", "end": "public"}
KINDS = pytest.mark.parametrize("make", [factories.record, factories.judgment, factories.commendation])
STAGES = ["pending", "signed", "public", "suspended", "ended"]


def offered_in(act):
    """Every act that anybody at all is offered on a publication as it is now."""
    seats = [factories.posting(role) for role in Role if role != Role.CLOCK]
    return {offer.name for held in seats for offer in offered(act, held)}


@pytest.mark.parametrize("stage", STAGES)
def test_each_act_is_offered_only_where_there_is_something_to_do_it_to(stage):
    made = factories.judgment("confirmed")
    act = Publication.objects.get(pk=factories.publication(stage, made=made).pk)
    found = offered_in(act)
    waits, stands = stage in ("pending", "signed"), stage in ("public", "suspended")
    assert ("decline" in found) == waits
    assert ("publish" in found) == (stage == "signed")
    assert ("end" in found) == stands
    assert ("suspend" in found) == (stage == "public")
    assert ("resume" in found) == (stage == "suspended")
    assert "lapse" not in found


def test_dishonesty_is_ended_by_its_repair_and_by_no_button_of_its_publication():
    assert "end" not in offered_in(factories.publication("public"))


@pytest.mark.parametrize("stage", ["pending", "signed"])
@pytest.mark.parametrize("name", sorted(OF_WHAT_STANDS))
def test_what_never_stood_in_public_is_neither_suspended_nor_resumed_nor_ended(stage, name):
    act, (client, held) = factories.publication(stage), sit(Role.DIRECTOR)
    assert client.get(reverse("records:publication_act", args=[act.pk, name])).status_code == 409
    done = {
        "suspend": lambda: services.suspend(act, by=held, reason="核查"),
        "resume": lambda: services.resume(act, by=held, reason="核查"),
        "end": lambda: services.end_publication(act, by=held, ground="repaired", reason="修复"),
    }
    with pytest.raises(WrongState):
        done[name]()
    assert name not in acts_of(act)


def test_the_refusal_to_end_what_never_stood_says_what_to_do():
    with pytest.raises(WrongState, match="请办理“不予公开”"):
        services.end_publication(
            factories.publication("pending"),
            by=factories.posting(Role.DIRECTOR),
            ground="withdrawn",
            reason="文书撤销",
        )


@KINDS
@pytest.mark.parametrize(("stage", "said"), [("signed", "lapse"), ("public", "end")])
def test_with_its_fact_a_proposal_lapses_and_what_stands_ends(make, stage, said):
    act = factories.publication(stage, made=make("confirmed"))
    services.withdraw_fact(
        act.fact.of_kind, by=factories.posting(Role.DIRECTOR), reason="改判", source=factories.source()
    )
    act.refresh_from_db()
    step = Transition.objects.filter(object_id=act.pk).latest("seq")
    assert (act.status, act.end_ground, step.act) == ("ended", "withdrawn", said)
    assert step.cause


# From when until when


def stood(make, stage):
    """A publication that opened five days ago, brought to `stage`."""
    act = factories.publication("signed", made=make("confirmed"))
    director = factories.posting(Role.DIRECTOR)
    services.publish(act, by=director, today=TODAY - timedelta(days=5))
    if stage == "suspended":
        services.suspend(act, by=director, reason="核查")
    if stage == "ended":
        services.end_publication(act, by=director, ground="repaired", reason="修复")
    return Publication.objects.get(pk=act.pk)


def _content(page):
    return b"".join(page.streaming_content).decode() if page.streaming else text(page)


@KINDS
@pytest.mark.parametrize("stage", ["public", "suspended", "ended"])
def test_the_days_of_a_publication_are_the_same_on_every_page_of_the_office(make, stage):
    act = stood(make, stage)
    fact, client = act.fact.of_kind, sit(Role.AUDITOR)[0]
    until = TODAY if stage == "ended" else act.closes_on
    assert act.opens_on == TODAY - timedelta(days=5)
    assert act.span == f"{act.opens_on} 起，{until} {'' if stage == 'ended' else '零时'}撤下"
    pages = [address_of(fact), reverse("records:publication", args=[act.pk])]
    pages += [reverse("records:print", args=[fact.record_no])] if fact.KIND == "record" else []
    for page in pages:
        assert act.span in text(client.get(page)), page
    for listed in ("/publications/?", "/lists/publications/export/csv/?"):
        shown = _content(client.get(f"{listed}q={act.face_title}&columns=title,opens,closes"))
        assert str(until) in shown
    told = _content(
        client.get(f"/lists/publications/export/csv/?q={act.face_title}&columns=title,opens,closes")
    )
    assert f"{until},{act.opens_on}" in told.replace('"', "")


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (factories.record, OpenRecord),
        (factories.judgment, OpenJudgment),
        (factories.commendation, OpenCommendation),
    ],
)
def test_the_public_reads_the_same_days(make, shown):
    act = stood(make, "public")
    read = shown.objects.get(public_id=act.public_id)
    assert (read.opens_on, read.closes_on) == (act.opens_on, act.until)
    assert getattr(read, "published_on", act.opens_on) == act.opens_on


def test_a_successor_tells_the_day_since_which_the_matter_stands_in_public():
    act = stood(factories.record, "public")
    clerk, officer = factories.posting(Role.CLERK), factories.posting(Role.OFFICER)
    case = services.propose_correction(
        act.fact.of_kind, by=clerk, kind="facts", changes={"facts": "拖欠合同价款二百日"}, grounds="裁定补正"
    )
    services.prepare_face(case, by=officer, title="拖欠", facts="拖欠合同价款二百日", document_title="决定书")
    case.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.review_correction(case, by=factories.posting(Role.REVIEWER), reason="一致")
    services.apply_correction(case, by=factories.posting(Role.DIRECTOR), reason="施行")
    new = Publication.objects.get(predecessor=act)
    assert row_of(new).opens_on == new.opens_on == act.opens_on
    assert new.span in text(client_of(factories.posting(Role.AUDITOR)).get(address_of(act.fact.of_kind)))


def test_who_signed_the_sheet_reads_the_answers_and_signs_anew_only_on_purpose():
    client, held = sit(Role.SECRECY)
    act = factories.publication("pending")
    page = reverse("records:publication", args=[act.pk])
    assert "重新签署" not in text(client.get(page))
    act.sign_sheet(by=held, answers=factories.CLEAN_SHEET, reason="逐项审查，没有问题")
    shown = client.get(page).content.decode()
    sheet = shown[shown.index("<h2>公开审查") :]
    assert (
        sheet.index("逐项审查，没有问题")
        < sheet.index("<summary>重新签署</summary>")
        < sheet.index("签署审查表")
    )
