"""A second person approves an inquiry, and each of its rows is answered under a number in the same act; or it is refused.

| verb | clerk | officer | finding body | reviewer | director |
|---|---|---|---|---|---|
| register, submit, drop, follow up | ● 干部管理权限 | ● 干部管理权限 | ● 干部管理权限 | | |
| approve and answer, refuse | | | | ● 干部管理权限，另一人 | ● 干部管理权限，另一人 |
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.errors import NotAllowed, NotEligible
from common.trail import Actor
from discipline.measures.honours import HonourStanding, Standing, honour_standings
from dossiers.services.opening import log_inquiry
from exchange.sharing.rule import bar_to_export
from exchange.sharing.vocabulary import Export
from inquiries import deadlines
from inquiries.models import Inquiry, InquiryRow
from inquiries.services.registering import allowed_by, clear
from inquiries.services.standings import PersonStanding, person_standings
from inquiries.vocabulary import NOTHING_FOUND, Kind, Outcome
from organisations.models import Department, Official

OTHER_PERSON = "登记查询的人不能批准，请本单位另一位复核员或者负责人办理（四眼原则）"
LOOK = "由管理档案的单位人工核实后答复，不在此显示事由"
OTHER_NAME = "姓名与证件号码不一致，请核对后重新查询"
BODY_ELSEWHERE = "不在您岗位的查询范围，请向该单位所在地信用办查询"
OF_BODIES = {
    Standing.CLEAR: Outcome.CLEAR,
    Standing.BARRED: Outcome.BARRED,
    Standing.UNSURE: Outcome.UNSURE,
}


def bar_to_decide(case: Inquiry, by: Actor) -> str:
    """Return why this person neither approves nor refuses: who registered it does not."""
    return OTHER_PERSON if case.asked_by_id == by.user_id else ""


def bar_to_answer(case: Inquiry, by: Actor) -> str:
    """Return why this person does not answer: the same as of deciding, or the catalogue of information shares nothing."""
    return bar_to_decide(case, by) or bar_to_report(case)


def bar_to_report(case: Inquiry) -> str:
    """Return why what is told may not leave for the organ that asks today（信息分类）."""
    export = Export.PERSON_REPORT if case.kind == Kind.PERSON else Export.HONOUR_REPORT
    return bar_to_export(export, timezone.localdate(), basis=case.request)


@transaction.atomic
def approve(case: Inquiry, *, by: Actor, approval_number: str, reason: str = "") -> Inquiry:
    """Approve an inquiry and answer it as of its day; each answer is numbered, and each look into a file on record.

    Raises NotAllowed (the same person, role, scope), NotEligible, WrongState. procedures B.14, D.19; 个人信息保护法 6
    """
    if words := bar_to_decide(case, by):
        raise NotAllowed(words)
    if words := bar_to_report(case):
        raise NotEligible(words)
    now = timezone.now()
    case.move(
        "approve",
        by=by,
        reason=reason,
        approved_by_id=by.user_id,
        approval_number=approval_number.strip(),
        answered_at=now,
        office=str(case.unit or case.region),
    )
    deadlines.met(case, by=by)
    rows = list(case.rows.order_by("row"))
    if case.kind == Kind.PERSON:
        _answer_persons(case, rows, by)
    else:
        _answer_bodies(rows, case.as_of, by)
    for row in rows:  # one by one: the numbers follow the rows
        row.save(
            update_fields=["official", "department", "outcome", "fact", "period", "measure", "until", "note"]
        )
    return case


@transaction.atomic
def refuse(case: Inquiry, *, by: Actor, reason: str) -> Inquiry:
    """Refuse an inquiry with a reason; whom it asked about is cleared."""
    if words := bar_to_decide(case, by):
        raise NotAllowed(words)
    case.move("refuse", by=by, reason=reason, approved_by_id=by.user_id)
    deadlines.met(case, by=by)
    clear(case)
    return case


def _answer_persons(case: Inquiry, rows: Sequence[InquiryRow], by: Actor) -> None:
    hashes = {row.id_number_hash for row in rows if row.id_number_hash and not row.fault}
    mine = Official.objects.visible_to(by).filter(id_number_hash__in=hashes)
    known = {one.id_number_hash: one for one in mine}
    standings = person_standings([one.pk for one in known.values()], case.as_of)
    names_measure = allowed_by(case)["names_measure"]
    for row in rows:
        found = known.get(row.id_number_hash) if not row.fault else None
        if row.fault:
            row.outcome, row.note = Outcome.INVALID, row.fault
        elif found is None:
            row.outcome, row.note = Outcome.NOT_FOUND, NOTHING_FOUND
        else:
            row.official = found
            _answer_person(row, found, standings[found.pk], names_measure=names_measure)
            log_inquiry(
                found, by=by, purpose=case.purpose, basis=case.basis, approval_number=case.approval_number
            )


def _answer_person(
    row: InquiryRow, found: Official, standing: PersonStanding, *, names_measure: bool
) -> None:
    """Put the answer into a row: of a ground no more than the purpose needs."""
    row.outcome, row.note = standing.outcome, standing.note
    if row.open_name() != found.name:
        row.outcome, row.note = Outcome.UNSURE, OTHER_NAME
    elif standing.outcome == Outcome.CLEAR:
        row.note = NOTHING_FOUND
    elif standing.period is None:
        row.note = LOOK
    else:
        row.period, row.fact_id = standing.period, standing.period.record_id
        row.until = standing.until
        row.measure = standing.period.get_sanction_display() if names_measure else ""


def _answer_bodies(rows: Sequence[InquiryRow], on: date, by: Actor) -> None:
    known = Department.objects.by_codes(
        [row.credit_code for row in rows if row.credit_code and not row.fault]
    )
    keys = [one.pk for one in known.values()]
    seen = set(Department.objects.visible_to(by).filter(pk__in=keys).values_list("pk", flat=True))
    standings = honour_standings(seen, on)
    for row in rows:
        department = known.get(row.credit_code) if not row.fault else None
        if row.fault:
            row.outcome, row.note = Outcome.INVALID, row.fault
        elif department is None:
            row.outcome, row.note = Outcome.NOT_FOUND, NOTHING_FOUND
        elif department.pk not in seen:
            row.outcome, row.note = Outcome.OUT_OF_SCOPE, BODY_ELSEWHERE
        else:
            _answer_body(row, department, standings[department.pk])


def _answer_body(row: InquiryRow, department: Department, standing: HonourStanding) -> None:
    """Put the answer of the check of candidates into a row. procedures B.14"""
    row.department, row.outcome = department, OF_BODIES[standing.standing]
    if standing.measure is not None:
        row.fact_id, row.measure, row.until = standing.measure.fact_id, standing.measure.label, standing.until
    else:
        row.note = LOOK if row.outcome == Outcome.UNSURE else NOTHING_FOUND
