"""Statistics of what stands in public: map, tables and a file, all from last night's public summary."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.context import DEMO_MARK
from contents.csv_cells import csv_row
from disclosure.page_state import counted, run_of
from disclosure.summary import GRADES, Summary, summarise

if TYPE_CHECKING:
    from _csv import Writer as CsvWriter

Table = list[tuple[object, ...]]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Map and tables side by side; the chooser's values are in the address."""
    summary = asked_of(request)
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
    """The tables of the page, or the one asked for, as a CSV file with its time and the mark of invented data inside."""
    summary, run = asked_of(request), run_of(request)
    asked = request.GET.get("table", "")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"statistics-{asked}" if asked in TABLES else "statistics"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    if settings.PORTAL_DEMO:
        writer.writerow([DEMO_MARK])
    time, place = str(run or "尚未汇总"), str(summary.region or "全省")
    writer.writerow(csv_row("数据截至", time, "范围", place, "年份", summary.year or "全部"))
    if asked in TABLES:
        writer.writerows(csv_row(*cells) for cells in TABLES[asked](summary))
    else:
        _write_all(writer, summary)
    return response


def _write_all(writer: CsvWriter, summary: Summary) -> None:
    """Write every table below one head, as it has been read since the first day."""
    writer.writerow(["表", "项目", "编码", "公示中", "其中严重"])
    writer.writerows(
        csv_row("地区", line.name, line.code, line.records, line.serious) for line in summary.places
    )
    writer.writerows(csv_row("月份", f"{month:%Y-%m}", "", number, "") for month, number in summary.months)
    writer.writerows(
        csv_row("重点领域", name, "", total, cells[-1].records) for _, name, cells, total in summary.domains
    )
    writer.writerows(csv_row("来源", name, "", number, "") for _, name, number in summary.sources)


def _places(summary: Summary) -> Table:
    return [
        ("地区", "编码", "公示中", "其中严重"),
        *((line.name, line.code, line.records, line.serious) for line in summary.places),
    ]


def _months(summary: Summary) -> Table:
    return [("月份", "公示中"), *((f"{month:%Y-%m}", number) for month, number in summary.months)]


def _domains(summary: Summary) -> Table:
    return [
        ("重点领域", *(grade.label for grade in GRADES), "合计"),
        *((name, *(cell.records for cell in cells), total) for _, name, cells, total in summary.domains),
    ]


def _sources(summary: Summary) -> Table:
    return [("来源", "公示中"), *((name, number) for _, name, number in summary.sources)]


TABLES: dict[str, Callable[[Summary], Table]] = {
    "places": _places,
    "months": _months,
    "domains": _domains,
    "sources": _sources,
}
"""The tables of the page, each with its head, by the names that their files bear."""


def asked_of(request: HttpRequest) -> Summary:
    """Return the figures that an address asks for; of the whole where it names nothing that there is."""
    year = request.GET.get("year", "")
    known = year.isascii() and year.isdigit() and len(year) == 4
    asked = (request.GET.get("region", ""), int(year) if known else None)
    return counted(request, ("summary", *asked), partial(summarise, *asked))


def address_of(summary: Summary) -> str:
    """Return the query string of a summary, empty for the whole province and all years."""
    chosen = {"region": summary.region.code if summary.region else "", "year": summary.year or ""}
    pairs = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(pairs)}" if pairs else ""
