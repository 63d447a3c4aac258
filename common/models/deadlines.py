from __future__ import annotations

from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from common.deadlines.computing import Computation, Pause
from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.models.identity import Keyed
from common.models.rules import Mark, RuleValue
from common.trail import Actor
from days.calendar import UNIT_LABELS, Period

OPEN = Q(met_on=None, cancelled_on=None)
SETTLED = Q(rule__mark=Mark.SOURCED) | Q(rule__confirmed_at__isnull=False)


def in_doubt(due: str, key: str = "pk") -> Exists:
    """Say of rows whether their day `due` was counted by a value that nobody has confirmed（待核实）.

    Where it was, no word and no colour calls them late, wherever they are shown（rules.md 0.2m）.
    """
    counted = Deadline.objects.filter(object_id=OuterRef(key), due_on=OuterRef(due))
    return Exists(counted.exclude(SETTLED))


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Questions put to the deadlines."""

    def open(self) -> Self:
        """Return those that run or are paused."""
        return self.filter(OPEN)

    def late(self, today: date) -> Self:
        """Return those whose last day is over and that nobody met; none is paused, a term, or by an unsettled rule."""
        terms = [kind.key for kind in deadline_kinds.values() if kind.is_term]
        return self.open().filter(SETTLED, due_on__lt=today, paused_on=None).exclude(kind__in=terms)

    def assumed(self, year: int) -> Self:
        """Return the open ones that were counted before anybody announced the holidays of `year`（暂算）."""
        return self.open().filter(computation__assumed_years__contains=[year])

    def of(self, *objects: models.Model) -> Self:
        """Return the deadlines of these objects, the newest last."""
        found = Q(pk__in=[])
        for obj in objects:
            found |= Q(object_type=obj._meta.label_lower, object_id=obj.pk)
        return self.filter(found).select_related("rule").order_by("id")

    def visible_to(self, posting: Actor) -> Self:
        """Return the deadlines of what the posting may see."""
        labels = {label for kind in deadline_kinds.values() for label in kind.models}
        found = Q(pk__in=[])
        for label in sorted(labels):
            rows = apps.get_model(label)._default_manager.all()
            seen = rows.visible_to(posting)  # type: ignore[attr-defined]
            found |= Q(object_type=label, object_id__in=seen.order_by().values("pk"))
        return self.filter(found)


class Deadline(Keyed):
    """A day by which something is due: from when, by which version of which rule, and how it was counted.

    民法典 201; 行政处罚法 85; rules.md 0.2h
    """

    kind = models.CharField("期限种类", max_length=40)
    object_type = models.CharField("对象类型", max_length=80)
    object_id = models.UUIDField("对象编号")
    label = models.CharField("名称", max_length=60)
    starts_on = models.DateField("起算之日")
    start_event = models.CharField("起算事由", max_length=300)
    amount = models.PositiveIntegerField("期限")
    unit = models.CharField("单位", max_length=20, choices=[*UNIT_LABELS.items()])
    rule = models.ForeignKey(RuleValue, models.PROTECT, related_name="deadlines", verbose_name="期限规则")
    due_on = models.DateField("到期日")
    computation = models.JSONField("计算", default=dict)
    paused_on = models.DateField("暂停之日", null=True, blank=True)
    pause_reason = models.CharField("暂停理由", max_length=300, blank=True)
    pauses = models.JSONField("历次暂停", default=list, blank=True)
    paused_days = models.PositiveIntegerField("已暂停天数", default=0)
    extended_to = models.DateField("延长至", null=True, blank=True)
    extended_by = models.UUIDField("延长人", null=True, blank=True)
    extension_reason = models.CharField("延长理由", max_length=300, blank=True)
    met_on = models.DateField("办结日期", null=True, blank=True)
    cancelled_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止事由", max_length=300, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "期限"
        verbose_name_plural = "期限"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["object_id", "starts_on"], name="deadline_of_object"),
            models.Index(fields=["due_on"], name="deadline_open", condition=OPEN),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="deadline_open_once", condition=OPEN),
            models.CheckConstraint(
                name="deadline_after_its_start", condition=Q(due_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(name="deadline_unit_known", condition=Q(unit__in=list(UNIT_LABELS))),
            models.CheckConstraint(
                name="deadline_ends_one_way", condition=Q(met_on=None) | Q(cancelled_on=None)
            ),
            models.CheckConstraint(
                name="deadline_end_has_a_reason",
                condition=Q(cancelled_on=None, end_reason="")
                | Q(cancelled_on__isnull=False) & ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="deadline_pause_has_a_reason",
                condition=Q(paused_on=None, pause_reason="")
                | OPEN & Q(paused_on__isnull=False) & ~Q(pause_reason=""),
            ),
            models.CheckConstraint(
                name="deadline_extension_whole",
                condition=Q(extended_to=None, extended_by=None, extension_reason="")
                | Q(extended_to__isnull=False, extended_by__isnull=False, due_on__gte=models.F("extended_to"))
                & ~Q(extension_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    @property
    def kind_declared(self) -> DeadlineKind:
        """Return what its procedure declared of it."""
        return deadline_kinds[self.kind]

    @property
    def period(self) -> Period:
        """Return the amount with its unit."""
        return Period(self.amount, self.unit)

    @property
    def computed(self) -> Computation:
        """Return the count that led to the day."""
        return Computation.restored(self.computation)

    @property
    def pauses_over(self) -> list[Pause]:
        """Return the pauses that are over."""
        return [
            Pause(date.fromisoformat(one["since"]), date.fromisoformat(one["until"]), one["reason"])
            for one in self.pauses
        ]

    @property
    def is_open(self) -> bool:
        """Say whether it still runs or is paused."""
        return self.met_on is None and self.cancelled_on is None

    @property
    def is_assumed(self) -> bool:
        """Say whether a year's holidays were not announced when it was counted（暂算）."""
        return bool(self.computation["assumed_years"])

    def days_left(self, today: date) -> int:
        """Return the calendar days that are left, negative once it has passed."""
        return (self.due_on - today).days

    def is_late(self, today: date) -> bool:
        """Say whether its last day is over and nobody met it; never a paused one, a term, or by an unsettled rule.

        rules.md 0.2m
        """
        waits = self.is_open and self.paused_on is None and not self.kind_declared.is_term
        return waits and self.due_on < today and self.rule.is_settled
