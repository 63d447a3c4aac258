"""Office pages of the nightly figures: the region's numbers, and the log of the runs that made them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.lists.page import list_page
from common.registry import SEEING
from common.roles import AUDITORS, CREDIT_OFFICE
from organisations.models import Region
from policy.vocabulary import RecordStatus
from postings.requests import OfficeRequest
from supervision import services
from supervision.board import board as open_cases
from supervision.board import loads
from supervision.durations import durations
from supervision.figures import Shown
from supervision.lists import RUN_READERS, RUNS
from supervision.models.runs import AggregationRun, RunState
from supervision.models.summaries import NO_FIGURES, OfficeCell, Subject
from supervision.promises import COLUMNS, promises_in
from supervision.repairs import COUNTED, repairs_in

READERS = SEEING - NO_FIGURES
BOARD_READERS = CREDIT_OFFICE | AUDITORS
BOARDS = {"": "在办", "load": "经办负荷", "durations": "办理用时"}


@requires_posting(READERS)
def figures(request: OfficeRequest) -> HttpResponse:
    """Show last night's numbers: the places below a region by state, and the region by one dimension."""
    year = request.GET.get("year", "")
    cells = OfficeCell.objects.current().visible_to(request.posting).filter(subject=Subject.DEPARTMENT)
    years = [day.year for day in cells.dates("month", "year", order="DESC")]
    shown = Shown(
        request.posting, _region(request), int(year) if year.isdigit() and int(year) in years else None
    )
    repair_columns = [label for _, label in COUNTED]
    context = {
        "run": AggregationRun.objects.current(),
        "failure": AggregationRun.objects.latest_failure(),
        "region": shown.region,
        "places": [
            (place, list(zip(RecordStatus.labels, place.counts, strict=True)))
            for place in shown.places(cells)
        ],
        "states": RecordStatus.choices,
        "tables": shown.tables(cells),
        "years": years,
        "promises": [
            (line, list(zip(COLUMNS, line.counts, strict=True)))
            for line in promises_in(shown.region, request.posting)
        ],
        "promise_columns": COLUMNS,
        "repairs": [
            (line, list(zip(repair_columns, line.told, strict=True)))
            for line in repairs_in(shown.region, request.posting)
        ],
        "repair_columns": repair_columns,
        "year": year,
        "here": "figures",
    }
    return render(request, "supervision/figures.html", context)


@requires_posting(RUN_READERS)
def runs(request: OfficeRequest) -> HttpResponse:
    """Show the log of the runs, the newest first."""
    return list_page(
        request,
        RUNS,
        failure=AggregationRun.objects.latest_failure(),
        may_rerun=request.posting.role in CREDIT_OFFICE,
    )


@require_POST
@requires_posting(CREDIT_OFFICE)
def rerun(request: OfficeRequest) -> HttpResponse:
    """Make the figures anew now."""
    made = services.rerun(by=request.posting)
    if made.state == RunState.OK:
        messages.success(request, f"已重新统计：{made.records} 条入库记录，用时 {made.seconds} 秒。")
    else:
        messages.error(request, f"重新统计未通过，仍显示上一次的数字。原因：{made.error}")
    return redirect("supervision:runs")


def _region(request: OfficeRequest) -> Region:
    """Return the region asked for where it is in scope, else the posting's own, else the province."""
    asked = request.GET.get("region", "")
    mine = request.posting.region or Region.objects.get(code="320000")
    found = Region.objects.under(mine).filter(code=asked).first() if asked else None
    return found or mine


@requires_posting(BOARD_READERS)
def board(request: OfficeRequest) -> HttpResponse:
    """Show the open cases of every procedure by step and lateness, the officers' load, or how long cases took."""
    asked, today = request.GET.get("show", ""), timezone.localdate()
    shown = asked if asked in BOARDS else ""
    procedures = open_cases(request.posting, today) if not shown else []
    context = {
        "here": "board",
        "shown": shown,
        "choices": [(key, label, key == shown) for key, label in BOARDS.items()],
        "procedures": procedures,
        "count": sum(one.count for one in procedures),
        "late": sum(one.late for one in procedures),
        "loads": loads(request.posting, today) if shown == "load" else [],
        "durations": durations(request.posting, today) if shown == "durations" else [],
    }
    return render(request, "supervision/board.html", context)
