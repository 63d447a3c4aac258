"""Every field that rules.md §6.1–§6.5 name stands in a column, is derived, or is left out for a reason said here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from commitments.domains.domain import domains
from commitments.models import Change, Commitment, Dispute, Fulfilment, Instalment, RatingCode, Succession
from commitments.standing import standing
from commitments.vocabulary import CommitmentStatus
from common.models import RuleValue

RULES = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
OWN = "part"
ASIDE = (
    "统计造假责任追究 统计严重失信企业 国家统计局令第 国统字 公开承诺 政务公开 财务公开 惠民政策落实",
    "政社互动清单 负面清单 号",
)
"""What the rules name beside fields: kinds of matters, documents, the name of a list."""
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
    "逾期天数": "counted by policy.late_interest.Reckoning.days, shown beside the instalment",
    "逾期利息": "counted by policy.late_interest.Reckoning.total, shown with its steps",
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
STATISTICS = {
    "organ": (Commitment, "department"),
    "person": "by post alone, in the common column `post`: no natural person's name stands in a ledger（procedures 26）",
    "act": (OWN, "conduct"),
    "处分": (OWN, "sanction"),
    "统计诚信承诺": (OWN, "pledge_text"),
    "within 20 working days": "statistics_clock/publish",
    "1 year": "statistics_clock/term",
    "removal from 6 months on": "statistics_clock/earliest_removal",
    "2 years": "statistics_clock/term_again",
    "名称": (Commitment, "counterparty"),
    "地址": (OWN, "address"),
    "统一社会信用代码": (Commitment, "counterparty_code"),
    "法定代表人": "left out: no natural person stands on the list（procedures 26）",
    "违法行为": (OWN, "violation"),
    "处理": (OWN, "listing_document"),
}
TOWNSHIPS = {
    "承诺事项": (Commitment, "content"),
    "时限": (Commitment, "agreed_on"),
    "责任人": (Commitment, "post"),
    "公开栏": (OWN, "board"),
    "兑现": (Commitment, "kept_on"),
    "群众评价": (RatingCode, "score"),
    "by quarter or month": (OWN, "frequency"),
    "公开日期": (OWN, "opened_on"),
    "及时": "told by the clocks township_clock/affairs and township_clock/finance",
    "补贴名称": (OWN, "subsidy"),
    "标准": (OWN, "subsidy_standard"),
    "人数": (OWN, "recipients"),
    "金额": (OWN, "granted"),
    "发放日": (OWN, "granted_on"),
    "基层群众自治组织依法履行职责事项": (OWN, "task_list"),
    "协助政府工作事项": (OWN, "task_list"),
    "不得下派": (OWN, "task_list"),
    "购买服务协议": (OWN, "purchase_document"),
    "双向评估": (OWN, "evaluated_on"),
    "文明村镇测评分值": (OWN, "civility_score"),
    "政务诚信权重": (OWN, "honesty_weight"),
    "村居信用试点": (OWN, "pilot_plan"),
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


@pytest.mark.parametrize(
    ("domain", "fields", "start", "end"),
    [
        ("statistics", STATISTICS, "### 6.6 统计", '<a id="6-7"></a>'),
        ("townships", TOWNSHIPS, "### 6.7 乡镇街道", '<a id="6-8"></a>'),
    ],
)
@pytest.mark.django_db
def test_each_field_of_a_ledger_has_its_place(domain, fields, start, end):
    text = RULES[RULES.index(start) : RULES.index(end)].replace("*", "")
    for name, where in fields.items():
        assert name in text
        if isinstance(where, tuple):
            model = domains[domain].part if where[0] == OWN else where[0]
            assert model._meta.get_field(where[1])
        elif "_clock/" in where and " " not in where:
            assert RuleValue.objects.filter(
                kind=where.partition("/")[0], key=where.partition("/")[2]
            ).exists()
    first = text.index("(承诺事项") if domain == "townships" else text.index("(a) ")
    named = {one.strip(" .;：:*") for one in re.findall(r"[一-鿿]{2,16}", text[first:])}
    words = " ".join([*fields, *ASIDE])
    assert not [one for one in named if one not in words]


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


KEPT_BY = {
    "The public list holds enterprises only": "commitments/test_ledgers.py::test_on_the_list_stand_enterprises_alone",
    "no natural person": "commitments/test_ledgers.py::test_no_column_of_a_ledger_is_for_a_persons_name",
    "apart from 政务失信 in store, search and counts": "disclosure/test_boards.py::test_the_list_of_enterprises_stands_apart",
    "not publishable until the periods of Order 35 are confirmed": "commitments/test_opening.py::test_the_list_stays_shut",
    "removal by that organ": "disclosure/test_boards.py::test_who_is_removed_by_the_organ",
    "a ledger of 日常监管": "commitments/test_ledgers.py::test_each_matter_is_registered",
    "Cases of fraud are internal": "commitments/test_opening.py::test_of_statistics_nothing_but_the_list",
    "about an organ only via the four sources": "stories/test_statistics_ledger.py::test_a_duty_that_was_not_done",
    "Ratings only by a single-use code that was issued with a matter served": "commitments/test_opening.py::test_a_code_rates_once",
    "shown from n ≥ 10": "disclosure/test_boards.py::test_ratings_stand_from_ten_on",
    "never for ranking": "no list, filter or figure asks for a rating: the column `rating` stands on a board's lines alone",
    "Benefits as standard, count and sum, no beneficiary": "disclosure/test_boards.py::test_each_kind_of_matter_is_told",
    "The score of 文明村镇 with its weight": "disclosure/test_boards.py::test_each_kind_of_matter_is_told",
    "County pilots with plan and review": "commitments/test_ledgers.py::test_a_promise_is_a_townships_and_a_pilot_its_countys",
    "村居 hold promises and lists, never a record": "commitments/test_opening.py::test_a_villages_broken_promise",
}
"""Sentences of procedures 26 and 27, and the test that holds each, or why none does."""


@pytest.mark.parametrize("sentence", KEPT_BY)
def test_each_sentence_on_statistics_and_townships_is_held_by_a_test(sentence):
    text = re.sub(r"\s+", " ", RULES[RULES.index('<a id="procedures-26"></a>') :])
    assert sentence in text
    where = KEPT_BY[sentence]
    if "::" in where:
        path, _, name = where.partition("::")
        assert f"def {name}" in (Path(__file__).parents[1] / path).read_text(encoding="utf-8")
