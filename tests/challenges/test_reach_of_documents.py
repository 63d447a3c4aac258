"""How far a challenge reaches: records entered since, documents that are no more, and departments that may not know yet."""

from __future__ import annotations

from typing import Any

import pytest

from challenges.services import notifying, registering
from common.errors import NotEligible
from common.models import Notice
from common.roles import Role
from letters.models import Letter
from records import services as records
from records.models import Hold
from tests import factories
from tests.challenges import challenging as makers
from tests.challenges.test_letters import officer
from tests.in_public import addresses

pytestmark = pytest.mark.django_db


def told(fact: Any) -> set[str]:
    """Return what the representatives of a record's department heard."""
    seats = [
        seat.pk for seat in makers.Posting.objects.filter(unit=fact.department, role=Role.REPRESENTATIVE)
    ]
    return set(
        Notice.objects.filter(recipient__in=seats, topic="challenge.step").values_list("text", flat=True)
    )


def test_a_record_entered_since_the_document_was_prepared_is_corrected_too() -> None:
    first = makers.of_a_judgment()
    case = makers.challenge("prepared:changed", fact=first.fact.of_kind)
    later = factories.publication(made=makers.lost_case(first))
    makers.decided(case)
    assert set(case.items.values_list("fact", flat=True)) >= {first.fact_id, later.fact_id}
    assert Hold.objects.open().filter(publication=later).exists()


def test_a_record_entered_while_others_are_corrected_does_not_come_into_public() -> None:
    first = makers.of_a_judgment()
    case = makers.challenge("mending", fact=first.fact.of_kind)
    act = factories.publication("signed", made=makers.lost_case(first))
    assert not case.items.filter(fact=act.fact_id).exists()
    with pytest.raises(NotEligible, match="暂不公示"):
        records.publish(act, by=factories.posting(Role.DIRECTOR))


def test_what_is_corrected_may_come_into_public_while_others_wait_although_the_document_was_stayed() -> None:
    first = makers.of_a_judgment()
    lost = makers.lost_case(first)
    case = makers.stayed(makers.challenge("open", fact=first.fact.of_kind))
    makers.decided(makers.prepared(case, "changed"))
    assert all(case.keeps_off(fact) for fact in (first.fact.of_kind, lost))
    makers.apply(makers.correct(case, facts=makers.NEW_FACTS))
    case.refresh_from_db()
    assert [case.keeps_off(item.fact.of_kind) for item in case.items.exclude(mended_on=None)] == [False]


def test_no_record_of_an_annulled_document_comes_into_public_again() -> None:
    first = makers.of_a_judgment()
    makers.challenge("annulled", fact=first.fact.of_kind)
    act = factories.publication("signed", made=makers.lost_case(first))
    with pytest.raises(NotEligible, match="已被撤销或者改判"):
        records.publish(act, by=factories.posting(Role.DIRECTOR))
    assert act.public_id not in addresses()


def test_a_department_hears_of_no_record_before_it_is_to_be_notified() -> None:
    first = makers.of_a_judgment()
    draft = factories.judgment(
        "draft",
        case_number=first.fact.of_kind.document_number,
        court=makers.COURT,
        **makers.days_of_a_judgment(),
    )
    for fact in (first.fact.of_kind, draft):
        makers.representative(fact)
    case = makers.challenge("upheld", fact=first.fact.of_kind)
    assert told(first.fact.of_kind)
    assert not told(draft)
    (letter,) = notifying.notify(case, by=officer())
    assert letter.addressee == str(first.fact.department)


def test_a_refused_report_is_told_to_who_reported_alone() -> None:
    first = makers.of_a_judgment()
    other = makers.lost_case(first)
    for fact in (first.fact.of_kind, other):
        makers.representative(fact)
    case = makers.challenge("reported", fact=first.fact.of_kind)
    registering.decline(case, by=factories.posting(Role.OFFICER), reason="没有附受理通知书")
    assert any("没有附受理通知书" in text for text in told(first.fact.of_kind))
    assert not told(other)
    notifying.notify(case, by=officer())
    assert [one.addressee for one in Letter.objects.of(case)] == [str(first.fact.department)]
