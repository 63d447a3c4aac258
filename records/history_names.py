"""How the field history and the trail name facts, corrections and publications: by what they are about."""

from __future__ import annotations

from common.version_words import code_words

FACT = ("fact_id",)
TITLES: dict[str, tuple[str, ...]] = {
    "records.fact": ("number",),
    "records.publicface": ("title",),
    "records.withdrawal": FACT,
}
COLUMN_LABELS = {
    "case_key": "案号索引",
    "cause": "失信事由类别",
    "commendation": "守信记录",
    "corrected_on": "更正日期",
    "correction_kind": "更正类型",
    "credit_code": "统一社会信用代码",
    "decided_on": "认定日期",
    "department_name": "部门名称",
    "document_key": "文书号索引",
    "document_number": "认定文书号",
    "document_title": "认定文书名称",
    "domain": "重点领域",
    "effective_on": "生效日期",
    "entered_by": "录入人",
    "facts": "公示内容",
    "finding_body": "认定机关",
    "finding_unit": "认定单位",
    "judgment": "败诉与拒不执行",
    "kind": "类别",
    "last_changed_by": "最后修改人",
    "legal_basis": "认定依据",
    "opens_on": "公示起",
    "proposed_by": "拟定人",
    "public_id": "公开编号",
    "publication": "公示",
    "publishable": "可以公示",
    "published_at": "公示时间",
    "published_by": "公示人",
    "record": "失信记录",
    "region": "行政区划",
    "reviewed_by": "复核人",
    "severity": "严重程度",
    "severity_reason": "严重程度理由",
    "sheet_signed_by": "公开审查人",
    "source_kind": "来源类型",
    "title": "标题",
}
"""What the columns without a Chinese name of their own are called."""


def register() -> None:
    """Enter the words; called once when the app is ready."""
    code_words.column_labels |= COLUMN_LABELS
    code_words.titles |= TITLES
