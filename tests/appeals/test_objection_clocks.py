"""The clocks of objections: from when, until when, what they let follow; an unconfirmed one only reminds."""

from __future__ import annotations

from datetime import date

import pytest

from appeals.objections.services import handling
from appeals.objections.services.reminding import escalate_late, remind_of_objections
from common.errors import NotEligible
from common.models import Deadline, Notice
from common.roles import Role
from postings.services import clock_posting
from tests import factories
from tests.appeals import objecting as makers

pytestmark = pytest.mark.django_db

ACCEPT, VERIFY = "appeals.objection_accept", "appeals.objection_verify"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),  # a Monday
        (date(2026, 3, 5), date(2026, 3, 10)),  # over a weekend
        (date(2026, 2, 12), date(2026, 2, 24)),  # 13th, the worked Saturday, then the holiday to the 23rd
        (date(2026, 4, 30), date(2026, 5, 8)),  # the labour holiday of 1 to 5 May
    ],
)
def test_acceptance_is_due_three_working_days_after_the_paper_came(received: date, due: date) -> None:
    case = makers.paper(applied_on=received)
    row = Deadline.objects.get(object_id=case.pk, kind=ACCEPT)
    assert (row.starts_on, row.amount, row.unit) == (received, 3, "working_day")
    assert (row.due_on, case.accept_due) == (due, due)


def test_verification_runs_from_acceptance_and_an_own_error_is_due_sooner() -> None:
    theirs = makers.walked(makers.objection(), "verifying")
    ours = makers.walked(makers.objection(), "routing")
    director = factories.posting(Role.DIRECTOR)
    handling.route(ours, by=director, reason="录入错误", verifier="", unit=None, is_own_error=True)
    rows = [Deadline.objects.get(object_id=case.pk, kind=VERIFY) for case in (theirs, ours)]
    assert [(row.amount, row.unit) for row in rows] == [(7, "working_day"), (3, "working_day")]
    assert all(row.starts_on == makers.today() for row in rows)
    assert ours.verifier.startswith("信用办")


def test_an_unconfirmed_clock_reminds_and_lets_nothing_follow() -> None:
    case = makers.walked(makers.objection(), "verifying")
    makers.late(case)
    with pytest.raises(NotEligible, match="待核实，只能提醒"):
        handling.escalate(case, by=factories.posting(Role.OFFICER), reason="逾期")
    assert escalate_late(by=clock_posting(), today=makers.today()) == 0
    assert remind_of_objections(makers.today()) > 0
    assert Notice.objects.filter(topic="objection.due", object_id=case.pk).exists()


def test_a_confirmed_clock_that_passed_tells_the_next_higher_body_once_and_the_officer() -> None:
    makers.settle_rules()
    above = factories.department()
    fact = makers.published(finding_unit=factories.department(superior=above)).fact.of_kind
    case = makers.walked(makers.objection(fact), "verifying")
    superior = factories.posting(Role.FINDING_BODY, None, unit=above)
    makers.late(case)
    for expected in (1, 0):
        assert escalate_late(by=clock_posting(), today=makers.today()) == expected
    case.refresh_from_db()
    assert (case.status, case.escalated_on) == ("verifying", makers.today())
    assert Notice.objects.filter(recipient=superior.pk, topic="objection.escalated").exists()
    assert Notice.objects.filter(topic="objection.late", object_id=case.pk).exists()
    handling.answer(case, by=superior, given=handling.Answer("correct", "提级核查属实"))
    assert case.status == "deciding"


def test_where_no_body_above_acts_here_the_directors_of_the_place_are_told() -> None:
    makers.settle_rules()
    case = makers.walked(makers.objection(), "verifying")
    director = factories.posting(Role.DIRECTOR, "320100")
    makers.late(case)
    escalate_late(by=clock_posting(), today=makers.today())
    assert Notice.objects.filter(recipient=director.pk, topic="objection.escalated").exists()


def test_nobody_is_reminded_twice_of_the_same_day() -> None:
    case = makers.walked(makers.objection(), "verifying")
    makers.late(case)
    assert remind_of_objections(makers.today()) > 0
    assert remind_of_objections(makers.today()) == 0


def test_a_clock_that_was_met_reminds_nobody() -> None:
    case = makers.walked(makers.objection(), "deciding")
    makers.late(case)
    assert remind_of_objections(makers.today()) == 0
