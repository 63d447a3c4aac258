from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from common.models.identity import Keyed
from common.roles import posting_words
from common.trail import Actor

MOST_BYTES = 20 * 1024 * 1024


class ContentType(models.TextChoices):
    """What a file of evidence may be, as its content says."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG 图片"
    JPEG = "image/jpeg", "JPEG 图片"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿"
    OFD = "application/ofd", "OFD 版式文件"


class Scan(models.TextChoices):
    """Whether a virus scanner looked at a file（查毒）."""

    NONE = "none", "未查毒"
    CLEAN = "clean", "已查毒"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions put to the files of evidence."""

    def of(self, obj: models.Model) -> EvidenceQuerySet:
        """Return what was laid beside one object, withdrawn files included."""
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)

    def standing(self) -> EvidenceQuerySet:
        """Return the files that are not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Evidence(Keyed):
    """A file laid beside an object（证据）: who, through which posting, when; its content by SHA-256.

    It is never deleted nor exchanged: a trigger lets nothing change but its withdrawal, once.
    苏政发〔2023〕55号 二(二)
    """

    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField()
    title = models.CharField("证据名称", max_length=200)
    file_name = models.CharField("文件名", max_length=200)
    stored_path = models.CharField(max_length=200, unique=True)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)
    content_type = models.CharField("类型", max_length=100, choices=ContentType.choices)
    scan = models.CharField("查毒", max_length=10, choices=Scan.choices)
    uploaded_by = models.UUIDField()
    uploader_name = models.CharField("上传人", max_length=100)
    posting_id = models.UUIDField()
    posting_role = models.CharField("岗位角色", max_length=20)
    posting_unit = models.CharField("岗位", max_length=200, blank=True)
    at = models.DateTimeField("上传时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "证据"
        verbose_name_plural = "证据"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["object_id", "at"], name="evidence_of_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "sha256"],
                name="evidence_laid_once",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="evidence_size_in_bounds", condition=Q(size__gt=0, size__lte=MOST_BYTES)
            ),
            models.CheckConstraint(
                name="evidence_has_fingerprint", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="evidence_of_allowed_type", condition=Q(content_type__in=ContentType.values)
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def posting_words(self) -> str:
        """Return the uploader's posting in words: role and unit."""
        return posting_words(self.posting_role, self.posting_unit)

    @property
    def is_image(self) -> bool:
        """Say whether it is a picture by its content."""
        return self.content_type in {ContentType.PNG, ContentType.JPEG}

    @property
    def has_preview(self) -> bool:
        """Say whether a browser can show it by itself."""
        return self.is_image or self.content_type == ContentType.PDF

    def is_of(self, posting: Actor) -> bool:
        """Say whether the person who acts through `posting` uploaded it."""
        mine: bool = self.uploaded_by == uuid.UUID(str(posting.user_id))
        return mine
