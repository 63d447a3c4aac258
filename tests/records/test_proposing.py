"""Proposing a publication: what must be said, what is kept, and whom its window binds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Outbox, PublicGeneration
from common.roles import Role
from records import services
from records.models import Publication
from tests import factories
from tests.discipline import tolerating
from tests.in_public import addresses, row_of
from tests.office import acts_of

pytestmark = pytest.mark.django_db
PHONE = "13851400000"


def proposed(made, **texts):
    return services.propose_publication(
        made, by=factories.posting(Role.OFFICER), **{"title": "拖欠工程款", "facts": "验收后未付", **texts}
    )


@pytest.mark.parametrize("missing", ["title", "facts"])
def test_a_face_without_title_or_facts_is_not_proposed(missing):
    with pytest.raises(Incomplete, match="公示标题和公示事实"):
        proposed(factories.record("confirmed"), **{missing: "  "})
    assert not Publication.objects.exists()


@pytest.mark.parametrize("state", ["draft", "statement", "not_included", "withdrawn"])
def test_only_what_is_confirmed_is_proposed(state):
    with pytest.raises(WrongState, match="只有已认定"):
        proposed(factories.record(state))
    assert not Publication.objects.exists()


@pytest.mark.parametrize("closed", ["internal", "withheld"])
def test_what_is_not_open_is_never_proposed(closed):
    with pytest.raises(NotEligible, match="一律不公示"):
        proposed(factories.record("confirmed", disclosure=closed))
    assert not Publication.objects.exists()


def test_a_proposal_keeps_the_words_and_who_stood_behind_the_fact():
    made = factories.record("confirmed")
    act = proposed(
        made,
        title=" 标题 ",
        facts=" 事实 ",
        document_title=" 决定书 ",
        minor_reason="关注度高",
        third_party_opinion="同意公开",
    )
    act.refresh_from_db()
    assert (act.face_title, act.face_facts, act.face_document_title) == ("标题", "事实", "决定书")
    assert (act.minor_reason, act.third_party_opinion) == ("关注度高", "同意公开")
    hands = (act.entered_by_id, act.last_changed_by_id, act.reviewed_by_id)
    assert hands == (made.entered_by_id, made.last_changed_by_id, made.reviewed_by_id)
    assert (act.fact_version, acts_of(act)) == (made.content_version, ["enter"])


def test_a_clearance_stays_while_its_words_stand_in_the_text_and_falls_with_them():
    officer = factories.posting(Role.OFFICER)
    act = proposed(factories.record("confirmed"), facts=f"验收后未付，电话{PHONE}")
    services.keep_suspect(act, by=officer, field="face_facts", text=PHONE, reason="公开总机")
    services.revise_face(act, by=officer, face_title="另一标题")
    assert [entry["text"] for entry in act.clearances] == [PHONE]
    services.revise_face(act, by=officer, face_facts="验收后未付")
    assert (act.face_facts, act.clearances) == ("验收后未付", [])
    services.revise_face(act, by=officer, face_facts=f"又写上电话{PHONE}")
    assert "face_facts" in act.all_suspects()


def test_publishing_writes_the_row_the_window_and_one_word_to_the_outside():
    act, beside = factories.publication("signed"), factories.publication("signed")
    director, stale = factories.posting(Role.DIRECTOR), PublicGeneration.objects.get().value
    services.publish(act, by=director)
    act.refresh_from_db()
    face, department = row_of(act), act.fact.of_kind.department
    assert addresses() == {act.public_id}
    assert (face.title, face.facts) == (act.face_title, act.face_facts)
    assert (act.department_name, act.region_id) == (department.name, department.region_id)
    assert (face.department_name, face.region_code) == (department.name, department.region.code)
    assert (face.kind, face.document_title, face.opens_on) == (
        act.kind,
        act.face_document_title,
        act.opens_on,
    )
    assert (face.document_number, face.severity) == (act.fact.of_kind.document_number, "ordinary")
    assert (act.published_by, act.opens_on) == (director.user, timezone.localdate())
    assert act.opens_on < act.repair_from < act.closes_on
    assert act.rule_version
    assert PublicGeneration.objects.get().value == stale + 1
    with pytest.raises(WrongState):
        services.publish(act, by=director)
    opened = Outbox.objects.filter(topic="publication.opened")
    assert [(row.subject_id, row.payload) for row in opened] == [(act.pk, {"kind": "record"})]
    beside.refresh_from_db()
    assert beside.status == "pending"


def test_what_was_returned_after_the_proposal_is_not_published():
    act = factories.publication("signed")
    tolerating.excluded(act.fact.of_kind)
    act.refresh_from_db()
    with pytest.raises(WrongState):
        services.publish(act, by=factories.posting(Role.DIRECTOR))
    assert not addresses()


def test_the_officer_who_prepared_the_text_does_not_publish_it():
    act = factories.publication("signed")
    with pytest.raises(NotAllowed, match="另一位负责人"):
        services.publish(act, by=factories.posting(Role.DIRECTOR, user=act.proposed_by))
    assert not addresses()


def test_an_honour_stands_no_longer_than_it_is_valid_and_a_judgment_by_its_own_dates():
    today = timezone.localdate()
    honour = factories.commendation("confirmed", valid_until=today + timedelta(days=20))
    act = factories.publication(made=honour)
    assert act.closes_on <= today + timedelta(days=21)
    judgment = factories.publication(made=factories.judgment("confirmed"))
    assert judgment.closes_on > act.closes_on
    assert row_of(act).decided_on == honour.issued_on
    assert row_of(judgment).document_number == judgment.fact.of_kind.case_number
