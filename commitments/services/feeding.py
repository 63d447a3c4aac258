"""From a confirmed breach to the draft of a dishonesty record: only by one of the four documents, with the evidence.

Judgment, penalty, 处分, 问责: there is no fifth source（procedures A.1）. The papers of the road itself are none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from commitments.domains.domain import domains
from commitments.models import Breach
from common.errors import Incomplete, NotEligible, WrongState
from common.models import Evidence
from common.services import attach
from common.services.evidence import read_content
from identifiers.document_numbers import document_key
from policy.vocabulary import AccountabilityObject, Cause, SourceKind
from postings.models import Posting
from records.facts.models.kinds import FactKind
from records.services import enter_record

OF_THE_ROAD = (
    "核实、责令和确认违约失信的文书不是四类文书：只有司法判决、行政处罚、处分、问责处理能够成为失信记录"
)
NO_FILE = "请先把判决、处罚、处分或者问责文书传到“证据”，再从中选定"


@transaction.atomic
def draft_record(
    case: Breach, *, by: Posting, document: Evidence, reason: str = "", **source: Any
) -> FactKind:
    """Enter the draft of a record from one of the four documents, whose file lies beside the case; evidence goes along.

    The draft then goes the road of every record: review, notice, hearing, 认定. Raises Incomplete, NotEligible.
    """
    if case.record_id is not None:
        raise WrongState("这件已经生成失信记录草稿")
    domain = domains[case.commitment.domain]
    if words := domain.bars_record(domain.part_of(case.commitment)):
        raise NotEligible(words)
    _require_document(case, document, source)
    record = enter_record(by=by, reason=f"由违约失信核实 {case.number} 的文书生成", **_fields(case, source))
    for evidence in _laid(case):
        _copy(evidence, record, by)
    case.move("draft_record", by=by, reason=reason or record.number, record_id=record.pk)
    return record


def _require_document(case: Breach, document: Evidence, source: dict[str, Any]) -> None:
    if source.get("source_kind") not in SourceKind.values:
        raise Incomplete("失信记录只能来自四类文书", {"source_kind": "请选择文书的来源类型"})
    if not any(one.pk == document.pk for one in _laid(case)):
        raise NotEligible(NO_FILE)
    key = document_key(str(source.get("document_number") or ""))
    papers = (case.verify_document, case.order_document, case.confirm_document)
    if not key or any(key in document_key(paper) for paper in papers if paper):
        raise Incomplete(OF_THE_ROAD, {"document_number": OF_THE_ROAD})


def _laid(case: Breach) -> Sequence[Evidence]:
    return list(Evidence.objects.of(case).standing())


def _fields(case: Breach, source: dict[str, Any]) -> dict[str, Any]:
    promise = case.commitment
    is_body = source["source_kind"] == SourceKind.ACCOUNTABILITY
    return {
        **source,
        "department": promise.department,
        "source_details": {},
        "cause": Cause.BREACH,
        "domain": promise.domain,
        "facts": f"{promise.document_title}（{promise.document_number}）：{case.finding}",
        "amount": promise.owed,
        "loss": None,
        "ordinal": 1,
        "accountability_object": AccountabilityObject.BODY if is_body else "",
        "remark": f"违约失信核实 {case.number}，承诺 {promise.number}",
    }


def _copy(evidence: Evidence, record: FactKind, by: Posting) -> None:
    content = read_content(evidence, act="view", by=by)
    file = SimpleUploadedFile(evidence.file_name, content, evidence.content_type)
    attach(record, file, title=evidence.title, by=by)
