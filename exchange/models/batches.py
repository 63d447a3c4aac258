from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from commitments.screening.vocabulary import Extent
from common.ends import End
from common.errors import NotAllowed, WrongState
from common.models import Transition
from common.roles import ALL_SEEING_ROLES, BLIND_ROLES, CREDIT_OFFICE, ENTERERS
from common.trail import Actor
from common.workflow import Verb, Workflow, WorkflowQuerySet
from postings.models import Posting, Responsibility

EXTENTS = [(one.value, str(one.label)) for one in (Extent.FULL, Extent.CHANGES)]
"""What a workbook of a watch list may be: the whole list, or what has changed in it."""


class ImportKind(models.TextChoices):
    """What a workbook holds."""

    DEPARTMENTS = "departments", "机构名录"
    DISHONESTY = "dishonesty", "失信信息"
    PROCUREMENT = "procurement", "政府采购承诺"
    PPP = "ppp", "政府和社会资本合作承诺"
    BIDDING = "bidding", "招标投标承诺"
    INVESTMENT = "investment", "招商引资承诺"
    DEBT = "debt", "地方政府债务承诺"
    STATISTICS = "statistics", "统计事项"
    TOWNSHIPS = "townships", "乡镇街道事项"
    COURT_LIST = "court_list", "失信被执行人名单"
    SERIOUS_LIST = "serious_list", "严重失信主体名单"


class BatchStatus(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", "已上传"
    READING = "reading", "读取中"
    PREVIEW = "preview", "待确认"
    CHECKING = "checking", "核对中"
    WRITING = "writing", "写入中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"
    UNDONE = "undone", "已撤回"


S = BatchStatus
RUNNING = (S.READING, S.CHECKING, S.WRITING)
STOPPABLE = (S.UPLOADED, S.READING, S.PREVIEW, S.CHECKING)
STALLED_AFTER = timedelta(minutes=2)
IMPORTERS = ENTERERS


class WithFile(WorkflowQuerySet):
    """Questions put to what an import brought: its file is named to those who may open the import, and to no others."""

    def with_file_for(self, posting: Actor, batch: str) -> Self:
        """Add `shown_file`: the name of the file of the import under the key `batch`, "" where `posting` may not see it."""
        seen = ImportBatch.objects.visible_to(posting).filter(pk=OuterRef(batch)).values("file_name")
        return self.annotate(shown_file=Coalesce(Subquery(seen), Value("")))


class BatchQuerySet(WithFile):
    """Questions put to imports."""

    def visible_to(self, posting: Actor) -> BatchQuerySet:
        """Return the uploads of one's own or handed over to one; the credit office sees those of its region."""
        if posting.role in BLIND_ROLES:
            return self.none()
        if posting.role in ALL_SEEING_ROLES:
            return self.all()
        handed = Responsibility.objects.filter(kind="import_batch", posting=posting.pk)
        mine = Q(posting__user=posting.user_id) | Q(pk__in=handed.values("object_id"))
        if posting.role in CREDIT_OFFICE and posting.region is not None:
            mine |= Q(posting__region__path__startswith=posting.region.path)
        return self.filter(mine)

    def with_old_files(self, moment: datetime) -> BatchQuerySet:
        """Return the batches whose files have been kept long enough."""
        return self.filter(files_gone_at__isnull=True, files_until__lte=moment)


class ImportBatch(Workflow):
    """One upload of a workbook and where its import stands; each stage ends in one transaction（导入批次）.

    苏政发〔2023〕55号 二(二)
    """

    kind = models.CharField("类型", max_length=12, choices=ImportKind.choices)
    posting = models.ForeignKey(
        Posting, models.PROTECT, verbose_name="上传岗位", related_name="import_batches"
    )
    file_name = models.CharField("文件名", max_length=255)
    shown_file: str
    """The file's name as `with_file_for` lets the reader have it."""
    suffix = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("文件指纹", max_length=64, db_index=True)
    as_of = models.DateField("核对基准日")
    source = models.CharField("来源", max_length=200, blank=True)
    extent = models.CharField("名单范围", max_length=8, choices=EXTENTS, blank=True)
    dry_run = models.BooleanField("仅试算", default=False)
    asks_first = models.BooleanField("先看预览", default=False)
    status = models.CharField("状态", max_length=12, choices=S.choices, default=S.UPLOADED, editable=False)
    message = models.CharField("说明", max_length=500, blank=True)
    sheet = models.CharField("工作表", max_length=64, blank=True)
    header_row = models.PositiveIntegerField("表头行", null=True)
    header_names = models.JSONField("表头", default=list)
    header_places = models.JSONField(default=dict)
    header_key = models.CharField("表头指纹", max_length=32, blank=True)
    unknown_columns = models.JSONField("未识别的列", default=list)
    ignored_sheets = models.JSONField("未读取的工作表", default=list)
    rows_read = models.PositiveIntegerField("读取行数", null=True)
    rows_purged = models.PositiveIntegerField("涉密清除行数", default=0)
    accepted = models.PositiveIntegerField("可入库", null=True)
    duplicates = models.PositiveIntegerField("重复", null=True)
    rejected = models.PositiveIntegerField("退回", null=True)
    waiting = models.PositiveIntegerField("待决定", null=True)
    proposed = models.PositiveIntegerField("拟变更", null=True)
    undone = models.PositiveIntegerField("撤回", null=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    files_until = models.DateTimeField("文件保留至")
    files_gone_at = models.DateTimeField("文件清除时间", null=True)

    objects = BatchQuerySet.as_manager()

    ENDS = {S.CANCELLED: End.CANCELLED, S.UNDONE: End.UNDONE}
    ENTER = Verb("上传", (), S.UPLOADED, IMPORTERS)
    TRANSITIONS = {
        "read": Verb("读取", (S.UPLOADED, S.CHECKING, S.WRITING), S.READING, IMPORTERS),
        "check": Verb("核对", (S.READING,), S.CHECKING, IMPORTERS),
        "show": Verb("给出预览", (S.READING,), S.PREVIEW, IMPORTERS),
        "match": Verb("对应列", (S.PREVIEW,), S.UPLOADED, IMPORTERS),
        "confirm": Verb("确认导入", (S.PREVIEW,), S.CHECKING, IMPORTERS),
        "write": Verb("写入", (S.CHECKING,), S.WRITING, IMPORTERS),
        "finish": Verb("完成", (S.CHECKING, S.WRITING), S.DONE, IMPORTERS),
        "fail": Verb("中止", (S.UPLOADED, S.PREVIEW, *RUNNING), S.FAILED, IMPORTERS, needs_reason=True),
        "cancel": Verb("取消", STOPPABLE, S.CANCELLED, IMPORTERS),
        "resume": Verb("继续", (S.FAILED,), S.UPLOADED, IMPORTERS),
        "commit": Verb("正式导入", (S.DONE,), S.UPLOADED, IMPORTERS),
        "undo": Verb("撤回整批", (S.DONE,), S.UNDONE, IMPORTERS, needs_reason=True),
    }

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_name}"

    @property
    def folder(self) -> Path:
        """Return the folder of the batch's files, below the portal's own."""
        return settings.FILES / "imports" / str(self.pk)

    @property
    def source_path(self) -> Path:
        """Where the uploaded file lies, mode 0600."""
        return self.folder / f"source{self.suffix}"

    @property
    def rejected_path(self) -> Path:
        """Where the workbook of rejected rows lies once rows were rejected."""
        return self.folder / "rejected.xlsx"

    @property
    def is_running(self) -> bool:
        """Say whether a worker is at it."""
        return self.status in RUNNING

    @property
    def is_over(self) -> bool:
        """Say whether it has come to its end, good or bad."""
        return self.status in {S.DONE, S.FAILED, S.CANCELLED, S.UNDONE}

    @property
    def is_previewed(self) -> bool:
        """Whether it was read and waits for its uploader to say that it was understood."""
        return bool(self.status == S.PREVIEW)

    def may_fetch_files(self, posting: Actor) -> bool:
        """Say whether `posting` may fetch the original values: nobody but who uploaded them."""
        return posting.user_id == self.posting.user_id and self.files_gone_at is None

    @property
    def is_read(self) -> bool:
        """Whether the file was once read to its end, so that nothing marked secret is left in it."""
        return self.rows_read is not None

    def is_resumable(self, moment: datetime) -> bool:
        """Say whether it failed with its file kept, or has not moved for so long that its worker must have died."""
        if self.files_gone_at is not None or self.is_previewed:
            return False
        if self.is_over:
            return bool(self.status == S.FAILED)
        trail = Transition.objects.filter(object_type=self._meta.label_lower, object_id=self.pk)
        last = trail.aggregate(last=models.Max("at"))["last"] or self.created_at
        return bool(moment - last >= STALLED_AFTER)

    def require_uploader(self, by: Actor) -> None:
        """Refuse anybody but who uploaded it: what it writes is entered under the uploader's name."""
        if by.user_id != self.posting.user_id:
            raise NotAllowed("只有上传人可以办理这一批，请自行上传文件")

    def confirm(self, *, by: Actor) -> ImportBatch:
        """Go on after the preview, by the uploader; it is not asked for a second time."""
        self.require_uploader(by)
        if self.is_previewed and not self.is_read:
            raise WrongState("必填的列还没有对应上，请先对应列名，或改好表头后重新上传")
        if self.is_previewed and not self.rows_read:
            raise WrongState("表头以下没有数据，没有可导入的；请填好后重新上传")
        return self.move("confirm", by=by, asks_first=False)

    def commit_trial(self, *, by: Actor) -> ImportBatch:
        """Let a finished trial run be written after all, by its uploader; it is read and checked anew."""
        self.require_uploader(by)
        if not self.dry_run:
            raise WrongState("这一批已经正式导入")
        if self.files_gone_at is not None:
            raise WrongState("试算的文件已按期清除，请重新上传")
        return self.move("commit", by=by, dry_run=False, finished_at=None)

    def forget_files(self) -> None:
        """Delete the uploaded file and the workbook of rejected rows; safe to run twice."""
        shutil.rmtree(self.folder, ignore_errors=True)
        type(self).objects.filter(pk=self.pk, files_gone_at__isnull=True).update(files_gone_at=timezone.now())
