"""The demo's objections: one in each state, by the department's representative or on paper, all by the real acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from appeals.objections.models import Objection
from appeals.objections.services import deciding, entering, handling
from appeals.objections.services.entering import Applicant
from appeals.objections.services.handling import Answer
from intake.vocabulary import ObjectionKind
from postings.models import Posting
from records.models import DishonestyRecord
from records.querysets import RecordQuerySet

Posts = Mapping[str, Posting]
PERSON = Applicant("甄守信", "025-00000000（演示）", "是合同相对人，记录影响货款的结算")
REASONS = "登记的逾期天数与文书不一致，请核对文书第三页（演示）"
VERIFIER = "模拟作出文书的机关（演示）"
BY_SUBJECT = ("submitted", "supplement", "verifying", "cancelled")
ON_PAPER = ("submitted", "rejected", "routing", "deciding", "mending", "refused", "withdrawn")


def enter_objections(posts: Posts, today: date) -> None:
    """Enter each kind once, where there is none yet: all of them or none."""
    if Objection.objects.exists():
        return
    own = list(_objectable().filter(department=posts["daibiao"].unit_id)[: len(BY_SUBJECT)])
    others = list(_objectable().exclude(department=posts["daibiao"].unit_id)[: len(ON_PAPER)])
    with transaction.atomic():
        for number, (record, station) in enumerate(zip(own, BY_SUBJECT, strict=False)):
            kind = ObjectionKind.values[number]
            made = entering.object_to(record, by=posts["daibiao"], kind=kind, reasons=REASONS)
            _walk(made.case, station, posts, today)
        for record, station in zip(others, ON_PAPER, strict=False):
            made = entering.register_objection(
                record,
                by=posts["jingban2"],
                applicant=PERSON,
                kind=ObjectionKind.ERROR,
                reasons=REASONS,
                applied_on=today,
            )
            _walk(made.case, station, posts, today)


def _objectable() -> RecordQuerySet:
    """Return the confirmed records of departments, the newest number last."""
    rows: RecordQuerySet = DishonestyRecord.objects.filter(status="confirmed", department__isnull=False)
    return rows.order_by("record_no")


def _walk(case: Objection, station: str, posts: Posts, today: date) -> None:
    officer, director = posts["jingban2"], posts["fuzeren2"]
    if station == "submitted":
        return
    if station == "supplement":
        handling.ask(case, by=officer, reason="请补交文书第三页的复印件")
        return
    if station == "rejected":
        handling.reject(case, by=officer, ground="document", reason="不服的是处罚决定本身，请依法申请复议")
        return
    handling.accept(case, by=officer)
    if station == "routing":
        return
    handling.route(
        case, by=director, reason="由作出文书的机关核查", verifier=VERIFIER, unit=None, is_own_error=False
    )
    if station == "cancelled":
        deciding.cancel(case, by=posts["daibiao"], reason="已与作出文书的机关核对无误")
    elif station != "verifying":
        _conclude(case, station, posts, today)


def _conclude(case: Objection, station: str, posts: Posts, today: date) -> None:
    found = {"refused": "uphold", "withdrawn": "delete"}.get(station, "correct")
    document = f"模拟核复〔演示〕{case.number[-3:]}号"
    given = Answer(found, "经核对原文书，结论如上（演示）", document, today)
    handling.record_answer(case, by=posts["jingban2"], given=given)
    director = posts["fuzeren2"]
    if station == "mending":
        deciding.uphold(case, by=director, reason="核查属实，请更正")
    elif station == "refused":
        deciding.refuse(case, by=director, reason="与原文书一致，维持")
    elif station == "withdrawn":
        deciding.withdraw_fact(case, by=director, reason="不应归集")
