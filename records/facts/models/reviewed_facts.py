from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F

from common.ends import End
from common.roles import DIRECTORS, ENTERERS, REVIEWERS
from common.trail import Actor
from common.workflow import Verb
from organisations.models.departments import Department
from records.facts.models.four_eyes import FourEyes, now_or
from records.vocabulary import RecordStatus

S = RecordStatus


class ReviewedFact(FourEyes):
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

    KNOWN_FROM: ClassVar[str] = "confirm"
    """The act from which the department may know of it."""

    ENDS = {S.WITHDRAWN: End.WITHDRAWN, S.VOID: End.VOID}
    ENTER = Verb("录入", (), S.DRAFT, ENTERERS)
    TRANSITIONS = {
        "edit": Verb("修改", (S.DRAFT, S.RETURNED), "", ENTERERS),
        "submit": Verb("提交复核", (S.DRAFT, S.RETURNED), S.PENDING_REVIEW, ENTERERS),
        "void": Verb("作废", (S.DRAFT, S.RETURNED), S.VOID, ENTERERS, needs_reason=True),
        "return": Verb("退回", (S.PENDING_REVIEW,), S.RETURNED, REVIEWERS, needs_reason=True),
        "confirm": Verb("认定", (S.PENDING_REVIEW,), S.CONFIRMED, REVIEWERS, needs_reason=True),
        "withdraw": Verb("撤销", (S.CONFIRMED,), S.WITHDRAWN, DIRECTORS, needs_reason=True),
        "correct": Verb("更正", (S.CONFIRMED,), "", REVIEWERS | DIRECTORS, needs_reason=True),
    }

    class Meta:
        abstract = True

    def submit(self, *, by: Actor, reason: str = "") -> Any:
        """Hand the draft to review."""
        return self.move("submit", by=by, reason=reason)

    def send_back(self, *, by: Actor, reason: str) -> Any:
        """Return it to who entered it（退回）."""
        return self.move("return", by=by, reason=reason)

    def confirm(self, *, by: Actor, reason: str) -> Any:
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
