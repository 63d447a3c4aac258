"""Makers of objections in any state, by the real acts of people of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from appeals.objections.models import Objection
from appeals.objections.services import deciding, entering, handling
from appeals.objections.services.entering import Applicant
from appeals.objections.services.handling import Answer
from common.models import RuleValue
from common.roles import Role
from letters.services import issuer_of, open_series
from postings.models import Posting
from tests import factories
from tests.shared_worlds import shared

PERSON = Applicant("甄诚信", "13900000000", "是合同相对人，记录影响货款的结算")
NEW_FACTS = "道路养护项目验收合格后拖欠合同价款，逾期一百二十日仍未支付"


def today() -> date:
    return timezone.localdate()


@shared
def published(**fields: Any) -> Any:
    """A record that stands in public, found by a body that acts here."""
    finder = fields.pop("finding_unit", None) or factories.department()
    return factories.publication(finding_unit=finder, finding_body=finder.name, **fields)


@shared
def representative(fact: Any) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=fact.unit)


@shared
def objection(fact: Any = None, *, by: Posting | None = None, kind: str = "error") -> Objection:
    """An objection by the department, just in."""
    fact = fact or published().fact.of_kind
    by = by or representative(fact)
    return entering.object_to(fact, by=by, kind=kind, reasons="逾期天数与判决书不符，应为一百二十日").case


def paper(
    fact: Any = None, *, by: Posting | None = None, applicant: Applicant = PERSON, **given: Any
) -> Objection:
    """An objection on paper, taken down by an officer."""
    fact = fact or published().fact.of_kind
    asked = {"kind": "error", "reasons": "金额写错", "applied_on": today(), **given}
    by = by or factories.posting(Role.OFFICER)
    return entering.register_objection(fact, by=by, applicant=applicant, **asked).case


@shared
def walked(case: Objection, status: str, conclusion: str = "correct") -> Objection:
    """Take a new objection as far as `status`; its steps are done by people without a hand in the fact."""
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    if status == "submitted":
        return case
    if status == "supplement":
        return handling.ask(case, by=officer, reason="请补充判决书")
    if status == "rejected":
        earlier = RuleValue.objects.filter(kind="objection")
        assert earlier.exists()
        return handling.reject(case, by=officer, ground="document", reason="不服的是处罚决定本身")
    handling.accept(case, by=officer)
    if status == "routing":
        return case
    route(case, director)
    if status == "verifying":
        return case
    concluded(case, conclusion)
    if status == "deciding":
        return case
    return deciding.uphold(case, by=factories.posting(Role.DIRECTOR), reason="核查属实")


@shared
def route(case: Objection, director: Posting | None = None) -> Objection:
    """The finding body named by the director."""
    director = director or factories.posting(Role.DIRECTOR)
    unit = case.fact.finding_unit
    return handling.route(
        case,
        by=director,
        reason="由认定机关核查",
        verifier=str(unit or "模拟法院（演示）"),
        unit=unit,
        is_own_error=False,
    )


@shared
def finder_of(case: Objection) -> Posting:
    """A posting at the verifying body, of a person without a hand in the fact."""
    return factories.posting(Role.FINDING_BODY, None, unit=case.verifying_unit)


@shared
def concluded(case: Objection, conclusion: str) -> Objection:
    given = Answer(conclusion, "经核对判决书，逾期天数应为一百二十日")
    return handling.answer(case, by=finder_of(case), given=given)


@shared
def settle_rules() -> None:
    """Let a director have confirmed the clocks and the table of competence."""
    rows = RuleValue.objects.filter(kind__in=["objection", "competence"])
    rows.update(confirmed_by=factories.person().pk, confirmed_at=timezone.now())


@shared
def register(by: Posting) -> None:
    """The register of numbers of the office that `by` writes for."""
    director = factories.posting(Role.DIRECTOR)
    open_series(issuer_of(by), kind="告知书", mark="异告", year=today().year, by=director)


@shared
def late(case: Objection, days: int = 30) -> None:
    """Let the case have been accepted long ago, so that its clocks have passed."""
    from common.models import Deadline

    passed = today() - timedelta(days=days)
    Deadline.objects.filter(object_id=case.pk).update(starts_on=passed, due_on=passed + timedelta(days=1))
    Objection.objects.filter(pk=case.pk).update(
        accept_due=passed + timedelta(days=1), verify_due=passed + timedelta(days=1)
    )
    case.refresh_from_db()
