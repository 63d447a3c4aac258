"""Where the transfer of a principal's responsibility stands."""

from django.db.models import TextChoices


class TransferStatus(TextChoices):
    DRAFT = "draft", "待移送"
    SENT = "sent", "已移送"
    ANSWERED = "answered", "已办结"
    SEALED = "sealed", "已封存"
    RECALLED = "recalled", "已撤回移送"
    CANCELLED = "cancelled", "已撤回"
    LAPSED = "lapsed", "已终止"
