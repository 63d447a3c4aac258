"""What a posting has begun on facts, corrections and publications and not finished."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Concat

from common.cases.open_cases import CaseKind, through
from records.vocabulary import CorrectionStatus, PublicationStatus, RecordStatus

_DRAFTS = Q(status__in=[RecordStatus.DRAFT, RecordStatus.RETURNED])


_RECORD, _JUDGMENT, _COMMENDATION, _CORRECTION, _PUBLICATION = (
    "records.dishonestyrecord",
    "records.lostjudgment",
    "records.commendation",
    "records.correction",
    "records.publication",
)


KINDS = (
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
        F("fact__number"),
    ),
    CaseKind(
        "publication_pending",
        "拟公示未办结",
        _PUBLICATION,
        Q(status=PublicationStatus.PENDING),
        lambda posting: through(_PUBLICATION, "enter", posting),
        F("face_title"),
    ),
)
