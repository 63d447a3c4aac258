"""统计: who answers for true figures, pledges, fraud cases, enterprises found seriously dishonest, daily supervision.

苏政发〔2023〕55号 三(六); 统计法 (2024) 40; 国家统计局令第35号; rules.md 6.6; procedures E.26
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from commitments.domains.clocks import Clocks
from commitments.domains.domain import Domain, DomainPart, Face, Least
from commitments.domains.matters import Columns, Matters
from commitments.domains.shape import shaped
from commitments.vocabulary import Carrier, PromiseKind
from common.key_domains import KeyDomain
from identifiers.credit_codes import check_credit_code
from organisations.vocabulary import Level

RULE = "statistics_clock"
TERM, TERM_AGAIN = "term", "term_again"
ENTERPRISE = "91"
"""How the code of an enterprise begins (GB 32100-2015): no trader who is one natural person stands on the list."""


class StatisticsMatter(models.TextChoices):
    """What a line of the ledger is about."""

    DUTY = "duty", "防范和惩治统计造假责任"
    PLEDGE = "pledge", "统计诚信承诺"
    FRAUD = "fraud", "统计造假责任追究"
    LISTING = "listing", "统计严重失信企业"
    OVERSIGHT = "oversight", "统计严重失信企业日常监管"


class Responsibility(models.TextChoices):
    MAIN = "main", "主体责任"
    SUPERVISORY = "supervisory", "监督责任"
    RELATED = "related", "相关责任"


class Pledger(models.TextChoices):
    AGENCY = "agency", "统计机构"
    STAFF = "staff", "统计人员"
    RESPONDENT = "respondent", "统计调查对象"


class Conduct(models.TextChoices):
    """What leaders are called to account for. 统计法 40"""

    ALTERED = "altered", "修改或者编造统计资料"
    DEMANDED = "demanded", "要求伪造、篡改"
    HINTED = "hinted", "明示、暗示虚报瞒报"
    NEGLECTED = "neglected", "失察"


class Sanction(models.TextChoices):
    DISCIPLINE = "discipline", "处分"
    NOTICE = "notice", "通报"
    BOTH = "both", "处分并通报"


class Way(models.TextChoices):
    ON_SITE = "on_site", "现场检查"
    PAPERS = "papers", "书面核查"
    FIGURES = "figures", "数据核查"


M = StatisticsMatter
MATTERS = Matters(
    kinds={
        M.DUTY: Columns(("responsibility", "duty_document", "duty_from"), ("duty_until",)),
        M.PLEDGE: Columns(("pledger", "pledge_text", "pledged_on"), ("trained_on", "trained")),
        M.FRAUD: Columns(
            ("conduct", "finding_document", "found_on"), ("sanction", "sanction_document", "sanctioned_on")
        ),
        M.LISTING: Columns(
            ("address", "violation", "listing_document", "decided_on", "is_again"),
            ("listed_on", "mended_on", "mend_document", "removed_on", "removal_document"),
        ),
        M.OVERSIGHT: Columns(("way", "watched_on", "watch_result", "watch_document")),
    },
    together={
        "training": ("trained_on", "trained"),
        "sanction": ("sanction", "sanction_document", "sanctioned_on"),
        "mending": ("mended_on", "mend_document"),
        "removal": ("removed_on", "removal_document"),
    },
    in_order=(
        ("duty_from", "duty_until"),
        ("found_on", "sanctioned_on"),
        ("decided_on", "listed_on"),
        ("decided_on", "mended_on"),
        ("listed_on", "removed_on"),
    ),
)


@shaped(MATTERS, "statistics")
class Statistics(DomainPart):
    """One line of the statistics ledger. A person stands here by post alone, an enterprise by name and code."""

    matter = models.CharField("事项类别", max_length=12, choices=StatisticsMatter.choices)
    responsibility = models.CharField("责任类别", max_length=12, choices=Responsibility.choices, blank=True)
    duty_document = models.CharField("责任制文件", max_length=200, blank=True)
    duty_from = models.DateField("责任开始日期", null=True, blank=True)
    duty_until = models.DateField("责任结束日期", null=True, blank=True)
    pledger = models.CharField("承诺人类别", max_length=12, choices=Pledger.choices, blank=True)
    pledge_text = models.CharField("统计诚信承诺", max_length=500, blank=True)
    pledged_on = models.DateField("统计诚信承诺日期", null=True, blank=True)
    trained_on = models.DateField("统计诚信教育日期", null=True, blank=True)
    trained = models.PositiveIntegerField("统计诚信教育人数", null=True, blank=True)
    conduct = models.CharField("造假行为", max_length=12, choices=Conduct.choices, blank=True)
    finding_document = models.CharField("查实文书", max_length=200, blank=True)
    found_on = models.DateField("查实日期", null=True, blank=True)
    sanction = models.CharField("处理方式", max_length=12, choices=Sanction.choices, blank=True)
    sanction_document = models.CharField("处理文书", max_length=300, blank=True)
    sanctioned_on = models.DateField("处理日期", null=True, blank=True)
    address = models.CharField("企业地址", max_length=200, blank=True)
    violation = models.CharField("统计违法行为", max_length=500, blank=True)
    listing_document = models.CharField("认定文书", max_length=200, blank=True)
    decided_on = models.DateField("认定日期", null=True, blank=True)
    is_again = models.BooleanField("是否再次认定", null=True, blank=True)
    listed_on = models.DateField("公示日期", null=True, blank=True)
    mended_on = models.DateField("整改到位日期", null=True, blank=True)
    mend_document = models.CharField("整改到位的证明", max_length=200, blank=True)
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removal_document = models.CharField("移出文书", max_length=200, blank=True)
    way = models.CharField("监管方式", max_length=12, choices=Way.choices, blank=True)
    watched_on = models.DateField("监管日期", null=True, blank=True)
    watch_result = models.CharField("监管结果", max_length=500, blank=True)
    watch_document = models.CharField("监管记录", max_length=200, blank=True)

    class Meta:
        verbose_name = "统计事项"
        verbose_name_plural = "统计事项"
        indexes = [models.Index(fields=["matter"], name="statistics_by_matter")]

    @property
    def first_listed_on(self) -> date | None:
        """Return from when the term of one who was not listed before runs."""
        return None if self.is_again else self.listed_on

    @property
    def listed_again_on(self) -> date | None:
        """Return from when the longer term of one who was listed before runs."""
        return self.listed_on if self.is_again else None


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what does not fit together; on the list stand enterprises alone, by a 统计机构's decision."""
    found = MATTERS.faults(Statistics, given)
    if given.get("matter") not in (M.LISTING, M.OVERSIGHT):
        return found
    code = str(given.get("counterparty_code") or "")
    if not given.get("counterparty"):
        found["counterparty"] = "请填写企业名称"
    if check_credit_code(code) or not code.startswith(ENTERPRISE):
        found["counterparty_code"] = (
            "请填写企业的统一社会信用代码（91 开头）：名单只列企业，不列自然人和个体工商户"
        )
    body = given.get("department")
    name, level = getattr(body, "name", ""), getattr(body, "level", "")
    if level == Level.TOWNSHIP or (name and "统计" not in name and "调查" not in name):
        found["department"] = "由县级以上统计机构认定、公示和监管，请选统计局或者调查队"
    return found


OF = Clocks("statistics_", RULE)
ORDER_35 = "国家统计局令第35号，期限待核实"
CLOCKS = (
    OF.step("sanction", "处理统计造假责任", ("found_on", "sanctioned_on"), "统计法 40，期限为建议值"),
    OF.step("publish", "公示统计严重失信企业", ("decided_on", "listed_on"), ORDER_35),
    OF.step(TERM, "统计严重失信企业公示期", ("first_listed_on", "removed_on"), ORDER_35, is_term=True),
    OF.step(
        TERM_AGAIN,
        "再次认定的统计严重失信企业公示期",
        ("listed_again_on", "removed_on"),
        ORDER_35,
        is_term=True,
    ),
)
LEAST = (
    Least(RULE, "earliest_removal", "提前移出以前的公示", ("listed_on", "removed_on"), ORDER_35, "mended_on"),
)


def opens(part: Statistics) -> str:
    """Return why a matter stands in public nowhere: of all of them the list of enterprises alone is public."""
    if part.matter != M.LISTING:
        return f"“{part.get_matter_display()}”只在后台使用，不公开；对外公示的只有统计严重失信企业名单"
    return "已经移出名单" if part.removed_on else ""


DOMAIN = Domain(
    key=KeyDomain.STATISTICS,
    part=Statistics,
    article="三(六)",
    words={
        "department": "责任单位（名单和监管：统计机构）",
        "counterparty": "企业名称（名单和监管）",
        "counterparty_code": "企业统一社会信用代码",
        "document_title": "文件或者文书名称",
        "document_number": "文号",
        "signed_on": "文件日期",
        "content": "责任、承诺或者监管的内容",
        "agreed_on": "办理期限",
        "post": "责任岗位（不写姓名）",
    },
    asked={"事项": ("matter",), **MATTERS.groups(StatisticsMatter)},
    required=("matter",),
    later=MATTERS.later,
    kinds=(PromiseKind.SERVICE, PromiseKind.OTHER),
    carriers=(Carrier.PLEDGE, Carrier.POLICY, Carrier.MINUTES),
    excuses={},
    clocks=CLOCKS,
    least=LEAST,
    faults=faults,
    shape=MATTERS,
    matters=MATTERS,
    face=Face(
        opens=opens,
        begins="listed_on",
        term=lambda part: (RULE, TERM_AGAIN if part.is_again else TERM),
        removed="removed_on",
    ),
)
