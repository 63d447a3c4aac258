from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import Q

from appeals.leads.querysets import LeadQuerySet
from appeals.leads.vocabulary import LeadStatus, SenderKind
from appeals.objections.models import Objection
from common.cipher import decrypt
from common.ends import End
from common.history import track
from common.models.sealed import SealedField
from common.roles import CLOCK, CREDIT_OFFICE, OFFICERS
from common.trail import Actor
from common.workflow import Verb, Workflow
from discipline.hands import recusal_from
from intake.vocabulary import ObjectionKind
from records.models import Fact

S = LeadStatus


class Lead(Workflow):
    """A lead（线索）: what somebody without standing, or about what is not found, wrote or told. It marks nothing.

    Name and contact are kept sealed where they were given. rules.md 0.2e; procedures D.16
    """

    MATTER = "线索的处理"
    ORDER = 29

    number = models.CharField("线索编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(
        Fact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所指的信息"
    )
    about = models.CharField("来信所写的信息", max_length=500)
    sender_kind = models.CharField("来信人", max_length=10, choices=SenderKind.choices)
    sender = models.CharField("署名", max_length=60)
    sender_sealed = SealedField(null=True, blank=True)
    contact_sealed = SealedField(null=True, blank=True)
    standing = models.CharField("所写的利害关系", max_length=300, blank=True)
    kind = models.CharField("哪里不对", max_length=16, choices=ObjectionKind.choices)
    reasons = models.TextField("内容")
    received_on = models.DateField("收到日期")
    objection = models.ForeignKey(
        Objection, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所转成的异议"
    )
    decision = models.TextField("处理理由", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="处理人",
    )
    decided_on = models.DateField("处理日期", null=True, blank=True)
    status = models.CharField("状态", max_length=12, choices=S.choices, default=S.PENDING, editable=False)

    objects = LeadQuerySet.as_manager()

    fact_id: uuid.UUID | None
    get_kind_display: Callable[[], str]
    get_sender_kind_display: Callable[[], str]

    ENDS = {S.ADOPTED: End.CONCLUDED, S.DISMISSED: End.DECLINED, S.CONVERTED: End.CONCLUDED}
    ENTER = Verb("收到线索", (), S.PENDING, CLOCK)
    ENTRIES = {"register": Verb("登记线索", (), S.PENDING, OFFICERS)}
    TRANSITIONS = {
        "adopt": Verb("采用", (S.PENDING,), S.ADOPTED, CREDIT_OFFICE, needs_reason=True),
        "dismiss": Verb("不采用", (S.PENDING,), S.DISMISSED, CREDIT_OFFICE, needs_reason=True),
        "convert": Verb("转为异议", (S.PENDING,), S.CONVERTED, OFFICERS, needs_reason=True),
        "reveal": Verb("查看来信人", tuple(S), "", CREDIT_OFFICE, needs_reason=True),
    }

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="lead_says_something", condition=~Q(about="") & ~Q(reasons="")),
            models.CheckConstraint(
                name="lead_decided_by_somebody",
                condition=Q(status=S.PENDING, decided_by=None, decided_on=None, decision="")
                | ~Q(status=S.PENDING)
                & Q(decided_by__isnull=False, decided_on__isnull=False)
                & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="lead_converted_into_an_objection",
                condition=Q(status=S.CONVERTED, objection__isnull=False)
                | ~Q(status=S.CONVERTED) & Q(objection=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def has_name(self) -> bool:
        """Say whether somebody can be looked at."""
        return bool(self.sender_sealed or self.contact_sealed)

    def person(self) -> tuple[str, str]:
        """Return name and contact of the sender in clear, "" where none was given; the caller logs why."""
        sealed = (self.sender_sealed, self.contact_sealed)
        name, contact = (decrypt(bytes(one)) if one else "" for one in sealed)
        return name, contact

    def recusal(self, by: Actor) -> str:
        """Return why whoever had a hand in the fact leaves the lead to another（procedures A.2）."""
        return recusal_from(self.fact, by) if self.fact is not None else ""


track(Lead)
