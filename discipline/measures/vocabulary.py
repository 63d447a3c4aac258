"""The words of measures: where one stands, how a record ends, what a measure bars, why one is spared."""

from django.db.models import TextChoices


class MeasureStatus(TextChoices):
    ROUTING = "routing", "待转送"
    NOTICE = "notice", "待告知"
    HEARING = "hearing", "陈述申辩"
    RUNNING = "running", "执行中"
    TO_LIFT = "to_lift", "待解除"
    LIFTED = "lifted", "已解除"
    EXPIRED = "expired", "已届满"
    EXEMPTED = "exempted", "免于惩戒"
    DROPPED = "dropped", "不予惩戒"
    CANCELLED = "cancelled", "已撤回"
    LAPSED = "lapsed", "已终止"


class RecordEnd(TextChoices):
    """The ways in which a record, or the reason for a measure, can end（procedures.md 13）."""

    REPAIR = "repair", "信用修复"
    EXPIRY = "expiry", "公示期满"
    WITHDRAWAL = "withdrawal", "撤销（记录有误）"
    TOLERANCE = "tolerance", "容错"
    REVERSAL = "reversal", "依据的文书被撤销或者变更"
    EXEMPTION = "exemption", "免于惩戒"


class Bars(TextChoices):
    """What a measure bars its department from（procedures.md 14）."""

    ALL = "all", "各类荣誉评选"
    SOME = "some", "一部分荣誉评选"
    NONE = "none", "不涉及荣誉评选"


class SparedBecause(TextChoices):
    """Why a measure is lightened or spared（苏政发〔2023〕55号 二(五)）."""

    RECOVERED = "recovered", "主动挽回损失"
    REMOVED = "removed", "主动消除不良影响"
    PREVENTED = "prevented", "有效阻止危害结果发生"
