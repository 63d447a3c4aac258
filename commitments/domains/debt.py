"""地方政府债务: what a government owes about its statutory debt, inside alone. 苏政发〔2023〕55号 三(五); rules.md 6.5; procedures E.25

No figure of the debt is kept: the finance organ's publication is linked. No level is computed: its document says it.
Nothing on 隐性债务.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from commitments.domains.clocks import Clocks
from commitments.domains.constraints import FIRST_YEAR, LAST_YEAR, within
from commitments.domains.domain import Domain, DomainPart
from commitments.domains.shape import Shape, shaped
from commitments.vocabulary import Carrier, PromiseKind
from common.key_domains import KeyDomain
from privacy.hidden_debt import REFUSED, speaks_of_hidden_debt

RULE = "debt_clock"
ADDRESS = r"^https?://[^\s]+$"


class Matter(models.TextChoices):
    """Which duty about the debt a promise is."""

    BORROW = "borrow", "依法举借"
    USE = "use", "资金使用"
    REPAY = "repay", "还本付息"
    DISCLOSE = "disclose", "信息公开"
    DISPOSE = "dispose", "风险处置"
    MEND = "mend", "审计整改"


class Level(models.TextChoices):
    """The level as the finance organ's document says it（预警等级）; none is computed here."""

    RED = "red", "红"
    ORANGE = "orange", "橙"
    YELLOW = "yellow", "黄"
    GREEN = "green", "绿"


class Notice(models.TextChoices):
    WARNING = "warning", "风险预警"
    PROMPT = "prompt", "风险提示"


class Response(models.TextChoices):
    """The level of an emergency response as its document says it（应急响应级别）."""

    FIRST = "1", "Ⅰ级"
    SECOND = "2", "Ⅱ级"
    THIRD = "3", "Ⅲ级"
    FOURTH = "4", "Ⅳ级"


SHAPE = Shape(
    together={
        "figures": ("figures_title", "figures_url", "figures_by", "figures_on"),
        "rating": ("rating_agency", "rating_grade", "rating_on"),
        "level": ("risk_level", "level_by", "level_document", "level_on"),
        "notice": ("notice_kind", "notice_document", "noticed_on"),
        "task": ("task", "task_document", "tasked_on"),
        "answer": ("answer_document", "answered_on"),
        "response": ("response_level", "response_document", "responded_on"),
        "debrief": ("debrief_document", "debriefed_on"),
        "merit": ("merit_document", "merit_on"),
        "audit": ("audit_document", "audited_on", "audit_finding"),
        "mending": ("audit_mending", "audit_mended_on"),
        "fiscal": ("fiscal_document", "fiscal_on"),
        "term": ("term_from", "term_until"),
        "handover": ("handover_document", "handed_on"),
    },
    needs={
        "task": "notice_document",
        "answer_document": "task",
        "debrief_document": "concluded_on",
        "audit_mending": "audit_document",
        "left_on": "term_until",
        "handover_document": "left_on",
    },
    in_order=(
        ("approved_on", "figures_on"),
        ("noticed_on", "tasked_on"),
        ("tasked_on", "answered_on"),
        ("responded_on", "concluded_on"),
        ("concluded_on", "debriefed_on"),
        ("audited_on", "audit_mended_on"),
        ("term_from", "term_until"),
        ("term_from", "left_on"),
        ("left_on", "handed_on"),
    ),
)


@shaped(SHAPE, "debt")
class PublicDebt(DomainPart):
    """One duty about statutory debt: what is published of it, rating, warning, task, response, debrief, audit, term."""

    year = models.PositiveSmallIntegerField("年度")
    matter = models.CharField("债务事项", max_length=12, choices=Matter.choices)
    approved_on = models.DateField("人大批准预算、决算日期", null=True, blank=True)
    figures_title = models.CharField("财政部门公开的名称", max_length=200, blank=True)
    figures_url = models.CharField("财政部门公开的链接", max_length=500, blank=True)
    figures_by = models.CharField("公开的财政部门", max_length=200, blank=True)
    figures_on = models.DateField("公开日期", null=True, blank=True)
    rating_agency = models.CharField("信用评级机构", max_length=200, blank=True)
    rating_grade = models.CharField("信用评级", max_length=40, blank=True)
    rating_on = models.DateField("信用评级日期", null=True, blank=True)
    risk_level = models.CharField("预警等级（文书写明）", max_length=8, choices=Level.choices, blank=True)
    level_by = models.CharField("认定等级的财政部门", max_length=200, blank=True)
    level_document = models.CharField("认定等级的文书", max_length=300, blank=True)
    level_on = models.DateField("认定等级日期", null=True, blank=True)
    notice_kind = models.CharField("预警或者提示", max_length=8, choices=Notice.choices, blank=True)
    notice_document = models.CharField("预警或者提示的文书", max_length=300, blank=True)
    noticed_on = models.DateField("收到预警或者提示日期", null=True, blank=True)
    task = models.CharField("处置任务", max_length=500, blank=True)
    task_document = models.CharField("下达处置任务的文书", max_length=300, blank=True)
    tasked_on = models.DateField("下达处置任务日期", null=True, blank=True)
    answer_document = models.CharField("处置情况报告", max_length=300, blank=True)
    answered_on = models.DateField("报告处置情况日期", null=True, blank=True)
    response_level = models.CharField("应急响应级别", max_length=1, choices=Response.choices, blank=True)
    response_document = models.CharField("启动应急响应的文书", max_length=300, blank=True)
    responded_on = models.DateField("启动应急响应日期", null=True, blank=True)
    concluded_on = models.DateField("处置完成或者响应终止日期", null=True, blank=True)
    debrief_document = models.CharField("处置评估报告", max_length=300, blank=True)
    debriefed_on = models.DateField("处置评估日期", null=True, blank=True)
    merit_document = models.CharField("列入政绩考核的文书", max_length=300, blank=True)
    merit_on = models.DateField("政绩考核日期", null=True, blank=True)
    audit_document = models.CharField("经济责任审计文书", max_length=300, blank=True)
    audited_on = models.DateField("经济责任审计日期", null=True, blank=True)
    audit_finding = models.CharField("审计涉及债务的结论", max_length=500, blank=True)
    audit_mending = models.CharField("审计整改的证明", max_length=300, blank=True)
    audit_mended_on = models.DateField("审计整改日期", null=True, blank=True)
    fiscal_document = models.CharField("财政工作考核文书", max_length=300, blank=True)
    fiscal_on = models.DateField("财政工作考核日期", null=True, blank=True)
    term_from = models.DateField("任期起", null=True, blank=True)
    term_until = models.DateField("任期止", null=True, blank=True)
    left_on = models.DateField("离任日期", null=True, blank=True)
    handover_document = models.CharField("任期债务移交文书", max_length=300, blank=True)
    handed_on = models.DateField("任期债务移交日期", null=True, blank=True)

    class Meta:
        verbose_name = "地方政府债务事项"
        verbose_name_plural = "地方政府债务事项"
        indexes = [models.Index(fields=["year", "matter"], name="debt_by_year")]
        constraints = [
            within("debt_year_in_reason", "year", FIRST_YEAR, LAST_YEAR),
            models.CheckConstraint(
                name="debt_figures_are_a_link", condition=Q(figures_url="") | Q(figures_url__regex=ADDRESS)
            ),
        ]


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what does not fit together; no text may speak of 隐性债务."""
    found = SHAPE.faults(PublicDebt, given)
    year, address = given.get("year"), given.get("figures_url") or ""
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        found["year"] = f"年度须在 {FIRST_YEAR} 和 {LAST_YEAR} 之间"
    if address and (not address.startswith(("http://", "https://")) or any(map(str.isspace, address))):
        found["figures_url"] = "请填财政部门公开页面的网址，以 http:// 或者 https:// 开头"
    return found | {name: REFUSED for name, value in given.items() if speaks_of_hidden_debt(value)}


OF = Clocks("debt_", RULE)
CLOCKS = (
    OF.step(
        "disclose",
        "公开政府债务",
        ("approved_on", "figures_on"),
        "批准以后由财政部门公开举借债务的情况，预算法 14，条文待核实",
    ),
    OF.step(
        "task", "下达处置任务", ("noticed_on", "tasked_on"), "收到风险预警或者提示以后落实任务，天数待核实"
    ),
    OF.step("answer", "报告处置情况", ("tasked_on", "answered_on"), "任务下达以后报告，天数待核实"),
    OF.step(
        "debrief", "处置评估", ("concluded_on", "debriefed_on"), "处置完成或者响应终止以后评估，天数待核实"
    ),
    OF.step("mend", "审计整改", ("audited_on", "audit_mended_on"), "经济责任审计涉及债务的，整改期限待核实"),
    OF.step("handover", "任期债务移交", ("left_on", "handed_on"), "离任以后移交，天数待核实"),
)
FIGURES = ("approved_on", "figures_title", "figures_url", "figures_by", "figures_on")
RATING = ("rating_agency", "rating_grade", "rating_on")
LEVEL = ("risk_level", "level_by", "level_document", "level_on")
WARNING = (
    *("notice_kind", "notice_document", "noticed_on", "task", "task_document", "tasked_on"),
    *("answer_document", "answered_on", "response_level", "response_document", "responded_on"),
    *("concluded_on", "debrief_document", "debriefed_on"),
)
ASSESSED = (
    *("merit_document", "merit_on", "audit_document", "audited_on", "audit_finding"),
    *("audit_mending", "audit_mended_on", "fiscal_document", "fiscal_on"),
)
HANDED = ("left_on", "handover_document", "handed_on")

DOMAIN = Domain(
    key=KeyDomain.DEBT,
    part=PublicDebt,
    article="三(五)",
    words={
        "department": "承担责任的政府或者部门",
        "counterparty": "相对方",
        "document_title": "文件、协议或者任务书名称",
        "signed_on": "签订或者印发日期",
        "content": "债务方面的承诺和任务",
        "amount": "承诺的金额",
        "agreed_on": "完成期限",
        "post": "责任岗位或责任人",
    },
    asked={
        "债务事项": ("year", "matter"),
        "财政部门公开的数字": FIGURES,
        "信用评级": RATING,
        "预警等级": LEVEL,
        "预警、任务、响应、评估": WARNING,
        "考核和审计": ASSESSED,
        "任期与移交": ("term_from", "term_until", *HANDED),
    },
    required=("year", "matter"),
    required_common=("post",),
    later=(*FIGURES, *RATING, *LEVEL, *WARNING, *ASSESSED, *HANDED),
    kinds=(PromiseKind.FUNDS, PromiseKind.PAYMENT, PromiseKind.SERVICE, PromiseKind.OTHER),
    carriers=(Carrier.POLICY, Carrier.AGREEMENT, Carrier.CONTRACT, Carrier.MINUTES),
    excuses={},
    clocks=CLOCKS,
    shape=SHAPE,
    faults=faults,
)
