"""The words that the public form and the office share."""

from django.db.models import TextChoices


class Sender(TextChoices):
    """As what somebody writes: only persons concerned object, from others a hint is taken（rules.md 0.2e）."""

    CONCERNED = "concerned", "利害关系人：这条信息直接影响我（或者我的单位）的权益"
    OTHER = "other", "其他人：我来提供线索"


class ObjectionKind(TextChoices):
    """What is said to be wrong（异议类型）."""

    ERROR = "error", "错误"
    OMISSION = "omission", "遗漏"
    INFRINGEMENT = "infringement", "侵犯合法权益"
    OVERDUE = "overdue", "公示超期"
    UNFIT = "unfit", "不应归集"
    NOT_UPDATED = "not_updated", "已修复未更新"
    IMPERSONATION = "impersonation", "冒用"


class Rhythm(TextChoices):
    """How often a follower is written to, where there is anything new."""

    DAILY = "daily", "每天：有新的公示时，早上 7 点以后一封"
    WEEKLY = "weekly", "每周：有新的公示时，星期一早上 7 点以后一封"
