"""What becomes of measures as their record ends: each by the answer of its catalogue line, in the act that ends it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common.causes import Cause
from common.ends import End, Ended
from common.models import Outbox, Transition
from common.trail import Actor
from common.workflow import move_many
from discipline.measures import deadlines
from discipline.measures.bodies import acting_here
from discipline.measures.catalogue import lines_of
from discipline.measures.models import BEFORE, Measure
from discipline.measures.vocabulary import MeasureStatus, RecordEnd
from records.facts.models.kinds import FactKind
from records.models import Publication

ASKED = "measure.lift_asked"
S = MeasureStatus


def end_with_fact(rows: QuerySet[Measure], ended: Ended) -> None:
    """Answer for the open measures of records that were withdrawn, void or tolerated."""
    found = list(rows.values_list("pk", "fact_id"))
    if not found:
        return
    wrong = _found_wrong([fact for _, fact in found], ended)
    for way in RecordEnd:
        keys = [pk for pk, fact in found if _way(ended, fact in wrong) == way]
        _answer(keys, way, by=ended.by, cause=ended.cause("fact_id"), reason=ended.reason)


def _way(ended: Ended, is_wrong: bool) -> RecordEnd:
    if ended.way == End.TOLERATED:
        return RecordEnd.TOLERANCE
    return RecordEnd.WITHDRAWAL if is_wrong or ended.way == End.VOID else RecordEnd.REVERSAL


def _found_wrong(facts: Collection[UUID], ended: Ended) -> set[UUID]:
    """Return the records that another case found wrong; of the others the source itself fell（procedures A.3）."""
    rows = Transition.objects.filter(object_id__in=facts, act=ended.act).order_by("seq")
    return {object_id for object_id, cause in dict(rows.values_list("object_id", "cause")).items() if cause}


def end_with_publication(rows: QuerySet[Measure], ended: Ended) -> None:
    """Answer for the open measures of records whose publicity ran out（rules.md 0.2j）."""
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    for publication in Publication.objects.filter(pk__in=ended.ids):
        own = list(Measure.objects.filter(pk__in=keys, fact=publication.fact_id).values_list("pk", flat=True))
        cause = Cause.of(publication, ended.act)
        _answer(own, RecordEnd.EXPIRY, by=ended.by, cause=cause, reason=ended.reason)


@transaction.atomic
def end_with_repair(fact: FactKind, *, by: Actor, reason: str) -> None:
    """Answer for the open measures of a record whose credit was just repaired: 修复 lifts them, too（rules.md 4.1）."""
    keys = list(
        Measure.objects.filter(fact=fact.pk, status__in=[*BEFORE, S.RUNNING]).values_list("pk", flat=True)
    )
    _answer(keys, RecordEnd.REPAIR, by=by, cause=Cause.of(fact, "repair"), reason=reason)


def _answer(keys: Collection[UUID], way: RecordEnd, *, by: Actor, cause: Cause, reason: str) -> None:
    """End these measures, let them wait for the body that applies them, or let them go on, as the catalogue says."""
    cases = list(Measure.objects.filter(pk__in=keys).select_related("body_unit"))
    lines = lines_of([(case.measure, case.measure_version) for case in cases])
    told = [case for case in cases if lines[case.measure, case.measure_version].ends_by(way)]
    because = f"所依据的失信记录已{way.label}：{reason}"
    _lapse([case for case in told if case.status in BEFORE], because, by=by, cause=cause)
    running = [case for case in told if case.status == S.RUNNING]
    here = acting_here([case.body_unit_id for case in running if case.body_unit_id], timezone.localdate())
    ended = [case for case in running if case.body_unit_id in here]
    waiting = [case for case in running if case.body_unit_id not in here]
    _cease(ended, way, because, by=by, cause=cause)
    _await(waiting, way, because, by=by, cause=cause)


def _lapse(cases: Collection[Measure], because: str, *, by: Actor, cause: Cause) -> None:
    if cases:
        move_many(_rows(cases), "lapse", by=by, caused_by=cause, reason=because)
        deadlines.end_all([case.pk for case in cases], reason=because, by=by)


def _cease(cases: Collection[Measure], way: RecordEnd, because: str, *, by: Actor, cause: Cause) -> None:
    if cases:
        changes = {"end_way": way, "lifted_on": timezone.localdate(), "lift_document": because[:300]}
        move_many(_rows(cases), "cease", by=by, caused_by=cause, reason=because, **changes)


def _await(cases: Collection[Measure], way: RecordEnd, because: str, *, by: Actor, cause: Cause) -> None:
    """Let them stand 「待解除」: the news goes out, and a clock runs until the document of the body elsewhere is there."""
    if not cases:
        return
    move_many(_rows(cases), "await_lift", by=by, caused_by=cause, reason=because, end_way=way)
    for case in cases:
        deadlines.start_lift(case, by=by)
        payload = {"to": case.body_name, "measure_no": case.number, "way": str(way)}
        Outbox.objects.create(topic=ASKED, subject_id=case.pk, payload=payload)


def _rows(cases: Collection[Measure]) -> QuerySet[Measure]:
    return Measure.objects.filter(pk__in=[case.pk for case in cases])
