"""Who is reminded of the clocks of credit repair, once for each, and that a late one by a settled rule reaches the director."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals.repairs.models import Repair
from appeals.repairs.services import undoing
from appeals.repairs.services.reminding import remind
from common.models import Deadline, Notice, RuleValue
from common.roles import Role
from tests import factories
from tests.appeals import makers

pytestmark = pytest.mark.django_db


def clock_of(case: Repair) -> Deadline:
    return Deadline.objects.of(case).open().get()


def told(case: Repair) -> set[object]:
    """Return who was told of the clock of a case."""
    return set(
        Notice.objects.filter(topic="repair.due", object_id=case.pk).values_list("recipient", flat=True)
    )


def settle(clock: Deadline) -> None:
    director = factories.posting(Role.DIRECTOR)
    RuleValue.objects.filter(pk=clock.rule_id).update(
        confirmed_by=director.user_id, confirmed_at=timezone.now()
    )


def test_the_officers_of_the_place_are_reminded_of_a_request_that_nobody_took_up() -> None:
    near, far = factories.posting(Role.OFFICER, "320100"), factories.posting(Role.OFFICER, "320200")
    case = makers.repair()
    due = clock_of(case).due_on
    assert remind(due - timedelta(days=4)) == 0
    assert remind(due - timedelta(days=3)) == 1
    assert told(case) == {near.pk} != {far.pk}
    assert remind(due) == 0, "each once"


def test_who_has_it_in_hand_and_the_deciding_body_are_reminded() -> None:
    makers.confirm_competence()
    case = makers.repair("deciding")
    body, officer = makers.decider(case), case.opinion_by
    remind(clock_of(case).due_on)
    people = set(makers.Posting.objects.filter(pk__in=told(case)).values_list("user", flat=True))
    assert {body.user_id, officer.pk} <= people


@pytest.mark.parametrize("is_settled", [True, False])
def test_a_late_one_reaches_the_director_by_a_settled_rule_alone(is_settled: bool) -> None:
    director = factories.posting(Role.DIRECTOR, "320100")
    case = makers.repair()
    clock = clock_of(case)
    if is_settled:
        settle(clock)
    remind(clock.due_on)
    assert director.pk not in told(case), "the day itself is in time"
    remind(clock.due_on + timedelta(days=1))
    assert (director.pk in told(case)) == is_settled
    words = set(Notice.objects.filter(topic="repair.due").values_list("text", flat=True))
    assert all(("待核实" in word) != is_settled for word in words)
    assert remind(clock.due_on + timedelta(days=2)) == 0


@pytest.mark.parametrize("status", ["supplement", "hearing"])
def test_the_departments_own_time_reminds_the_department_alone(status: str) -> None:
    case = makers.repair(status)
    if status == "hearing":
        officer = factories.posting(Role.OFFICER)
        makers.open_register(makers.letters.issuer_of(officer))
        letter = makers.letters.issue(makers.letter_of(case, "repair_doubted"), by=officer)
        given = {"manner": "direct", "recipient": "模拟单位", "on": makers.today(), "proof": "回执"}
        undoing.serve_letter(case, by=officer, letter=letter, **given)
    side = makers.representative(case.fact)
    remind(clock_of(case).due_on)
    assert side.pk in told(case)
    roles = {one.role for one in makers.Posting.objects.filter(pk__in=told(case))}
    assert roles == {Role.REPRESENTATIVE}


def test_a_request_that_is_over_reminds_nobody() -> None:
    for status in ("rejected", "withdrawn", "granted", "refused"):
        makers.repair(status)
    assert remind(makers.today() + timedelta(days=400)) == 0
