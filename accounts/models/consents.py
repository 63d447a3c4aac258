from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models.users import User
from common.ends import End
from common.roles import BLIND_ROLES, CLOCK, SEPARATED_ROLES, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet

RESET, ENABLE, FACTOR = "account.reset", "account.enable", "account.factor"
"""What is asked about an account that there is: a new password, to sign in again, a new second factor."""


class ConsentStatus(models.TextChoices):
    """Whether a second person has agreed."""

    ASKED = "asked", "待同意"
    AGREED = "agreed", "已同意"
    DECLINED = "declined", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


S = ConsentStatus


class ConsentQuerySet(WorkflowQuerySet):
    """Questions put to consents."""

    def visible_to(self, posting: Actor) -> ConsentQuerySet:
        """Return all to the administrators and the auditor, to anybody else what was asked through the own post."""
        if posting.role in SEPARATED_ROLES:
            return self.all()
        return self.filter(asked_through=posting.pk)

    def waiting_for(self, posting: Actor) -> ConsentQuerySet:
        """Return what this administrator may agree to: asked by another, and giving power to another."""
        if posting.role not in BLIND_ROLES:
            return self.none()
        others = self.filter(status=S.ASKED).exclude(asked_by=posting.user_id)
        return others.exclude(person=posting.user_id)


class Consent(Workflow):
    """What gives a person power and so needs a second person（同意）: asked, and done once another administrator agrees.

    `wanted` is exactly what is asked, never changed after; `person` is who gains by it, None where the account is new.
    rules.md 7.1
    """

    MATTER = "账户、口令、第二因素、岗位、代理的同意"
    ORDER = 70

    kind = models.CharField("事项", max_length=20)
    about = models.CharField("关于", max_length=200)
    wanted = models.JSONField("请求的内容", default=dict)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="涉及人员"
    )
    reason = models.TextField("事由", blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.ASKED, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="请求人"
    )
    asked_through = models.UUIDField("请求人的岗位", editable=False, db_index=True)
    asked_at = models.DateTimeField("请求时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    ENDS = {S.AGREED: End.CONCLUDED, S.DECLINED: End.DECLINED, S.WITHDRAWN: End.CANCELLED}
    ENTER = Verb("请求同意", (), S.ASKED, frozenset(Role) - CLOCK)
    TRANSITIONS = {
        "agree": Verb("同意", (S.ASKED,), S.AGREED, BLIND_ROLES),
        "decline": Verb("退回", (S.ASKED,), S.DECLINED, BLIND_ROLES, needs_reason=True),
        "withdraw": Verb("撤回", (S.ASKED,), S.WITHDRAWN, frozenset(Role) - CLOCK, needs_reason=True),
    }

    person_id: Any
    asked_by_id: Any
    decided_by_id: Any

    class Meta:
        verbose_name = "同意事项"
        verbose_name_plural = "同意事项"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="consent_by_a_second_person",
                condition=Q(status__in=[S.ASKED, S.WITHDRAWN], decided_by=None, decided_at=None)
                | Q(
                    status__in=[S.AGREED, S.DECLINED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(decided_by=F("asked_by"))
                & (Q(person=None) | ~Q(decided_by=F("person"))),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="consent_one_of_a_kind_a_person",
                condition=Q(kind__in=[RESET, ENABLE, FACTOR], status=S.ASKED),
            ),
        ]

    def __str__(self) -> str:
        return self.about

    @property
    def gainer(self) -> User:
        """Return who gains by it, where that is somebody who has an account already."""
        if self.person is None:
            raise TypeError("this consent is about a new account")
        return self.person
