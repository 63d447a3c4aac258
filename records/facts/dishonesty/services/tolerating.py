"""A tolerated matter is left out of the records, and taken up again where its tolerance is revoked（容错）."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from common.causes import Cause
from common.errors import NotEligible
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


readmission_bars: list[Callable[[FactKind], str]] = []
"""What apps above say of a matter that cannot be taken up again（源文书已撤销、停止执行）."""


def bar_to_readmission(record: FactKind) -> str:
    """Return why a matter is not taken up again now, "" where nothing bars it."""
    return next(filter(None, (says(record) for says in readmission_bars)), "")


def readmit_record(record: FactKind, *, by: Actor, reason: str, cause: Cause) -> FactKind:
    """Take a matter up again whose tolerance was revoked: it goes back to review（rules.md 0(2)）."""
    if words := bar_to_readmission(record):
        raise NotEligible(words)
    unheard = DishonestyRecord.UNHEARD
    return record.move("readmit", by=by, reason=reason, caused_by=cause, decision_document="", **unheard)
