"""招商引资: what a government promised investors. 苏政发〔2023〕55号 三(四); rules.md 6.4; procedures E.24"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from commitments.domains.constraints import said
from commitments.domains.domain import Domain, DomainPart, Face
from commitments.vocabulary import Carrier, PromiseKind
from common.key_domains import KeyDomain


class Review(models.TextChoices):
    """What the review of lawfulness, or of fair competition, said."""

    PASSED = "passed", "审查通过"
    MENDED = "mended", "修改后通过"
    FAILED = "failed", "未通过"
    UNDONE = "undone", "未审查"


class Authority(models.TextChoices):
    """Whether the promise lay within the power of whoever made it."""

    OWN = "own", "本级权限内"
    APPROVED = "approved", "经上级批准"
    BEYOND = "beyond", "涉嫌越权"
    UNCHECKED = "unchecked", "未核"


REVIEWED = {"legality": "合法性审查", "competition": "公平竞争审查"}
"""The two reviews, each with its document and day."""


def _by_document(name: str) -> models.CheckConstraint:
    """Return the constraint that a review has a document and a day just where there was one."""
    undone = Q(**{name: Review.UNDONE})
    none = Q(**{f"{name}_document": "", f"{name}_on": None})
    whole = ~Q(**{f"{name}_document": ""}) & Q(**{f"{name}_on__isnull": False})
    return models.CheckConstraint(
        name=f"investment_{name}_by_document", condition=undone & none | ~undone & whole
    )


class Investment(DomainPart):
    """A promise to an investor: its reviews, the power to make it, who looks after it."""

    external_number = models.CharField("承诺台账编号", max_length=100)
    project_name = models.CharField("投资项目名称", max_length=200)
    invested = models.DecimalField("约定投资额", max_digits=18, decimal_places=2, null=True, blank=True)
    legality = models.CharField("合法性审查", max_length=10, choices=Review.choices)
    legality_document = models.CharField("合法性审查意见", max_length=200, blank=True)
    legality_on = models.DateField("合法性审查日期", null=True, blank=True)
    competition = models.CharField("公平竞争审查", max_length=10, choices=Review.choices)
    competition_document = models.CharField("公平竞争审查结论", max_length=200, blank=True)
    competition_on = models.DateField("公平竞争审查日期", null=True, blank=True)
    authority = models.CharField("审批权限", max_length=10, choices=Authority.choices)
    authority_document = models.CharField("权限依据或批准文件", max_length=200, blank=True)
    land_area = models.DecimalField("承诺供地（亩）", max_digits=12, decimal_places=2, null=True, blank=True)
    fulfil_unit = models.CharField("兑现单位", max_length=200, blank=True)

    class Meta:
        verbose_name = "招商引资承诺"
        verbose_name_plural = "招商引资承诺"
        constraints = [
            said("investment_names_its_project", "external_number", "project_name"),
            *(_by_document(name) for name in REVIEWED),
            models.CheckConstraint(
                name="investment_approval_by_document",
                condition=~Q(authority=Authority.APPROVED) | ~Q(authority_document=""),
            ),
            models.CheckConstraint(
                name="investment_land_not_negative", condition=Q(land_area=None) | Q(land_area__gt=0)
            ),
        ]


def faults(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return by column what does not fit together."""
    found = {}
    for name, label in REVIEWED.items():
        has_result = given.get(name) not in (None, "", Review.UNDONE)
        document, day = given.get(f"{name}_document"), given.get(f"{name}_on")
        if has_result and not (document and day):
            found[f"{name}_document"] = f"{label}有结论的，请写明文书和日期"
        if not has_result and (document or day):
            found[name] = f"写了{label}文书或日期的，请选结论"
    if given.get("authority") == Authority.APPROVED and not given.get("authority_document"):
        found["authority_document"] = "经上级批准的，请写明批准文件"
    if given.get("land_area") is not None and given["land_area"] <= 0:
        found["land_area"] = "须大于 0；没有承诺供地的请留空"
    return found


_LAWFUL = (Review.PASSED, Review.MENDED)
UNSAFE = ~Q(authority__in=(Authority.OWN, Authority.APPROVED), legality__in=_LAWFUL, competition__in=_LAWFUL)
"""What may prove unlawful; the queue of what waits for the secrecy reviewer leaves it out by the same words."""
DOUBTED = "涉嫌越权、未核权限，或者没有通过审查的承诺不公开"


def opens(part: Investment) -> str:
    """Return why it is not shown: nobody is invited to rely on what may prove unlawful（procedures E.24）."""
    return DOUBTED if Investment.objects.filter(UNSAFE, pk=part.pk).exists() else ""


DOMAIN = Domain(
    key=KeyDomain.INVESTMENT,
    part=Investment,
    article="三(四)",
    words={
        "department": "承诺主体",
        "counterparty": "企业或投资人",
        "document_title": "文件、协议或合同名称",
        "agreed_on": "兑现期限",
        "amount": "承诺金额",
        "post": "责任岗位或责任人",
    },
    asked={
        "项目": ("external_number", "project_name", "invested", "fulfil_unit", "land_area"),
        "合法性审查": ("legality", "legality_document", "legality_on"),
        "公平竞争审查": ("competition", "competition_document", "competition_on"),
        "审批权限": ("authority", "authority_document"),
    },
    required=("external_number", "project_name", "legality", "competition", "authority"),
    later=("fulfil_unit",),
    kinds=(
        *(PromiseKind.FUNDS, PromiseKind.LAND, PromiseKind.TAXES, PromiseKind.APPROVAL),
        *(PromiseKind.FACILITIES, PromiseKind.TALENT, PromiseKind.OTHER),
    ),
    carriers=(Carrier.POLICY, Carrier.AGREEMENT, Carrier.CONTRACT, Carrier.MINUTES),
    excuses={},
    face=Face(opens=opens, is_of_one_side=True),
    faults=faults,
)
