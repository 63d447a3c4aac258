"""What becomes of open objections in each way in which their fact ends, and what the mark does（procedures D.17）."""

from __future__ import annotations

from typing import Any

import pytest

from appeals.objections.queues import beside
from appeals.objections.services import deciding, handling
from common.errors import NotEligible
from common.models import Deadline, Transition
from common.roles import Role
from records import services as records
from records.models import Publication
from tests import factories
from tests.appeals import objecting as makers
from tests.discipline import tolerating

pytestmark = pytest.mark.django_db


def marks(fact: Any) -> list[str]:
    """The words beside the fact's state that are no way to act."""
    reader = factories.posting(Role.REVIEWER)
    return [one.word for one in beside(fact, reader) if not one.url]


def director() -> Any:
    return factories.posting(Role.DIRECTOR)


@pytest.mark.parametrize("status", ["submitted", "supplement", "routing", "verifying", "deciding", "mending"])
def test_a_reversal_ends_whatever_is_open_with_its_clocks(status: str) -> None:
    case = makers.walked(makers.objection(), status)
    by = director()
    records.withdraw_fact(case.fact.of_kind, by=by, reason="处罚决定被撤销", source=factories.source())
    case.refresh_from_db()
    assert case.status == "lapsed"
    step = Transition.objects.get(object_id=case.pk, act="lapse")
    assert step.cause == Transition.objects.get(object_id=case.fact_id, act="withdraw").pk
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()


def test_it_ends_even_where_who_withdraws_had_a_hand_in_the_fact() -> None:
    case = makers.walked(makers.objection(), "verifying")
    published_by = Publication.objects.get(fact=case.fact).published_by
    by = factories.posting(Role.DIRECTOR, user=published_by)
    records.withdraw_fact(case.fact.of_kind, by=by, reason="处罚决定被撤销", source=factories.source())
    case.refresh_from_db()
    assert case.status == "lapsed"


def test_tolerance_and_repair_end_publicity_and_the_objection_goes_on() -> None:
    repaired = makers.walked(makers.objection(), "verifying")
    act = Publication.objects.get(fact=repaired.fact)
    records.end_publication(act, by=director(), ground="repaired", reason="信用修复")
    tolerated = makers.walked(makers.objection(), "verifying")
    tolerating.excluded(tolerated.fact.of_kind)
    for case in (repaired, tolerated):
        case.refresh_from_db()
        assert case.status == "verifying"
        makers.concluded(case, "correct")
        with pytest.raises(NotEligible, match="仍须处理"):
            deciding.settle(case, by=director(), reason="内部更正")
        deciding.uphold(case, by=director(), reason="档案仍须更正")
        assert case.status == "mending"
        assert deciding.hold_of(case) is None


def test_what_stands_no_longer_is_settled_where_only_its_publicity_was_wrong() -> None:
    act = makers.published()
    case = makers.walked(makers.objection(act.fact.of_kind, kind="overdue"), "deciding", "correct")
    with pytest.raises(NotEligible, match="仍须处理"):
        deciding.settle(case, by=director(), reason="已撤下")
    records.end_publication(act, by=director(), ground="repaired", reason="信用修复")
    deciding.settle(case, by=director(), reason="已撤下")
    assert case.status_word == "已办结·采纳"


def test_a_fact_that_is_taken_up_again_waits_for_a_person() -> None:
    from appeals.objections.models import Objection

    case = makers.walked(makers.objection(), "verifying")
    fact = case.fact.of_kind
    tolerating.readmitted(tolerating.excluded(fact))
    assert list(Objection.objects.visible_to(factories.posting(Role.OFFICER)).unsure()) == [case]


def test_an_objection_after_withdrawal_is_accepted_and_settled_inside() -> None:
    fact = factories.record("withdrawn", finding_unit=factories.department())
    case = makers.walked(makers.objection(fact), "deciding", "correct")
    deciding.settle(case, by=director(), reason="通知下游更正")
    assert case.status_word == "已办结·采纳"


def test_upholding_one_of_several_withdraws_the_fact_and_ends_the_others() -> None:
    fact = makers.published().fact.of_kind
    first, second = makers.objection(fact), makers.paper(fact)
    for case in (first, second):
        handling.accept(case, by=factories.posting(Role.OFFICER))
    makers.route(first)
    makers.concluded(first, "delete")
    deciding.withdraw_fact(first, by=director(), reason="主体有误")
    second.refresh_from_db()
    assert (first.status, second.status) == ("closed", "lapsed")


def test_the_mark_stands_from_acceptance_and_falls_with_the_last_objection() -> None:
    fact = makers.published().fact.of_kind
    first, second = makers.objection(fact), makers.paper(fact)
    assert marks(fact) == []
    for case in (first, second):
        handling.accept(case, by=factories.posting(Role.OFFICER))
    assert marks(fact) == ["异议处理中"]
    deciding.cancel(first, by=makers.representative(fact), reason="撤回")
    assert marks(fact) == ["异议处理中"]
    deciding.cancel(second, by=factories.posting(Role.OFFICER), reason="申请人书面撤回")
    assert marks(fact) == []


def test_acceptance_tells_whoever_keeps_a_copy_of_the_fact(monkeypatch: Any) -> None:
    from common import projections

    told: list[Any] = []
    case = makers.objection()
    monkeypatch.setattr(projections, "changed", lambda **what: told.append(what))
    handling.accept(case, by=factories.posting(Role.OFFICER))
    assert told == [{"facts": [case.fact_id]}]
    deciding.cancel(case, by=makers.representative(case.fact.of_kind), reason="撤回")
    assert told[1:] == [{"facts": [case.fact_id]}]


def test_a_correction_that_lapses_with_a_readmitted_fact_lets_another_be_proposed() -> None:
    case = makers.walked(makers.objection(), "mending")
    deciding.mend(
        case,
        by=factories.posting(Role.CLERK),
        reason="异议成立",
        kind="facts",
        changes={"facts": makers.NEW_FACTS},
        grounds="异议成立",
    )
    fact = case.fact.of_kind
    tolerating.readmitted(tolerating.excluded(fact))
    case.refresh_from_db()
    assert (case.status, case.correction) == ("mending", None)
