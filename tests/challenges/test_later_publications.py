"""What opens while its document is stayed, remitted or waits to be corrected is off the pages from that second.

To publish is refused then; these tests let it pass, as where whoever publishes has looked a moment before the stay.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from challenges.models import Challenge
from challenges.services import registering, staying
from common.models import Outbox, Transition
from common.roles import Role
from records import services as records
from records.models import Hold, Publication
from records.publications.services import publishing
from tests import factories
from tests.challenges import challenging as makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _looked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "bar_to_appearing", lambda fact: "")


OFF = {"stayed": "停止执行", "remitted": "发回重审"}


def published_during(state: str) -> tuple[Challenge, Any, Any]:
    """A challenge in a state, the publication that stood before, and that of the same judgment made since."""
    first = makers.of_a_judgment()
    case = makers.challenge(state, fact=first.fact.of_kind)
    return case, first, factories.publication(made=makers.lost_case(first))


@pytest.mark.parametrize("state", OFF)
def test_it_is_held_in_the_act_that_publishes_it(state: str) -> None:
    case, _, later = published_during(state)
    hold = Hold.objects.open().get(publication=later)
    assert (hold.begun_by, hold.cause_object) == ("challenges.challenge.extend", case.pk)
    step = Transition.objects.get(object_id=case.pk, act="extend")
    assert OFF[state] in step.reason
    assert step.cause == Transition.objects.get(object_id=later.pk, act="publish").pk
    topics = Outbox.objects.filter(subject_id=later.pk).order_by("pk").values_list("topic", flat=True)
    assert list(topics) == ["publication.opened", "publication.suspended"]


@pytest.mark.parametrize("state", OFF)
def test_the_end_of_the_challenge_lets_both_stand(state: str) -> None:
    case, first, later = published_during(state)
    makers.decided(makers.prepared(case, "upheld"))
    assert not Hold.objects.open().filter(publication__in=[first, later]).exists()


def test_the_lifting_of_the_stay_lets_both_stand() -> None:
    case, first, later = published_during("stayed")
    by = factories.posting(Role.DIRECTOR)
    paper = makers.document(case, by, number="模拟复恢〔2026〕1号")
    staying.lift(case, by=by, reason="不再需要停止执行", document=paper)
    assert not Hold.objects.open().filter(publication__in=[first, later]).exists()
    assert not staying.holds_of(case)


def test_an_annulment_ends_the_later_one_with_its_hold() -> None:
    case, first, later = published_during("stayed")
    makers.decided(makers.prepared(case, "annulled"))
    for act in (first, later):
        act.refresh_from_db()
    assert {first.status, later.status} == {"ended"}
    assert not Hold.objects.open().exists()


def test_what_a_changed_document_makes_wrong_is_held_until_it_is_corrected() -> None:
    first = makers.of_a_judgment()
    lost = makers.lost_case(first)
    case = makers.challenge("mending", fact=first.fact.of_kind)
    later = factories.publication(made=lost)
    assert Hold.objects.open().get(publication=later).cause_object == case.pk
    assert case.keeps_off(lost)


def test_the_successor_of_a_corrected_record_keeps_its_hold_and_gets_no_second_one() -> None:
    first = makers.of_a_judgment()
    record = first.fact.of_kind
    case = makers.challenge("stayed", fact=record)
    corrected(record)
    (hold,) = Hold.objects.open()
    assert (hold.publication.predecessor_id, hold.cause_object) == (first.pk, case.pk)


def corrected(fact: Any) -> None:
    """Correct a record past any challenge, by people of their own."""
    by = factories.posting(Role.CLERK)
    made = records.propose_correction(
        fact, by=by, kind="facts", grounds="另查明", changes={"facts": makers.NEW_FACTS}
    )
    makers.apply(made)


@pytest.mark.parametrize("end", ["upheld", "ended"])
def test_nothing_holds_what_is_published_afterwards(end: str) -> None:
    _, _, later = published_during(end)
    assert not Hold.objects.open().filter(publication=later).exists()


def test_an_open_challenge_that_is_not_stayed_holds_nothing() -> None:
    _, _, later = published_during("open")
    assert not Hold.objects.open().exists()
    assert later.status == "public"


def test_another_document_of_the_same_court_is_left_alone() -> None:
    published_during("stayed")
    other = makers.of_a_judgment()
    assert not Hold.objects.open().filter(publication=other).exists()


def test_a_reported_one_holds_nothing_until_it_is_registered_and_stayed() -> None:
    first = makers.of_a_judgment()
    case = makers.challenge("reported", fact=first.fact.of_kind)
    later = factories.publication(made=makers.lost_case(first))
    registering.accept(case, by=factories.posting(Role.OFFICER))
    assert not Hold.objects.open().exists()
    makers.stayed(case)
    assert Hold.objects.open().filter(publication__in=[first, later]).count() == 2


def test_no_hand_in_another_record_of_the_document_bars_whoever_publishes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The hold follows from the state of the document: whoever publishes brings it about."""
    first = makers.of_a_judgment()
    case = makers.challenge("stayed", fact=first.fact.of_kind)
    lost = makers.lost_case(first)
    monkeypatch.setattr(Challenge, "recusal", lambda self, by: "回避")
    later = factories.publication(made=lost)
    assert Hold.objects.open().get(publication=later).cause_object == case.pk


@pytest.mark.commits
def test_a_stay_and_a_publication_at_the_same_instant_leave_nothing_readable() -> None:
    """Whichever comes first: the stay holds what was published before it, or is seen by who publishes."""
    first = makers.of_a_judgment()
    case = makers.challenge("open", fact=first.fact.of_kind)
    later = factories.publication("signed", made=makers.lost_case(first))
    stayer, publisher = (factories.posting(Role.DIRECTOR) for _ in range(2))
    paper = makers.document(case, stayer, dated_on=makers.days_ago(5))
    barrier = Barrier(2)

    def stay() -> None:
        staying.stay(Challenge.objects.get(pk=case.pk), by=stayer, reason="停止执行", document=paper)

    def publish() -> None:
        records.publish(Publication.objects.get(pk=later.pk), by=publisher)

    def at_once(act: Callable[[], None]) -> None:
        try:
            barrier.wait(timeout=30)
            act()
        finally:
            connection.close()

    threads = [Thread(target=at_once, args=[act]) for act in (stay, publish)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    later.refresh_from_db()
    assert later.status == "public"
    assert set(Hold.objects.open().values_list("publication", flat=True)) == {first.pk, later.pk}
