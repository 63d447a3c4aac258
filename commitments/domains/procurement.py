"""政府采购: from the award to the last payment. 苏政发〔2023〕55号 三(一); rules.md 6.1; procedures E.21"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from commitments.domains.clocks import Clocks
from commitments.domains.constraints import said
from commitments.domains.domain import Domain, DomainPart, Due, Face, Following, Terms, named_day
from commitments.domains.shape import Shape, shaped
from commitments.vocabulary import Carrier, ChangeGround, DisputeKind, PromiseKind
from common.key_domains import KeyDomain
from policy import payment

if TYPE_CHECKING:
    from commitments.models.commitments import Commitment
    from commitments.models.fulfilment import Instalment

RULE = "procurement_clock"
RECEIVED = "以收到之日起算"


class Method(models.TextChoices):
    OPEN = "open", "公开招标"
    INVITED = "invited", "邀请招标"
    NEGOTIATED = "negotiated", "竞争性谈判"
    CONSULTED = "consulted", "竞争性磋商"
    INQUIRY = "inquiry", "询价"
    SINGLE = "single", "单一来源"
    FRAMEWORK = "framework", "框架协议"


MOST_RATE = 100
SHAPE = Shape(
    together={"acceptance": ("accepted_on", "is_passed", "acceptance_document")},
    in_order=(
        ("evaluated_on", "reported_on"),
        ("reported_on", "decided_on"),
        ("decided_on", "awarded_on"),
        ("changed_on", "change_published_on"),
        ("receivable_asked_on", "receivable_confirmed_on"),
        ("delivered_on", "accepted_on"),
    ),
)


@shaped(SHAPE, "procurement")
class Procurement(DomainPart):
    """A procurement contract: award, contract, delivery, acceptance, invoice; what is due follows from them."""

    project_number = models.CharField("项目编号", max_length=100)
    project_name = models.CharField("项目名称", max_length=200)
    agency = models.CharField("代理机构", max_length=200, blank=True)
    method = models.CharField("采购方式", max_length=12, choices=Method.choices)
    budget = models.DecimalField("预算金额", max_digits=18, decimal_places=2, null=True, blank=True)
    is_sme = models.BooleanField("供应商是否中小企业")
    sme_proof = models.CharField("中小企业的证明", max_length=200, blank=True)
    evaluated_on = models.DateField("评审结束日期", null=True, blank=True)
    reported_on = models.DateField("评审报告送交日期", null=True, blank=True)
    decided_on = models.DateField("确定供应商日期", null=True, blank=True)
    awarded_on = models.DateField("中标通知书日期", null=True, blank=True)
    published_on = models.DateField("合同公告日期", null=True, blank=True)
    filed_on = models.DateField("合同备案日期", null=True, blank=True)
    changed_on = models.DateField("合同变更日期", null=True, blank=True)
    change_published_on = models.DateField("合同变更公告日期", null=True, blank=True)
    perform_until = models.DateField("履约期限", null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField("约定付款天数", null=True, blank=True)
    agreed_rate = models.DecimalField(
        "约定逾期年利率（%）", max_digits=6, decimal_places=3, null=True, blank=True
    )
    audit_agreed = models.BooleanField("合同约定以审计或备案为付款条件", default=False)
    by_settlement = models.BooleanField("按进度结算付款", default=False)
    delivered_on = models.DateField("交付日期", null=True, blank=True)
    inspection_until = models.DateField("约定验收期届满日", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    is_passed = models.BooleanField("验收合格", null=True, blank=True)
    acceptance_document = models.CharField("验收书", max_length=200, blank=True)
    settled_on = models.DateField("结算金额确认日期", null=True, blank=True)
    invoiced_on = models.DateField("收到发票日期", null=True, blank=True)
    receivable_asked_on = models.DateField("供应商要求确权日期", null=True, blank=True)
    receivable_confirmed_on = models.DateField("确权日期", null=True, blank=True)

    class Meta:
        verbose_name = "政府采购合同"
        verbose_name_plural = "政府采购合同"
        constraints = [
            models.CheckConstraint(
                name="procurement_sme_paid_in_sixty_days",
                condition=Q(is_sme=False) | Q(payment_days=None) | Q(payment_days__lte=payment.MOST_DAYS),
            ),
            models.CheckConstraint(
                name="procurement_sme_is_proved", condition=Q(is_sme=False) | ~Q(sme_proof="")
            ),
            models.CheckConstraint(
                name="procurement_rate_in_reason",
                condition=Q(agreed_rate=None) | Q(agreed_rate__gt=0, agreed_rate__lte=100),
            ),
            said("procurement_names_its_project", "project_number", "project_name"),
        ]


def told_of(part: Procurement) -> payment.Delivery:
    """Return what the columns tell of delivery, acceptance and settlement."""
    return payment.Delivery(
        part.delivered_on,
        part.inspection_until,
        part.accepted_on,
        part.is_passed,
        part.by_settlement,
        part.settled_on,
    )


def due(one: Instalment, case: Commitment, part: Procurement, today: date) -> Due | None:
    """Return when an instalment falls due: from acceptance, delivery or settlement, by law or contract.

    A day that the contract names for the instalment itself counts first where the buyer's time is no longer so.
    """
    begun = payment.Begun(one.starts_on, one.start_event) if one.starts_on else payment.begins(told_of(part))
    if begun is None or begun.on > today:
        return named_day(case, one.agreed_on, "合同写明") if one.agreed_on else None
    if part.payment_days is not None:
        return Due(begun.on, begun.event, part.payment_days)
    if part.is_sme:
        return Due(begun.on, begun.event, None, "sme")
    day = one.agreed_on or case.agreed_on
    return named_day(case, day, "合同写明") if day else None


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what the law refuses of what was typed."""
    found = SHAPE.faults(Procurement, given)
    days = given.get("payment_days")
    if given.get("is_sme") and days is not None and days > payment.MOST_DAYS:
        found["payment_days"] = (
            f"与中小企业约定的付款期限最长 {payment.MOST_DAYS} 日（保障中小企业款项支付条例 9），请核对合同"
        )
    if given.get("is_sme") and not given.get("sme_proof"):
        found["sme_proof"] = "是中小企业的，请写明合同订立时的声明或者证明"
    rate = given.get("agreed_rate")
    if rate is not None and not 0 < rate <= MOST_RATE:
        found["agreed_rate"] = f"须大于 0、不超过 {MOST_RATE}；没有约定利率的请留空"
    return found


OF = Clocks("", RULE, "采购人")
CLOCKS = (
    OF.step(
        "agency_report", "代理机构送交评审报告", ("evaluated_on", "reported_on"), "政府采购法实施条例 43"
    ),
    OF.step("award", "采购人确定中标供应商", ("reported_on", "decided_on"), "政府采购法实施条例 43"),
    OF.step("award_notice", "发出中标通知书、公告", ("decided_on", "awarded_on"), "政府采购法实施条例 43"),
    OF.step("contract", "签订合同", ("awarded_on", "signed_on"), "政府采购法 46"),
    OF.step("publish", "公告合同", ("signed_on", "published_on"), "政府采购法实施条例 50"),
    OF.step("file", "合同副本备案", ("signed_on", "filed_on"), "政府采购法 47"),
    OF.step("publish_change", "公告合同变更", ("changed_on", "change_published_on"), "财办库〔2023〕243号"),
    OF.step("invoice", "收到发票后付款", ("invoiced_on", ""), "财办库〔2023〕243号，条文待核实"),
    OF.step("receivable", "应收账款确权", ("receivable_asked_on", "receivable_confirmed_on"), "条例 16"),
)

DOMAIN = Domain(
    key=KeyDomain.PROCUREMENT,
    part=Procurement,
    article="三(一)",
    words={
        "department": "采购人",
        "counterparty": "中标供应商",
        "counterparty_code": "供应商统一社会信用代码",
        "document_title": "合同名称",
        "document_number": "合同编号",
        "signed_on": "合同签订日期",
        "content": "采购人的付款和其他义务",
        "amount": "合同金额",
        "agreed_on": "合同写明的付款日",
    },
    asked={
        "项目": ("project_number", "project_name", "agency", "method", "budget"),
        "供应商": ("is_sme", "sme_proof"),
        "评审与签订": ("evaluated_on", "reported_on", "decided_on", "awarded_on", "published_on", "filed_on"),
        "付款约定": ("perform_until", "payment_days", "agreed_rate", "audit_agreed", "by_settlement"),
        "交付与验收": (
            *("delivered_on", "inspection_until", "accepted_on", "is_passed", "acceptance_document"),
            *("settled_on", "invoiced_on"),
        ),
        "变更与确权": (
            *("changed_on", "change_published_on", "receivable_asked_on", "receivable_confirmed_on"),
        ),
    },
    required=("project_number", "project_name", "method", "is_sme"),
    later=(
        *("published_on", "filed_on", "delivered_on", "accepted_on", "is_passed", "acceptance_document"),
        *("settled_on", "invoiced_on", "changed_on", "change_published_on"),
        *("receivable_asked_on", "receivable_confirmed_on"),
    ),
    kinds=(PromiseKind.PAYMENT, PromiseKind.SERVICE, PromiseKind.OTHER),
    carriers=(Carrier.CONTRACT, Carrier.AGREEMENT),
    excuses={
        ChangeGround.WAITING_AUDIT: "合同没有约定的，不得以等待审计、竣工验收备案为由拒绝或者迟延付款（保障中小企业款项支付条例 14）",
    },
    allows=lambda ground, part: ground == ChangeGround.WAITING_AUDIT and part.audit_agreed,
    clocks=CLOCKS,
    disputes={
        DisputeKind.QUESTION: OF.dispute("question", "答复质疑", RECEIVED, may_pause=False),
        DisputeKind.COMPLAINT: OF.dispute("complaint", "处理投诉", RECEIVED, may_pause=True),
    },
    face=Face(is_of_one_side=True),
    following=Following(("delivered_on", "accepted_on", "is_passed", "settled_on"), (RULE, "line_code")),
    due=due,
    shape=SHAPE,
    faults=faults,
    terms=lambda part: Terms(part.agreed_rate),
)
