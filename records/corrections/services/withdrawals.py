"""A fact whose source fell: judgment reversed, penalty or honour revoked（行政处罚法 48）."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.causes import Cause
from common.errors import Incomplete
from common.models import Outbox
from common.trail import Actor
from records.corrections.services.ending_with_fact import lapse_corrections
from records.models import DishonestyRecord, SourceDocument, Withdrawal
from records.publications.services.ending import end_publication
from records.rule_periods import withdrawal_clock
from records.vocabulary import EndGround, PublicationStatus

TOPICS = {"dishonestyrecord": "record.withdrawn"}


@transaction.atomic
def withdraw_record(
    record: DishonestyRecord, *, by: Actor, reason: str, source: SourceDocument, today: date | None = None
) -> DishonestyRecord:
    """Withdraw a record whose source fell（撤销）; publication, query, sharing and sanctions end together.

    行政处罚法 48; rules.md 0.2c, 0.2h
    """
    today = today or timezone.localdate()
    ends = {"decision_document": str(source), **_periods_over(record, today)}
    withdrawn: DishonestyRecord = _withdraw(record, by=by, reason=reason, source=source, today=today, **ends)
    return withdrawn


@transaction.atomic
def withdraw_fact(
    fact: Any, *, by: Actor, reason: str, source: SourceDocument, today: date | None = None
) -> Any:
    """Withdraw a lost judgment that was reversed, or an honour that was revoked; it leaves the public with it."""
    return _withdraw(fact, by=by, reason=reason, source=source, today=today or timezone.localdate())


def _withdraw(
    fact: Any, *, by: Actor, reason: str, source: SourceDocument, today: date, **changes: Any
) -> Any:
    dated_on = _require_document(fact, source, today)
    clock, rule = withdrawal_clock(getattr(fact, "source_kind", ""), dated_on)
    fact.move("withdraw", by=by, reason=reason, **changes)
    Withdrawal.objects.create(
        body=source.body.strip(),
        number=source.number.strip(),
        dated_on=dated_on,
        due_on=clock.due,
        rule_version=rule.version,
        withdrawn_on=today,
        **{str(fact.KIND): fact},
    )
    cause = Cause.of(fact, "withdraw")
    for publication in fact.publications.exclude(status=PublicationStatus.ENDED):
        end_publication(publication, by=by, cause=cause, ground=EndGround.WITHDRAWN, reason=reason)
    because = f"所更正的{fact._meta.verbose_name}已撤销：{reason}"
    lapse_corrections(by=by, cause=cause, because=because, **{str(fact.KIND): fact})
    _tell(fact, source)
    return fact


def recipients_of(fact: Any) -> list[tuple[str, str]]:
    """Return who is told of a withdrawal, as (part, credit code): each body once, and whoever was sent the fact."""
    bodies = {
        "subject": getattr(fact, "unit", None) or fact.department,
        "finding_body": fact.finding_unit,
        "reporting_unit": getattr(fact, "reporting_unit", None),
        "reported_for": getattr(fact, "reported_for", None),
    }
    told: dict[str, str] = {}
    for part, body in bodies.items():
        if body is not None:
            told.setdefault(body.credit_code, part)
    return [(part, code) for code, part in told.items()] + [("sharing", "")]


def _tell(fact: Any, source: SourceDocument) -> None:
    document = {"body": source.body, "number": source.number, "dated_on": str(source.dated_on)}
    name = fact._meta.model_name
    Outbox.objects.bulk_create(
        Outbox(
            topic=TOPICS.get(name, f"{name}.withdrawn"),
            subject_id=fact.pk,
            payload={"as": part, "to": code, "record_no": fact.number, "document": document},
        )
        for part, code in recipients_of(fact)
    )


def _periods_over(record: DishonestyRecord, today: date) -> dict[str, Any]:
    """Return the ends of query and sanction period, today where they would run on（half-open days）."""
    ends = {name: getattr(record, name) for name in ("query_until", "sanction_until")}
    return {name: today for name, end in ends.items() if end is None or end > today}


def _require_document(fact: Any, source: SourceDocument, today: date) -> date:
    wrong = {}
    found_on = fact.issued_on if hasattr(fact, "issued_on") else fact.decided_on
    if not source.body.strip():
        wrong["source_body"] = "请填写作出文书的机关"
    if not source.number.strip():
        wrong["source_number"] = "请填写文书号"
    if source.dated_on is None:
        wrong["source_dated_on"] = "请填写文书日期"
    elif not found_on <= source.dated_on <= today:
        wrong["source_dated_on"] = f"文书日期应在原认定日期 {found_on} 与今天之间"
    if wrong or source.dated_on is None:
        raise Incomplete("撤销须写明依据文书的机关、文号和日期", wrong)
    return source.dated_on
