"""A measure is registered out of the catalogue, routed to the body that applies it, and the department is heard."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotEligible, WrongState
from common.once import once
from common.trail import Actor
from discipline.competence import LEVELS, Competence
from discipline.measures import deadlines
from discipline.measures.catalogue import CatalogueLine, line_on
from discipline.measures.models import OPEN, Measure
from discipline.routing import competence_over
from discipline.vocabulary import CompetentAct
from organisations.models import Department
from policy.vocabulary import RecordStatus, Severity
from records.facts.models.kinds import FactKind

WEIGHTS = list(Severity.values)


def bar_registration(fact: FactKind) -> str:
    """Return why no measure can be registered for a fact now, "" where one can."""
    if not fact.IS_COUNTED:
        return "惩戒措施只对失信记录"
    if fact.department is None:
        return "惩戒措施目录只对部门；公务员的处分和影响期按干部管理权限另行办理"
    if fact.status != RecordStatus.CONFIRMED:
        return f"记录现在是“{RecordStatus(fact.status).label}”，认定以后才登记惩戒措施"
    return "记录已经信用修复，不再惩戒" if is_repaired(fact) else ""


def is_repaired(fact: FactKind) -> bool:
    """Say whether the credit of a fact stands repaired."""
    return fact.IS_REPAIRABLE and type(fact).objects.filter(pk=fact.pk, repaired_on__isnull=False).exists()


@transaction.atomic
def register(fact: FactKind, *, by: Actor, measure: str, reason: str) -> Measure:
    """Register that a measure of the catalogue is to be applied（登记惩戒措施）; raises NotEligible, NotAllowed, WrongState."""
    if words := bar_registration(fact):
        raise NotEligible(words)
    today = timezone.localdate()
    line = line_on(measure, today)
    level = fact.department.level
    if level not in line.levels:
        raise NotEligible(f"“{line.label}”不适用于{LEVELS[level]}部门：{line.article}")
    _require_once(fact, line)
    competence_over(fact, CompetentAct.IMPOSE_MEASURE, today)
    case = Measure(
        fact=fact.parent,
        measure=line.key,
        label=line.label,
        measure_version=line.version,
        because=reason.strip(),
        registered_by_id=by.user_id,
    )
    with once("measure_one_open", WrongState(f"这条记录已有办理中的“{line.label}”")):
        case.enter(by=by, reason=reason)
    case.refresh_from_db()
    return case


def _require_once(fact: FactKind, line: CatalogueLine) -> None:
    """Raise where another fact of the same document bears the measure, or is the heavier one（procedures A.5）.

    One registration of a department at a time: no two clerks let two facts bear it at the same instant.
    """
    Department.objects.select_for_update(no_key=True).get(pk=fact.department_id)
    others = (
        type(fact).objects.exclude(pk=fact.pk).filter(**fact.same_matter(), status=RecordStatus.CONFIRMED)
    )
    same = {other.pk: other for other in others}
    found = Measure.objects.filter(fact__in=same, measure=line.key, status__in=OPEN).first()
    if found:
        words = f"同一份文书的 {same[found.fact_id].number} 已有办理中的“{line.label}”（{found.number}）"
        raise WrongState(f"{words}：一份文书的同一项措施只算一次，记在较重的一条上")
    heavier = [one for one in same.values() if WEIGHTS.index(one.grade) > WEIGHTS.index(fact.grade)]
    if heavier:
        raise NotEligible(
            f"同一份文书的 {heavier[0].number} 更重，请在那一条上登记：一份文书的同一项措施只算一次"
        )


def competence_for(case: Measure) -> Competence:
    """Return the line of the table for who applies measures on this record today."""
    return competence_over(case.fact.of_kind, CompetentAct.IMPOSE_MEASURE, timezone.localdate())


def route(case: Measure, *, by: Actor, reason: str = "", body_name: str, unit: Department | None) -> Measure:
    """Route to the body that table and catalogue name; `body_name` says which it is here."""
    line = competence_for(case)
    if line.needs_routing:
        raise NotEligible(f"职权分工里这一项是“{line.words}”，须由信用办负责人指定实施机关")
    return case.route_to("route", line, body_name, unit, by=by, reason=reason)


def choose_body(case: Measure, *, by: Actor, reason: str, body_name: str, unit: Department | None) -> Measure:
    """Name the body that applies the measure, where the table names none, several or an unconfirmed one."""
    line = competence_for(case)
    if not line.needs_routing:
        raise NotEligible(f"职权分工已写明由{line.words}实施，经办按目录转送")
    return case.route_to("choose_body", line, body_name, unit, by=by, reason=reason)


@transaction.atomic
def notify(case: Measure, *, by: Actor, served_on: date, served_how: str, reason: str = "") -> Measure:
    """Write down that the department was told what is to be done to it and why; it may be heard from then on."""
    confirmed = case.fact.of_kind.confirmed_at
    if confirmed and served_on < timezone.localdate(confirmed):
        words = f"拟惩戒的告知不能早于记录认定之日 {timezone.localdate(confirmed)}"
        raise Incomplete(words, {"served_on": words})
    due = deadlines.start_hearing(case, served_on, by=by)
    told: dict[str, Any] = {"notified_on": served_on, "notified_how": served_how, "hearing_due": due}
    return case.move("notify", by=by, reason=reason, **told)


@transaction.atomic
def state(case: Measure, *, by: Actor, statement: str, reason: str = "") -> Measure:
    """Say what the department says against the measure（陈述申辩）."""
    deadlines.meet_one(deadlines.HEARING, case, by=by)
    return case.move("state", by=by, reason=reason, statement=statement)


@transaction.atomic
def cancel(case: Measure, *, by: Actor, reason: str) -> Measure:
    """Take back a registration that was a mistake, before the department was told."""
    moved: Measure = case.move("cancel", by=by, reason=reason)
    return moved
