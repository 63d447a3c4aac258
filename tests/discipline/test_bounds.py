"""What runs for a term follows the correction of the fact that bounds it, and one document bears a measure once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import NotAllowed, NotEligible, WrongState
from common.models import RuleValue, Transition
from common.roles import Role
from days.calendar import add_months
from discipline.incentives import services as incentives
from discipline.measures import services
from discipline.measures.honours import barred_from_honours
from discipline.measures.models import Measure
from records.corrections.services import corrections
from records.models import Correction
from records.services import withdraw_fact
from tests import factories
from tests.discipline import measuring
from tests.discipline.measuring import days_ago, measure
from tests.discipline.test_incentives import incentive

pytestmark = pytest.mark.django_db
LONG = measuring.decision(until=days_ago(-200))
MILDER = {"declared_severity": "minor", "severity_reason": "减轻处罚决定改变了等级"}


def corrected(case, **changes) -> Correction:
    """Correct the fact that a case rests on; it is not in public, so that the review applies it."""
    proposed = corrections.propose_correction(
        case.fact.of_kind,
        by=factories.posting(Role.CLERK),
        changes=changes,
        kind="facts",
        grounds="源文书已变更",
        document="模拟变更决定〔2026〕1号",
    )
    return corrections.review_correction(proposed, by=factories.posting(Role.REVIEWER), reason="与文书一致")


def honours_of(case):
    return barred_from_honours(case.department, on=timezone.localdate()).standing


def until_of(case):
    return type(case).objects.get(pk=case.pk).until


def test_a_milder_correction_ends_a_running_measure_with_the_shorter_sanction_period():
    case = measure("running", given=LONG)
    correction = corrected(case, **MILDER)
    record = Measure.objects.get(pk=case.pk).fact.of_kind
    assert record.sanction_until == add_months(record.decided_on, 3)
    assert until_of(case) == record.sanction_until - timedelta(days=1)
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    cause = Transition.objects.get(pk=last.cause)
    assert (last.act, cause.object_id, cause.act) == ("shorten", correction.pk, "approve")
    assert "源文书已变更" in last.reason


def test_a_period_that_is_over_by_the_correction_bars_nobody_from_then_on():
    measuring.confirm_catalogue()
    case = measure("running", given=LONG, decided_on=days_ago(120), effective_on=days_ago(110))
    assert honours_of(case) == "barred"
    corrected(case, **MILDER)
    assert until_of(case) < timezone.localdate()
    assert honours_of(case) != "barred"
    assert services.expire(by=factories.posting(Role.CLOCK), today=timezone.localdate()) == 1


@pytest.mark.parametrize(
    "changes", [{"declared_severity": "serious", "severity_reason": "另有损失"}, {"remark": "x"}]
)
def test_no_correction_lengthens_a_measure_or_touches_one_that_ends_sooner(changes):
    case = measure("running")
    corrected(case, **changes)
    assert until_of(case) == days_ago(-25)
    assert not Transition.objects.filter(object_id=case.pk, act="shorten").exists()


def test_nobody_shortens_a_measure_by_role_and_none_that_is_not_running():
    case = measure("running")
    for role in Role:
        with pytest.raises(NotAllowed):
            case.move("shorten", by=factories.posting(role), reason="试", until=days_ago(-1))
    waiting = measure("hearing")
    corrected(waiting, **MILDER)
    assert until_of(waiting) is None
    assert Measure.objects.get(pk=waiting.pk).status == "hearing"


@pytest.fixture
def _confirmed():
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="incentive", key="priority_award").update(**settled)


@pytest.mark.usefixtures("_confirmed")
def test_an_incentive_ends_with_the_corrected_validity_of_its_honour():
    case = incentive("running")
    corrected(case, valid_until=days_ago(-20))
    assert until_of(case) == days_ago(-20)
    open_ended = incentive("running")
    corrected(open_ended, deeds="合同款项全部按期支付，无一拖欠")
    assert until_of(open_ended) == days_ago(-90)


def twins(**second):
    """Two facts of one document on one department."""
    first = factories.record("confirmed")
    same = {name: getattr(first, name) for name in ("department", "document_number", "finding_body")}
    return first, factories.record("confirmed", **{**same, "ordinal": 2, **second})


def register(record, key="honours"):
    return services.register(record, by=factories.posting(Role.OFFICER), measure=key, reason="造成较大影响")


def test_two_facts_of_one_document_bear_a_measure_once():
    first, second = twins()
    case = register(first)
    with pytest.raises(WrongState, match=case.number):
        register(second)
    assert register(second, "financing").fact_id == second.pk
    services.cancel(case, by=factories.posting(Role.DIRECTOR), reason="登记错了")
    assert register(second).fact_id == second.pk


def test_the_heavier_fact_of_a_document_bears_the_measure():
    first, second = twins(declared_severity="serious", severity_reason="影响重大")
    with pytest.raises(NotEligible, match=second.number):
        register(first)
    assert register(second).fact_id == second.pk


def test_what_is_another_document_another_body_or_ended_bears_its_own():
    first, ended = twins(declared_severity="serious", severity_reason="影响重大")
    withdraw_fact(ended, by=factories.posting(Role.DIRECTOR), reason="撤销", source=factories.source())
    register(first)
    other = factories.record("confirmed", department=first.department)
    elsewhere = factories.record("confirmed", document_number=first.document_number)
    assert {register(other).fact_id, register(elsewhere).fact_id} == {other.pk, elsewhere.pk}
    assert incentives.keep(by=factories.posting(Role.CLOCK), today=timezone.localdate()) == 0
