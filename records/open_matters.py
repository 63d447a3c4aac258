"""What a department still answers for on file: a reorganisation counts these matters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from common.open_matters import OpenMatter
from records.corrections.models.corrections import IN_HAND
from records.models import Commendation, Correction, DishonestyRecord, LostJudgment, Publication
from records.vocabulary import PublicationStatus, RecordStatus

S = RecordStatus
UNDER_WAY = (S.DRAFT, S.RETURNED, S.PENDING_REVIEW, S.PENDING_NOTICE, S.STATEMENT)


def _of(model: Any, **condition: Any) -> Any:
    def rows(units: Iterable[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(department__in=units, **condition)
        return found

    return rows


LIVE = (PublicationStatus.PENDING, PublicationStatus.PUBLIC)
RECORDS = (
    OpenMatter("records", "办理中的失信记录", _of(DishonestyRecord, status__in=UNDER_WAY), order=10),
    OpenMatter("confirmed", "已认定的失信记录", _of(DishonestyRecord, status=S.CONFIRMED), order=20),
    OpenMatter(
        "findings",
        "作为认定机关的记录",
        lambda units: DishonestyRecord.objects.filter(
            finding_unit__in=units, status__in=[*UNDER_WAY, S.CONFIRMED]
        ),
        order=60,
    ),
)
PUBLICATIONS = OpenMatter(
    "publications",
    "在审或在公示的记录",
    lambda units: Publication.objects.filter(fact__department__in=units, status__in=LIVE),
    order=30,
)
CORRECTIONS = OpenMatter(
    "corrections",
    "办理中的更正",
    lambda units: Correction.objects.filter(fact__department__in=units, status__in=IN_HAND),
    order=40,
)
JUDGMENTS = OpenMatter("judgments", "败诉与拒不执行", _of(LostJudgment, status=S.CONFIRMED), order=50)
COMMENDATIONS = OpenMatter("commendations", "守信记录", _of(Commendation, status=S.CONFIRMED), order=55)
