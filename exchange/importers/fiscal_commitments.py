"""The workbooks of 政府和社会资本合作 and 地方政府债务（pure）; keys are the columns of the domains' parts, as a test compares."""

from __future__ import annotations

from exchange.importers.columns import Column, Form, Layout
from exchange.importers.commitment_columns import CARRIERS, KINDS, day, some

MECHANISMS = {"存量项目": "standing", "新机制特许经营": "concession"}
STAGES = {
    "识别": "identify",
    "准备": "prepare",
    "采购": "procure",
    "执行": "perform",
    "特许经营方案": "plan",
    "选择特许经营者": "select",
    "建设": "build",
    "运营": "operate",
    "移交": "transfer",
}
PAYMENTS = {"使用者付费": "users", "可行性缺口补助": "gap", "政府付费": "government"}
PARTIES = {"政府方": "government", "社会资本方": "capital", "双方": "both"}
PPP = Layout(
    "ppp",
    "政府和社会资本合作承诺",
    (
        Column("name", "实施机构名称", required=True),
        Column("credit_code", "实施机构统一社会信用代码", Form.CODE, required=True),
        Column("project_number", "PPP 项目编号", required=True, longest=100),
        Column("project_name", "PPP 项目名称", required=True, is_prose=True),
        Column("mechanism", "项目机制", Form.CHOICE, required=True, choices=MECHANISMS),
        Column("industry", "行业", required=True, longest=60),
        Column("payment_mode", "付费方式", Form.CHOICE, required=True, choices=PAYMENTS),
        Column("invested", "投资额", Form.MONEY),
        Column("project_company", "项目公司"),
        Column("project_company_code", "项目公司统一社会信用代码", Form.CODE),
        day("term_from", "合作期开始日期"),
        day("term_until", "合作期届满日期"),
        Column("stage", "阶段", Form.CHOICE, required=True, choices=STAGES),
        Column("stage_duty", "阶段的诚信职责", required=True, longest=500, is_prose=True),
        Column("post", "政府方责任岗位或责任人", required=True, longest=100),
        day("duty_since", "责任岗位任职起", required=True),
        day("duty_until", "责任岗位任职止"),
        Column("stage_document", "阶段的成果文书", longest=300, is_prose=True),
        day("awarded_on", "成交通知书日期"),
        Column("counterparty", "社会资本方", is_prose=True),
        Column("counterparty_code", "社会资本方统一社会信用代码", Form.CODE),
        Column(
            "carrier",
            "载体",
            Form.CHOICE,
            required=True,
            choices=some(CARRIERS, "合同", "协议", "政策文件", "会议纪要"),
        ),
        Column("document_title", "合同、协议或者阶段文件名称", required=True, is_prose=True),
        Column("document_number", "合同编号或者文号", Form.DOCUMENT, required=True, longest=120),
        day("signed_on", "合同签订或者文件印发日期", required=True),
        Column(
            "promise_kind",
            "承诺类型",
            Form.CHOICE,
            required=True,
            choices=some(KINDS, "合同款项", "资金", "土地", "审批", "配套", "服务事项", "其他"),
        ),
        Column("content", "政府方的承诺和义务", required=True, longest=4000, is_prose=True),
        Column("amount", "政府方应付金额", Form.MONEY),
        day("agreed_on", "履行期限"),
        Column("budget_year", "财政支出责任年度", Form.NUMBER),
        Column("budget_share", "当年全部项目占一般公共预算支出的比例（%）", Form.NUMBER),
        Column("budget_document", "财政承受能力论证或者预算文件", longest=300, is_prose=True),
        Column("default_party", "违约方", Form.CHOICE, choices=PARTIES),
        Column("default_clause", "违反的条款", longest=300, is_prose=True),
        Column("default_amount", "违约涉及金额", Form.MONEY),
        Column("default_handling", "违约的处理", longest=500, is_prose=True),
        day("defaulted_on", "违约日期"),
        Column("remark", "备注", longest=1000, is_prose=True, is_free=True),
    ),
    domain="ppp",
)
