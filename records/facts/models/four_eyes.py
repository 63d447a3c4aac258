from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import and_
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.errors import Incomplete, NotAllowed
from common.trail import Actor
from common.workflow import Workflow
from policy.vocabulary import RecordStatus

UNFINISHED = (RecordStatus.DRAFT, RecordStatus.RETURNED, RecordStatus.VOID)
"""In these states a fact may lack what 提交复核 asks for, though it never holds a value that would be refused."""
LATER: dict[str, Any] = {"null": True, "blank": True}
"""Of columns that only what is unfinished lacks: everywhere else, code may rely on the value."""


class FourEyes(Workflow):
    """A fact that one person enters and another reviews; the review holds for one content version.

    Every edit raises `content_version`; from 已认定 on the database demands a reviewer who is neither
    who entered nor who last changed it, and a review of this very version（house idea 1）.
    """

    VERSION_FIELD = "content_version"
    REVIEWED_STATES: tuple[str, ...] = (RecordStatus.CONFIRMED, RecordStatus.WITHDRAWN)

    content_version = models.PositiveIntegerField("内容版本", default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)
    last_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name="最后修改人"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="复核人",
    )
    reviewed_version = models.PositiveIntegerField("复核版本", null=True, blank=True)
    confirmed_at = models.DateTimeField("认定时间", null=True, blank=True)

    ASKED: ClassVar[tuple[str, ...]] = ()
    """What 提交复核 asks for, field by field; a draft may lack it."""

    entered_by_id: Any
    last_changed_by_id: Any

    class Meta:
        abstract = True

    def draft(self, *, by: Actor, reason: str = "") -> Self:
        """Enter this fact as a draft of `by`'s."""
        self.entered_by_id = self.last_changed_by_id = by.user_id
        self.content_version = 1
        return self.enter(by=by, reason=reason)

    def edit(self, *, by: Actor, reason: str = "", **changes: Any) -> Self:
        """Change the content of a draft; the version rises and an earlier review no longer counts."""
        return self.move(
            "edit",
            by=by,
            reason=reason,
            content_version=F("content_version") + 1,
            last_changed_by_id=by.user_id,
            **changes,
        )

    def _require_other_eyes(self, by: Actor) -> None:
        if by.user_id in {self.entered_by_id, self.last_changed_by_id}:
            raise NotAllowed("自己录入或修改过的记录须由另一人复核（四眼原则）")

    @classmethod
    def label_of(cls, name: str) -> str:
        """Return what one of its fields is called."""
        field: Any = cls._meta.get_field(name)
        return str(field.verbose_name)

    def asked(self) -> Sequence[str]:
        """Return the fields that 提交复核 asks for, with those that its other values call for."""
        return self.ASKED

    def missing(self) -> dict[str, str]:
        """Return what it still lacks for 提交复核: by field, in the order of the form, what it is called."""
        return {name: self.label_of(name) for name in self.asked() if getattr(self, name) in (None, "")}

    @property
    def open_items(self) -> dict[str, str] | None:
        """Return what is missing while that can be mended, None once it is out of the enterer's hands."""
        return self.missing() if self.status in (RecordStatus.DRAFT, RecordStatus.RETURNED) else None


def require_whole(missing: Mapping[str, str]) -> None:
    """Refuse to hand on what lacks anything, with all that is missing at once."""
    if missing:
        words = {name: f"请填写{label}" for name, label in missing.items()}
        raise Incomplete("提交复核前请补齐：" + "、".join(missing.values()), words)


def four_eyes_constraint(
    name: str, states: tuple[str, ...] = FourEyes.REVIEWED_STATES
) -> models.CheckConstraint:
    """Return the check that no NULL passes: a reviewed state has another person's review of this version."""
    reviewed = Q(
        reviewed_by__isnull=False,
        reviewed_version__isnull=False,
        reviewed_version=F("content_version"),
    )
    others = ~Q(reviewed_by=F("entered_by")) & ~Q(reviewed_by=F("last_changed_by"))
    return models.CheckConstraint(name=name, condition=~Q(status__in=states) | (reviewed & others))


def whole_constraint(name: str, *texts: str, days: Sequence[str] = ()) -> models.CheckConstraint:
    """Return the check that only what is unfinished lacks any of these texts（""）and days（NULL）."""
    there = [*(~Q(**{text: ""}) for text in texts), *(Q(**{f"{day}__isnull": False}) for day in days)]
    return models.CheckConstraint(name=name, condition=Q(status__in=UNFINISHED) | reduce(and_, there))


def dates_in_order(name: str, earlier: str, later: str) -> models.CheckConstraint:
    """Return the check that `later` does not lie before `earlier` where both are known."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)}),
    )


def today_or(day: date | None) -> date:
    """Return `day`, or the Beijing date of now."""
    return day or timezone.localdate()


def now_or(moment: datetime | None) -> datetime:
    """Return `moment`, or now."""
    return moment or timezone.now()
