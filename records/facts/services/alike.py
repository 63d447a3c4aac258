"""Records that may be the same fact reported twice: by document number, or by subject, time and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

from common.identifiers import document_key
from common.trail import Actor
from records.models import DishonestyRecord
from records.vocabulary import RecordStatus

NEAR_DAYS = 180
ALIKE_PERCENT = 50
MOST = 20
MOST_COMPARED = 100


@dataclass(frozen=True)
class Alike:
    """A record that looks like another, and why."""

    record: DishonestyRecord
    why: str


def alike(record: DishonestyRecord, posting: Actor) -> list[Alike]:
    """Return the records in the posting's scope that look like `record`; those out of scope are never told of.

    Same number in its normal form（other ordinal, subject or source）; or same subject within NEAR_DAYS and
    at least ALIKE_PERCENT of the words' pieces shared. 苏政发〔2023〕55号 二(二)
    """
    twins = same_number(record.document_number, posting, but=record)
    near = [one for one in _near(record, posting) if one.record.pk not in {twin.record.pk for twin in twins}]
    return [*twins, *near]


def same_number(number: str, posting: Actor, but: DishonestyRecord | None = None) -> list[Alike]:
    """Return the records in scope that carry this document number, however it is written."""
    found = _others(posting, but).filter(document_key=document_key(number)).order_by("ordinal", "record_no")
    return [Alike(one, _why_twin(one, but)) for one in found[:MOST]]


def _others(posting: Actor, but: DishonestyRecord | None) -> Any:
    rows = DishonestyRecord.objects.visible_to(posting).exclude(status=RecordStatus.VOID)
    rows = rows.select_related("department", "official")
    return rows.exclude(pk=but.pk) if but else rows


def _why_twin(one: DishonestyRecord, but: DishonestyRecord | None) -> str:
    if but is None:
        return "文书号相同"
    differs = []
    if (one.department_id, one.official_id) != (but.department_id, but.official_id):
        differs.append("主体不同")
    if one.source_kind != but.source_kind:
        differs.append("来源不同")
    if one.ordinal != but.ordinal:
        differs.append(f"序号 {one.ordinal}")
    return "文书号相同" + ("，" + "、".join(differs) if differs else "")


def _near(record: DishonestyRecord, posting: Actor) -> list[Alike]:
    pieces = pieces_of(record.facts)
    if not pieces:
        return []
    days = timedelta(days=NEAR_DAYS)
    rows = _others(posting, record).filter(
        department=record.department_id,
        official=record.official_id,
        decided_on__range=(record.decided_on - days, record.decided_on + days),
    )
    measured = rows.annotate(
        shared=RawSQL(
            "(SELECT count(*) FROM unnest(public.text_grams(records_dishonestyrecord.facts)) AS piece"
            " WHERE piece.lexeme = ANY(%s))",
            [pieces],
            output_field=IntegerField(),
        ),
        held=RawSQL(
            "length(public.text_grams(records_dishonestyrecord.facts))", [], output_field=IntegerField()
        ),
    )
    likeness = [
        (shared_percent(one, len(pieces)), one) for one in measured.order_by("-decided_on")[:MOST_COMPARED]
    ]
    close = sorted((pair for pair in likeness if pair[0] >= ALIKE_PERCENT), key=lambda pair: -pair[0])
    return [Alike(one, _why_near(percent, one, record)) for percent, one in close[:MOST]]


def shared_percent(one: Any, pieces: int) -> int:
    """Return how much the two texts share, in percent: twice the common pieces by all pieces."""
    return round(200 * one.shared / max(one.held + pieces, 1))


def _why_near(percent: int, one: DishonestyRecord, record: DishonestyRecord) -> str:
    days = abs((one.decided_on - record.decided_on).days)
    apart = f"认定日期相距 {days} 日" if days else "认定日期相同"
    return f"同一主体，{apart}，描述相似 {percent}%"


def pieces_of(text: str) -> Sequence[str]:
    """Return the pieces of a text by which texts are compared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(public.text_grams(%s))", [text])
        found: list[str] = cursor.fetchone()[0]
    return found
