"""An official's own sight of the file（本人查阅）: invited by the keeper, confirmed by the person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.roles import ENTERERS, SELF, role_label
from common.workflow import Verb, Workflow
from organisations.models.officials import Official
from postings.querysets import OwnAccessQuerySet
from postings.recusal import AboutOfficial
from postings.vocabulary import AccessStatus

S = AccessStatus
OWN = frozenset({SELF})
STANDING = (S.INVITED, S.ACTIVE)


class OwnAccess(AboutOfficial, Workflow):
    """An account linked to a file, so that the official may see it（本人查阅）.

    Two persons make it: the keeper invites, the person confirms with a number that only the two know.
    个人信息保护法 45; 苏政发〔2023〕55号 二(五)
    """

    MATTER = "公务员查阅自己的档案"
    ORDER = 35

    official = models.ForeignKey(Official, models.PROTECT, verbose_name="公务员", related_name="own_accesses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="本人账户", related_name="own_accesses"
    )
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.INVITED, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="邀请人"
    )
    invited_at = models.DateTimeField("邀请时间", auto_now_add=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, editable=False)
    attempts = models.PositiveSmallIntegerField("核对不符次数", default=0, editable=False)

    objects = OwnAccessQuerySet.as_manager()

    ENDS = {S.DECLINED: End.DECLINED, S.ENDED: End.WITHDRAWN}
    ENTER = Verb("邀请本人查阅", (), S.INVITED, ENTERERS)
    TRANSITIONS = {
        "confirm": Verb("确认本人查阅", (S.INVITED,), S.ACTIVE, OWN),
        "mistake": Verb("核对不符", (S.INVITED,), "", OWN),
        "lock": Verb("核对不符次数过多", (S.INVITED,), S.ENDED, OWN),
        "decline": Verb("谢绝邀请", (S.INVITED,), S.DECLINED, OWN),
        "end": Verb("终止本人查阅", STANDING, S.ENDED, ENTERERS, needs_reason=True),
    }

    official_id: Any
    user_id: Any

    class Meta:
        verbose_name = "本人查阅"
        verbose_name_plural = "本人查阅"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["official"], name="own_access_one_a_file", condition=Q(status__in=STANDING)
            ),
            models.UniqueConstraint(
                fields=["user"], name="own_access_one_a_person", condition=Q(status__in=STANDING)
            ),
            models.CheckConstraint(name="own_access_not_to_oneself", condition=~Q(user=F("invited_by"))),
            models.CheckConstraint(
                name="own_access_confirmed_when_active",
                condition=~Q(status=S.ACTIVE) | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} {self.get_status_display()}"


class OwnActor:
    """A person before their own file: acts where a posting would, reaches nothing else."""

    def __init__(self, access: OwnAccess) -> None:
        self.access = access
        self.id: UUID = access.pk
        self.pk: UUID = access.pk
        self.user_id = access.user_id
        self.role: str = SELF
        self.excluded: Collection[str] = ()
        self.unit_id = self.region_id = None
        self.unit = self.region = None
        self.domain = ""
        self.with_subordinates = False

    def get_role_display(self) -> str:
        """Return the word for whoever sees the own file."""
        return role_label(SELF)

    @property
    def official_id(self) -> UUID | None:
        """Return the file that is reached: none until the person has confirmed."""
        return self.access.official_id if self.access.status == S.ACTIVE else None

    def snapshot(self) -> dict[str, Any]:
        """Return who acts, as the trail keeps it."""
        return {
            "actor": self.access.user_id,
            "actor_name": self.access.user.name,
            "posting_id": self.access.pk,
            "posting_role": SELF,
            "posting_unit": "",
        }
