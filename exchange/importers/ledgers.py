"""The workbooks of ledgers that keep several kinds of matters, one for each key domain（pure）. rules.md 6.6, 6.7

Keys are the columns of `commitments.Commitment` and of the domain's part; a test compares them.
"""

from __future__ import annotations

from exchange.importers.columns import Column, Form, Layout
from exchange.importers.commitment_columns import (
    REMARK,
    choice,
    day,
    document,
    other_side,
    post,
    promise,
    promisor,
    prose,
    yes_no,
)

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


TOWNSHIPS = Layout(
    "townships",
    "乡镇街道事项",
    (
        *promisor("乡镇政府或者街道办事处"),
        choice("matter", "事项类别", TOWNSHIP_MATTERS, required=True),
        *other_side("受益的群众或者单位（不写个人）", "受益单位"),
        *document(
            "承诺书、公开目录或者清单的名称", "文号或者编号", "公布日期", "公开承诺、政策文件、协议、会议纪要"
        ),
        *promise("承诺事项", "金额", "承诺时限", "服务事项、资金、配套、其他"),
        prose("village", "村（居）", 100),
        prose("board", "公开栏位置或者链接", 300),
        prose("open_matter", "政务公开事项"),
        day("formed_on", "信息形成或者变更日期"),
        day("opened_on", "政务公开日期"),
        choice("frequency", "财务公开周期", FREQUENCIES),
        day("period_until", "财务公开所属期截止日"),
        day("accounts_on", "财务公开日期"),
        prose("subsidy", "补贴名称", 100),
        prose("subsidy_standard", "补贴标准"),
        day("approved_on", "批准发放日期"),
        Column("recipients", "发放人数", Form.NUMBER),
        Column("granted", "发放金额", Form.MONEY),
        day("granted_on", "发放日期"),
        choice("task_list", "清单类别", TASK_LISTS),
        prose("list_document", "清单文件"),
        prose("purchase_document", "购买服务协议"),
        day("purchased_on", "购买服务协议日期"),
        Column("score_of_township", "村（居）评乡镇街道得分", Form.NUMBER),
        Column("score_of_village", "乡镇街道评村（居）得分", Form.NUMBER),
        day("evaluated_on", "双向评估日期"),
        Column("civility_score", "文明村镇测评分值", Form.NUMBER),
        Column("honesty_weight", "政务诚信权重（%）", Form.NUMBER),
        day("measured_on", "测评日期"),
        prose("pilot_plan", "试点方案"),
        day("pilot_from", "试点开始日期"),
        day("pilot_until", "试点结束日期"),
        prose("pilot_review", "试点评估", 300),
        day("pilot_reviewed_on", "试点评估日期"),
        post("责任岗位"),
        REMARK,
    ),
    domain="townships",
)

STATISTICS = Layout(
    "statistics",
    "统计事项",
    (
        *promisor("责任单位"),
        choice("matter", "事项类别", STATISTICS_MATTERS, required=True),
        *other_side("企业名称（名单和监管）", "企业"),
        *document("文件或者文书名称", "文号", "文件日期", "公开承诺、政策文件、会议纪要"),
        *promise("责任、承诺或者监管的内容", "金额", "办理期限", "服务事项、其他"),
        choice("responsibility", "责任类别", RESPONSIBILITIES),
        prose("duty_document", "责任制文件"),
        day("duty_from", "责任开始日期"),
        day("duty_until", "责任结束日期"),
        choice("pledger", "承诺人类别", PLEDGERS),
        prose("pledge_text", "统计诚信承诺", 500),
        day("pledged_on", "统计诚信承诺日期"),
        day("trained_on", "统计诚信教育日期"),
        Column("trained", "统计诚信教育人数", Form.NUMBER),
        choice("conduct", "造假行为", CONDUCTS),
        prose("finding_document", "查实文书"),
        day("found_on", "查实日期"),
        choice("sanction", "处理方式", SANCTIONS),
        prose("sanction_document", "处理文书", 300),
        day("sanctioned_on", "处理日期"),
        prose("address", "企业地址"),
        prose("violation", "统计违法行为", 500),
        prose("listing_document", "认定文书"),
        day("decided_on", "认定日期"),
        yes_no("is_again", "是否再次认定"),
        day("listed_on", "公示日期"),
        day("mended_on", "整改到位日期"),
        prose("mend_document", "整改到位的证明"),
        day("removed_on", "移出日期"),
        prose("removal_document", "移出文书"),
        choice("way", "监管方式", WAYS),
        day("watched_on", "监管日期"),
        prose("watch_result", "监管结果", 500),
        prose("watch_document", "监管记录"),
        post("责任岗位（不写姓名）"),
        REMARK,
    ),
    domain="statistics",
)
