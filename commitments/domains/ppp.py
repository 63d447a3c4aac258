"""政府和社会资本合作: the duties of the government side, stage by stage. 苏政发〔2023〕55号 三(二); rules.md 6.2; procedures E.22"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from commitments.domains.clocks import Clocks
from commitments.domains.constraints import FIRST_YEAR, LAST_YEAR, code_shape, said
from commitments.domains.domain import Domain, DomainPart, Face, Most
from commitments.domains.shape import Shape, shaped
from commitments.vocabulary import Carrier, PromiseKind
from common.key_domains import KeyDomain
from identifiers.credit_codes import check_credit_code

RULE = "ppp_clock"


class Mechanism(models.TextChoices):
    """Under which rules the project runs: those before 国办函〔2023〕115号, or the new ones."""

    STANDING = "standing", "存量项目"
    CONCESSION = "concession", "新机制特许经营"


class Stage(models.TextChoices):
    IDENTIFY = "identify", "识别"
    PREPARE = "prepare", "准备"
    PROCURE = "procure", "采购"
    PERFORM = "perform", "执行"
    PLAN = "plan", "特许经营方案"
    SELECT = "select", "选择特许经营者"
    BUILD = "build", "建设"
    OPERATE = "operate", "运营"
    TRANSFER = "transfer", "移交"


class Payment(models.TextChoices):
    """Who pays（付费方式）."""

    USERS = "users", "使用者付费"
    GAP = "gap", "可行性缺口补助"
    GOVERNMENT = "government", "政府付费"


class Party(models.TextChoices):
    """Who broke the contract（违约方）."""

    GOVERNMENT = "government", "政府方"
    CAPITAL = "capital", "社会资本方"
    BOTH = "both", "双方"


STAGES: Mapping[str, Sequence[str]] = {
    Mechanism.STANDING: (Stage.IDENTIFY, Stage.PREPARE, Stage.PROCURE, Stage.PERFORM, Stage.TRANSFER),
    Mechanism.CONCESSION: (Stage.PLAN, Stage.SELECT, Stage.BUILD, Stage.OPERATE, Stage.TRANSFER),
}
"""The stages of a project in their order: five of the founding text, five of the new mechanism."""
SHAPE = Shape(
    together={
        "term": ("term_from", "term_until"),
        "budget": ("budget_year", "budget_share", "budget_document"),
        "default": ("default_party", "default_clause", "default_handling", "defaulted_on"),
    },
    needs={"project_company_code": "project_company", "default_amount": "default_party"},
    in_order=(("duty_since", "duty_until"), ("term_from", "term_until")),
)


@shaped(SHAPE, "ppp")
class Partnership(DomainPart):
    """One duty of the government side of a partnership: the project, the stage, who answers for it from when to when."""

    project_number = models.CharField("合作项目编号", max_length=100)
    project_name = models.CharField("合作项目名称", max_length=200)
    mechanism = models.CharField("项目机制", max_length=12, choices=Mechanism.choices)
    industry = models.CharField("行业", max_length=60)
    project_company = models.CharField("项目公司", max_length=200, blank=True)
    project_company_code = models.CharField("项目公司统一社会信用代码", max_length=18, blank=True)
    invested = models.DecimalField("投资额", max_digits=18, decimal_places=2, null=True, blank=True)
    payment_mode = models.CharField("付费方式", max_length=12, choices=Payment.choices)
    term_from = models.DateField("合作期开始日期", null=True, blank=True)
    term_until = models.DateField("合作期届满日期", null=True, blank=True)
    stage = models.CharField("阶段", max_length=12, choices=Stage.choices)
    stage_duty = models.CharField("阶段的诚信职责", max_length=500)
    duty_since = models.DateField("责任岗位任职起")
    duty_until = models.DateField("责任岗位任职止", null=True, blank=True)
    stage_document = models.CharField("阶段的成果文书", max_length=300, blank=True)
    awarded_on = models.DateField("成交通知书日期", null=True, blank=True)
    budget_year = models.PositiveSmallIntegerField("财政支出责任年度", null=True, blank=True)
    budget_share = models.DecimalField(
        "当年全部项目占一般公共预算支出的比例（%）", max_digits=6, decimal_places=3, null=True, blank=True
    )
    budget_document = models.CharField("财政承受能力论证或者预算文件", max_length=300, blank=True)
    default_party = models.CharField("违约方", max_length=12, choices=Party.choices, blank=True)
    default_clause = models.CharField("违反的条款", max_length=300, blank=True)
    default_amount = models.DecimalField(
        "违约涉及金额", max_digits=18, decimal_places=2, null=True, blank=True
    )
    default_handling = models.CharField("违约的处理", max_length=500, blank=True)
    defaulted_on = models.DateField("违约日期", null=True, blank=True)

    class Meta:
        verbose_name = "政府和社会资本合作项目"
        verbose_name_plural = "政府和社会资本合作项目"
        indexes = [models.Index(fields=["project_number"], name="ppp_by_project")]
        constraints = [
            said("ppp_names_its_project", "project_number", "project_name", "industry", "stage_duty"),
            models.CheckConstraint(
                name="ppp_stage_of_its_mechanism",
                condition=Q(mechanism=Mechanism.STANDING, stage__in=STAGES[Mechanism.STANDING])
                | Q(mechanism=Mechanism.CONCESSION, stage__in=STAGES[Mechanism.CONCESSION]),
            ),
            models.CheckConstraint(
                name="ppp_concession_is_paid_by_users",
                condition=~Q(mechanism=Mechanism.CONCESSION)
                | Q(payment_mode=Payment.USERS, budget_year__isnull=True),
            ),
            code_shape("ppp_company_code_shape", "project_company_code"),
            models.CheckConstraint(
                name="ppp_budget_in_reason",
                condition=Q(budget_year=None)
                | Q(budget_year__gte=FIRST_YEAR, budget_year__lte=LAST_YEAR)
                & Q(budget_share__gte=0, budget_share__lte=100),
            ),
        ]


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what does not fit together."""
    found = SHAPE.faults(Partnership, given)
    mechanism, stage = given.get("mechanism"), given.get("stage")
    if mechanism and stage and stage not in STAGES[mechanism]:
        known = "、".join(str(Stage(one).label) for one in STAGES[mechanism])
        found["stage"] = f"{Mechanism(mechanism).label}的阶段是{known}：请重新选择"
    if mechanism == Mechanism.CONCESSION and given.get("payment_mode") not in (None, "", Payment.USERS):
        found["payment_mode"] = "新机制特许经营只采用使用者付费（国办函〔2023〕115号），请核对协议"
    if mechanism == Mechanism.CONCESSION and given.get("budget_year"):
        found["budget_year"] = "新机制不新增地方财政未来支出责任（国办函〔2023〕115号），请留空"
    if (code := given.get("project_company_code")) and (fault := check_credit_code(code)):
        found["project_company_code"] = fault
    year, share = given.get("budget_year"), given.get("budget_share")
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        found["budget_year"] = f"年度须在 {FIRST_YEAR} 和 {LAST_YEAR} 之间"
    if share is not None and not 0 <= share <= 100:
        found["budget_share"] = "比例须在 0 和 100 之间"
    return found


CONTRACT = Clocks("ppp_", RULE, "实施机构").step(
    "contract",
    "签订合作项目合同或者特许经营协议",
    ("awarded_on", "signed_on"),
    "发出成交通知书以后签订，政府采购法 46、招标投标法 46，用于合作项目的条文待核实",
)
CEILING = Most(
    "budget_ceiling",
    "ppp",
    "合作项目财政支出责任占一般公共预算支出的比例",
    ("budget_share", "budget_year"),
    "财金〔2015〕21号，条文待核实",
)

DOMAIN = Domain(
    key=KeyDomain.PPP,
    part=Partnership,
    article="三(二)",
    words={
        "department": "实施机构（政府方）",
        "counterparty": "社会资本方",
        "counterparty_code": "社会资本方统一社会信用代码",
        "document_title": "合同、协议或者阶段文件名称",
        "document_number": "合同编号或者文号",
        "signed_on": "合同签订或者文件印发日期",
        "content": "政府方的承诺和义务",
        "amount": "政府方应付金额",
        "agreed_on": "履行期限",
        "post": "政府方责任岗位或责任人",
    },
    asked={
        "项目": (
            *("project_number", "project_name", "mechanism", "industry", "payment_mode", "invested"),
            *("project_company", "project_company_code", "term_from", "term_until"),
        ),
        "阶段与责任": ("stage", "stage_duty", "duty_since", "duty_until", "stage_document", "awarded_on"),
        "年度财政支出责任": ("budget_year", "budget_share", "budget_document"),
        "违约记录": (
            *("default_party", "default_clause", "default_amount", "default_handling", "defaulted_on"),
        ),
    },
    required=(
        *("project_number", "project_name", "mechanism", "industry", "payment_mode", "stage", "stage_duty"),
        "duty_since",
    ),
    required_common=("post",),
    later=(
        *("duty_until", "stage_document", "project_company", "project_company_code"),
        *("budget_year", "budget_share", "budget_document"),
        *("default_party", "default_clause", "default_amount", "default_handling", "defaulted_on"),
    ),
    kinds=(
        *(PromiseKind.PAYMENT, PromiseKind.FUNDS, PromiseKind.LAND, PromiseKind.APPROVAL),
        *(PromiseKind.FACILITIES, PromiseKind.SERVICE, PromiseKind.OTHER),
    ),
    carriers=(Carrier.CONTRACT, Carrier.AGREEMENT, Carrier.POLICY, Carrier.MINUTES),
    excuses={},
    clocks=(CONTRACT,),
    most=(CEILING,),
    project="project_number",
    stages=[str(one.label) for one in Stage],
    duty_columns=("duty_since", "duty_until"),
    is_pushed=True,
    face=Face(is_of_one_side=True),
    shape=SHAPE,
    faults=faults,
)
