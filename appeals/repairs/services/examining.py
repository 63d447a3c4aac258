"""From a request to what is ready to be decided: accepted or not, put right, put to the body that decides, examined."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.lateness import bar_until_late
from appeals.notes.services import offer_letter
from appeals.repairs.deadlines import ACCEPT, EXAMINE, SUPPLEMENT, run, stop_all
from appeals.repairs.listed import grounds_of_rejection
from appeals.repairs.models import Repair
from appeals.repairs.rule_kinds import CLOCK
from appeals.repairs.services.applying import Proof, add_proof
from appeals.repairs.services.standing import competence_of
from appeals.repairs.services.telling import tell_decider, tell_department
from appeals.repairs.services.writing import write_letter
from appeals.repairs.vocabulary import RepairStatus
from common.causes import Cause
from common.deadlines.computing import compute
from common.deadlines.services import extend, meet
from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Deadline, Holiday, Transition
from common.roles import Role
from common.rule_values import rule
from common.trail import Actor
from days.calendar import Period
from discipline.competence import Competence
from discipline.vocabulary import CompetentBody
from organisations.models import Department
from postings.telling import acts_here


@transaction.atomic
def accept(case: Repair, *, by: Actor, reason: str = "") -> Repair:
    """Accept a request; where the table of competence names one confirmed body, it goes there in the same act.

    Otherwise it waits for the director's routing with a reason: nobody decides by default（rules.md 0.2f）.
    """
    today = timezone.localdate()
    line = competence_of(case.fact.of_kind, today)
    case.move("accept", by=by, reason=reason, accepted_by_id=by.user_id, accepted_on=today)
    meet(ACCEPT, [case.pk], on=today, by=by)
    run(EXAMINE, case, today, "受理", by=by)
    if not line.needs_routing:
        body = line.bodies[0]
        unit = _unit_of(case, body, today)
        case.move(
            "forward",
            by=by,
            caused_by=Cause.of(case, "accept"),
            competence_version=line.version,
            **_body(case, body, unit, ""),
        )
        tell_decider(case)
    offer_letter(case, by=by)
    return case


@transaction.atomic
def route(case: Repair, *, by: Actor, reason: str, body: str, name: str = "") -> Repair:
    """Name the body that decides, with a reason, where the table names none, several, or nobody has confirmed it."""
    today = timezone.localdate()
    line = competence_of(case.fact.of_kind, today)
    _require_named(line, body)
    unit = _unit_of(case, body, today)
    case.move(
        "route",
        by=by,
        reason=reason,
        routed_by_id=by.user_id,
        competence_version=line.version,
        **_body(case, body, unit, name),
    )
    tell_decider(case)
    return case


def bodies_for(case: Repair) -> list[tuple[str, str]]:
    """Return the bodies that the director may name: those of the table, any where it names none."""
    line = competence_of(case.fact.of_kind, timezone.localdate())
    any_body = [body for body in CompetentBody if body != CompetentBody.NOT_OPEN]
    return [(body.value, str(body.label)) for body in line.bodies or any_body]


@transaction.atomic
def ask_to_supplement(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Tell the applicant once what is missing（补正）; the clock of acceptance starts anew when it comes."""
    today = timezone.localdate()
    if bar := bar_to_supplement(case):
        raise WrongState(bar)
    case.move("supplement", by=by, reason=reason)
    meet(ACCEPT, [case.pk], on=today, by=by)
    clock = run(SUPPLEMENT, case, today, "通知补正", by=by)
    write_letter(case, "repair_supplement", {"理由": reason, "期限": f"{clock.due_on}"}, by=by)
    tell_department(case, f"{case.number} 需要补正：{reason}", clock.due_on)
    case.refresh_from_db()
    return case


def bar_to_supplement(case: Repair) -> str:
    """Return why nothing more can be asked for, "" while nothing was: 补正 is asked once（procedures D.16）."""
    asked = Transition.objects.filter(object_id=case.pk, act="supplement").exists()
    return "已经通知补正过一次，请受理或者不予受理" if asked else ""


@transaction.atomic
def resubmit(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Put the request forward again with what was missing."""
    today = timezone.localdate()
    _require_applicant(case, by)
    case.move("resubmit", by=by, reason=reason)
    meet(SUPPLEMENT, [case.pk], on=today, by=by)
    run(ACCEPT, case, today, "收到补正", by=by)
    case.refresh_from_db()
    return case


@transaction.atomic
def add_item(
    case: Repair, *, by: Actor, duty: str, document: str, performed_on: date, reason: str = ""
) -> Repair:
    """Add one duty's proof to a request that is not accepted yet."""
    _require_applicant(case, by)
    if performed_on > timezone.localdate():
        raise Incomplete("履行日期不能晚于今天", {"performed_on": "履行日期不能晚于今天"})
    case.move("add_item", by=by, reason=reason or f"{duty}：{document}")
    add_proof(case, Proof(duty, document, performed_on), by=by)
    return case


@transaction.atomic
def reject(case: Repair, *, by: Actor, ground: str, reason: str) -> Repair:
    """Refuse to take a request up, on a listed ground with reasons（不予受理）; raises WrongState while 补正 is awaited."""
    today = timezone.localdate()
    if bar := bar_to_reject(case):
        raise WrongState(bar)
    if ground not in dict(grounds_of_rejection(today)):
        raise Incomplete("请选择不予受理的情形", {"ground": "请选择"})
    case.move("reject", by=by, reason=reason, ground=ground)
    stop_all([case.pk], reason=f"不予受理：{ground}", by=by)
    write_letter(case, "repair_rejected", {"情形": ground, "理由": reason}, by=by)
    tell_department(case, f"{case.number} 不予受理：{ground}")
    return case


def bar_to_reject(case: Repair) -> str:
    """Return why it is too early to refuse: what was asked for may come until its confirmed last day（procedures D.16）."""
    if case.status != RepairStatus.SUPPLEMENT:
        return ""
    return bar_until_late(SUPPLEMENT, case.pk, timezone.localdate())


@transaction.atomic
def extend_examination(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Give an intricate case the longer time that the rule names（情况复杂）."""
    clock = Deadline.objects.open().filter(kind=EXAMINE.key, object_id=case.pk).first()
    if clock is None or clock.extended_to is not None:
        raise WrongState("审查期限已经延长过，或者已经结束")
    longer = rule(CLOCK, "complex", clock.starts_on)
    period = Period(int(longer.value), longer.unit)
    to = compute(clock.starts_on, period, named=Holiday.objects.named()).due
    case.move("extend", by=by, reason=reason)
    extend(clock, to=to, reason=reason, by=by)
    case.refresh_from_db()
    return case


def examine(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Say what was found of each duty; another person decides（procedures A.2）."""
    return case.move("examine", by=by, reason=reason, opinion=reason.strip(), opinion_by_id=by.user_id)


def record_document(
    case: Repair, *, by: Actor, number: str, dated_on: date, says: str, reason: str = ""
) -> Repair:
    """Keep the decision of a body that has no posting here: its number, day and what it says."""
    if case.has_body_here:
        raise WrongState(f"由{case.deciding_name}在本系统内决定，不登记文书")
    if not case.applied_on <= dated_on <= timezone.localdate():
        words = f"文书日期应在申请日期 {case.applied_on} 与今天之间"
        raise Incomplete(words, {"dated_on": words})
    return case.move(
        "record",
        by=by,
        reason=reason or f"{number} {dated_on}",
        document_number=number.strip(),
        document_dated_on=dated_on,
        document_says=says,
        document_by_id=by.user_id,
    )


def send_back(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Have it examined anew; a document that was recorded for it no longer counts."""
    if not case.is_for(by):
        raise NotAllowed(f"这件修复由{case.deciding_name}决定")
    return case.move(
        "return",
        by=by,
        reason=reason,
        document_number="",
        document_dated_on=None,
        document_says="",
        document_by_id=None,
    )


@transaction.atomic
def take_back(case: Repair, *, by: Actor, reason: str) -> Repair:
    """Take the request back（撤回申请）; it prejudices nothing, another may follow（procedures D.17）."""
    _require_applicant(case, by)
    case.move("withdraw", by=by, reason=reason)
    stop_all([case.pk], reason=f"申请撤回：{reason}", by=by)
    return case


def _require_applicant(case: Repair, by: Actor) -> None:
    is_portal = case.channel == "portal"
    if is_portal != (by.role == Role.REPRESENTATIVE):
        raise NotAllowed("由提出申请的一方办理：本门户提出的由部门代表，书面和转来的由信用办经办代为登记")


def _require_named(line: Competence, body: str) -> None:
    if body not in CompetentBody.values or body == CompetentBody.NOT_OPEN:
        raise Incomplete("请选择有权机关", {"body": "请选择"})
    if line.bodies and body not in line.bodies:
        raise Incomplete(f"职权分工写的是{line.words}", {"body": f"职权分工写的是{line.words}"})


def _unit_of(case: Repair, body: str, today: date) -> Department | None:
    """Return the body as a unit of this system, None where nobody acts for it here: then its document counts."""
    finder = case.fact.finding_unit
    return finder if body == CompetentBody.FINDING_BODY and acts_here(finder) else None


def _body(case: Repair, body: str, unit: Department | None, name: str) -> dict[str, Any]:
    found = str(case.fact.of_kind.public_fields().get("finding_body", ""))
    known = {
        CompetentBody.FINDING_BODY: found,
        CompetentBody.CREDIT_OFFICE: str(CompetentBody.CREDIT_OFFICE.label),
    }
    words = str(unit) if unit else name.strip() or known.get(CompetentBody(body), "")
    if not words:
        raise Incomplete("请写明机关名称", {"name": "请写明机关名称"})
    return {"deciding_body": body, "deciding_name": words, "deciding_unit": unit}
