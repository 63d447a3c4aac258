"""The words of a check of candidates for an award: how far it is, and what is answered for each of them."""

from django.db.models import TextChoices


class CheckStatus(TextChoices):
    READ = "read", "待确认"
    ANSWERED = "answered", "已答复"
    TO_REPORT = "to_report", "待更正告知"
    REPORTED = "reported", "已更正告知"
    DROPPED = "dropped", "已放弃"


class Outcome(TextChoices):
    """What is told of one candidate; nothing of a body out of the asker's scope, whatever is on file."""

    WAITING = "waiting", "未答复"
    CLEAR = "clear", "没有限制"
    BARRED = "barred", "受限"
    UNSURE = "unsure", "需人工核实"
    OUT_OF_SCOPE = "out_of_scope", "超出查询范围"
    UNKNOWN = "unknown", "名录里没有"
    INVALID = "invalid", "无法核对"
