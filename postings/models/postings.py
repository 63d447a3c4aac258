from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Consent
from common.key_domains import KeyDomain
from common.models.identity import Keyed
from common.roles import Role
from organisations.models.departments import Department
from organisations.models.regions import Region


class PostingQuerySet(models.QuerySet["Posting"]):
    """Questions put to postings."""

    def in_force(self, day: date) -> PostingQuerySet:
        """Return the postings that hold on `day`（起止均含）."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def nearest(self, role: Role, department: Department | None, day: date) -> set[uuid.UUID]:
        """Return the postings of a role whose region is the nearest above a department."""
        if department is None:
            return set()
        path = department.region.path
        held = self.in_force(day).filter(role=role, region__isnull=False)
        covering = {
            pk: known for pk, known in held.values_list("pk", "region__path") if path.startswith(known)
        }
        longest = max(map(len, covering.values()), default=0)
        return {pk for pk, known in covering.items() if len(known) == longest}


class Posting(Keyed):
    """A person's post: role × unit × scope × from–to. Every act is done through one（岗位）.

    Scope = region subtree ∪ key domain ∪ subordinate departments ∪ own unit.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="所在单位", related_name="postings"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name="地区范围", related_name="postings"
    )
    domain = models.CharField("领域范围", max_length=20, choices=KeyDomain.choices, blank=True)
    with_subordinates = models.BooleanField("含下属单位", default=False)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    consent = models.OneToOneField(
        Consent,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="posting",
        verbose_name="同意事项",
    )
    is_founding = models.BooleanField("安装时设立", default=False, editable=False)
    """Made on the server: a machine's, and those of the administrators who were first or are the last."""

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                name="posting_dates_in_order",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="representative_has_unit",
                condition=~Q(role__in=[Role.REPRESENTATIVE, Role.FINDING_BODY]) | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_consented_or_founding",
                condition=Q(is_founding=True, consent=None) | Q(is_founding=False, consent__isnull=False),
            ),
            models.UniqueConstraint(fields=["id", "user"], name="posting_holder_key"),
        ]

    user_id: uuid.UUID
    unit_id: uuid.UUID | None
    region_id: uuid.UUID | None
    official_id: uuid.UUID | None = None
    """A posting has no own file; the seat before one does（OwnSeat）."""
    excluded: Collection[str] = ()
    """A holder may do all that the role may; a deputy perhaps less（ActingPosting）."""

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.get_role_display(), self.place]))

    @property
    def place(self) -> str:
        """Return the words for where the posting acts: its unit, else its region, else its domain."""
        return str(self.unit or self.region or self.get_domain_display())

    @property
    def scope(self) -> str:
        """Return every part of the scope in words: unit, subordinates, region, domain."""
        unit = f"{self.unit}{'（含下属）' if self.with_subordinates else ''}" if self.unit else ""
        return " ".join(filter(None, [unit, str(self.region or ""), self.get_domain_display()]))

    @property
    def term(self) -> str:
        """Return from–to in words: 2026-01-01 起, or 2026-01-01 至 2026-12-31."""
        return f"{self.since} 至 {self.until}" if self.until else f"{self.since} 起"

    def snapshot(self) -> dict[str, Any]:
        """Return who acts, as the trail keeps it when postings change later."""
        return {
            "actor": self.user_id,
            "actor_name": self.user.name,
            "posting_id": self.id,
            "posting_role": self.role,
            "posting_unit": self.place,
        }
