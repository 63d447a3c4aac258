"""A case of tolerance begins: asked for by the subject, on paper, or ex officio; taken up or not; given to the body that decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.cases.hanging import end_open_cases
from common.ends import Ended
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import RuleValue
from common.once import once
from common.roles import Role
from common.rule_values import rule
from common.trail import Actor
from discipline.competence import Competence
from discipline.competence_table import competence_on
from discipline.routing import basis_of, require_named
from discipline.tolerance import deadlines
from discipline.tolerance.listed import choices_of, grounds
from discipline.tolerance.models import Tolerance
from discipline.tolerance.querysets import DECIDED, OPEN
from discipline.tolerance.rule_kinds import GROUND, REJECTION
from discipline.tolerance.services.telling import tell_decider, tell_department
from discipline.tolerance.services.writing import write_letter
from discipline.tolerance.vocabulary import Origin, Performance
from discipline.vocabulary import CompetentAct, CompetentBody
from organisations.models import Department
from policy.vocabulary import RecordStatus
from postings.telling import acts_here
from records.facts.models.kinds import FactKind
from records.facts.services.locking import locked

UNPERFORMED = "没有履行的裁判、没有清偿的债务不适用容错：先履行或者清偿，再提出"
UNPERFORMED_WORDS = ("部分履行", "逾期未履行", "拒不执行")
"""What a record says of a judgment that is not performed（rules.md 3.5）."""
IN_HAND = "这条记录刚被他人提出了容错，请刷新"
DECIDING = (CompetentBody.SUPERVISION, CompetentBody.ORGANISATION)
"""Who may decide on tolerance at all（procedures B.9）; a table that says another is to be revised first."""
OURS = (Origin.PAPER, Origin.EX_OFFICIO)


@dataclass(frozen=True)
class Request:
    """What is asked for, or begun ex officio: the ground of the list, the account, and that nothing is left to perform."""

    ground: str
    account: str
    performance: str
    origin: str = Origin.SUBJECT
    applied_on: date | None = None


def competence_for(record: FactKind) -> Competence:
    """Return the line of the table for who tolerates the matter of this record today."""
    today = timezone.localdate()
    return competence_on(CompetentAct.TOLERATE, basis_of(record), record.unit.level, today)


def bar_start(record: FactKind) -> str:
    """Return why no case can begin about this record now, "" where one can."""
    verb = type(record).TRANSITIONS.get("exclude")
    if verb is None:
        return "这类信息不适用容错"
    if record.status not in verb.sources:
        return f"记录现在是“{RecordStatus(record.status).label}”，不能提出容错"
    open_one = Tolerance.objects.of(record).filter(status__in=OPEN).first()
    if open_one is not None:
        return f"这条记录已有办理中的容错 {open_one.number}"
    return bar_to_tolerance(record)


def bar_to_tolerance(record: FactKind) -> str:
    """Return why the law keeps tolerance off a record as it stands, whatever the applicant says; asked at each step anew.

    A judgment that its own fields say to be unperformed, or a debtor whom the court has listed（procedures B.9）.
    """
    said = getattr(record, "source_details", {}).get("performance", "")
    if said in UNPERFORMED_WORDS:
        return f"记录写明“{said}”：{UNPERFORMED}；已经履行的，先更正记录"
    line = competence_for(record)
    return "" if line.is_open else f"{line.basis.label}不适用容错：{line.article}"


@transaction.atomic
def begin(record: FactKind, request: Request, *, by: Actor) -> Tolerance:
    """Begin a case; it holds nothing by itself: record and publication stay as they are（procedures B.10）.

    Raises Incomplete (every fault at once), NotEligible, WrongState, NotAllowed.
    """
    record = locked(record.parent)
    if words := bar_start(record):
        raise NotEligible(words)
    if wrong := _faults(request, by):
        raise Incomplete("还不完整：" + "；".join(wrong.values()), wrong)
    today = timezone.localdate()
    ground = rule(GROUND, request.ground, today)
    case = Tolerance(
        fact=record.parent,
        origin=request.origin,
        applied_on=request.applied_on or today,
        ground=ground.key,
        ground_words=str(ground.value),
        ground_version=ground.version,
        account=request.account.strip(),
        performance=request.performance,
        entered_by_id=by.user_id,
    )
    _enter(case, by)
    deadlines.run(deadlines.ACCEPT, case, today, "收到申请或者启动", by=by)
    case.refresh_from_db()
    return case


def _enter(case: Tolerance, by: Actor) -> None:
    with once("tolerance_one_open", WrongState(IN_HAND)):
        case.enter(by=by, reason=f"{case.ground_words}：{case.account}"[:2000])
    case.refresh_from_db()


def _faults(request: Request, by: Actor) -> dict[str, str]:
    today, wrong = timezone.localdate(), {}
    if request.ground not in dict(grounds(today)):
        wrong["ground"] = "请从所列的容错情形里选一种"
    if not request.account.strip():
        wrong["account"] = "请写明事由：做了什么、为什么、造成什么、怎样补救"
    if request.performance not in {Performance.NONE, Performance.PERFORMED}:
        is_open = request.performance == Performance.OPEN
        wrong["performance"] = UNPERFORMED if is_open else "请选择裁判履行和债务的情况"
    if request.applied_on and request.applied_on > today:
        wrong["applied_on"] = "申请或启动日期不能晚于今天"
    if (by.role == Role.REPRESENTATIVE) != (request.origin not in OURS):
        wrong["origin"] = "部门代表为本单位申请；书面申请和依职权启动由信用办经办登记"
    return wrong


def earlier_on(case: Tolerance) -> Tolerance | None:
    """Return the case about the same record on the same ground that was decided before（procedures B.10）."""
    same = Tolerance.objects.filter(fact=case.fact_id, ground=case.ground, status__in=DECIDED)
    return same.exclude(pk=case.pk).order_by("-pk").first()


def bar_acceptance(case: Tolerance) -> str:
    """Return why a request must not be taken up, "" where it may."""
    if former := earlier_on(case):
        return f"{former.number} 已就同一情形作出认定（{former.get_status_display()}），再次申请须不予受理"
    return bar_to_tolerance(case.fact.of_kind)


@transaction.atomic
def accept(case: Tolerance, *, by: Actor, reason: str = "") -> Tolerance:
    """Take the request up; it waits to be given to the body that the table of competence names."""
    if words := bar_acceptance(case):
        raise NotEligible(words)
    today = timezone.localdate()
    case.move("accept", by=by, reason=reason, accepted_by_id=by.user_id, accepted_on=today)
    deadlines.met(deadlines.ACCEPT, case, today, by=by)
    deadlines.run(deadlines.INVESTIGATE, case, today, "受理", by=by)
    tell_department(case, f"{case.number} 已受理")
    case.refresh_from_db()
    return case


@transaction.atomic
def reject(case: Tolerance, *, by: Actor, ground: str, reason: str) -> Tolerance:
    """Refuse to take a request up, on a listed ground with reasons（不予受理）."""
    today = timezone.localdate()
    if ground not in dict(choices_of(REJECTION, today)):
        raise Incomplete("请选择不予受理的情形", {"ground": "请选择"})
    words = str(RuleValue.objects.at(REJECTION, today)[ground].value)
    case.move("reject", by=by, reason=reason, rejection=words)
    deadlines.stop_all([case.pk], reason=f"不予受理：{words}", by=by)
    write_letter(case, "tolerance_rejected", {"不予受理的情形": words, "理由": reason.strip()}, by=by)
    tell_department(case, f"{case.number} 不予受理：{words}")
    return case


def bar_to_taking_back(case: Tolerance, by: Actor) -> str:
    """Return why `by` is not the side that takes the case back."""
    is_own = by.role == Role.REPRESENTATIVE
    return "" if is_own == (case.origin == Origin.SUBJECT) else "由提出的一方撤回"


@transaction.atomic
def take_back(case: Tolerance, *, by: Actor, reason: str) -> Tolerance:
    """Take the request back（撤回申请）; the office may still begin ex officio."""
    if words := bar_to_taking_back(case, by):
        raise NotAllowed(words)
    case.move("withdraw", by=by, reason=reason)
    deadlines.stop_all([case.pk], reason=f"申请撤回：{reason}", by=by)
    return case


def _line_open_to(case: Tolerance) -> Competence:
    """Return the line of the table for a case; raises NotEligible where its record is kept off tolerance by now."""
    record = case.fact.of_kind
    if words := bar_to_tolerance(record):
        raise NotEligible(f"{words}；请不予受理")
    return competence_for(record)


def route(
    case: Tolerance, *, by: Actor, body_name: str, unit: Department | None, reason: str = ""
) -> Tolerance:
    """Give the case to the one body that the confirmed table names; `body_name` says which it is here."""
    line = _line_open_to(case)
    if line.needs_routing:
        raise NotEligible(f"职权分工里这一项是“{line.words}”，须由信用办负责人指定认定机关")
    return _routed(case, "route", line.bodies[0], line, body_name, unit, by=by, reason=reason)


def choose_body(
    case: Tolerance, *, by: Actor, reason: str, body: str, body_name: str, unit: Department | None
) -> Tolerance:
    """Name the body that decides, by 干部管理权限, where the table names several（纪检监察机关、组织部门）."""
    line = _line_open_to(case)
    if not line.needs_routing:
        raise NotEligible(f"职权分工已写明由{line.words}认定，经办按表转送")
    if body not in (line.bodies or DECIDING):
        raise Incomplete(f"职权分工写的是{line.words}", {"body": f"请选择：{line.words}"})
    return _routed(case, "choose_body", body, line, body_name, unit, by=by, reason=reason)


@transaction.atomic
def _routed(
    case: Tolerance,
    act: str,
    body: str,
    line: Competence,
    name: str,
    unit: Department | None,
    *,
    by: Actor,
    reason: str,
) -> Tolerance:
    """Give the case to a body; one without a posting here is kept by its name, and its documents are recorded."""
    if body not in DECIDING:
        raise NotEligible(f"容错由纪检监察机关或者组织部门认定，职权分工写的是{line.words}，请先修订这一项")
    require_named(name, case.fact.of_kind.unit, unit)
    named: dict[str, Any] = {
        "body": body,
        "body_name": name.strip(),
        "body_unit": unit if acts_here(unit) else None,
        "competence_version": line.version,
    }
    case.move(act, by=by, reason=reason, routed_by_id=by.user_id, **named)
    tell_decider(case)
    return case


def lapse(rows: QuerySet[Tolerance], ended: Ended) -> None:
    """End the cases of records that ended otherwise, with their clocks, in one statement each."""
    keys = list(rows.values_list("pk", flat=True))
    end_open_cases(rows, "fact", "lapse", ended, "所涉的")
    deadlines.stop_all(keys, reason=ended.reason or ended.way.label, by=ended.by)
