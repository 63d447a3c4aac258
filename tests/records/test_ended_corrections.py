"""A correction ends with the fact that it would correct: withdrawn, void or taken up again."""

from __future__ import annotations

import pytest

from common.causes import Cause
from common.errors import NotAllowed, StaleState, WrongState
from common.models import Transition
from common.roles import Role
from records import services
from records.models import Correction
from tests import factories
from tests.discipline import tolerating
from tests.untold import put

pytestmark = pytest.mark.django_db
CHANGES = {"record": {"remark": "补记"}, "judgment": {"court": "模拟高级法院（演示）"}}
CHANGES["commendation"] = {"deeds": "全部按期支付，承诺全部兑现"}
MAKERS = {name: getattr(factories, name) for name in CHANGES}


def proposed(fact):
    clerk = factories.posting(Role.CLERK)
    return services.propose_correction(
        fact, by=clerk, kind="clerical", changes=CHANGES[str(fact.KIND)], grounds="录入有误"
    )


def withdraw(fact):
    director = factories.posting(Role.DIRECTOR)
    return services.withdraw_fact(fact, by=director, reason="再审改判", source=factories.source())


def last(case):
    return Transition.objects.filter(object_id=case.pk).latest("seq")


def open_for(role):
    return Correction.objects.visible_to(factories.posting(role)).open().count()


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("state", ["pending", "endorsed", "returned"])
def test_a_withdrawn_fact_ends_its_correction_with_a_reason_on_the_trail(kind, state):
    fact = MAKERS[kind]("confirmed")
    case = proposed(fact)
    reviewer = factories.posting(Role.REVIEWER)
    if state == "endorsed":
        case.move("endorse", by=reviewer, reason="与文书一致", reviewed_by_id=reviewer.user_id)
    if state == "returned":
        case.send_back(by=reviewer, reason="请附判决书")
    withdraw(fact)
    case.refresh_from_db()
    assert case.status == "lapsed"
    row = last(case)
    assert (row.act, row.from_status, row.posting_role) == ("lapse", state, "director")
    assert row.cause == Transition.objects.get(object_id=fact.pk, act="withdraw").pk
    assert "已撤销：再审改判" in row.reason
    assert open_for(Role.REVIEWER) == 0


def test_a_refused_withdrawal_leaves_the_correction_in_its_queue():
    fact = factories.judgment("confirmed")
    case = proposed(fact)
    with pytest.raises(NotAllowed):
        services.withdraw_fact(
            fact, by=factories.posting(Role.OFFICER), reason="改判", source=factories.source()
        )
    case.refresh_from_db()
    assert case.status == "pending"


def test_what_was_decided_before_stays_decided():
    fact = factories.judgment("confirmed")
    case = proposed(fact)
    services.review_correction(case, by=factories.posting(Role.REVIEWER), reason="与文书一致")
    withdraw(type(fact).objects.get(pk=fact.pk))
    case.refresh_from_db()
    assert case.status == "applied"


def test_a_record_taken_up_again_ends_its_correction():
    made = factories.record("not_included")
    case = proposed(made)
    tolerating.readmitted(made)
    case.refresh_from_db()
    assert (case.status, last(case).act) == ("lapsed", "lapse")


@pytest.mark.parametrize("kind", CHANGES)
def test_a_void_draft_ends_a_correction_left_on_it(kind):
    clerk = factories.posting(Role.CLERK)
    draft = MAKERS[kind]("draft", clerk=clerk)
    case = left_on(draft, clerk)
    draft.void(by=clerk, reason="录入错误")
    case.refresh_from_db()
    assert (case.status, "已作废：录入错误" in last(case).reason) == ("lapsed", True)


def left_on(draft, clerk):
    """A correction on a draft, which today's verbs no longer let come about."""
    changes = {name: ["", value] for name, value in CHANGES[str(draft.KIND)].items()}
    fields = {"kind": "clerical", "changes": changes, "grounds": "录入有误", "base_version": 1}
    return put(Correction(**fields, proposed_by_id=clerk.user_id, fact=draft.parent))


def test_nobody_proposes_to_correct_what_was_withdrawn_meanwhile():
    fact = factories.judgment("confirmed")
    shown = type(fact).objects.get(pk=fact.pk)
    withdraw(fact)
    with pytest.raises(StaleState):
        proposed(shown)


@pytest.mark.parametrize("role", Role)
def test_nobody_ends_a_correction_so_without_what_ends_its_fact(role):
    case = proposed(factories.judgment("confirmed"))
    with pytest.raises(NotAllowed, match="随引起它的办理"):
        case.move("lapse", by=factories.posting(role), reason="x")


def test_an_ended_correction_does_not_end_again():
    fact = factories.judgment("confirmed")
    case = proposed(fact)
    director, cause = factories.posting(Role.DIRECTOR), Cause.of(fact, "withdraw")
    services.withdraw_fact(fact, by=director, reason="再审改判", source=factories.source())
    case.refresh_from_db()
    with pytest.raises(WrongState):
        case.move("lapse", by=director, caused_by=cause, reason="再次")
