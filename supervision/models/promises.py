from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.key_domains import KeyDomain
from common.trail import Actor
from organisations.models import Region
from supervision.models.summaries import Figure, cell_scope


class Standing(models.TextChoices):
    """How a registered promise stands on the day of the count: each in one state, by the words of the ledger."""

    NOT_DUE = "not_due", "未到期"
    TO_ACCEPT = "to_accept", "待确认兑现"
    KEPT = "kept", "按期兑现"
    KEPT_LATE = "kept_late", "逾期兑现"
    LATE = "late", "逾期未兑现"
    HELD = "held", "到期未计逾期"
    CHANGED = "changed", "依法变更"
    UNLAWFUL = "unlawful", "违法或越权"


class PromiseCellQuerySet(models.QuerySet["PromiseCell"]):
    """Questions put to the figures of promises."""

    def current(self) -> PromiseCellQuerySet:
        """Return the figures that are shown: those of the last good run."""
        return self.filter(run__is_current=True)

    def visible_to(self, posting: Actor) -> PromiseCellQuerySet:
        """Return the cells of the posting's regions or domain."""
        return self.filter(cell_scope(posting))


class PromiseCell(Figure):
    """Registered promises by region × key domain × matter × how they stand.

    `matter` is the word by which a domain tells its promises apart: the stage of a partnership, the kind of a matter of
    debt, statistics or a township, the way of a tender; "" where it has none. `broken` counts those found to be broken
    （确认违约失信）, `inherited` those that somebody took over, `shown` those that stand in public; `amount` is what was
    promised, in 元. 苏政发〔2023〕55号 三(一)–(七)
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    domain = models.CharField("重点领域", max_length=16, choices=KeyDomain.choices)
    matter = models.CharField("类别", max_length=16, blank=True)
    state = models.CharField("兑现情况", max_length=16, choices=Standing.choices)
    promises = models.PositiveIntegerField("承诺数")
    broken = models.PositiveIntegerField("确认违约失信")
    inherited = models.PositiveIntegerField("承继")
    shown = models.PositiveIntegerField("公开")
    amount = models.DecimalField("承诺金额", max_digits=22, decimal_places=2)

    objects = PromiseCellQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺统计"
        verbose_name_plural = "承诺统计"
        indexes = [models.Index(fields=["region", "domain"], name="promisecell_region_domain")]
        constraints = [
            models.CheckConstraint(
                name="promisecell_counts_something",
                condition=Q(promises__gt=0)
                & Q(broken__lte=F("promises"), inherited__lte=F("promises"), shown__lte=F("promises")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.get_domain_display()} {self.get_state_display()} {self.promises}"
