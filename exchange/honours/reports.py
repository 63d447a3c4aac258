"""The numbered report of a check, as a workbook for the awarding body."""

from __future__ import annotations

import tempfile
from pathlib import Path

from exchange.honours.models import Candidate, HonourCheck
from exchange.honours.vocabulary import Outcome
from exchange.workbooks import write_table

HEAD = ("行号", "单位名称", "统一社会信用代码", "答复", "惩戒措施", "受限至", "说明")
MEANS = "“没有限制”只说明截止日没有执行中的限制措施，不是信用评价；“需人工核实”由信用办另行答复。"


def report_of(case: HonourCheck) -> bytes:
    """Return the report: number, award, cut-off day, and one line for each candidate."""
    above = [
        f"荣誉资格核查报告 {case.number}",
        f"评选：{case.award}（{case.awarding_body}）；请求文书：{case.request}",
        f"截止日：{case.cutoff_on}；答复时状态：{case.get_status_display()}",
        MEANS,
    ]
    rows = [cells_of(row) for row in case.rows.select_related("measure")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_table(path, "核查报告", above, HEAD, rows)
        return path.read_bytes()


def cells_of(row: Candidate) -> list[str]:
    """Return what the report says of one candidate."""
    return [
        str(row.row),
        row.name,
        row.credit_code,
        Outcome(row.outcome).label,
        row.measure.label if row.measure else "",
        str(row.until or ""),
        row.note,
    ]
