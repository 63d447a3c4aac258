"""Every field that rules.md §6.1–§6.5 name stands in a column, is derived, or is left out for a reason said here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from commitments.domains.domain import domains
from commitments.models import Change, Commitment, Dispute, Fulfilment, Instalment, Succession
from commitments.standing import standing
from commitments.vocabulary import CommitmentStatus

RULES = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
OWN = "part"
PROCUREMENT = {
    "项目编号": (OWN, "project_number"),
    "名称": (OWN, "project_name"),
    "采购人统一社会信用代码": (Commitment, "department"),
    "代理机构": (OWN, "agency"),
    "采购方式": (OWN, "method"),
    "预算": (OWN, "budget"),
    "中标供应商": (Commitment, "counterparty"),
    "合同编号": (Commitment, "document_number"),
    "金额": (Commitment, "amount"),
    "签订": (Commitment, "signed_on"),
    "公告日期": (OWN, "published_on"),
    "履约期": (OWN, "perform_until"),
    "交付日期": (OWN, "delivered_on"),
    "约定验收期": (OWN, "inspection_until"),
    "验收日期": (OWN, "accepted_on"),
    "结论": (OWN, "is_passed"),
    "验收书": (OWN, "acceptance_document"),
    "发票日期": (OWN, "invoiced_on"),
    "应付日期": (Instalment, "due_on"),
    "支付日期": (Fulfilment, "done_on"),
    "逾期天数": "counted by commitments.interest.Reckoning.days, shown beside the instalment",
    "逾期利息": "counted by commitments.interest.Reckoning.total, shown with its steps",
    "质疑投诉": (Dispute, "kind"),
    "采购人违法失信记录": "the body's own records of this domain; a confirmed breach leads to one by `Breach.record`",
}
BIDDING = {
    "项目": (OWN, "project_number"),
    "招标人": (Commitment, "department"),
    "代理机构": (OWN, "agency_code"),
    "投标人": (OWN, "bidders"),
    "信用承诺": (OWN, "pledge_text"),
    "信用查询记录": (OWN, "query_result"),
    "第三方信用报告": (OWN, "report_until"),
    "评价指标得分": (OWN, "agency_score"),
    "监督部门人员失信": (OWN, "supervisor_conduct"),
}
BIDDING_CLOCKS = {
    "公示中标候选人": {"candidates", "publicity"},
    "Complaint": {"complaint"},
    "Time to bid": {"bid_time"},
    "Contract": {"contract"},
    "Written report": {"report"},
    "Decisions on illegal acts": "no number of days in 实施条例 78: the columns sanctioned_on and sanction_published_on",
}
INVESTMENT = {
    "承诺编号": (OWN, "external_number"),
    "承诺主体": (Commitment, "department"),
    "相对方": (Commitment, "counterparty_code"),
    "载体": (Commitment, "carrier"),
    "文号": (Commitment, "document_number"),
    "签署日期": (Commitment, "signed_on"),
    "承诺内容": (Commitment, "content"),
    "类型": (Commitment, "promise_kind"),
    "合法性审查": (OWN, "legality_document"),
    "公平竞争审查": (OWN, "competition_document"),
    "审批权限": (OWN, "authority"),
    "兑现期限": (Commitment, "agreed_on"),
    "兑现状态": "derived by commitments.standing",
    "金额 应付": (Instalment, "amount"),
    "已付": (Fulfilment, "amount"),
    "责任人": (Commitment, "post"),
    "历任": (Succession, "from_post"),
    "移交记录": (Succession, "document"),
    "事由": (Change, "ground"),
    "法定权限程序文件": (Change, "authority_document"),
    "损失评估": (Change, "loss"),
    "补偿金额": (Change, "compensation_amount"),
    "支付日期": (Change, "compensated_on"),
    "协议": (Change, "compensation_document"),
}

PPP_STAGES = {
    "政府方责任人": (Commitment, "post"),
    "职责": (OWN, "stage_duty"),
    "任职起止": (OWN, "duty_since"),
    "承诺": (Commitment, "content"),
    "义务清单": "each duty of a stage is a promise of its own; the page of 责任回溯 lists those of a project",
    "到期": (Instalment, "due_on"),
    "完成": (Instalment, "done_on"),
    "变更": (Change, "ground"),
}
PPP = {
    "项目编号": (OWN, "project_number"),
    "名称": (OWN, "project_name"),
    "地区": "the region of the body that answers: Commitment.department.region",
    "行业": (OWN, "industry"),
    "实施机构": (Commitment, "department"),
    "社会资本方": (Commitment, "counterparty"),
    "项目公司": (OWN, "project_company"),
    "合作期": (OWN, "term_until"),
    "投资额": (OWN, "invested"),
    "付费方式": (OWN, "payment_mode"),
    "财政支出责任": (OWN, "budget_share"),
    "违约记录": (OWN, "default_party"),
}

LINKED = "no figure is kept: PublicDebt.figures_url leads to the finance organ's publication（procedures 25）"
DEBT = {
    "地区": "the region of the body that answers: Commitment.department.region",
    "年度": (OWN, "year"),
    "限额": LINKED,
    "余额": LINKED,
    "综合财力": LINKED,
    "债务率 = 债务余额 / 综合财力 × 100 %": LINKED,
    "偿债率": LINKED,
    "逾期率": LINKED,
    "信用评级": (OWN, "rating_grade"),
    "预警等级": (OWN, "risk_level"),
    "应急响应级别": (OWN, "response_level"),
    "处置": (OWN, "task"),
    "审计与任期考核": (OWN, "audit_document"),
    "责任人": (Commitment, "post"),
}


def told(start: str, end: str) -> set[str]:
    """The fields that a paragraph of the rules names, without their stars, asides and links."""
    found = RULES[RULES.index("### 6.1") :]
    found = found[found.index(start) + len(start) :]
    text = found[: found.index(end)].replace("\n", " ")
    for _ in range(2):  # brackets in brackets
        text = re.sub(r"\([^()]*\)|\[[^\]]*\]|\*", "", text)
    return {one.strip(" .;：:") for one in re.split(r", | and |\. Change: ", text) if one.strip(" .;")}


@pytest.mark.parametrize(
    ("domain", "fields", "start", "end"),
    [
        ("procurement", PROCUREMENT, "Fields: ", "\nWhen due"),
        ("bidding", BIDDING, "Register: ", "\n**自动比对"),
        ("ppp", PPP_STAGES, "Each has ", " 项目责任回溯"),
        ("ppp", PPP, "of the same level. Fields: ", " Since 国办函"),
        ("debt", DEBT, "### 6.5 地方政府债务\n\nFields: ", " 隐性债务 was first"),
        ("investment", INVESTMENT, "Ledger of commitments: ", " No excuse:"),
    ],
)
def test_each_field_of_the_rules_has_its_place(domain, fields, start, end):
    assert told(start, end) == set(fields)
    for where in fields.values():
        if isinstance(where, tuple):
            model = domains[domain].part if where[0] == OWN else where[0]
            assert model._meta.get_field(where[1])


def test_each_clock_of_bidding_in_the_rules_has_its_place() -> None:
    domain = domains["bidding"]
    known = {clock.rule for clock in domain.clocks} | {least.rule for least in domain.least}
    text = RULES[RULES.index("### 6.3") : RULES.index("Register: 项目")]
    matters = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:]
    assert set(matters) == set(BIDDING_CLOCKS)
    for rules in BIDDING_CLOCKS.values():
        assert isinstance(rules, str) or rules <= known


@pytest.mark.parametrize(
    ("word", "given"),
    [
        ("未到期", {"due": date(2026, 12, 2)}),
        ("今天到期", {"due": date(2026, 12, 1)}),
        ("逾期未兑现", {"due": date(2026, 11, 30)}),
        ("部分兑现，余下逾期", {"due": date(2026, 11, 30), "is_partly": True}),
        ("部分兑现，余下未到期", {"due": date(2026, 12, 2), "is_partly": True}),
        ("已到期，期限待核实", {"due": date(2026, 11, 30), "in_doubt": True}),
        ("争议处理中", {"due": date(2026, 11, 30), "in_dispute": True}),
        ("已确认违约失信", {"due": date(2026, 11, 30), "is_broken": True}),
        ("尚未起算", {"due": None}),
    ],
)
def test_a_running_promise_stands_as_its_day_says(word, given):
    due = given.pop("due")
    assert standing(CommitmentStatus.RUNNING, due, date(2026, 12, 1), **given).word == word


@pytest.mark.parametrize(
    ("status", "was_late", "word"),
    [("kept", False, "按期兑现"), ("kept", True, "逾期兑现"), ("changed", False, "依法变更终结")],
)
def test_what_ended_stands_as_it_ended(status, was_late, word):
    assert standing(status, date(2026, 1, 1), date(2026, 12, 1), was_late=was_late).word == word
