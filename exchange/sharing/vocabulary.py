"""The words of sharing: whether a message may leave, and what leaves beside the messages."""

from django.db.models import TextChoices


class Verdict(TextChoices):
    CLEARED = "cleared", "可以共享"
    HELD = "held", "不共享"


class Export(TextChoices):
    """A file that leaves for another body, beside the messages of the outbox."""

    HONOUR_REPORT = "honour_report", "荣誉资格核查报告"
    PERSON_REPORT = "person_report", "授权查询报告（个人）"
    SCREENING_ANSWER = "screening_answer", "投标人信用比对答复"
