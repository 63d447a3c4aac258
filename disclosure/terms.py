"""Words of the public pages, explained for readers who are not officials; each with where it is met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word, what it means, and the page where it counts."""

    key: str
    word: str
    meaning: str
    page: str = ""
    page_label: str = ""


TERMS = (
    Term(
        "record",
        "政务失信记录",
        "政府部门因违法违规或者失信违约，被司法判决、行政处罚或者问责处理认定的记录。没有这些文书之一，不成为记录。",
        "records",
        "失信公示",
    ),
    Term(
        "finding", "认定", "有权的机关作出文书，说明部门失信的事实。本门户只收录文书认定的事实，不自行认定。"
    ),
    Term("body", "认定机关", "作出判决、处罚决定或者问责决定的机关。谁认定，异议由谁核查。"),
    Term(
        "severity",
        "严重程度",
        "轻微、一般、严重三级，按损失和社会影响分级，决定公示多久、多久以后可以申请修复。",
        "about",
        "公示规则",
    ),
    Term(
        "window",
        "公示期",
        "一条记录在本门户显示的时间。最长期届满当日零时自动撤下，不需要申请。",
        "about",
        "公示规则",
    ),
    Term(
        "repair",
        "信用修复",
        "纠正失信行为、履行完毕并作出信用承诺之后，终止公示、停止共享和使用、同步解除相应惩戒。",
        "repair",
        "信用修复",
    ),
    Term(
        "objection",
        "异议",
        "利害关系人认为公示内容错误、遗漏、不应公示或者超期公示而提出的请求。处理期间信息旁边标明“异议处理中”。",
        "objection",
        "提出异议",
    ),
    Term(
        "lead",
        "线索",
        "不是利害关系人的人反映的情况。线索转有关机关核实，不在网上显示，也不标注“异议处理中”。",
        "objection",
        "提供线索",
    ),
    Term("note", "单位说明", "被公示的部门对自己那条记录所说的话，经公开审查后显示在旁边，由该单位负责。"),
    Term(
        "commitment",
        "信用承诺书",
        "被公示的部门申请信用修复时以单位名义作出的承诺，经公开审查后显示在记录旁边，公示终止时撤下。",
    ),
    Term(
        "promise",
        "承诺兑现",
        "政府部门作出的承诺、到期日，已兑现还是依法变更。到期还没有核实的不写结论，诉讼、仲裁期间写“争议处理中”。",
        "promises",
        "承诺兑现",
    ),
    Term("correction", "更正", "公示内容有误的，以新的内容代替，原网址通向更正后的页面，注明日期和种类。"),
    Term("withdrawal", "撤销", "认定文书被依法撤销、变更或者确认违法的，记录同时撤下，视同没有公示。"),
    Term("tolerance", "容错", "改革创新中的失误，由有权机关依规认定可以不纳入失信记录。"),
    Term(
        "judgment",
        "败诉裁判",
        "政府部门败诉的生效裁判。败诉本身不等于失信，不计入失信记录和统计。",
        "judgments",
        "败诉裁判",
    ),
    Term(
        "refused",
        "拒不执行",
        "法院公告部门有能力履行而拒不履行生效裁判。须有法院自己的公告。",
        "judgments",
        "败诉裁判",
    ),
    Term(
        "commendation",
        "守信表彰",
        "有权机关因诚实守信给予政府部门的表彰，不抵销失信记录。",
        "commendations",
        "守信表彰",
    ),
    Term(
        "code",
        "统一社会信用代码",
        "机构的 18 位身份代码。部门更名、换码以后，旧代码的网址仍通向现在的档案。",
        "departments",
        "部门档案",
    ),
    Term(
        "heir",
        "承继",
        "部门合并、分立、撤销以后，由谁承担它未了的事项。档案列出承继自哪些部门。",
        "departments",
        "部门档案",
    ),
    Term(
        "unsettled",
        "待核实",
        "期限或者依据尚未由信用办负责人对照正式文件确认。待核实的期限只作提醒，不作公开评价的依据。",
    ),
)
"""In the order in which a reader meets them."""
