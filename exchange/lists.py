"""The lists of reporting duties（迟报清单 among them）and of import batches."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, cast

import django_filters as filters
from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.lists.columns import Column, below, day_column, mark, row_link
from common.lists.facets import Counts, Facet, RegionFacet
from common.lists.filters import SEARCH, TickFilter, choice
from common.lists.spec import ListSpec, in_order
from common.templatetags.office import due_words
from common.trail import Actor
from exchange.models.batches import BatchStatus, ImportBatch, ImportKind
from exchange.models.duties import DutyQuerySet, DutyStatus, ReportingDuty
from organisations.filters import RegionFilter, ScopedFilter

LATE = "late"
TO_REMIND = "到期未报"
"""Whose day has come, by whatever rule; only a settled one calls it 逾期（`ReportingDuty.word`）."""
QUARTER = re.compile(r"20[0-9]{2}-[1-4]")
BATCH_SHAPES = {BatchStatus.DONE: "mended", BatchStatus.FAILED: "objection"}


class DutyFilter(ScopedFilter):
    q = filters.CharFilter(label="单位", method="find", widget=SEARCH)
    status = choice("状态", [*DutyStatus.choices, (LATE, TO_REMIND)], method="at")
    quarter = choice("季度", [], method="of_quarter")
    region = RegionFilter("unit__region")
    mine = TickFilter(label="只看本单位", method="own")

    class Meta:
        model = ReportingDuty
        fields: list[str] = []

    def __init__(self, *args: Any, posting: Actor, **kwargs: Any) -> None:
        super().__init__(*args, posting=posting, **kwargs)
        self.posting = posting
        known = ReportingDuty.objects.visible_to(posting).order_by("-year", "-quarter")
        quarters = [f"{y}-{q}" for y, q in known.values_list("year", "quarter").distinct()]
        asked = str(self.data.get("quarter", ""))
        if QUARTER.fullmatch(asked) and asked not in quarters:
            quarters.append(asked)  # nothing was due then: an empty list, not an unknown filter
        self.form.fields["quarter"].choices = [(q, "{} 年第 {} 季度".format(*q.split("-"))) for q in quarters]
        if not posting.unit_id:
            del self.form.fields["mine"]

    def find(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        return rows.filter(unit__name__icontains=asked.strip())

    def at(self, rows: QuerySet[Any], name: str, status: str) -> QuerySet[Any]:
        """Filter by status; the late ones wait too."""
        duties = cast(DutyQuerySet, rows)
        return duties.passed(timezone.localdate()) if status == LATE else rows.filter(status=status)

    def of_quarter(self, rows: QuerySet[Any], name: str, asked: str) -> QuerySet[Any]:
        year, _, quarter = asked.partition("-")
        return rows.filter(year=int(year), quarter=int(quarter))

    def own(self, rows: QuerySet[Any], name: str, asked: bool) -> QuerySet[Any]:
        return rows.filter(unit=self.posting.unit_id) if asked else rows


class BatchFilter(ScopedFilter):
    q = filters.CharFilter(label="文件名", field_name="file_name", lookup_expr="icontains", widget=SEARCH)
    status = choice("状态", BatchStatus.choices)
    kind = choice("类型", ImportKind.choices)

    class Meta:
        model = ImportBatch
        fields: list[str] = []


class DutyFacet(Facet):
    """What is late is counted among what waits, too: the filter shows it there."""

    def expression(self, form: Form) -> Combinable:
        is_late = When(status=DutyStatus.PENDING, due_on__lt=timezone.localdate(), then=Value(LATE))
        return Case(is_late, default=F("status"), output_field=CharField())

    def choices(
        self, counts: Counts, form: Form, address: Callable[..., str]
    ) -> Sequence[tuple[str, str, int]]:
        waiting = counts.get(DutyStatus.PENDING, 0) + counts.get(LATE, 0)
        return super().choices({**counts, DutyStatus.PENDING: waiting}, form, address)


def _duties(posting: Actor) -> QuerySet[ReportingDuty]:
    return (
        ReportingDuty.objects.visible_to(posting)
        .with_file_for(posting, "batch")
        .select_related("unit__region", "rule")
    )


def _batches(posting: Actor) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.visible_to(posting).select_related("posting__user")


def _word(duty: ReportingDuty) -> str:
    return str(duty.word(timezone.localdate()))


def _due(duty: ReportingDuty) -> SafeString:
    waits = duty.status == DutyStatus.PENDING and duty.due_on >= timezone.localdate()
    return below(f"{duty.due_on:%Y-%m-%d}", due_words(duty.due_on) if waits else "")


def _duty_mark(duty: ReportingDuty) -> SafeString:
    if duty.status != DutyStatus.PENDING:
        return mark(_word(duty), "mended")
    return mark(_word(duty), "objection" if duty.is_late(timezone.localdate()) else "plain")


def _filed(duty: ReportingDuty) -> str:
    if not duty.filed_on:
        return "—"
    return below(f"{duty.filed_on:%Y-%m-%d}", duty.shown_file)


def _number(count: int | None) -> str:
    return "—" if count is None else f"{count:,}"


def _file(batch: ImportBatch) -> SafeString:
    address = reverse("exchange:batch", args=[batch.pk])
    trial = format_html(" {}", mark("试算")) if batch.dry_run else ""
    return format_html('<a href="{}">{}</a>{}', address, batch.file_name, trial)


def _counted(key: str, label: str, field: str, sort: Sequence[str] = ()) -> Column:
    return Column(
        key,
        label,
        lambda b: getattr(b, field),
        lambda b: _number(getattr(b, field)),
        sort=sort,
        css="n",
    )


DUTIES = ListSpec(
    key="duties",
    label="归集报送任务",
    unit="项",
    url_name="exchange:duties",
    rows=_duties,
    filterset=DutyFilter,
    default="due",
    template="exchange/duties.html",
    hint="各单位按季报送失信信息；没有的作零报告。",
    empty="每个季度终了后，系统按“规则”里定的范围给应报单位生成任务，并在截止前提醒。",
    columns=(
        Column(
            "unit",
            "单位",
            lambda d: d.unit.name,
            lambda d: below(
                row_link(lambda d: reverse("exchange:duty", args=[d.pk]), lambda d: d.unit.name)(d),
                d.unit.region.name,
            ),
            exports=(
                ("单位", lambda d: d.unit.name),
                ("统一社会信用代码", lambda d: d.unit.credit_code),
                ("地区", lambda d: d.unit.region.name),
            ),
            sort=["unit__sort_key"],
            fixed=True,
        ),
        Column("quarter", "季度", lambda d: d.period, sort=["year", "quarter"], css="nowrap"),
        Column("due", "截止", lambda d: d.due_on, _due, sort=["due_on"], css="nowrap"),
        Column("status", "状态", _word, _duty_mark, sort=[in_order("status", DutyStatus)], css="nowrap"),
        Column(
            "filed",
            "报送",
            lambda d: d.filed_on,
            _filed,
            exports=(
                ("报送日期", lambda d: d.filed_on),
                ("导入文件", lambda d: d.shown_file),
            ),
            sort=["filed_on"],
        ),
        Column("statement", "零报告说明", lambda d: d.statement, shown=False),
    ),
    facets=(
        DutyFacet("status", "status"),
        Facet("quarter", Concat("year", Value("-"), "quarter", output_field=CharField())),
        RegionFacet(field="unit__region__path"),
    ),
)
BATCHES = ListSpec(
    key="imports",
    label="导入",
    unit="个",
    url_name="exchange:imports",
    rows=_batches,
    filterset=BatchFilter,
    default="-created",
    template="exchange/imports.html",
    hint="季度归集表和机构名录从这里进来；合格的行成为草稿，其余的行连同原因退回。",
    empty="还没有导入过文件。下载模板填好后，由录入员或认定机关从“上传文件”开始。",
    columns=(
        Column(
            "file",
            "文件",
            lambda b: b.file_name,
            _file,
            css="wrap",
            exports=(
                ("文件", lambda b: b.file_name),
                ("试算", lambda b: "试算" if b.dry_run else ""),
            ),
            sort=["file_name"],
            fixed=True,
        ),
        Column("kind", "类型", lambda b: b.get_kind_display()),
        Column(
            "status",
            "状态",
            lambda b: b.get_status_display(),
            lambda b: mark(b.get_status_display(), BATCH_SHAPES.get(b.status, "plain")),
        ),
        _counted("rows", "读取", "rows_read", ["rows_read"]),
        Column(
            "accepted",
            "入库",
            lambda b: b.accepted,
            lambda b: below(_number(b.accepted), f"撤回 {b.undone:,}" if b.undone else "", "nowrap"),
            exports=(("入库", lambda b: b.accepted), ("撤回", lambda b: b.undone)),
            css="n",
        ),
        _counted("duplicates", "重复", "duplicates"),
        _counted("rejected", "退回", "rejected", ["rejected"]),
        Column("who", "上传人", lambda b: b.posting.user.name),
        day_column("created", "时间", "created_at"),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind")),
)
