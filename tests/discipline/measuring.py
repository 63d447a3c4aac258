"""Makers of measures, by the real acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from common.models import RuleValue
from common.roles import Role
from discipline.measures import services
from discipline.measures.models import Measure
from discipline.measures.services import Decision
from postings.models import Posting
from tests import factories
from tests.shared_worlds import shared

STATES = [
    *("routing", "notice", "hearing", "running", "to_lift", "lifted", "expired"),
    *("exempted", "dropped", "cancelled"),
]
WAYS = {
    "routing": [],
    "cancelled": ["cancelled"],
    "notice": ["notice"],
    "hearing": ["notice", "hearing"],
    "dropped": ["notice", "hearing", "dropped"],
    "running": ["notice", "hearing", "running"],
    "exempted": ["notice", "hearing", "running", "exempted"],
    "lifted": ["notice", "hearing", "running", "lifted"],
    "to_lift": ["notice", "hearing", "running", "to_lift"],
    "expired": ["notice", "hearing", "running", "expired"],
}


def days_ago(number: int) -> Any:
    return timezone.localdate() - timedelta(days=number)


def decision(**given: Any) -> Decision:
    """A decision served five days ago, for thirty days from then on."""
    fields: dict[str, Any] = {
        "document_number": "模拟惩〔2026〕1号",
        "decided_on": days_ago(6),
        "served_on": days_ago(5),
        "served_how": "直接送达，签收回执",
        "starts_on": days_ago(5),
        "until": days_ago(-25),
    }
    return Decision(**{**fields, **given})


@shared
def confirm_catalogue() -> None:
    """Let the director have confirmed every line of the catalogue and its clock."""
    settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind__in=["measure", "measure_clock"], confirmed_at=None).update(**settled)


@shared
def representative(case: Measure) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.department)


@shared
def body_here() -> Posting:
    """A body that applies measures and acts in this system."""
    unit = factories.department("320100")
    return factories.posting(Role.FINDING_BODY, None, unit=unit)


@shared
def measure(
    status: str = "routing", *, key: str = "honours", decider: Posting | None = None, **fields: Any
) -> Measure:
    """A measure walked to `status`; `decider` is the body that applies it where it acts here."""
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    given = fields.pop("given", None) or decision()
    record = fields.pop("record", None) or factories.record("confirmed", **fields)
    confirmed_before(record)
    case = services.register(record, by=officer, measure=key, reason="逾期支付账款，造成较大影响")
    unit = decider.unit if decider else None
    name = unit.name if unit else "模拟市精神文明建设指导委员会（演示）"
    by = decider or director
    steps = {
        "cancelled": lambda: services.cancel(case, by=director, reason="登记错了"),
        "notice": lambda: _routed(case, officer, director, name, unit),
        "hearing": lambda: services.notify(case, by=officer, served_on=days_ago(8), served_how="直接送达"),
        "dropped": lambda: services.drop(case, by=by, reason="情节轻微"),
        "running": lambda: _imposed(case, by, given),
        "exempted": lambda: _spared(case),
        "lifted": lambda: services.lift(
            case, by=by, reason="已整改", document="模拟解〔2026〕3号", lifted_on=days_ago(0)
        ),
        "to_lift": lambda: _withdrawn(case, director),
        "expired": lambda: services.expire(by=factories.posting(Role.CLOCK), today=case.until + timedelta(1)),
    }
    for step in WAYS[status]:
        steps[step]()
    case.refresh_from_db()
    return case


@shared
def confirmed_before(record: Any, days: int = 30) -> None:
    """Let a record have been confirmed some days ago, so that a notice of since then can be written down."""
    type(record).objects.filter(pk=record.pk).update(confirmed_at=timezone.now() - timedelta(days=days))
    record.refresh_from_db()


def _routed(case: Measure, officer: Posting, director: Posting, name: str, unit: Any) -> None:
    if services.competence_for(case).needs_routing:
        services.choose_body(case, by=director, reason="由评选机关实施", body_name=name, unit=unit)
    else:
        services.route(case, by=officer, body_name=name, unit=unit)


def _imposed(case: Measure, by: Posting, given: Decision) -> None:
    services.state(case, by=representative(case), statement="款项已在安排")
    services.impose(case, by=by, reason="理由不成立", given=given)


def _spared(case: Measure) -> None:
    from tests.discipline.lenient import leniency

    leniency("spared", about=case)


def _withdrawn(case: Measure, director: Posting) -> None:
    from records.services import withdraw_fact

    withdraw_fact(case.fact.of_kind, by=director, reason="处罚决定被撤销", source=factories.source())


@shared
def amend(key: str, **changes: Any) -> None:
    """Put a line of the catalogue into force anew from today on."""
    row = RuleValue.objects.filter(kind="measure", key=key).latest("version")
    factories.new_rule("measure", key, {**row.value, **changes})
