"""The workbooks of ledgers that keep several kinds of matters, one for each key domain（pure）. rules.md 6.6, 6.7

Keys are the columns of `commitments.Commitment` and of the domain's part; a test compares them.
"""

from __future__ import annotations

from exchange.importers.columns import Column, Form, Layout

YES_NO = {"是": "true", "否": "false"}
TOWNSHIP_MATTERS = {
    "公开承诺": "pledge",
    "政务公开": "affairs",
    "财务公开": "finance",
    "惠民政策落实": "benefit",
    "政社互动清单": "interaction",
    "文明村镇测评": "civility",
    "信用管理与服务试点": "pilot",
}
FREQUENCIES = {"每月": "month", "每季度": "quarter", "每年": "year"}
TASK_LISTS = {
    "基层群众自治组织依法履行职责事项": "own",
    "协助政府工作事项": "assisted",
    "不得下派事项（负面清单）": "barred",
}
TOWNSHIP_CARRIERS = {"公开承诺": "pledge", "政策文件": "policy", "协议": "agreement", "会议纪要": "minutes"}
TOWNSHIP_KINDS = {"服务事项": "service", "资金": "funds", "配套": "facilities", "其他": "other"}
STATISTICS_MATTERS = {
    "防范和惩治统计造假责任": "duty",
    "统计诚信承诺": "pledge",
    "统计造假责任追究": "fraud",
    "统计严重失信企业": "listing",
    "统计严重失信企业日常监管": "oversight",
}
RESPONSIBILITIES = {"主体责任": "main", "监督责任": "supervisory", "相关责任": "related"}
PLEDGERS = {"统计机构": "agency", "统计人员": "staff", "统计调查对象": "respondent"}
CONDUCTS = {
    "修改或者编造统计资料": "altered",
    "要求伪造、篡改": "demanded",
    "明示、暗示虚报瞒报": "hinted",
    "失察": "neglected",
}
SANCTIONS = {"处分": "discipline", "通报": "notice", "处分并通报": "both"}
WAYS = {"现场检查": "on_site", "书面核查": "papers", "数据核查": "figures"}
STATISTICS_CARRIERS = {"公开承诺": "pledge", "政策文件": "policy", "会议纪要": "minutes"}
STATISTICS_KINDS = {"服务事项": "service", "其他": "other"}


def _day(key: str, header: str) -> Column:
    return Column(key, header, Form.DATE)


TOWNSHIPS = Layout(
    "townships",
    "乡镇街道事项",
    (
        Column("name", "乡镇政府或者街道办事处名称", required=True),
        Column("credit_code", "乡镇政府或者街道办事处统一社会信用代码", Form.CODE, required=True),
        Column("matter", "事项类别", Form.CHOICE, required=True, choices=TOWNSHIP_MATTERS),
        Column("counterparty", "受益的群众或者单位（不写个人）", is_prose=True),
        Column("counterparty_code", "受益单位统一社会信用代码", Form.CODE),
        Column("carrier", "载体", Form.CHOICE, required=True, choices=TOWNSHIP_CARRIERS),
        Column("document_title", "承诺书、公开目录或者清单的名称", required=True, is_prose=True),
        Column("document_number", "文号或者编号", Form.DOCUMENT, required=True, longest=120),
        Column("signed_on", "公布日期", Form.DATE, required=True),
        Column("promise_kind", "承诺类型", Form.CHOICE, required=True, choices=TOWNSHIP_KINDS),
        Column("content", "承诺事项", required=True, longest=4000, is_prose=True),
        Column("amount", "金额", Form.MONEY),
        _day("agreed_on", "承诺时限"),
        Column("village", "村（居）", longest=100, is_prose=True),
        Column("board", "公开栏位置或者链接", longest=300, is_prose=True),
        Column("open_matter", "政务公开事项", longest=200, is_prose=True),
        _day("formed_on", "信息形成或者变更日期"),
        _day("opened_on", "政务公开日期"),
        Column("frequency", "财务公开周期", Form.CHOICE, choices=FREQUENCIES),
        _day("period_until", "财务公开所属期截止日"),
        _day("accounts_on", "财务公开日期"),
        Column("subsidy", "补贴名称", longest=100, is_prose=True),
        Column("subsidy_standard", "补贴标准", longest=200, is_prose=True),
        _day("approved_on", "批准发放日期"),
        Column("recipients", "发放人数", Form.NUMBER),
        Column("granted", "发放金额", Form.MONEY),
        _day("granted_on", "发放日期"),
        Column("task_list", "清单类别", Form.CHOICE, choices=TASK_LISTS),
        Column("list_document", "清单文件", longest=200, is_prose=True),
        Column("purchase_document", "购买服务协议", longest=200, is_prose=True),
        _day("purchased_on", "购买服务协议日期"),
        Column("score_of_township", "村（居）评乡镇街道得分", Form.NUMBER),
        Column("score_of_village", "乡镇街道评村（居）得分", Form.NUMBER),
        _day("evaluated_on", "双向评估日期"),
        Column("civility_score", "文明村镇测评分值", Form.NUMBER),
        Column("honesty_weight", "政务诚信权重（%）", Form.NUMBER),
        _day("measured_on", "测评日期"),
        Column("pilot_plan", "试点方案", longest=200, is_prose=True),
        _day("pilot_from", "试点开始日期"),
        _day("pilot_until", "试点结束日期"),
        Column("pilot_review", "试点评估", longest=300, is_prose=True),
        _day("pilot_reviewed_on", "试点评估日期"),
        Column("post", "责任岗位", longest=100),
        Column("remark", "备注", longest=1000, is_prose=True, is_free=True),
    ),
    domain="townships",
)

STATISTICS = Layout(
    "statistics",
    "统计事项",
    (
        Column("name", "责任单位名称", required=True),
        Column("credit_code", "责任单位统一社会信用代码", Form.CODE, required=True),
        Column("matter", "事项类别", Form.CHOICE, required=True, choices=STATISTICS_MATTERS),
        Column("counterparty", "企业名称（名单和监管）", is_prose=True),
        Column("counterparty_code", "企业统一社会信用代码", Form.CODE),
        Column("carrier", "载体", Form.CHOICE, required=True, choices=STATISTICS_CARRIERS),
        Column("document_title", "文件或者文书名称", required=True, is_prose=True),
        Column("document_number", "文号", Form.DOCUMENT, required=True, longest=120),
        Column("signed_on", "文件日期", Form.DATE, required=True),
        Column("promise_kind", "承诺类型", Form.CHOICE, required=True, choices=STATISTICS_KINDS),
        Column("content", "责任、承诺或者监管的内容", required=True, longest=4000, is_prose=True),
        Column("amount", "金额", Form.MONEY),
        _day("agreed_on", "办理期限"),
        Column("responsibility", "责任类别", Form.CHOICE, choices=RESPONSIBILITIES),
        Column("duty_document", "责任制文件", longest=200, is_prose=True),
        _day("duty_from", "责任开始日期"),
        _day("duty_until", "责任结束日期"),
        Column("pledger", "承诺人类别", Form.CHOICE, choices=PLEDGERS),
        Column("pledge_text", "统计诚信承诺", longest=500, is_prose=True),
        _day("pledged_on", "统计诚信承诺日期"),
        _day("trained_on", "统计诚信教育日期"),
        Column("trained", "统计诚信教育人数", Form.NUMBER),
        Column("conduct", "造假行为", Form.CHOICE, choices=CONDUCTS),
        Column("finding_document", "查实文书", longest=200, is_prose=True),
        _day("found_on", "查实日期"),
        Column("sanction", "处理方式", Form.CHOICE, choices=SANCTIONS),
        Column("sanction_document", "处理文书", longest=300, is_prose=True),
        _day("sanctioned_on", "处理日期"),
        Column("address", "企业地址", longest=200, is_prose=True),
        Column("violation", "统计违法行为", longest=500, is_prose=True),
        Column("listing_document", "认定文书", longest=200, is_prose=True),
        _day("decided_on", "认定日期"),
        Column("is_again", "是否再次认定", Form.CHOICE, choices=YES_NO),
        _day("listed_on", "公示日期"),
        _day("mended_on", "整改到位日期"),
        Column("mend_document", "整改到位的证明", longest=200, is_prose=True),
        _day("removed_on", "移出日期"),
        Column("removal_document", "移出文书", longest=200, is_prose=True),
        Column("way", "监管方式", Form.CHOICE, choices=WAYS),
        _day("watched_on", "监管日期"),
        Column("watch_result", "监管结果", longest=500, is_prose=True),
        Column("watch_document", "监管记录", longest=200, is_prose=True),
        Column("post", "责任岗位（不写姓名）", longest=100),
        Column("remark", "备注", longest=1000, is_prose=True, is_free=True),
    ),
    domain="statistics",
)
