"""Where an incentive stands."""

from django.db.models import TextChoices


class IncentiveStatus(TextChoices):
    PROPOSED = "proposed", "待决定"
    RUNNING = "running", "执行中"
    EXPIRED = "expired", "已届满"
    REVOKED = "revoked", "已撤销"
    DECLINED = "declined", "不予激励"
