"""Suspending, resuming, leaving out: what each act tells the others, and what it leaves as it was."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.errors import NotAllowed, WrongState
from common.models import Outbox, PublicGeneration, Transition
from common.roles import Role
from postings import services as postings_services
from records import services
from tests import factories
from tests.discipline import tolerating
from tests.in_public import addresses
from tests.office import acts_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def generation() -> int:
    return PublicGeneration.objects.get().value


@pytest.mark.parametrize(
    ("act", "before", "after", "topic"),
    [
        (services.suspend, "public", "suspended", "publication.suspended"),
        (services.resume, "suspended", "public", "publication.resumed"),
    ],
)
def test_off_the_pages_and_on_again_is_told_once_and_makes_cached_pages_stale(act, before, after, topic):
    made, director = factories.publication(before), factories.posting(Role.DIRECTOR)
    closes_on, stale = made.closes_on, generation()
    act(made, by=director, reason="核查中")
    assert (made.shown_status, made.closes_on) == (after, closes_on)
    assert generation() == stale + 1
    with pytest.raises(WrongState):
        act(made, by=director, reason="又点了一次")
    assert Outbox.objects.filter(topic=topic, subject_id=made.pk).count() == 1
    assert generation() == stale + 1


def test_the_end_of_a_publication_says_its_ground_to_whoever_was_sent_it():
    made = factories.publication()
    services.end_publication(made, by=factories.posting(Role.DIRECTOR), ground="repaired", reason="信用修复")
    row = Outbox.objects.get(topic="publication.ended", subject_id=made.pk)
    assert row.payload == {"ground": "repaired"}
    assert made.ended_at is not None


def test_leaving_out_keeps_the_document_ends_the_publication_and_is_told_once():
    act = factories.publication()
    made = tolerating.excluded(act.fact.of_kind)
    document = f"{tolerating.BODY} 苏纪容〔2026〕1号（{tolerating.today()}）"
    act.refresh_from_db()
    assert (made.status, made.decision_document) == ("not_included", document)
    assert (act.status, act.end_ground) == ("ended", "tolerated")
    assert Transition.objects.filter(object_id=made.pk).latest("seq").after["decision_document"] == document
    rows = Outbox.objects.filter(topic="record.excluded", subject_id=made.pk)
    assert [row.payload for row in rows] == [{"document": document}]


def test_what_has_ended_before_keeps_its_ground_when_the_record_is_left_out():
    act = factories.publication("pending")
    services.decline_publication(act, by=factories.posting(Role.DIRECTOR), reason="不宜公示")
    tolerating.excluded(act.fact.of_kind)
    act.refresh_from_db()
    assert (act.end_ground, acts_of(act)[-1]) == ("declined", "decline")


def test_who_may_not_suspend_leaves_no_trace():
    made, stale = factories.publication(), generation()
    with pytest.raises(NotAllowed):
        services.suspend(made, by=factories.posting(Role.CLERK), reason="核查中")
    made.refresh_from_db()
    assert (made.status, generation()) == ("public", stale)
    assert not Outbox.objects.filter(topic="publication.suspended", subject_id=made.pk).exists()


def test_the_clock_ends_what_stands_or_is_suspended_on_its_day_and_nothing_else():
    clock = postings_services.clock_posting()
    public, suspended = factories.publication(), factories.publication("suspended")
    waiting, repaired = factories.publication("signed"), factories.publication("ended")
    late = max(public.closes_on, suspended.closes_on)
    later = factories.publication(severity_reason="性质严重", declared_severity="serious")
    assert later.closes_on > late
    assert services.expire_publications(by=clock, today=late) == 2
    for made in (public, suspended, waiting, repaired, later):
        made.refresh_from_db()
    assert [made.end_ground for made in (public, suspended)] == ["expired", "expired"]
    assert (waiting.status, later.status, repaired.end_ground) == ("pending", "public", "repaired")
    assert addresses() == {later.public_id}
    assert services.expire_publications(by=clock, today=later.closes_on) == 1
    told = Outbox.objects.filter(topic="publication.ended", payload={"ground": "expired"})
    assert sorted(row.subject_id for row in told) == sorted([public.pk, suspended.pk, later.pk])
