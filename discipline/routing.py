"""A case that only the body named by the table of competence may decide: which one, since when, by whose choice."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from common.errors import Incomplete, NotEligible
from common.trail import Actor
from discipline.competence import Competence
from discipline.competence_table import competence_on
from discipline.hands import PERHAPS
from discipline.vocabulary import Basis, CompetentAct
from organisations.models import Department
from policy.vocabulary import RecordStatus
from records.facts.models.facts import numbered_like
from records.facts.models.kinds import FactKind
from records.models import Fact


class Routed(models.Model):
    """Who decides: `body_name` once it is known, `body_unit` where that body is a department of the roster.

    `competence_version` is the version of the line by which it was named; `routed_by` chose it, where the line did not.
    rules.md 0.2f; procedures A.2
    """

    body_name = models.CharField("有权机关", max_length=200, blank=True, editable=False)
    body_unit = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="有权机关（名录）",
    )
    competence_version = models.PositiveIntegerField("职权分工版本", null=True, editable=False)
    routed_by = models.ForeignKey(verbose_name="转送人", editable=False, **PERHAPS)

    class Meta:
        abstract = True

    def route_to(
        self, act: str, line: Competence, name: str, unit: Department | None, *, by: Actor, reason: str
    ) -> Self:
        """Move the case to the body that decides it, and keep by which line that was named."""
        require_named(name, self.department, unit)  # type: ignore[attr-defined]
        named = {"body_name": name.strip(), "body_unit": unit, "competence_version": line.version}
        moved: Self = self.move(act, by=by, reason=reason, routed_by_id=by.user_id, **named)  # type: ignore[attr-defined]
        return moved


def basis_of(fact: FactKind) -> Basis:
    """Return what an act on a fact rests on: a judgment whose debtor the court has listed or announced is its list's matter.

    The fact says so itself, or another confirmed one on the same department and document does. procedures A.2
    """
    basis = Basis(fact.basis)
    if basis != Basis.JUDGMENT:
        return basis
    confirmed = Fact.objects.filter(department=fact.department_id, status=RecordStatus.CONFIRMED)
    same = confirmed.filter(numbered_like(fact.document)).exclude(pk=fact.pk)
    is_listed = fact.is_listed or any(other.of_kind.is_listed for other in same)
    return Basis.COURT_LIST if is_listed else basis


def competence_over(fact: FactKind, act: CompetentAct, day: date) -> Competence:
    """Return the line of the table for an act on a department's fact; raises NotEligible where the law keeps the act off it."""
    if fact.department is None:
        raise NotEligible("只对部门的失信记录办理；公务员的按干部管理权限由有权机关另行办理")
    line = competence_on(act, basis_of(fact), fact.department.level, day)
    if not line.is_open:
        raise NotEligible(f"{line.basis.label}不适用{act.label}：{line.article}")
    return line


def require_named(name: str, subject: Department, unit: Department | None) -> None:
    """Raise Incomplete where the body is not named, or is the subject itself（procedures A.2）."""
    if not name.strip():
        raise Incomplete("请写明有权机关", {"body_name": "请写明有权机关的全称"})
    if unit == subject or name.strip() in {subject.name, subject.short_name}:
        raise Incomplete("当事部门不能办理自己的案件", {"body_name": "不能是当事部门自己，请写有权机关"})
