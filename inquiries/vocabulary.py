"""The words of official inquiries: how far one is, of what kind a row is, what it is answered."""

from django.db.models import TextChoices


class InquiryStatus(TextChoices):
    DRAFT = "draft", "待提交"
    PENDING = "pending", "待批准"
    ANSWERED = "answered", "已答复"
    USED = "used", "已登记使用"
    UNUSED = "unused", "查询机关未使用"
    TO_CORRECT = "to_correct", "待更正告知"
    CORRECTED = "corrected", "已更正告知"
    REFUSED = "refused", "不予批准"
    DROPPED = "dropped", "已放弃"


class Kind(TextChoices):
    """Whom a whole inquiry is about."""

    PERSON = "person", "个人"
    BODY = "body", "单位"


class Outcome(TextChoices):
    """What is told of one row.

    A person out of the 干部管理权限 is answered word for word like one of whom nothing is known.
    """

    WAITING = "waiting", "未答复"
    CLEAR = "clear", "无影响期内记录"
    BARRED = "barred", "影响期内"
    UNSURE = "unsure", "需人工核实"
    NOT_FOUND = "not_found", "本库无记录"
    OUT_OF_SCOPE = "out_of_scope", "超出查询范围"
    INVALID = "invalid", "无法核对"


TOLD = (
    InquiryStatus.ANSWERED,
    InquiryStatus.USED,
    InquiryStatus.UNUSED,
    InquiryStatus.TO_CORRECT,
    InquiryStatus.CORRECTED,
)
"""The states in which reports were given, whose ground may fall."""
NOTHING_FOUND = "本库无记录，不代表公共信用信息系统查询结果"
"""Procedures D.19, rules.md 0.2n: nothing found here is never no bad record."""
