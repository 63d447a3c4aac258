"""Makers of returns and rosters: workbooks and CSV files in memory, and their import."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import xlsxwriter

from exchange.importers.layouts import DISHONESTY
from exchange.importers.stages import report
from exchange.models.batches import ImportBatch
from exchange.services.importing import receive, run
from organisations.models import Department
from postings.models import Posting
from postings.services import import_posting

AS_OF = date(2026, 11, 23)
HEAD = ["涉及金额（万元）" if column.key == "amount" else column.header for column in DISHONESTY.columns]
ROSTER_HEAD = ["机构名称", "统一社会信用代码", "机构类别", "级别", "行政区划代码"]


class File:
    """What an upload is to the portal: something that comes in pieces."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def chunks(self) -> list[bytes]:
        return [self.data]


def line(department: Department | None = None, **changes: Any) -> list[Any]:
    """A row without fault about `department`; `changes` by the header's words."""
    cells: dict[str, Any] = {
        "主体名称": department.name if department else "模拟财政局（演示）",
        "统一社会信用代码": department.credit_code if department else "11320000071298510Y",
        "来源类型": "行政处罚",
        "失信事由类别": "失信违约",
        "重点领域": "政府采购",
        "失信行为描述": "未在合同约定期限内支付货款，经书面催告后仍逾期九十日",
        "发生日期": "2026-01-05",
        "认定机关": "模拟综合行政执法局（演示）",
        "认定机关统一社会信用代码": "",
        "认定文书名称": "行政处罚决定书",
        "认定文书号": "苏财罚〔2026〕1号",
        "认定日期": "2026-03-01",
        "生效日期": "2026-03-10",
        "认定依据": "《中华人民共和国行政处罚法》第五十七条",
        "涉及金额（万元）": 12.5,
        "社会影响程度": "较大",
        "严重程度": "一般",
        "公开属性": "公开",
        "备注": "",
    }
    unknown = set(changes) - set(cells)
    assert not unknown, unknown
    return list((cells | changes).values())


def workbook(
    *rows: list[Any], head: list[str] | None = None, above: int = 0, sheet: str = "失信信息"
) -> bytes:
    """An .xlsx with the header under `above` title rows; text stays text, dates are real dates."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number in range(above):
        page.write_string(number, 0, f"第三季度归集表 {number}")
    for number, cells in enumerate([head or HEAD, *rows], above):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(number, place, cell, day)
            elif isinstance(cell, str):
                page.write_string(number, place, cell)
            else:
                page.write(number, place, cell)
    book.close()
    return target.getvalue()


def table(
    *rows: list[Any], head: list[str] | None = None, encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    """The same as a CSV file."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows([head or HEAD, *rows])
    return target.getvalue().encode(encoding)


def taken(
    data: bytes, name: str = "return.xlsx", *, by: Posting | None = None, **options: Any
) -> ImportBatch:
    """The file received as a batch, not yet read."""
    options = {"kind": "dishonesty", "as_of": AS_OF, **options}
    return receive(File(data), name=name, by=by or import_posting(), **options)


def imported(data: bytes, name: str = "return.xlsx", **options: Any) -> ImportBatch:
    """The batch after all its stages."""
    return run(taken(data, name, **options))


def told(data: bytes, name: str = "return.xlsx", **options: Any) -> dict[str, Any]:
    """The report of an import that went through."""
    batch = imported(data, name, **options)
    assert batch.status == "done", batch.message
    return report(batch)


def faults(found: dict[str, Any]) -> list[tuple[int, str]]:
    """(row, column) of every error."""
    return [(error["row"], error["column"]) for error in found["errors"]]
