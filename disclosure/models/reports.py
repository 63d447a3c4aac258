"""What the check page is told of the credit reports that were given out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.models import Keyed
from disclosure.report_files import Standing


class PublicReport(Keyed):
    """One report: its number, whom it is about, and the digest of what stood in public of that body when it was made."""

    public_id = models.UUIDField(unique=True, editable=False)
    number = models.CharField("报告编号", max_length=20, unique=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    made_at = models.DateTimeField("截至时间")
    standing = models.CharField("公开内容摘要", max_length=64)
    pdf_sha256 = models.CharField("PDF 摘要", max_length=64)
    json_sha256 = models.CharField("JSON 摘要", max_length=64)
    files_until = models.DateField("下载截止（不含当日）")
    status = models.CharField("状态", max_length=10, choices=Standing.choices, default=Standing.ISSUED)

    class Meta:
        verbose_name = "公开的信用报告"
        verbose_name_plural = "公开的信用报告"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__regex=r"^[0-9a-f]{64}$"), name="public_report_has_its_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.number
