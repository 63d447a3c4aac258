"""The workbooks of commitments, one for each key domain: the common columns in the domain's words, then its own.

Pure. Keys are the columns of `commitments.Commitment` and of the domain's part; a test compares them.
"""

from __future__ import annotations

from exchange.importers.columns import Column, Form, Layout
from exchange.importers.ledgers import STATISTICS, TOWNSHIPS

YES_NO = {"是": "true", "否": "false"}
CARRIERS = {
    "政策文件": "policy",
    "协议": "agreement",
    "合同": "contract",
    "会议纪要": "minutes",
    "公开承诺": "pledge",
}
KINDS = {
    "资金": "funds",
    "土地": "land",
    "税费": "taxes",
    "审批": "approval",
    "配套": "facilities",
    "人才": "talent",
    "合同款项": "payment",
    "服务事项": "service",
    "其他": "other",
}
METHODS = {
    "公开招标": "open",
    "邀请招标": "invited",
    "竞争性谈判": "negotiated",
    "竞争性磋商": "consulted",
    "询价": "inquiry",
    "单一来源": "single",
    "框架协议": "framework",
}
TENDER_METHODS = {"公开招标": "open", "邀请招标": "invited"}
QUERY_RESULTS = {
    "没有名单记录": "clean",
    "有名单记录": "listed",
    "有待核的": "waiting",
    "名单过期": "stale",
}
REVIEWS = {"审查通过": "passed", "修改后通过": "mended", "未通过": "failed", "未审查": "undone"}
AUTHORITIES = {"本级权限内": "own", "经上级批准": "approved", "涉嫌越权": "beyond", "未核": "unchecked"}


def _some(table: dict[str, str], *words: str) -> dict[str, str]:
    return {word: table[word] for word in words}


def _day(key: str, header: str, *, required: bool = False) -> Column:
    return Column(key, header, Form.DATE, required=required)


def _yes_no(key: str, header: str, *, required: bool = False) -> Column:
    return Column(key, header, Form.CHOICE, required=required, choices=YES_NO)


PROCUREMENT = Layout(
    "procurement",
    "政府采购承诺",
    (
        Column("name", "采购人名称", required=True),
        Column("credit_code", "采购人统一社会信用代码", Form.CODE, required=True),
        Column("project_number", "项目编号", required=True, longest=100),
        Column("project_name", "项目名称", required=True, is_prose=True),
        Column("agency", "代理机构"),
        Column("method", "采购方式", Form.CHOICE, required=True, choices=METHODS),
        Column("budget", "预算金额", Form.MONEY),
        Column("counterparty", "中标供应商", required=True, is_prose=True),
        Column("counterparty_code", "供应商统一社会信用代码", Form.CODE),
        _yes_no("is_sme", "供应商是否中小企业", required=True),
        Column("sme_proof", "中小企业的证明"),
        Column("carrier", "载体", Form.CHOICE, required=True, choices=_some(CARRIERS, "合同", "协议")),
        Column("document_title", "合同名称", required=True, is_prose=True),
        Column("document_number", "合同编号", Form.DOCUMENT, required=True, longest=120),
        _day("signed_on", "合同签订日期", required=True),
        Column(
            "promise_kind",
            "承诺类型",
            Form.CHOICE,
            required=True,
            choices=_some(KINDS, "合同款项", "服务事项", "其他"),
        ),
        Column("content", "采购人的付款和其他义务", required=True, longest=4000, is_prose=True),
        Column("amount", "合同金额", Form.MONEY),
        _day("agreed_on", "合同写明的付款日"),
        _day("evaluated_on", "评审结束日期"),
        _day("reported_on", "评审报告送交日期"),
        _day("decided_on", "确定供应商日期"),
        _day("awarded_on", "中标通知书日期"),
        _day("published_on", "合同公告日期"),
        _day("filed_on", "合同备案日期"),
        _day("perform_until", "履约期限"),
        Column("payment_days", "约定付款天数", Form.NUMBER),
        Column("agreed_rate", "约定逾期年利率（%）", Form.NUMBER),
        _yes_no("audit_agreed", "合同约定以审计或备案为付款条件"),
        _yes_no("by_settlement", "按进度结算付款"),
        _day("delivered_on", "交付日期"),
        _day("inspection_until", "约定验收期届满日"),
        _day("accepted_on", "验收日期"),
        _yes_no("is_passed", "验收合格"),
        Column("acceptance_document", "验收书"),
        _day("settled_on", "结算金额确认日期"),
        _day("invoiced_on", "收到发票日期"),
        _day("changed_on", "合同变更日期"),
        _day("change_published_on", "合同变更公告日期"),
        _day("receivable_asked_on", "供应商要求确权日期"),
        _day("receivable_confirmed_on", "确权日期"),
        Column("post", "责任岗位或责任人", longest=100),
        Column("remark", "备注", longest=1000, is_prose=True, is_free=True),
    ),
    domain="procurement",
)
INVESTMENT = Layout(
    "investment",
    "招商引资承诺",
    (
        Column("name", "承诺主体名称", required=True),
        Column("credit_code", "承诺主体统一社会信用代码", Form.CODE, required=True),
        Column("external_number", "承诺台账编号", required=True, longest=100),
        Column("project_name", "投资项目名称", required=True, is_prose=True),
        Column("invested", "约定投资额", Form.MONEY),
        Column("fulfil_unit", "兑现单位"),
        Column("land_area", "承诺供地（亩）", Form.NUMBER),
        Column("counterparty", "企业或投资人", is_prose=True),
        Column("counterparty_code", "相对方统一社会信用代码", Form.CODE),
        Column(
            "carrier",
            "载体",
            Form.CHOICE,
            required=True,
            choices=_some(CARRIERS, "政策文件", "协议", "合同", "会议纪要"),
        ),
        Column("document_title", "文件、协议或合同名称", required=True, is_prose=True),
        Column("document_number", "文号或合同编号", Form.DOCUMENT, required=True, longest=120),
        _day("signed_on", "签署日期", required=True),
        Column(
            "promise_kind",
            "承诺类型",
            Form.CHOICE,
            required=True,
            choices=_some(KINDS, "资金", "土地", "税费", "审批", "配套", "人才", "其他"),
        ),
        Column("content", "承诺内容", required=True, longest=4000, is_prose=True),
        Column("amount", "承诺金额", Form.MONEY),
        _day("agreed_on", "兑现期限", required=True),
        Column("legality", "合法性审查", Form.CHOICE, required=True, choices=REVIEWS),
        Column("legality_document", "合法性审查意见"),
        _day("legality_on", "合法性审查日期"),
        Column("competition", "公平竞争审查", Form.CHOICE, required=True, choices=REVIEWS),
        Column("competition_document", "公平竞争审查结论"),
        _day("competition_on", "公平竞争审查日期"),
        Column("authority", "审批权限", Form.CHOICE, required=True, choices=AUTHORITIES),
        Column("authority_document", "权限依据或批准文件"),
        Column("post", "责任岗位或责任人", longest=100),
        Column("remark", "备注", longest=1000, is_prose=True, is_free=True),
    ),
    domain="investment",
)
BIDDING = Layout(
    "bidding",
    "招标投标承诺",
    (
        Column("name", "招标人名称", required=True),
        Column("credit_code", "招标人统一社会信用代码", Form.CODE, required=True),
        Column("project_number", "招标项目编号", required=True, longest=100),
        Column("project_name", "招标项目名称", required=True, is_prose=True),
        Column("section", "标段", longest=100),
        Column("method", "招标方式", Form.CHOICE, required=True, choices=TENDER_METHODS),
        _yes_no("is_mandatory", "是否依法必须招标", required=True),
        _yes_no("is_online", "是否电子招标投标"),
        Column("supervisor", "行政监督部门"),
        _day("issued_on", "招标文件开始发出日期"),
        _day("bid_until", "投标截止日期"),
        Column("bidders", "投标人数", Form.NUMBER),
        _day("reported_on", "收到评标报告日期"),
        _day("candidates_on", "中标候选人公示日期"),
        _day("candidates_until", "公示截止日期"),
        _day("decided_on", "确定中标人日期"),
        _day("awarded_on", "中标通知书日期"),
        _day("filed_on", "招标投标情况书面报告日期"),
        _day("deposit_returned_on", "退还投标保证金日期"),
        Column("counterparty", "中标人", required=True, is_prose=True),
        Column("counterparty_code", "中标人统一社会信用代码", Form.CODE),
        Column("carrier", "载体", Form.CHOICE, required=True, choices=_some(CARRIERS, "合同", "协议")),
        Column("document_title", "合同名称", required=True, is_prose=True),
        Column("document_number", "合同编号", Form.DOCUMENT, required=True, longest=120),
        _day("signed_on", "合同签订日期", required=True),
        Column(
            "promise_kind",
            "承诺类型",
            Form.CHOICE,
            required=True,
            choices=_some(KINDS, "合同款项", "服务事项", "其他"),
        ),
        Column("content", "招标人的付款和其他义务", required=True, longest=4000, is_prose=True),
        Column("amount", "合同金额", Form.MONEY),
        _day("agreed_on", "合同写明的履行期限"),
        Column("agency", "招标代理机构"),
        Column("agency_code", "代理机构统一社会信用代码", Form.CODE),
        Column("agency_grade", "代理机构信用等级或者信用信息"),
        Column("agency_grade_source", "信用信息的来源"),
        _day("agency_graded_on", "信用信息日期"),
        Column("agency_oversight", "代理机构动态监管情况", longest=500, is_prose=True),
        _day("agency_oversight_on", "动态监管日期"),
        Column("agency_score", "代理机构评价得分", Form.NUMBER),
        _day("agency_scored_on", "评价日期"),
        Column("pledge_text", "投标人信用承诺", longest=500, is_prose=True),
        _day("pledged_on", "信用承诺日期"),
        _day("queried_on", "信用查询日期"),
        Column("query_result", "信用查询结果", Form.CHOICE, choices=QUERY_RESULTS),
        Column("queried_by", "信用查询岗位", longest=100),
        Column("report_agency", "第三方信用报告出具机构"),
        Column("report_grade", "第三方信用报告等级", longest=40),
        _day("report_on", "第三方信用报告日期"),
        _day("report_until", "第三方信用报告有效期至"),
        _day("report_used_on", "采用信用报告日期"),
        Column("sanction_document", "违法行为处理决定文书", longest=300, is_prose=True),
        _day("sanctioned_on", "处理决定日期"),
        _day("sanction_published_on", "处理决定公告日期"),
        Column("supervisor_conduct", "监督部门及其人员失信的处理文书", longest=300, is_prose=True),
        _day("supervisor_found_on", "监督部门失信处理日期"),
        Column("post", "责任岗位或责任人", longest=100),
        Column("remark", "备注", longest=1000, is_prose=True, is_free=True),
    ),
    domain="bidding",
)
COMMITMENTS = (PROCUREMENT, BIDDING, INVESTMENT, STATISTICS, TOWNSHIPS)
