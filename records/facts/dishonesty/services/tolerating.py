"""A tolerated matter is left out of the records, and may be taken up again（容错）."""

from __future__ import annotations

from django.db import transaction

from common.errors import Incomplete
from common.models import Outbox
from common.trail import Actor
from records.deadlines import cancel_statement
from records.models import DishonestyRecord


@transaction.atomic
def exclude_record(record: DishonestyRecord, *, by: Actor, reason: str, document: str) -> DishonestyRecord:
    """Leave a tolerated matter out of the records（不纳入）by the deciding body's document（rules.md 0.2f）."""
    if not document.strip():
        words = "不纳入须写明依据文书的机关、文号和日期"
        raise Incomplete(words, {"decision_document": "请填写依据文书"})
    record.move("exclude", by=by, reason=reason, decision_document=document)
    record.end_terms(reason=f"不纳入：{reason}", by=by)
    cancel_statement(record, reason=f"不纳入：{reason}", by=by)
    Outbox.objects.create(topic="record.excluded", subject_id=record.pk, payload={"document": document})
    return record


def readmit_record(record: DishonestyRecord, *, by: Actor, reason: str) -> DishonestyRecord:
    """Take a tolerated matter up again: it goes back to review（rules.md 0(2)）."""
    moved: DishonestyRecord = record.move(
        "readmit", by=by, reason=reason, decision_document="", **record.UNHEARD
    )
    return moved
