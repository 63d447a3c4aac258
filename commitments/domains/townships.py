"""乡镇街道: what a township or street promises its residents in public, and how it keeps open books.

苏政发〔2023〕55号 三(七); rules.md 6.7; procedures E.27
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from commitments.domains.clocks import Clocks
from commitments.domains.constraints import within
from commitments.domains.domain import Domain, DomainPart, Face
from commitments.domains.matters import Columns, Matters
from commitments.domains.shape import shaped
from commitments.vocabulary import Carrier, PromiseKind
from common.key_domains import KeyDomain
from organisations.board_vocabulary import Frequency, TaskList, TownshipMatter
from organisations.vocabulary import Level

RULE = "township_clock"
PROPOSED = "三(七)，期限为建议值"
FULL_SCORE, FULL_WEIGHT = 1000, 100


M = TownshipMatter
MATTERS = Matters(
    kinds={
        M.PLEDGE: Columns(("board",)),
        M.AFFAIRS: Columns(("open_matter", "formed_on"), ("opened_on",)),
        M.FINANCE: Columns(("frequency", "period_until"), ("accounts_on",)),
        M.BENEFIT: Columns(
            ("subsidy", "subsidy_standard", "approved_on"), ("recipients", "granted", "granted_on")
        ),
        M.INTERACTION: Columns(
            ("task_list", "list_document"),
            ("purchase_document", "purchased_on", "score_of_township", "score_of_village", "evaluated_on"),
        ),
        M.CIVILITY: Columns(("civility_score", "honesty_weight", "measured_on")),
        M.PILOT: Columns(("pilot_plan", "pilot_from", "pilot_until"), ("pilot_review", "pilot_reviewed_on")),
    },
    together={
        "grant": ("recipients", "granted", "granted_on"),
        "purchase": ("purchase_document", "purchased_on"),
        "evaluation": ("score_of_township", "score_of_village", "evaluated_on"),
        "review": ("pilot_review", "pilot_reviewed_on"),
    },
    in_order=(
        ("formed_on", "opened_on"),
        ("period_until", "accounts_on"),
        ("approved_on", "granted_on"),
        ("pilot_from", "pilot_until"),
        ("pilot_from", "pilot_reviewed_on"),
    ),
)
SCORES = ("score_of_township", "score_of_village", "honesty_weight")


@shaped(MATTERS, "township")
class Township(DomainPart):
    """One line of a township's ledger: a promise on its board, an opening of its books, a benefit, a list, a score, a pilot.

    Of a benefit it keeps standard, number and sum, and no beneficiary.
    """

    matter = models.CharField("事项类别", max_length=12, choices=TownshipMatter.choices)
    village = models.CharField("村（居）", max_length=100, blank=True)
    board = models.CharField("公开栏位置或者链接", max_length=300, blank=True)
    open_matter = models.CharField("政务公开事项", max_length=200, blank=True)
    formed_on = models.DateField("信息形成或者变更日期", null=True, blank=True)
    opened_on = models.DateField("政务公开日期", null=True, blank=True)
    frequency = models.CharField("财务公开周期", max_length=8, choices=Frequency.choices, blank=True)
    period_until = models.DateField("财务公开所属期截止日", null=True, blank=True)
    accounts_on = models.DateField("财务公开日期", null=True, blank=True)
    subsidy = models.CharField("补贴名称", max_length=100, blank=True)
    subsidy_standard = models.CharField("补贴标准", max_length=200, blank=True)
    approved_on = models.DateField("批准发放日期", null=True, blank=True)
    recipients = models.PositiveIntegerField("发放人数", null=True, blank=True)
    granted = models.DecimalField("发放金额", max_digits=18, decimal_places=2, null=True, blank=True)
    granted_on = models.DateField("发放日期", null=True, blank=True)
    task_list = models.CharField("清单类别", max_length=10, choices=TaskList.choices, blank=True)
    list_document = models.CharField("清单文件", max_length=200, blank=True)
    purchase_document = models.CharField("购买服务协议", max_length=200, blank=True)
    purchased_on = models.DateField("购买服务协议日期", null=True, blank=True)
    score_of_township = models.DecimalField(
        "村（居）评乡镇街道得分", max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_of_village = models.DecimalField(
        "乡镇街道评村（居）得分", max_digits=5, decimal_places=2, null=True, blank=True
    )
    evaluated_on = models.DateField("双向评估日期", null=True, blank=True)
    civility_score = models.DecimalField(
        "文明村镇测评分值", max_digits=6, decimal_places=2, null=True, blank=True
    )
    honesty_weight = models.DecimalField(
        "政务诚信权重（%）", max_digits=5, decimal_places=2, null=True, blank=True
    )
    measured_on = models.DateField("测评日期", null=True, blank=True)
    pilot_plan = models.CharField("试点方案", max_length=200, blank=True)
    pilot_from = models.DateField("试点开始日期", null=True, blank=True)
    pilot_until = models.DateField("试点结束日期", null=True, blank=True)
    pilot_review = models.CharField("试点评估", max_length=300, blank=True)
    pilot_reviewed_on = models.DateField("试点评估日期", null=True, blank=True)

    class Meta:
        verbose_name = "乡镇街道事项"
        verbose_name_plural = "乡镇街道事项"
        indexes = [models.Index(fields=["matter"], name="township_by_matter")]
        constraints = [
            *(within(f"township_{name}_in_reason", name, 0, FULL_WEIGHT) for name in SCORES),
            within("township_civility_score_in_reason", "civility_score", 0, FULL_SCORE),
            models.CheckConstraint(
                name="township_sums_not_negative", condition=Q(granted=None) | Q(granted__gte=0)
            ),
        ]


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what does not fit together; a promise is the township's, a pilot its county's."""
    found = MATTERS.faults(Township, given)
    for name, most in {**dict.fromkeys(SCORES, FULL_WEIGHT), "civility_score": FULL_SCORE}.items():
        if given.get(name) is not None and not 0 <= given[name] <= most:
            found[name] = f"须在 0 和 {most} 之间"
    if given.get("granted") is not None and given["granted"] < 0:
        found["granted"] = "发放金额不能是负数"
    level = getattr(given.get("department"), "level", "")
    wanted = Level.COUNTY if given.get("matter") == M.PILOT else Level.TOWNSHIP
    if level and level != wanted:
        found["department"] = (
            "试点由县（市、区）登记，请选县级的单位"
            if wanted == Level.COUNTY
            else "请选乡镇政府或者街道办事处；村（居）的写在“村（居）”一栏"
        )
    return found


def bars_record(part: Township) -> str:
    """Return why no record is drawn from a broken promise: a village's own is nobody's record（procedures E.27）."""
    if not part.village:
        return ""
    return f"这是{part.village}的承诺：村（居）不登记政务失信；乡镇街道违规下派任务的，另行登记乡镇街道的承诺和线索"


OF = Clocks("township_", RULE)
CLOCKS = (
    OF.step("affairs", "政务公开", ("formed_on", "opened_on"), "政府信息公开条例 26"),
    OF.step("finance", "财务公开", ("period_until", "accounts_on"), PROPOSED),
    OF.step("benefit", "发放惠民补贴", ("approved_on", "granted_on"), PROPOSED),
    OF.step("pilot_review", "评估县级试点", ("pilot_until", "pilot_reviewed_on"), PROPOSED),
)
DOMAIN = Domain(
    key=KeyDomain.TOWNSHIPS,
    part=Township,
    article="三(七)",
    words={
        "department": "乡镇政府或者街道办事处",
        "counterparty": "受益的群众或者单位（不写个人）",
        "document_title": "承诺书、公开目录或者清单的名称",
        "document_number": "文号或者编号",
        "signed_on": "公布日期",
        "content": "承诺事项",
        "agreed_on": "承诺时限",
        "post": "责任岗位",
    },
    asked={"事项": ("matter", "village"), **MATTERS.groups(TownshipMatter)},
    required=("matter",),
    later=MATTERS.later,
    kinds=(PromiseKind.SERVICE, PromiseKind.FUNDS, PromiseKind.FACILITIES, PromiseKind.OTHER),
    carriers=(Carrier.PLEDGE, Carrier.POLICY, Carrier.AGREEMENT, Carrier.MINUTES),
    excuses={},
    clocks=CLOCKS,
    faults=faults,
    shape=MATTERS,
    matters=MATTERS,
    bars_record=bars_record,
    face=Face(),
)
