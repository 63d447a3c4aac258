"""The words of keys."""

from django.db.models import TextChoices


class KeyStatus(TextChoices):
    WAITING = "waiting", "待核准"
    ACTIVE = "active", "有效"
    REFUSED = "refused", "不予核准"
    REVOKED = "revoked", "已停用"
