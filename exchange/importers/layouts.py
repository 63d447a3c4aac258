"""What each kind of workbook holds: columns, their names, what is required, what a cell may say.

Pure: read by the parsing child, by the templates and by the rejected-rows workbook alike.
"""

from __future__ import annotations

from exchange.importers.columns import Column, Form, Layout
from exchange.importers.commitments import COMMITMENTS
from exchange.importers.watch_lists import BIDDERS, WATCH_LISTS
from identifiers.credit_codes import SubjectKind

__all__ = [
    "CANDIDATES",
    "DEPARTMENTS",
    "DISHONESTY",
    "EXAMPLES",
    "LAYOUTS",
    "NOTES",
    "OWN_SHEETS",
    "PERSONS",
    "READABLE",
]
__all__ += ["Column", "Form", "Layout"]


SOURCE_KINDS = {
    "司法判决": "judgment",
    "行政处罚": "penalty",
    "处分": "discipline",
    "问责处理": "accountability",
}
CAUSES = {"违法违规": "violation", "失信违约": "breach"}
DOMAINS = {
    "政府采购": "procurement",
    "政府和社会资本合作": "ppp",
    "招标投标": "bidding",
    "招商引资": "investment",
    "地方政府债务": "debt",
    "统计": "statistics",
    "乡镇街道": "townships",
    "其他": "general",
}
IMPACTS = {"小": "small", "较大": "larger", "重大": "major"}
SEVERITIES = {"轻微": "minor", "一般": "ordinary", "严重": "serious"}
DISCLOSURES = {"公开": "public", "内部": "internal", "不予公开": "withheld"}
UNIT_KINDS = {kind.label: kind.value for kind in SubjectKind} | {
    "基层自治组织": SubjectKind.SELF_GOVERNING.value,
    "集体经济组织": SubjectKind.COLLECTIVE.value,
}
LEVELS = {"省级": "province", "市级": "city", "县级": "county", "乡级": "township"}

DISHONESTY = Layout(
    "dishonesty",
    "政务失信信息归集表",
    (
        Column("name", "主体名称", required=True),
        Column("credit_code", "统一社会信用代码", Form.CODE, required=True),
        Column("source_kind", "来源类型", Form.CHOICE, required=True, choices=SOURCE_KINDS),
        Column("cause", "失信事由类别", Form.CHOICE, required=True, choices=CAUSES),
        Column("domain", "重点领域", Form.CHOICE, required=True, choices=DOMAINS),
        Column("facts", "失信行为描述", required=True, longest=10_000, is_prose=True),
        Column("occurred_on", "发生日期", Form.DATE),
        Column("finding_body", "认定机关", required=True),
        Column("finding_body_code", "认定机关统一社会信用代码", Form.CODE),
        Column("document_title", "认定文书名称", required=True, is_prose=True),
        Column("document_number", "认定文书号", Form.DOCUMENT, required=True, longest=120),
        Column("decided_on", "认定日期", Form.DATE, required=True),
        Column("effective_on", "生效日期", Form.DATE, required=True),
        Column("legal_basis", "认定依据", longest=300, is_prose=True),
        Column("amount", "涉及金额", Form.MONEY),
        Column("impact", "社会影响程度", Form.CHOICE, choices=IMPACTS),
        Column("declared_severity", "严重程度", Form.CHOICE, required=True, choices=SEVERITIES),
        Column("disclosure", "公开属性", Form.CHOICE, required=True, choices=DISCLOSURES),
        Column("remark", "备注", longest=10_000, is_prose=True, is_free=True),
    ),
    fact="record",
)
"""Required as rules.md 0.2u says; whatever else is starred there is asked for at 待复核."""

DEPARTMENTS = Layout(
    "departments",
    "机构名录",
    (
        Column("name", "机构名称", required=True, aliases=("单位名称", "部门名称"), is_prose=True),
        Column("credit_code", "统一社会信用代码", Form.CODE, required=True),
        Column("unit_kind", "机构类别", Form.CHOICE, required=True, choices=UNIT_KINDS),
        Column("level", "级别", Form.CHOICE, required=True, choices=LEVELS, aliases=("机构级别",)),
        Column(
            "region_code",
            "行政区划代码",
            required=True,
            longest=12,
            aliases=("区划代码",),
            is_prose=True,
        ),
    ),
    goes_public=True,
)
"""Who a public body is, is public information, so a clean row is shown at once; one with personal data stays out.

政府信息公开条例 20(二)
"""

CANDIDATES = Layout(
    "candidates",
    "荣誉资格核查名单",
    (
        Column("name", "单位名称", aliases=("机构名称", "部门名称", "候选单位", "推荐单位"), is_prose=True),
        Column("credit_code", "统一社会信用代码", Form.CODE, required=True),
    ),
)
"""The bodies proposed for an award: looked up and answered, never written into the roster."""

PERSONS = Layout(
    "inquiry_persons",
    "授权查询名单",
    (
        Column(
            "name",
            "姓名",
            required=True,
            longest=60,
            aliases=("人员姓名", "候选人", "拟录用人员", "拟调任人员"),
        ),
        Column(
            "person_number",
            "身份证件号码",
            required=True,
            longest=40,
            aliases=("证件号码", "身份证号", "身份证号码", "公民身份号码"),
        ),
    ),
)
"""Persons whom an organ asks about by an authorised inquiry: looked up and answered, never written into the roster."""

NOTES, EXAMPLES = "填写说明", "示例"
OWN_SHEETS = frozenset({NOTES, EXAMPLES})
"""Sheets of the templates beside the one to fill in: looked at for secrecy marks, never imported."""

LAYOUTS = {layout.kind: layout for layout in (DISHONESTY, DEPARTMENTS, *COMMITMENTS, *WATCH_LISTS)}

READABLE = {**LAYOUTS, CANDIDATES.kind: CANDIDATES, BIDDERS.kind: BIDDERS, PERSONS.kind: PERSONS}
"""What the parsing child reads: the kinds that are imported, and what is only asked about."""
