"""模拟督办: the credit office asks a department to answer for a fact by a day, and may hold its publication till then."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from common.ends import End
from common.history import track
from common.roles import Role
from common.workflow import Verb, Workflow, WorkflowQuerySet
from records.facts.models.facts import acts_ending
from records.models import Fact, Publication
from records.scopes import case_scope
from tests.invented.promises.models import Promise

OFFICERS, DEPARTMENTS = frozenset({Role.OFFICER}), frozenset({Role.REPRESENTATIVE})
ENDS_OF_PARENTS = acts_ending(End.WITHDRAWN, End.VOID) | {"records.publication.end"}
HOLD = "invented.urging.hold"
RELEASES = frozenset(f"invented.urging.{act}" for act in ("release", "close", "cancel"))


class UrgingStatus(models.TextChoices):
    PENDING = "pending", "督办中"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "办结"
    CANCELLED = "cancelled", "撤回"
    LAPSED = "lapsed", "终止"


S = UrgingStatus
OPEN = (S.PENDING, S.ANSWERED)


class UrgingQuerySet(WorkflowQuerySet):
    def visible_to(self, posting):
        return self.filter(case_scope(posting))


class Urging(Workflow):
    """A demand to answer for a fact by a day（督办）, perhaps while its publication is held."""

    MATTER = "对一条信息的督办和答复"
    ORDER = 60

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="所督办的信息")
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所督办的公示"
    )
    demand = models.CharField("督办要求", max_length=500)
    due_on = models.DateField("答复期限")
    answer = models.CharField("答复", max_length=500, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="督办人"
    )
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PENDING, editable=False)

    objects = UrgingQuerySet.as_manager()

    ENDS = {S.CLOSED: End.CONCLUDED, S.CANCELLED: End.CANCELLED, S.LAPSED: End.LAPSED}
    ENTER = Verb("督办", (), S.PENDING, OFFICERS)
    TRANSITIONS = {
        "write": Verb("发督办函", (S.PENDING,), "", OFFICERS),
        "serve": Verb("登记送达", (S.PENDING,), "", OFFICERS),
        "hold": Verb("暂停所督办的公示", OPEN, "", OFFICERS, needs_reason=True),
        "release": Verb("恢复所督办的公示", OPEN, "", OFFICERS, needs_reason=True),
        "answer": Verb("答复", (S.PENDING,), S.ANSWERED, DEPARTMENTS, needs_reason=True),
        "close": Verb("办结", (S.ANSWERED,), S.CLOSED, OFFICERS),
        "return": Verb("退回重答", (S.ANSWERED,), S.PENDING, OFFICERS, needs_reason=True),
        "cancel": Verb("撤回", OPEN, S.CANCELLED, OFFICERS, needs_reason=True),
        "lapse": Verb("终止", OPEN, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_PARENTS),
    }

    class Meta:
        verbose_name = "督办"
        verbose_name_plural = "督办"
        ordering = ["-id"]

    def __str__(self):
        return f"督办 {self.fact.number}"


track(Urging, Promise)
