"""What a posting has begun and not finished: every app registers the kinds that are its own.

A handover lists these cases, and a posting with open ones cannot end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, Left

from common.models import Transition
from records.vocabulary import CorrectionStatus, PublicationStatus, RecordStatus, ReorganisationStatus

LABEL_LENGTH = 200
OWN_TOPICS = ("posting.", "handover.")
"""Notices about the posting itself: they end with it and are not handed over."""


@dataclass(frozen=True)
class CaseKind:
    """One kind of open case: `is_open` says which rows are unfinished, `begun_by` which of them a posting began.

    `is_private`: only who answers for a case sees it, so the receiver sees it from the receipt on.
    """

    key: str
    label: str
    model: str
    is_open: Q
    begun_by: Callable[[Any], Any]
    name: Combinable
    is_private: bool = False

    def rows(self, posting: Any) -> QuerySet[Any]:
        """Return the open cases for which `posting` answers: begun by it and not handed on, or received."""
        model = apps.get_model(self.model)
        taken = apps.get_model("records", "Responsibility").objects.filter(
            kind=self.key, object_id=OuterRef("pk")
        )
        begun = Q(self.begun_by(posting)) & ~Exists(taken)
        received = Q(Exists(taken.filter(posting_id=posting.pk)))
        rows = model._base_manager.filter(self.is_open).filter(begun | received)
        return rows.annotate(case_label=Left(Cast(self.name, CharField()), LABEL_LENGTH))


class CaseKinds(dict[str, CaseKind]):
    """The registry, in order of registration."""

    def register(self, *kinds: CaseKind) -> None:
        for kind in kinds:
            self[kind.key] = kind

    def counts(self, posting: Any) -> dict[CaseKind, int]:
        """Return {kind: number} of what `posting` has open; kinds without any are left out."""
        counted = {kind: kind.rows(posting).count() for kind in self.values()}
        return {kind: number for kind, number in counted.items() if number}


def through(model: str, act: str, posting: Any, **columns: Any) -> Exists:
    """Return the condition that `act` was done to the row through `posting`, as the trail has it."""
    done = Transition.objects.filter(
        object_id=OuterRef("pk"), object_type=model, act=act, posting_id=posting.pk, **columns
    )
    return Exists(done)


def in_words(counts: dict[CaseKind, int]) -> str:
    """Return "草稿 3 件、待办通知 2 件"."""
    return "、".join(f"{kind.label} {number} 件" for kind, number in counts.items())


case_kinds = CaseKinds()
_DRAFTS = Q(status__in=[RecordStatus.DRAFT, RecordStatus.RETURNED])
_RECORD, _JUDGMENT, _COMMENDATION, _CORRECTION, _PUBLICATION = (
    "records.dishonestyrecord",
    "records.lostjudgment",
    "records.commendation",
    "records.correction",
    "records.publication",
)
_REORGANISATION = "records.reorganisation"
case_kinds.register(
    CaseKind(
        "record_draft",
        "失信记录草稿或退回件",
        _RECORD,
        _DRAFTS,
        lambda posting: through(_RECORD, "enter", posting),
        Concat("record_no", Value(" "), "document_number"),
    ),
    CaseKind(
        "record_review",
        "复核后尚未认定的失信记录",
        _RECORD,
        Q(status__in=[RecordStatus.PENDING_NOTICE, RecordStatus.STATEMENT]),
        lambda posting: through(_RECORD, "pass_review", posting, actor=OuterRef("reviewed_by_id")),
        Concat("record_no", Value(" "), "document_number"),
    ),
    CaseKind(
        "judgment_draft",
        "败诉与拒不执行草稿或退回件",
        _JUDGMENT,
        _DRAFTS,
        lambda posting: through(_JUDGMENT, "enter", posting),
        F("case_number"),
    ),
    CaseKind(
        "commendation_draft",
        "守信记录草稿或退回件",
        _COMMENDATION,
        _DRAFTS,
        lambda posting: through(_COMMENDATION, "enter", posting),
        F("honour"),
    ),
    CaseKind(
        "correction",
        "更正未办结",
        _CORRECTION,
        Q(status__in=[CorrectionStatus.PENDING, CorrectionStatus.ENDORSED, CorrectionStatus.RETURNED]),
        lambda posting: through(_CORRECTION, "enter", posting),
        Coalesce("record__record_no", "judgment__case_number", "commendation__document_number"),
    ),
    CaseKind(
        "reorganisation",
        "机构调整未办结",
        _REORGANISATION,
        Q(
            status__in=[
                ReorganisationStatus.DRAFT,
                ReorganisationStatus.PENDING,
                ReorganisationStatus.RETURNED,
            ]
        ),
        lambda posting: through(_REORGANISATION, "enter", posting),
        Concat("department__name", Value(" "), "document_number"),
    ),
    CaseKind(
        "publication_pending",
        "拟公示未办结",
        _PUBLICATION,
        Q(status=PublicationStatus.PENDING),
        lambda posting: through(_PUBLICATION, "enter", posting),
        F("face_title"),
    ),
    CaseKind(
        "notice",
        "待办通知",
        "common.notice",
        Q(done_at__isnull=True) & ~Q(topic__startswith=OWN_TOPICS[0]) & ~Q(topic__startswith=OWN_TOPICS[1]),
        lambda posting: Q(recipient=posting.pk),
        F("text"),
    ),
)
