"""The workbooks of watch lists, one for each list, and of bidders that are compared with them（pure）. rules.md 6.3"""

from __future__ import annotations

from collections.abc import Mapping

from exchange.importers.columns import Column, Form, Layout
from exchange.importers.explanation import Explanation

SUBJECTS = {"单位": "body", "自然人": "person"}
BASIS = "苏政发〔2023〕55号 三(三)"
_COLUMNS = (
    Column("subject", "主体类型", Form.CHOICE, required=True, choices=SUBJECTS),
    Column("name", "名称", required=True, aliases=("姓名或名称", "被执行人姓名或名称")),
    Column("credit_code", "统一社会信用代码", Form.CODE, is_left_out_if_wrong=True),
    Column("person_number", "证件号码", longest=40),
    Column("former_names", "曾用名", longest=400),
    Column("document_number", "案号或者列入文书号", Form.DOCUMENT, required=True, longest=120),
    Column("list_organ", "列入机关", required=True, aliases=("执行法院",)),
    Column("list_cause", "列入事由", longest=500),
    Column("listed_on", "列入日期", Form.DATE, required=True, aliases=("发布日期",)),
    Column("removed_on", "移出日期", Form.DATE),
)
COURT = Layout("court_list", "失信被执行人名单", _COLUMNS, watch="court")
SERIOUS = Layout("serious_list", "严重失信主体名单", _COLUMNS, watch="serious")
WATCH_LISTS = (COURT, SERIOUS)
BIDDERS = Layout(
    "bidders",
    "投标人名单",
    (
        Column("name", "投标人名称", aliases=("名称", "单位名称", "投标人"), is_prose=True),
        Column("credit_code", "统一社会信用代码", Form.CODE, required=True),
        Column("former_names", "曾用名", longest=400),
        Column("consortium", "联合体", longest=100),
    ),
)
"""Bidders are compared and answered, never written into a roster."""
_EXPLANATIONS = {
    "subject": Explanation("名单上的是单位还是自然人", "单位", BASIS),
    "name": Explanation("名单上的名称或者姓名，照原样", "某某建设有限公司（示例）", BASIS),
    "credit_code": Explanation(
        "单位的现行代码；没有的留空，没有或者不对的只能按名称待核", "", "GB 32100-2015"
    ),
    "person_number": Explanation("自然人的证件号码；加密保存，不公开，不显示全号", "", "个人信息保护法 51"),
    "former_names": Explanation("单位的曾用名，几个的用顿号分开", "", BASIS),
    "document_number": Explanation("案号或者列入名单的文书号", "（2025）苏01执123号", BASIS),
    "list_organ": Explanation("列入名单的法院或者机关", "某某人民法院（示例）", BASIS),
    "list_cause": Explanation("列入的事由", "有履行能力而拒不履行", BASIS),
    "listed_on": Explanation("列入名单之日", "2025-03-01", BASIS),
    "removed_on": Explanation("移出名单之日，从这一天起不再拦截；没有移出的留空", "", BASIS),
}
WATCH_EXPLANATIONS: Mapping[str, Mapping[str, Explanation]] = {
    layout.kind: _EXPLANATIONS for layout in WATCH_LISTS
}
