from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from accounts.models import Consent
from common.ends import End
from common.roles import CLOCK, OVERSEERS, Role
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from postings.models.postings import Posting

ACTOR_NAME = 100
"""Length of a name on the trail."""

NEVER_BY_DEPUTY = frozenset({"deputy", "handover", "importbatch"})
"""What stays with the holder: passing the post on, and uploads, whose original values only the uploader sees."""

ANYONE = frozenset(Role) - CLOCK
AGREEMENT = "accounts.consent.agree"
"""What alone a deputyship follows from: there is none without a second person."""


class DeputyStatus(models.TextChoices):
    """Whether a deputyship holds; its days are a matter of their own."""

    GRANTED = "granted", "代理"
    REVOKED = "revoked", "已收回"


def own_deputies(posting: Actor) -> Q:
    """Hold for one's own deputies and the posts that one deputises."""
    return Q(posting=posting.pk) | Q(person=posting.user_id)


class DeputyQuerySet(WorkflowQuerySet):
    """Questions put to deputyships."""

    def visible_to(self, posting: Actor) -> DeputyQuerySet:
        """Return one's own deputies and the posts that one deputises; who keeps order sees all."""
        if posting.role in OVERSEERS:
            return self.all()
        return self.filter(own_deputies(posting))

    def in_force(self, day: date) -> DeputyQuerySet:
        """Return those that hold on `day`; the deputised posting must hold too."""
        ended = Q(posting__until__lt=day)
        return self.filter(
            ~ended, status=DeputyStatus.GRANTED, since__lte=day, until__gte=day, posting__since__lte=day
        )


class Deputy(Workflow):
    """A person who acts through another's posting from–to, without the excluded acts（代理）.

    House, "Who acts"; 苏政发〔2023〕55号 二(二)
    """

    posting = models.ForeignKey(Posting, models.PROTECT, verbose_name="被代理岗位", related_name="deputies")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="岗位本人", editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputised", verbose_name="代理人"
    )
    since = models.DateField("自")
    until = models.DateField("至")
    excluded = models.JSONField("不代理的事项", default=list, blank=True)
    consent = models.OneToOneField(
        Consent, models.PROTECT, editable=False, related_name="deputy", verbose_name="同意事项"
    )
    status = models.CharField(
        "状态", max_length=10, choices=DeputyStatus.choices, default=DeputyStatus.GRANTED, editable=False
    )
    created_at = models.DateTimeField("授予时间", auto_now_add=True)

    may_revoke: bool
    """Whether who reads the list may take it back, as the list has asked."""

    objects = DeputyQuerySet.as_manager()

    ENDS = {DeputyStatus.REVOKED: End.WITHDRAWN}
    ENTER = Verb("授予代理", (), DeputyStatus.GRANTED, frozenset(), caused_by=frozenset({AGREEMENT}))
    TRANSITIONS = {
        "revoke": Verb("收回代理", (DeputyStatus.GRANTED,), DeputyStatus.REVOKED, ANYONE, needs_reason=True)
    }

    holder_id: Any
    person_id: Any

    class Meta:
        verbose_name = "代理"
        verbose_name_plural = "代理"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(name="deputy_dates_in_order", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(name="deputy_is_another_person", condition=~Q(person=F("holder"))),
            ExclusionConstraint(
                name="deputy_once_a_day",
                condition=Q(status=DeputyStatus.GRANTED),
                expressions=[
                    ("posting", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}代理{self.holder}的{self.posting}（{self.since} 至 {self.until}）"

    def acting_posting(self) -> ActingPosting:
        """Return the deputised posting as this person acts through it."""
        acting = ActingPosting.copy_of(self.posting)
        acting.user = self.person
        acting.deputy = self
        acting.excluded = NEVER_BY_DEPUTY | set(self.excluded)
        return acting


class ActingPosting(Posting):
    """A posting in its deputy's hands: scope and role are the posting's, the person is the deputy.

    It lives in memory for one request; the four eyes see the deputy, the trail says 代理.
    """

    deputy: Deputy
    excluded: Collection[str]

    class Meta:
        proxy = True
        verbose_name = "代理岗位"
        verbose_name_plural = "代理岗位"

    @classmethod
    def copy_of(cls, posting: Posting) -> ActingPosting:
        """Return a copy of `posting` that cannot be saved."""
        acting = cls.from_db(
            None,
            [field.attname for field in posting._meta.concrete_fields],
            [getattr(posting, field.attname) for field in posting._meta.concrete_fields],
        )
        acting._state.fields_cache.update(posting._state.fields_cache)
        return acting

    def __str__(self) -> str:
        return f"{super().__str__()} · 代理{self.deputy.holder}"

    def save(self, *args: object, **options: object) -> None:
        """Refuse: the holder of a posting does not change because a deputy acts."""
        raise TypeError("an acting posting is a view of another's posting and is never saved")

    def snapshot(self) -> dict[str, Any]:
        """Return who acts: the deputy, with the words 代理 and the holder's name."""
        name = f"{self.deputy.person.name}（代理{self.deputy.holder.name}）"
        return {**super().snapshot(), "actor_name": name[:ACTOR_NAME]}
