"""A tolerated matter is left out of the records, and taken up again where its tolerance is revoked（容错）."""

from __future__ import annotations

from django.db import transaction

from common.causes import Cause
from common.models import Outbox
from common.trail import Actor
from records.deadlines import cancel_statement
from records.facts.models.kinds import FactKind
from records.models import DishonestyRecord


@transaction.atomic
def exclude_record(record: FactKind, *, by: Actor, reason: str, document: str, cause: Cause) -> FactKind:
    """Leave a tolerated matter out of the records（不纳入）, by the act on the deciding body's document（rules.md 0.2f）."""
    record.move("exclude", by=by, reason=reason, caused_by=cause, decision_document=document)
    record.end_terms(reason=f"不纳入：{reason}", by=by)
    cancel_statement(record, reason=f"不纳入：{reason}", by=by)
    Outbox.objects.create(topic="record.excluded", subject_id=record.pk, payload={"document": document})
    return record


def readmit_record(record: FactKind, *, by: Actor, reason: str, cause: Cause) -> FactKind:
    """Take a matter up again whose tolerance was revoked: it goes back to review（rules.md 0(2)）."""
    unheard = DishonestyRecord.UNHEARD
    return record.move("readmit", by=by, reason=reason, caused_by=cause, decision_document="", **unheard)
