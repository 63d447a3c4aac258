"""A confirmed breach of the government side goes to the public credit system of the same level, and what becomes of it.

苏政发〔2023〕55号 三(二); procedures E.22. Only a domain that says so is pushed; whether it leaves, the catalogue of information says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from commitments.domains.domain import domains
from commitments.models import Breach
from common.models import Outbox

CONFIRMED, CORRECTED = "breach.confirmed", "breach.corrected"
REPAIRED, REVOKED = "breach.repaired", "breach.revoked"
TOPICS = {
    CONFIRMED: "确认违约失信",
    CORRECTED: "违约失信认定更正",
    REPAIRED: "违约失信已履行修复",
    REVOKED: "违约失信认定撤销",
}
CHANGED_BY = {CORRECTED: "correct_document", REPAIRED: "mend_document", REVOKED: "revoke_document"}
"""The document by which a finding that was told of before became another."""


def push(case: Breach, topic: str) -> Outbox | None:
    """Put the news into the outbox, addressed to the public credit system of the body's own level; text stays here."""
    promise = case.commitment
    if not domains[promise.domain].is_pushed:
        return None
    body = promise.department
    return Outbox.objects.create(
        topic=topic,
        subject_id=case.pk,
        payload={
            "to": f"{body.region.name}公共信用信息系统",
            "breach_no": case.number,
            "commitment_no": promise.number,
            "credit_code": body.credit_code,
            "document": case.confirm_document,
            "changed_by": str(getattr(case, CHANGED_BY.get(topic, ""), "")),
        },
    )


@dataclass(frozen=True)
class Pushed:
    """One message about a breach: what it says, to whom, since when it may leave."""

    words: str
    receiver: str
    on: date
    left_on: date | None


def pushed_of(case: Breach) -> Sequence[Pushed]:
    """Return the messages about a breach, the oldest first."""
    if not domains[case.commitment.domain].is_pushed:
        return []
    rows = Outbox.objects.filter(subject_id=case.pk, topic__in=TOPICS).order_by("pk")
    return [
        Pushed(
            TOPICS[row.topic],
            str(row.payload["to"]),
            timezone.localdate(row.created_at),
            timezone.localdate(row.taken_at) if row.taken_at else None,
        )
        for row in rows
    ]
