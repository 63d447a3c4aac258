from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from commitments.domains.constraints import code_shape
from commitments.screening.querysets import EntryQuerySet, VersionQuerySet
from commitments.screening.vocabulary import Ending, Extent, Subject, VersionStatus, WatchKind
from common.cipher import encrypt, keyed_hash
from common.ends import End
from common.models.identity import Keyed
from common.models.sealed import SealedField
from common.roles import CLERKS, REVIEWERS
from common.workflow import Verb
from records.facts.models.four_eyes import FourEyes, dates_in_order, four_eyes_constraint

V = VersionStatus
CURRENT = Q(is_current=True)


class WatchVersion(FourEyes):
    """One version of a watch list, as a workbook brought it: it counts once another person has put it in force.

    苏政发〔2023〕55号 三(三); rules.md 6.3
    """

    MATTER = "失信名单的导入和启用"
    ORDER = 37
    KIND = "watch_version"
    REVIEWED_STATES = (V.IN_FORCE,)

    number = models.CharField("版本编号", max_length=40, unique=True, editable=False)
    kind = models.CharField("名单", max_length=8, choices=WatchKind.choices)
    as_of = models.DateField("名单日期")
    source = models.CharField("来源", max_length=200)
    extent = models.CharField("范围", max_length=8, choices=Extent.choices)
    rows = models.PositiveIntegerField("变动条数", default=0, editable=False)
    unlisted = models.PositiveIntegerField("没有列出的现行条目", default=0, editable=False)
    rejected = models.PositiveIntegerField("退回条数", default=0, editable=False)
    batch_id = models.UUIDField("导入批次", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=8, choices=V.choices, default=V.DRAFT, editable=False)

    objects = VersionQuerySet.as_manager()

    ENDS = {V.IN_FORCE: End.CONCLUDED, V.VOID: End.VOID}
    ENTER = Verb("登记名单版本", (), V.DRAFT, CLERKS)
    TRANSITIONS = {
        "put_in_force": Verb("启用", (V.DRAFT,), V.IN_FORCE, REVIEWERS),
        "void": Verb("作废", (V.DRAFT,), V.VOID, CLERKS, needs_reason=True),
    }

    class Meta:
        verbose_name = "名单版本"
        verbose_name_plural = "名单版本"
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "status", "-as_of"], name="watch_version_newest")]
        constraints = [
            four_eyes_constraint("watch_version_four_eyes", (V.IN_FORCE,)),
            models.CheckConstraint(
                name="watch_version_full_alone_leaves_out", condition=Q(unlisted=0) | Q(extent=Extent.FULL)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class WatchEntry(Keyed):
    """One row of a list. What a later version says of the same entry replaces it; nothing is ever changed in it.

    A natural person's number is kept encrypted and compared by its keyed hash; no entry is ever public.
    """

    version = models.ForeignKey(WatchVersion, models.PROTECT, related_name="entries", verbose_name="版本")
    row = models.PositiveIntegerField("行号")
    kind = models.CharField("名单", max_length=8, choices=WatchKind.choices)
    subject = models.CharField("主体类型", max_length=8, choices=Subject.choices)
    name = models.CharField("名称", max_length=200)
    bare_name = models.CharField(max_length=200)
    former_names = ArrayField(models.CharField(max_length=200), default=list)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    id_number_sealed = SealedField(null=True, blank=True)
    id_number_hash = models.CharField(max_length=64, blank=True)
    id_number_tail = models.CharField(max_length=4, blank=True)
    document_number = models.CharField("案号或者列入文书号", max_length=120)
    organ = models.CharField("列入机关", max_length=200)
    cause = models.CharField("列入事由", max_length=500, blank=True)
    listed_on = models.DateField("列入日期")
    removed_on = models.DateField("移出日期", null=True, blank=True)
    ending = models.CharField("为什么结束", max_length=8, choices=Ending.choices, blank=True)
    identity = models.CharField(max_length=32)
    name_identity = models.CharField(max_length=32, blank=True)
    """What it would be known by without code and number; equal to `identity` where it has neither."""
    is_current = models.BooleanField("现行", default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "名单条目"
        verbose_name_plural = "名单条目"
        ordering = ["version", "row"]
        indexes = [
            models.Index(
                fields=["credit_code"], name="watch_by_code", condition=CURRENT & ~Q(credit_code="")
            ),
            models.Index(fields=["bare_name"], name="watch_by_name", condition=CURRENT),
            models.Index(
                fields=["id_number_hash"], name="watch_by_number", condition=CURRENT & ~Q(id_number_hash="")
            ),
            # Without the list of pending entries, which every look-up after an import would read through.
            GinIndex(
                fields=["former_names"], name="watch_by_former_name", condition=CURRENT, fastupdate=False
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["version", "identity"], name="watch_entry_once"),
            models.UniqueConstraint(
                fields=["kind", "identity"], name="watch_entry_current_once", condition=CURRENT
            ),
            dates_in_order("watch_entry_removed_after_listed", "listed_on", "removed_on"),
            models.CheckConstraint(
                name="watch_entry_ended_from_its_day",
                condition=Q(ending="")
                | Q(ending=Ending.MISSING, removed_on__isnull=False)
                | Q(ending=Ending.ERROR, removed_on=F("listed_on")),
            ),
            models.CheckConstraint(
                name="watch_entry_code_or_number",
                condition=Q(subject=Subject.BODY, id_number_hash="", id_number_sealed__isnull=True)
                | Q(subject=Subject.PERSON, credit_code=""),
            ),
            models.CheckConstraint(
                name="watch_entry_number_sealed_whole",
                condition=Q(id_number_sealed__isnull=True, id_number_hash="", id_number_tail="")
                | Q(id_number_sealed__isnull=False) & ~Q(id_number_hash="") & ~Q(id_number_tail=""),
            ),
            code_shape("watch_entry_code_shape", "credit_code"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.document_number}"

    def seal(self, number: str) -> None:
        """Set the number of a natural person's card: kept encrypted, found by keyed hash. Does not save."""
        self.id_number_sealed, self.id_number_hash = encrypt(number), keyed_hash(number)
        self.id_number_tail = number[-4:]
