"""Office pages of the nightly figures: the region's numbers, and the log of the runs that made them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from common.access import seat
from common.desk import SEEING
from common.lists import list_page
from common.roles import CREDIT_OFFICE
from records.models import Region
from records.vocabulary import KeyDomain, RecordStatus, Severity, SourceKind
from supervision import services
from supervision.lists import RUN_READERS, RUNS
from supervision.models import AggregationRun, OfficeCell, RunState, Subject
from supervision.models.summaries import NO_FIGURES

READERS = SEEING - NO_FIGURES
DIMENSIONS = {
    "domain": ("重点领域", KeyDomain),
    "basis": ("来源类型", SourceKind),
    "severity": ("严重程度", Severity),
}


@seat(READERS)
def figures(request: Any) -> HttpResponse:
    """Show last night's numbers: the places below a region by state, and the region by one dimension."""
    year = request.GET.get("year", "")
    cells = OfficeCell.objects.current().visible_to(request.posting).filter(subject=Subject.DEPARTMENT)
    years = [day.year for day in cells.dates("month", "year", order="DESC")]
    if year.isdigit():
        cells = cells.filter(month__year=int(year))
    region = _region(request, cells)
    context = {
        "run": AggregationRun.objects.current(),
        "failure": AggregationRun.objects.latest_failure(),
        "region": region,
        "places": _places(cells, region),
        "states": RecordStatus.choices,
        "tables": [(label, _by(cells, region, name, words)) for name, (label, words) in DIMENSIONS.items()],
        "years": years,
        "year": year,
        "here": "figures",
    }
    return render(request, "supervision/figures.html", context)


@seat(RUN_READERS)
def runs(request: Any) -> HttpResponse:
    """Show the log of the runs, the newest first."""
    return list_page(
        request,
        RUNS,
        failure=AggregationRun.objects.latest_failure(),
        may_rerun=request.posting.role in CREDIT_OFFICE,
    )


@require_POST
@seat(CREDIT_OFFICE)
def rerun(request: Any) -> HttpResponse:
    """Make the figures anew now."""
    made = services.rerun(by=request.posting)
    if made.state == RunState.OK:
        messages.success(request, f"已重新统计：{made.records} 条入库记录，用时 {made.seconds} 秒。")
    else:
        messages.error(request, f"重新统计未通过，仍显示上一次的数字。原因：{made.error}")
    return redirect("supervision:runs")


def _region(request: Any, cells: Any) -> Region | None:
    """Return the region asked for where it is in scope, else the posting's own, else the province."""
    asked = request.GET.get("region", "")
    mine = request.posting.region or Region.objects.get(code="320000")
    found = Region.objects.under(mine).filter(code=asked).first() if asked else None
    return found or mine


def _places(cells: Any, region: Region | None) -> list[dict[str, Any]]:
    """Return one row a place directly below `region`: counts by state and in all, the most first."""
    counts = {status: Sum("records", filter=Q(state=status), default=0) for status in RecordStatus.values}
    rows = (
        cells.filter(region__parent=region)
        .values("region__code", "region__name")
        .annotate(total=Sum("records"), kinds=Count("state", distinct=True), **counts)
        .order_by("-total", "region__code")
    )
    return [{**row, "counts": [row[status] for status in RecordStatus.values]} for row in rows]


def _by(cells: Any, region: Region | None, name: str, words: Any) -> list[tuple[str, int, int]]:
    """Return (label, records, share of the largest in percent) of one dimension in `region`."""
    rows = cells.of_region(region).values_list(name).annotate(total=Sum("records")).order_by("-total")
    most = max((total for _, total in rows), default=0)
    return [(words(value).label, total, round(100 * total / most)) for value, total in rows]
