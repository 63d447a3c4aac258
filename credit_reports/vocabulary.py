"""The words of credit reports."""

from django.db.models import TextChoices


class ReportStatus(TextChoices):
    REQUESTED = "requested", "生成中"
    ISSUED = "issued", "有效"
    REVOKING = "revoking", "待决定撤销"
    SUPERSEDED = "superseded", "已失效"
    REVOKED = "revoked", "已撤销"
    FAILED = "failed", "没有出具"


class Origin(TextChoices):
    """By whom a report was asked for."""

    PUBLIC = "public", "公众网站"
    OFFICE = "office", "信用办"


GIVEN_OUT = (ReportStatus.ISSUED, ReportStatus.REVOKING)
"""While a report is so, its number answers 有效 as long as nothing of it has changed."""
