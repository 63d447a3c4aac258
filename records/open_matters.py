"""What a department still answers for on file: a reorganisation counts these matters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from common.open_matters import OpenMatter, open_matters
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


def _about(units: Iterable[Any]) -> Q:
    """Return the condition that a publication or correction is about a fact on one of the units."""
    record, judgment = Q(record__department__in=units), Q(judgment__department__in=units)
    return record | judgment | Q(commendation__department__in=units)


def register() -> None:
    """Enter what records themselves keep open; called once when the app is ready."""
    live = [PublicationStatus.PENDING, PublicationStatus.PUBLIC]
    open_matters.register(
        OpenMatter("records", "办理中的失信记录", _of(DishonestyRecord, status__in=UNDER_WAY), order=10),
        OpenMatter("confirmed", "已认定的失信记录", _of(DishonestyRecord, status=S.CONFIRMED), order=20),
        OpenMatter(
            "publications",
            "在审或在公示的记录",
            lambda units: Publication.objects.filter(_about(units), status__in=live),
            order=30,
        ),
        OpenMatter(
            "corrections",
            "办理中的更正",
            lambda units: Correction.objects.filter(_about(units), status__in=IN_HAND),
            order=40,
        ),
        OpenMatter("judgments", "败诉与拒不执行", _of(LostJudgment, status=S.CONFIRMED), order=50),
        OpenMatter("commendations", "守信记录", _of(Commendation, status=S.CONFIRMED), order=55),
        OpenMatter(
            "findings",
            "作为认定机关的记录",
            lambda units: DishonestyRecord.objects.filter(
                finding_unit__in=units, status__in=[*UNDER_WAY, S.CONFIRMED]
            ),
            order=60,
        ),
    )
