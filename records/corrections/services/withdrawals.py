"""A fact whose source fell: judgment reversed, penalty or honour revoked（行政处罚法 48）."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from common.causes import Cause
from common.errors import Incomplete
from common.models import Outbox
from common.trail import Actor
from records.deadlines import keep_withdrawal
from records.facts.models.kinds import FactKind
from records.models import SourceDocument, Withdrawal
from records.rule_periods import withdrawal_clock


@transaction.atomic
def withdraw_fact(
    fact: FactKind,
    *,
    by: Actor,
    reason: str,
    source: SourceDocument,
    today: date | None = None,
    cause: Cause | None = None,
) -> FactKind:
    """Withdraw a fact whose source fell, or that an act above found wrong（撤销）; all that hangs on it ends together.

    行政处罚法 48; rules.md 0.2c, 0.2h
    """
    today = today or timezone.localdate()
    dated_on = _require_document(fact, source, today)
    clock, rule = withdrawal_clock(fact.basis, dated_on)
    fact.move("withdraw", by=by, reason=reason, caused_by=cause, **fact.withdrawn(source, today))
    act = Withdrawal.objects.create(
        body=source.body.strip(),
        number=source.number.strip(),
        dated_on=dated_on,
        due_on=clock.due,
        rule_version=rule.version,
        withdrawn_on=today,
        fact_id=fact.pk,
    )
    keep_withdrawal(fact, act, rule, by=by)
    _tell(fact, source)
    fact.end_terms(reason=f"撤销：{reason}", by=by)
    return fact


def recipients_of(fact: FactKind) -> list[tuple[str, str]]:
    """Return who is told of a withdrawal, as (part, credit code): each body once, and whoever was sent the fact."""
    told: dict[str, str] = {}
    for part, body in fact.bodies_to_tell().items():
        if body is not None:
            told.setdefault(body.credit_code, part)
    return [(part, code) for code, part in told.items()] + [("sharing", "")]


def _tell(fact: FactKind, source: SourceDocument) -> None:
    document = {"body": source.body, "number": source.number, "dated_on": str(source.dated_on)}
    Outbox.objects.bulk_create(
        Outbox(
            topic=fact.WITHDRAWN_TOPIC,
            subject_id=fact.pk,
            payload={"as": part, "to": code, "record_no": fact.number, "document": document},
        )
        for part, code in recipients_of(fact)
    )


def _require_document(fact: FactKind, source: SourceDocument, today: date) -> date:
    wrong = {}
    found_on = fact.decided
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
