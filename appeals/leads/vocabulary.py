"""The words of leads."""

from django.db.models import TextChoices


class LeadStatus(TextChoices):
    """How far a lead is."""

    PENDING = "pending", "待处理"
    ADOPTED = "adopted", "已采用"
    DISMISSED = "dismissed", "不采用"
    CONVERTED = "converted", "已转为异议"


class SenderKind(TextChoices):
    """As what its sender wrote."""

    CONCERNED = "concerned", "利害关系人"
    OTHER = "other", "其他人"
