"""The list of dishonesty records."""

from __future__ import annotations

from django.db.models import Case, CharField, QuerySet, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, coded, day_column, link, mark
from common.lists.facets import Facet, RegionFacet
from common.lists.spec import ListSpec, in_order
from common.trail import Actor
from policy.vocabulary import RecordStatus, Severity
from records.facts.dishonesty.filters import NO_PUBLICATION, RecordFilter
from records.facts.lists import ENTERED, open_words
from records.models import DishonestyRecord


def _rows(posting: Actor) -> QuerySet[DishonestyRecord]:
    rows = DishonestyRecord.objects.visible_to(posting).with_publication()
    return rows.select_related("department__region", "official", "subject_region", "entered_by")


def _document(record: DishonestyRecord) -> SafeString:
    address = reverse("records:record", args=[record.record_no])
    ordinal = (
        format_html(' <span class="muted small">之{}</span>', record.ordinal) if record.ordinal > 1 else ""
    )
    return below(format_html("{}{}", link(address, record.named, "code"), ordinal), record.title())


def _subject(record: DishonestyRecord) -> SafeString:
    return below(record.subject, record.department.region.name if record.department else "")


def _status(record: DishonestyRecord) -> SafeString:
    stands = record.status_word
    due = record.statement_due if record.status == RecordStatus.STATEMENT else None
    return below(mark(stands.word, stands.shape), f"截止 {due:%m-%d}" if due else open_words(record))


SUBJECT = Case(
    When(official__isnull=True, then=Value("department")), default=Value("official"), output_field=CharField()
)
RECORDS = ListSpec(
    key="records",
    label="失信记录",
    unit="条",
    url_name="records:records",
    rows=_rows,
    filterset=RecordFilter,
    default="-decided",
    template="records/records.html",
    empty="记录由录入员或认定机关录入、导入后出现在这里；您只看到岗位范围内的。",
    columns=(
        Column(
            "document",
            "文书号与事由",
            lambda r: r.document_number,
            _document,
            exports=(
                ("记录编号", lambda r: r.record_no),
                ("文书号", lambda r: r.document_number),
                ("事实序号", lambda r: r.ordinal),
                ("事由", lambda r: r.title()),
            ),
            sort=["document_key"],
            fixed=True,
        ),
        Column(
            "department",
            "失信主体",
            lambda r: str(r.subject),
            _subject,
            exports=(
                ("失信主体", lambda r: str(r.subject)),
                ("统一社会信用代码", lambda r: r.department.credit_code if r.department else ""),
            ),
            sort=["department__sort_key"],
        ),
        Column("source", "来源", lambda r: r.get_source_kind_display(), css="nowrap"),
        Column("domain", "领域", lambda r: r.get_domain_display()),
        Column(
            "severity",
            "程度",
            lambda r: r.get_declared_severity_display(),
            sort=[in_order("declared_severity", Severity)],
            css="nowrap",
        ),
        day_column("decided", "认定日期", "decided_on"),
        Column(
            "status", "状态", lambda r: r.status_word.word, _status, sort=[in_order("status", RecordStatus)]
        ),
        Column("number", "记录编号", lambda r: r.record_no, lambda r: coded(r.record_no), shown=False),
        Column("region", "地区", lambda r: r.subject_region.name if r.subject_region else "", shown=False),
        Column("finder", "认定机关", lambda r: r.finding_body, shown=False),
        day_column("due", "申辩截止", "statement_due", shown=False),
        ENTERED,
    ),
    facets=(
        Facet("status", "status"),
        Facet("publication", "publication_status", null=NO_PUBLICATION),
        Facet("declared_severity", "declared_severity"),
        Facet("source_kind", "source_kind"),
        Facet("domain", "domain"),
        Facet("subject", SUBJECT),
        RegionFacet(field="subject_region__path"),
    ),
)
