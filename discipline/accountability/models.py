from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.roles import AUDITORS, CLOCK, CREDIT_OFFICE, DIRECTORS, OFFICERS
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from discipline.accountability.vocabulary import TransferStatus
from discipline.hands import PERHAPS, USER, recusal_from
from discipline.routing import Routed
from organisations.scopes import NOTHING
from records.facts.models.facts import acts_ending
from records.models import Fact
from records.scopes import case_scope

S = TransferStatus
OPEN = (S.DRAFT, S.SENT)
AFTER = (S.SENT, S.ANSWERED, S.SEALED, S.RECALLED)
KEEPERS = CREDIT_OFFICE | AUDITORS | CLOCK
"""Who reads a transfer; others see on the record only that there is one（已移送、已办结）."""


class TransferQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return the transfers on records in scope, for the credit office and the auditor alone; one sealed for the auditor."""
        found = self.filter(case_scope(posting) if posting.role in KEEPERS else NOTHING)
        return found if posting.role in AUDITORS else found.exclude(status=S.SEALED)


class Transfer(Routed, Workflow):
    """The matter of a department's principal, handed to the organ that may call to account（移送函）, and its answer.

    The credit office decides nothing. The principal is who held the post when it was done; no name is kept here.
    苏政发〔2023〕55号 二(四); procedures.md 15
    """

    MATTER = "主要负责人追责的移送和答复"
    ORDER = 34

    number = models.CharField("移送编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="失信记录")
    post = models.CharField("行为时的岗位", max_length=100)
    acted_on = models.DateField("行为发生之日")
    held_from = models.DateField("任职自")
    held_to = models.DateField("任职至", null=True, blank=True)
    is_own_failure = models.BooleanField("后任自己应当履行而没有履行", default=False)
    because = models.CharField("移送的理由", max_length=500)
    registered_by = models.ForeignKey(verbose_name="登记人", **USER)
    letter_number = models.CharField("移送函文号", max_length=120, blank=True)
    sent_on = models.DateField("移送日期", null=True, blank=True)
    sent_by = models.ForeignKey(verbose_name="移送人", **PERHAPS)
    answer_document = models.CharField("答复文书", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.DRAFT, editable=False)

    objects = TransferQuerySet.as_manager()

    ENDS = {
        S.ANSWERED: End.CONCLUDED,
        S.SEALED: End.CONCLUDED,
        S.RECALLED: End.CANCELLED,
        S.CANCELLED: End.CANCELLED,
        S.LAPSED: End.LAPSED,
    }
    ENTER = Verb("登记追责移送", (), S.DRAFT, OFFICERS, needs_reason=True)
    TRANSITIONS = {
        "send": Verb("移送", (S.DRAFT,), S.SENT, DIRECTORS, needs_reason=True),
        "forward": Verb("改送现有权机关", (S.SENT,), "", DIRECTORS, needs_reason=True),
        "answer": Verb("登记答复", (S.SENT,), S.ANSWERED, OFFICERS),
        "seal": Verb("封存", (S.SENT, S.ANSWERED), S.SEALED, DIRECTORS, needs_reason=True),
        "unseal": Verb("查阅封存的移送", (S.SEALED,), "", AUDITORS, needs_reason=True),
        "recall": Verb("撤回移送", (S.SENT,), S.RECALLED, DIRECTORS, needs_reason=True),
        "cancel": Verb("撤回登记", (S.DRAFT,), S.CANCELLED, DIRECTORS, needs_reason=True),
        "lapse": Verb(
            "终止",
            (S.DRAFT,),
            S.LAPSED,
            frozenset(),
            needs_reason=True,
            caused_by=acts_ending(End.WITHDRAWN, End.VOID, End.TOLERATED),
        ),
    }

    class Meta:
        verbose_name = "追责移送"
        verbose_name_plural = "追责移送"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "post"], name="transfer_one_open", condition=Q(status__in=OPEN)
            ),
            models.CheckConstraint(
                name="transfer_is_of_who_held_the_post",
                condition=Q(is_own_failure=True)
                | Q(held_from__lte=F("acted_on")) & (Q(held_to__isnull=True) | Q(held_to__gte=F("acted_on"))),
            ),
            models.CheckConstraint(
                name="transfer_sent_whole",
                condition=~Q(status__in=AFTER)
                | Q(sent_on__isnull=False, sent_by__isnull=False) & ~Q(letter_number="") & ~Q(body_name=""),
            ),
            models.CheckConstraint(
                name="transfer_sent_by_another",
                condition=Q(sent_by__isnull=True) | ~Q(sent_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="transfer_answered_by_document",
                condition=~Q(status=S.ANSWERED) | ~Q(answer_document="") & Q(answered_on__gte=F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another（procedures A.2）."""
        return recusal_from(self.fact, by)
