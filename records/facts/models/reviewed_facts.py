from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F

from common.ends import End
from common.roles import DIRECTORS, ENTERERS, REVIEWERS
from common.trail import Actor
from common.workflow import Verb
from identifiers.document_numbers import document_key
from organisations.models.departments import Department
from policy.vocabulary import DEAD_RECORDS, RecordStatus
from records.facts.models.facts import WITHDRAWERS
from records.facts.models.four_eyes import now_or, require_whole
from records.facts.models.kinds import FactKind

S = RecordStatus


class ReviewedFact(FactKind):
    """A fact beside the dishonesty records, on the short road 草稿 → 待复核 → 已认定.

    `finding_unit` is the finding body that entered it; what a clerk took down of its document has none.
    """

    finding_unit = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="认定单位",
        related_name="+",
    )
    status = models.CharField("状态", max_length=16, choices=S.choices, default=S.DRAFT, editable=False)

    ENDS = {S.WITHDRAWN: End.WITHDRAWN, S.VOID: End.VOID}
    ENTER = Verb("录入", (), S.DRAFT, ENTERERS)
    TRANSITIONS = {
        "edit": Verb("修改", (S.DRAFT, S.RETURNED), "", ENTERERS),
        "submit": Verb("提交复核", (S.DRAFT, S.RETURNED), S.PENDING_REVIEW, ENTERERS),
        "void": Verb("作废", (S.DRAFT, S.RETURNED), S.VOID, ENTERERS, needs_reason=True),
        "return": Verb("退回", (S.PENDING_REVIEW,), S.RETURNED, REVIEWERS, needs_reason=True),
        "confirm": Verb("认定", (S.PENDING_REVIEW,), S.CONFIRMED, REVIEWERS, needs_reason=True),
        "withdraw": Verb("撤销", (S.CONFIRMED,), S.WITHDRAWN, DIRECTORS, True, caused_by=WITHDRAWERS),
        "correct": Verb("更正", (S.CONFIRMED,), "", REVIEWERS | DIRECTORS, needs_reason=True),
    }

    NUMBER: ClassVar[str]
    """The field that holds the number of the document."""
    FINDER: ClassVar[str]
    """The field that names who found."""
    SAME: ClassVar[tuple[str, ...]]
    """What, beside number and department, makes two of them one."""
    SHOWN: ClassVar[tuple[str, ...]] = ()
    """What the public reads of it beside finder, document and days."""

    class Meta:
        abstract = True

    @property
    def number(self) -> str:
        """Return the number of its document, by which people name it."""
        return str(getattr(self, self.NUMBER))

    @property
    def unit(self) -> Department:
        """Return the department that it is about."""
        found: Department = self.department
        return found

    def submit(self, *, by: Actor, reason: str = "") -> Self:
        """Hand the draft to review, once it lacks nothing."""
        require_whole(self.missing())
        return self.move("submit", by=by, reason=reason)

    def send_back(self, *, by: Actor, reason: str) -> Self:
        """Return it to who entered it（退回）."""
        return self.move("return", by=by, reason=reason)

    def confirm(self, *, by: Actor, reason: str) -> Self:
        """Confirm it with other eyes than those that entered it."""
        self._require_other_eyes(by)
        return self.move(
            "confirm",
            by=by,
            reason=reason,
            reviewed_by_id=by.user_id,
            reviewed_version=F("content_version"),
            confirmed_at=now_or(None),
        )

    @classmethod
    def public_columns(cls) -> dict[str, str]:
        """Return who found, by which document, on what days, and what else its kind shows."""
        document = {"document_number": cls.NUMBER, "document_key": cls.NUMBER_KEY}
        days = {"decided_on": cls.DATES[0], "effective_on": cls.DATES[1]}
        return {"finding_body": cls.FINDER, **document, **days} | {name: name for name in cls.SHOWN}

    def apart_from(self, other: Self) -> list[str]:
        """Return whether department or kind differ."""
        differs = ["部门不同"] if self.department_id != other.department_id else []
        for name in self.SAME:
            if getattr(self, name) != getattr(other, name):
                differs.append(f"{self.label_of(name)}不同")
        return differs

    def near_words(self, other: Self, percent: int) -> str:
        """Return how much of the text they share."""
        return f"同一部门，时间相近，内容相似 {percent}%"

    def derived(self) -> dict[str, str]:
        """Return the normal form of its number, by which the same document is found again."""
        return {self.NUMBER_KEY: document_key(getattr(self, self.NUMBER))}

    def same_matter(self) -> dict[str, Any]:
        """Return department, number and what else makes two of them one."""
        same = {name: getattr(self, name) for name in ("department_id", *self.SAME)}
        return same | self.derived()

    def faults(self, today: date) -> dict[str, str]:
        """Return by field what the constraints would refuse: a second of its kind on the same department."""
        others = type(self).objects.exclude(pk=self.pk).exclude(status__in=DEAD_RECORDS)
        twin = others.filter(**self.same_matter()).exists()
        wrong = {self.NUMBER: "与这个部门已有的一条重复"} if twin else {}
        return wrong | {name: f"请填写{label}" for name, label in self.missing().items()}
