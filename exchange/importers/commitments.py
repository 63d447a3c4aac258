"""The workbooks of commitments, one for each key domain: the common columns in the domain's words, then its own.

Pure. Keys are the columns of `commitments.Commitment` and of the domain's part; a test compares them.
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
from exchange.importers.fiscal_commitments import DEBT, PPP
from exchange.importers.ledgers import STATISTICS, TOWNSHIPS

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


PROCUREMENT = Layout(
    "procurement",
    "政府采购承诺",
    (
        *promisor("采购人"),
        Column("project_number", "项目编号", required=True, longest=100),
        prose("project_name", "项目名称", required=True),
        Column("agency", "代理机构"),
        choice("method", "采购方式", METHODS, required=True),
        Column("budget", "预算金额", Form.MONEY),
        *other_side("中标供应商", "供应商", required=True),
        yes_no("is_sme", "供应商是否中小企业", required=True),
        Column("sme_proof", "中小企业的证明"),
        *document("合同名称", "合同编号", "合同签订日期", "合同、协议"),
        *promise("采购人的付款和其他义务", "合同金额", "合同写明的付款日", "合同款项、服务事项、其他"),
        day("evaluated_on", "评审结束日期"),
        day("reported_on", "评审报告送交日期"),
        day("decided_on", "确定供应商日期"),
        day("awarded_on", "中标通知书日期"),
        day("published_on", "合同公告日期"),
        day("filed_on", "合同备案日期"),
        day("perform_until", "履约期限"),
        Column("payment_days", "约定付款天数", Form.NUMBER),
        Column("agreed_rate", "约定逾期年利率（%）", Form.NUMBER),
        yes_no("audit_agreed", "合同约定以审计或备案为付款条件"),
        yes_no("by_settlement", "按进度结算付款"),
        day("delivered_on", "交付日期"),
        day("inspection_until", "约定验收期届满日"),
        day("accepted_on", "验收日期"),
        yes_no("is_passed", "验收合格"),
        Column("acceptance_document", "验收书"),
        day("settled_on", "结算金额确认日期"),
        day("invoiced_on", "收到发票日期"),
        day("changed_on", "合同变更日期"),
        day("change_published_on", "合同变更公告日期"),
        day("receivable_asked_on", "供应商要求确权日期"),
        day("receivable_confirmed_on", "确权日期"),
        post(),
        REMARK,
    ),
    domain="procurement",
)
INVESTMENT = Layout(
    "investment",
    "招商引资承诺",
    (
        *promisor("承诺主体"),
        Column("external_number", "承诺台账编号", required=True, longest=100),
        prose("project_name", "投资项目名称", required=True),
        Column("invested", "约定投资额", Form.MONEY),
        Column("fulfil_unit", "兑现单位"),
        Column("land_area", "承诺供地（亩）", Form.NUMBER),
        *other_side("企业或投资人", "相对方"),
        *document("文件、协议或合同名称", "文号或合同编号", "签署日期", "政策文件、协议、合同、会议纪要"),
        *promise(
            "承诺内容", "承诺金额", "兑现期限", "资金、土地、税费、审批、配套、人才、其他", must_end=True
        ),
        choice("legality", "合法性审查", REVIEWS, required=True),
        Column("legality_document", "合法性审查意见"),
        day("legality_on", "合法性审查日期"),
        choice("competition", "公平竞争审查", REVIEWS, required=True),
        Column("competition_document", "公平竞争审查结论"),
        day("competition_on", "公平竞争审查日期"),
        choice("authority", "审批权限", AUTHORITIES, required=True),
        Column("authority_document", "权限依据或批准文件"),
        post(),
        REMARK,
    ),
    domain="investment",
)
BIDDING = Layout(
    "bidding",
    "招标投标承诺",
    (
        *promisor("招标人"),
        Column("project_number", "招标项目编号", required=True, longest=100),
        prose("project_name", "招标项目名称", required=True),
        Column("section", "标段", longest=100),
        choice("method", "招标方式", TENDER_METHODS, required=True),
        yes_no("is_mandatory", "是否依法必须招标", required=True),
        yes_no("is_online", "是否电子招标投标"),
        Column("supervisor", "行政监督部门"),
        day("issued_on", "招标文件开始发出日期"),
        day("bid_until", "投标截止日期"),
        Column("bidders", "投标人数", Form.NUMBER),
        day("reported_on", "收到评标报告日期"),
        day("candidates_on", "中标候选人公示日期"),
        day("candidates_until", "公示截止日期"),
        day("decided_on", "确定中标人日期"),
        day("awarded_on", "中标通知书日期"),
        day("filed_on", "招标投标情况书面报告日期"),
        day("deposit_returned_on", "退还投标保证金日期"),
        *other_side("中标人", required=True),
        *document("合同名称", "合同编号", "合同签订日期", "合同、协议"),
        *promise("招标人的付款和其他义务", "合同金额", "合同写明的履行期限", "合同款项、服务事项、其他"),
        Column("agency", "招标代理机构"),
        Column("agency_code", "代理机构统一社会信用代码", Form.CODE),
        Column("agency_grade", "代理机构信用等级或者信用信息"),
        Column("agency_grade_source", "信用信息的来源"),
        day("agency_graded_on", "信用信息日期"),
        prose("agency_oversight", "代理机构动态监管情况", 500),
        day("agency_oversight_on", "动态监管日期"),
        Column("agency_score", "代理机构评价得分", Form.NUMBER),
        day("agency_scored_on", "评价日期"),
        prose("pledge_text", "投标人信用承诺", 500),
        day("pledged_on", "信用承诺日期"),
        day("queried_on", "信用查询日期"),
        choice("query_result", "信用查询结果", QUERY_RESULTS),
        Column("queried_by", "信用查询岗位", longest=100),
        Column("report_agency", "第三方信用报告出具机构"),
        Column("report_grade", "第三方信用报告等级", longest=40),
        day("report_on", "第三方信用报告日期"),
        day("report_until", "第三方信用报告有效期至"),
        day("report_used_on", "采用信用报告日期"),
        prose("sanction_document", "违法行为处理决定文书", 300),
        day("sanctioned_on", "处理决定日期"),
        day("sanction_published_on", "处理决定公告日期"),
        prose("supervisor_conduct", "监督部门及其人员失信的处理文书", 300),
        day("supervisor_found_on", "监督部门失信处理日期"),
        post(),
        REMARK,
    ),
    domain="bidding",
)
COMMITMENTS = (PROCUREMENT, PPP, BIDDING, INVESTMENT, DEBT, STATISTICS, TOWNSHIPS)
