"""A workbook of candidates: its rows as the check takes them; what names a person is not kept."""

from __future__ import annotations

from exchange.honours.services import Line
from exchange.importers.asked_rows import AskedRow, Upload, read_asked
from exchange.importers.layouts import CANDIDATES
from exchange.importers.sheet_remarks import WARNING

PERSON = "名单里只写单位；个人由档案的授权查询答复，这一行没有保存"
NO_CODE = "没有统一社会信用代码，只凭名称不能核对"


def read_candidates(upload: Upload) -> list[Line]:
    """Return the rows of an uploaded workbook; raises Incomplete with the remedy where it cannot be read."""
    return [_line(found) for found in read_asked(upload, CANDIDATES)]


def _line(found: AskedRow) -> Line:
    """Return a row with why nothing can be looked up by it."""
    if any(level == WARNING and key == "name" for level, key, *_ in found.faults):
        return Line(found.row, "", "", PERSON)
    name, code, wrong = found.values["name"], found.values["credit_code"], found.wrong
    return Line(found.row, name[:200], "" if wrong else code[:18], wrong or ("" if code else NO_CODE))
