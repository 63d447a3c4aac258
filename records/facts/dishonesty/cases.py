"""The procedure of dishonesty records（政务失信记录）."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from common.cases.case_type import DECLINED
from common.cases.open_cases import CaseKind, through
from common.open_matters import OpenMatter
from common.registry import Finder, Hit
from common.tabs import evidence_tab, history_tab
from common.trail import Actor
from organisations.models import Department
from policy.vocabulary import RecordStatus
from records.addresses import fact_address
from records.facts.cases import DRAFTS, case_of
from records.facts.dishonesty import case_tabs, queues, sent
from records.facts.dishonesty.acts import RECORD_ACTS
from records.facts.dishonesty.bulk_acts import RECORD_BULK
from records.facts.dishonesty.filters import RecordFilter
from records.facts.dishonesty.forms import RecordForm
from records.facts.dishonesty.lists import RECORDS as LIST
from records.models import DishonestyRecord

S = RecordStatus
MODEL = DishonestyRecord._meta.label_lower
UNDER_WAY = (S.DRAFT, S.RETURNED, S.PENDING_REVIEW, S.PENDING_NOTICE, S.STATEMENT)


def _found(posting: Actor, words: str) -> QuerySet[DishonestyRecord]:
    scope = DishonestyRecord.objects.visible_to(posting).with_publication()
    scope = scope.select_related("department", "official")
    return RecordFilter({"q": words}, queryset=scope, posting=posting).qs.order_by(
        F("decided_on").desc(nulls_last=True), "pk"
    )


def _hit(record: DishonestyRecord) -> Hit:
    subject = record.department or record.official
    return Hit(
        f"{record.named} {record.title()}",
        fact_address(record),
        f"{subject} · {record.status_word.word}",
    )


def _in(
    *states: RecordStatus, unit: str = "department"
) -> Callable[[Iterable[Department]], QuerySet[DishonestyRecord]]:
    """Return the question for the records in these states of which given departments are the `unit`."""
    return lambda units: DishonestyRecord.objects.filter(**{f"{unit}__in": units, "status__in": states})


OPEN_CASES = (
    CaseKind(
        "record_draft",
        "失信记录草稿或退回件",
        MODEL,
        DRAFTS,
        lambda posting: through(MODEL, "enter", posting),
        Concat("record_no", Value(" "), "document_number"),
    ),
    CaseKind(
        "record_review",
        "复核后尚未认定的失信记录",
        MODEL,
        Q(status__in=[S.PENDING_NOTICE, S.STATEMENT]),
        lambda posting: through(MODEL, "pass_review", posting, actor=OuterRef("reviewed_by_id")),
        Concat("record_no", Value(" "), "document_number"),
    ),
)
OPEN_MATTERS = (
    OpenMatter("records", "办理中的失信记录", _in(*UNDER_WAY), order=10),
    OpenMatter("confirmed", "已认定的失信记录", _in(S.CONFIRMED), order=20),
    OpenMatter("findings", "作为认定机关的记录", _in(*UNDER_WAY, S.CONFIRMED, unit="finding_unit"), order=60),
)
RECORDS = case_of(
    DishonestyRecord,
    RecordForm,
    places=(queues.PLACE,),
    lists=(LIST,),
    queues=queues.QUEUES,
    sent=sent.SENT,
    finder=Finder("records", "失信记录", _found, _hit, "records:records", order=10),
    tabs=(evidence_tab(MODEL), history_tab(MODEL), *case_tabs.TABS),
    acts=RECORD_ACTS,
    bulk=RECORD_BULK,
    handover=OPEN_CASES,
    merger=OPEN_MATTERS,
    deadlines=("records.statement", "records.withdrawal", "records.query", "records.sanction"),
    outbox="record",
    titles=DECLINED("用失信记录编号命名（__str__）"),
)
TYPES = (RECORDS,)
