"""招标投标: from the tender to the contract, who was looked at and by what. 苏政发〔2023〕55号 三(三); rules.md 6.3; procedures E.23"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from commitments.domains.clocks import Clocks
from commitments.domains.constraints import code_shape, said, within
from commitments.domains.domain import Domain, DomainPart, Face, Least
from commitments.domains.shape import Shape, shaped
from commitments.vocabulary import Carrier, DisputeKind, PromiseKind
from common.key_domains import KeyDomain
from identifiers.credit_codes import check_credit_code

RULE = "bidding_clock"
FULL_SCORE = 100


class TenderMethod(models.TextChoices):
    OPEN = "open", "公开招标"
    INVITED = "invited", "邀请招标"


class QueryResult(models.TextChoices):
    """What a query of the bidders' credit answered."""

    CLEAN = "clean", "没有名单记录"
    LISTED = "listed", "有名单记录"
    WAITING = "waiting", "有待核的"
    STALE = "stale", "名单过期"


SHAPE = Shape(
    together={
        "agency_credit": ("agency_grade", "agency_grade_source", "agency_graded_on"),
        "agency_oversight": ("agency_oversight", "agency_oversight_on"),
        "agency_score": ("agency_score", "agency_scored_on"),
        "pledge": ("pledge_text", "pledged_on"),
        "query": ("queried_on", "query_result", "queried_by"),
        "credit_report": ("report_agency", "report_grade", "report_on", "report_until"),
        "sanction": ("sanction_document", "sanctioned_on"),
        "supervisor_conduct": ("supervisor_conduct", "supervisor_found_on"),
    },
    needs={
        "agency_code": "agency",
        "agency_grade": "agency",
        "agency_oversight": "agency",
        "agency_score": "agency",
        "report_used_on": "report_agency",
        "sanction_published_on": "sanction_document",
    },
    in_order=(
        ("issued_on", "bid_until"),
        ("bid_until", "reported_on"),
        ("reported_on", "candidates_on"),
        ("candidates_on", "candidates_until"),
        ("candidates_on", "decided_on"),
        ("decided_on", "awarded_on"),
        ("decided_on", "filed_on"),
        ("report_on", "report_until"),
        ("report_on", "report_used_on"),
        ("sanctioned_on", "sanction_published_on"),
    ),
)


@shaped(SHAPE, "bidding")
class Bidding(DomainPart):
    """A tender: project, agency with what is known of its credit, bidders, pledges, reports, what the supervisors did."""

    project_number = models.CharField("招标项目编号", max_length=100)
    project_name = models.CharField("招标项目名称", max_length=200)
    section = models.CharField("标段", max_length=100, blank=True)
    method = models.CharField("招标方式", max_length=12, choices=TenderMethod.choices)
    is_mandatory = models.BooleanField("是否依法必须招标")
    is_online = models.BooleanField("是否电子招标投标", default=False)
    supervisor = models.CharField("行政监督部门", max_length=200, blank=True)
    issued_on = models.DateField("招标文件开始发出日期", null=True, blank=True)
    bid_until = models.DateField("投标截止日期", null=True, blank=True)
    bidders = models.PositiveSmallIntegerField("投标人数", null=True, blank=True)
    reported_on = models.DateField("收到评标报告日期", null=True, blank=True)
    candidates_on = models.DateField("中标候选人公示日期", null=True, blank=True)
    candidates_until = models.DateField("公示截止日期", null=True, blank=True)
    decided_on = models.DateField("确定中标人日期", null=True, blank=True)
    awarded_on = models.DateField("中标通知书日期", null=True, blank=True)
    filed_on = models.DateField("招标投标情况书面报告日期", null=True, blank=True)
    deposit_returned_on = models.DateField("退还投标保证金日期", null=True, blank=True)
    agency = models.CharField("招标代理机构", max_length=200, blank=True)
    agency_code = models.CharField("代理机构统一社会信用代码", max_length=18, blank=True)
    agency_grade = models.CharField("代理机构信用等级或者信用信息", max_length=200, blank=True)
    agency_grade_source = models.CharField("信用信息的来源", max_length=200, blank=True)
    agency_graded_on = models.DateField("信用信息日期", null=True, blank=True)
    agency_oversight = models.CharField("代理机构动态监管情况", max_length=500, blank=True)
    agency_oversight_on = models.DateField("动态监管日期", null=True, blank=True)
    agency_score = models.DecimalField(
        "代理机构评价得分", max_digits=5, decimal_places=2, null=True, blank=True
    )
    agency_scored_on = models.DateField("评价日期", null=True, blank=True)
    pledge_text = models.CharField("投标人信用承诺", max_length=500, blank=True)
    pledged_on = models.DateField("信用承诺日期", null=True, blank=True)
    queried_on = models.DateField("信用查询日期", null=True, blank=True)
    query_result = models.CharField("信用查询结果", max_length=8, choices=QueryResult.choices, blank=True)
    queried_by = models.CharField("信用查询岗位", max_length=100, blank=True)
    report_agency = models.CharField("第三方信用报告出具机构", max_length=200, blank=True)
    report_grade = models.CharField("第三方信用报告等级", max_length=40, blank=True)
    report_on = models.DateField("第三方信用报告日期", null=True, blank=True)
    report_until = models.DateField("第三方信用报告有效期至", null=True, blank=True)
    report_used_on = models.DateField("采用信用报告日期", null=True, blank=True)
    sanction_document = models.CharField("违法行为处理决定文书", max_length=300, blank=True)
    sanctioned_on = models.DateField("处理决定日期", null=True, blank=True)
    sanction_published_on = models.DateField("处理决定公告日期", null=True, blank=True)
    supervisor_conduct = models.CharField("监督部门及其人员失信的处理文书", max_length=300, blank=True)
    supervisor_found_on = models.DateField("监督部门失信处理日期", null=True, blank=True)

    class Meta:
        verbose_name = "招标投标项目"
        verbose_name_plural = "招标投标项目"
        indexes = [models.Index(fields=["agency_code"], name="bidding_by_agency")]
        constraints = [
            said("bidding_names_its_project", "project_number", "project_name"),
            code_shape("bidding_agency_code_shape", "agency_code"),
            within("bidding_score_in_reason", "agency_score", 0, FULL_SCORE),
        ]


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what does not fit together."""
    found = SHAPE.faults(Bidding, given)
    code, score = given.get("agency_code"), given.get("agency_score")
    if code and (fault := check_credit_code(code)):
        found["agency_code"] = fault
    if score is not None and not 0 <= score <= FULL_SCORE:
        found["agency_score"] = f"得分须在 0 和 {FULL_SCORE} 之间"
    return found


OF = Clocks("bidding_", RULE, "招标人")
CLOCKS = (
    OF.step("candidates", "公示中标候选人", ("reported_on", "candidates_on"), "招标投标法实施条例 54"),
    OF.step(
        "complaint",
        "对评标结果的投诉",
        ("candidates_on", "signed_on"),
        "招标投标法实施条例 60，自知道之日起",
        is_right=True,
    ),
    OF.step("contract", "签订书面合同", ("awarded_on", "signed_on"), "招标投标法 46"),
    OF.step("report", "报告招标投标情况", ("decided_on", "filed_on"), "招标投标法 47"),
    OF.step("deposit", "退还投标保证金", ("signed_on", "deposit_returned_on"), "条例 57，条文待核实"),
    OF.step("credit_report", "采用第三方信用报告", ("report_until", "report_used_on"), "在报告的有效期内"),
)
LEAST = (
    Least(
        RULE, "bid_time", "编制投标文件的时间", ("issued_on", "bid_until"), "招标投标法 24", "is_mandatory"
    ),
    Least(
        RULE,
        "publicity",
        "中标候选人公示期",
        ("candidates_on", "candidates_until"),
        "招标投标法实施条例 54",
        "is_mandatory",
    ),
)

FILE = ("agency_grade", "agency_grade_source", "agency_graded_on", "agency_oversight", "agency_oversight_on")
"""What the public reads of an agency's file（动态信用档案）; its score is for nobody before the indicators are confirmed."""
TRADER = "92"
"""How the code of a trader begins (GB 32100-2015), who is one natural person: never in public."""


def opens(part: Bidding) -> str:
    """Return why an agency's file stands in public nowhere: only a body's does, by its code, once something is known."""
    if not part.agency_code or part.agency_code.startswith(TRADER):
        return "只公开单位的信用档案：请填写代理机构的统一社会信用代码，个体工商户和自然人的不公开"
    if not part.agency_grade and not part.agency_oversight:
        return "还没有代理机构的信用信息或者动态监管情况，没有可以公开的"
    return ""


DOMAIN = Domain(
    key=KeyDomain.BIDDING,
    part=Bidding,
    article="三(三)",
    words={
        "department": "招标人",
        "counterparty": "中标人",
        "counterparty_code": "中标人统一社会信用代码",
        "document_title": "合同名称",
        "document_number": "合同编号",
        "signed_on": "合同签订日期",
        "content": "招标人的付款和其他义务",
        "amount": "合同金额",
        "agreed_on": "合同写明的履行期限",
    },
    asked={
        "项目": (
            *("project_number", "project_name", "section", "method", "is_mandatory", "is_online"),
            "supervisor",
        ),
        "招标与评标": (
            *("issued_on", "bid_until", "bidders", "reported_on", "candidates_on", "candidates_until"),
            *("decided_on", "awarded_on", "filed_on", "deposit_returned_on"),
        ),
        "代理机构信用档案": (
            *("agency", "agency_code", "agency_grade", "agency_grade_source", "agency_graded_on"),
            *("agency_oversight", "agency_oversight_on", "agency_score", "agency_scored_on"),
        ),
        "信用承诺和信用查询": ("pledge_text", "pledged_on", "queried_on", "query_result", "queried_by"),
        "第三方信用报告": (
            *("report_agency", "report_grade", "report_on", "report_until", "report_used_on"),
        ),
        "行政监督": (
            *("sanction_document", "sanctioned_on", "sanction_published_on"),
            *("supervisor_conduct", "supervisor_found_on"),
        ),
    },
    required=("project_number", "project_name", "method", "is_mandatory"),
    later=(
        *("filed_on", "deposit_returned_on", *FILE, "agency_score", "agency_scored_on"),
        *("sanction_document", "sanctioned_on", "sanction_published_on"),
        *("supervisor_conduct", "supervisor_found_on"),
    ),
    kinds=(PromiseKind.PAYMENT, PromiseKind.SERVICE, PromiseKind.OTHER),
    carriers=(Carrier.CONTRACT, Carrier.AGREEMENT),
    excuses={},
    clocks=CLOCKS,
    least=LEAST,
    face=Face(opens=opens, told=FILE),
    disputes={
        DisputeKind.OBJECTION: OF.dispute(
            "objection", "答复异议", "：条例 54，条文待核实，自收到之日起", may_pause=False
        ),
        DisputeKind.COMPLAINT: OF.dispute(
            "decision", "处理投诉", "：条例 61，条文待核实，自受理之日起", may_pause=True
        ),
    },
    shape=SHAPE,
    faults=faults,
)
