"""Statistics of what stands in public: map, tables and a file, all from last night's public summary."""

from __future__ import annotations

import csv
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.context import DEMO_MARK
from common.csv_cells import csv_row
from disclosure.page_state import counted, run_of
from disclosure.summary import GRADES, Summary, summarise


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Map and tables side by side; the chooser's values are in the address."""
    summary = _asked(request)
    return render(
        request,
        "disclosure/statistics.html",
        {
            "summary": summary,
            "grades": GRADES,
            "approval": settings.MAP_APPROVAL_NO,
            "query": address_of(summary),
        },
    )


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The tables of the page as one CSV file, with its time and the mark of invented data inside."""
    summary, run = _asked(request), run_of(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    if settings.PORTAL_DEMO:
        writer.writerow([DEMO_MARK])
    time, place = str(run or "尚未汇总"), str(summary.region or "全省")
    writer.writerow(csv_row("数据截至", time, "范围", place, "年份", summary.year or "全部"))
    writer.writerow(["表", "项目", "编码", "公示中", "其中严重"])
    writer.writerows(
        csv_row("地区", line.name, line.code, line.records, line.serious) for line in summary.places
    )
    writer.writerows(csv_row("月份", f"{month:%Y-%m}", "", number, "") for month, number in summary.months)
    writer.writerows(
        csv_row("重点领域", name, "", total, cells[-1].records) for _, name, cells, total in summary.domains
    )
    writer.writerows(csv_row("来源", name, "", number, "") for _, name, number in summary.sources)
    return response


def _asked(request: HttpRequest) -> Summary:
    year = request.GET.get("year", "")
    known = year.isascii() and year.isdigit() and len(year) == 4
    asked = (request.GET.get("region", ""), int(year) if known else None)
    return counted(request, ("summary", *asked), partial(summarise, *asked))


def address_of(summary: Summary) -> str:
    """Return the query string of a summary, empty for the whole province and all years."""
    chosen = {"region": summary.region.code if summary.region else "", "year": summary.year or ""}
    pairs = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(pairs)}" if pairs else ""
