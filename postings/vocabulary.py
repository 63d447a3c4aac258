"""The code tables of records（rules.md 3.5）; Chinese words are those of the workbooks."""

from django.db.models import TextChoices


class AccessStatus(TextChoices):
    INVITED = "invited", "待本人确认"
    ACTIVE = "active", "可以查阅"
    DECLINED = "declined", "本人谢绝"
    ENDED = "ended", "已终止"
