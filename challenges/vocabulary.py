"""The words of challenges: how far one is, how it ended; which remedy it is stands in `policy.vocabulary`, for the public too."""

from django.db.models import TextChoices


class ChallengeStatus(TextChoices):
    REPORTED = "reported", "待登记"
    OPEN = "open", "审理中"
    REMITTED = "remitted", "等待重作"
    MENDING = "mending", "待更正"
    UPHELD = "upheld", "已维持"
    ANNULLED = "annulled", "文书已撤销"
    CHANGED = "changed", "文书已变更"
    ENDED = "ended", "撤回或终止"
    DECLINED = "declined", "不予登记"


class Outcome(TextChoices):
    """What the deciding organ's document says."""

    UPHELD = "upheld", "维持"
    ANNULLED = "annulled", "撤销、改判无效"
    CHANGED = "changed", "变更"
    REMITTED = "remitted", "发回重审、责令重作"
    ENDED = "ended", "申请人撤回或者终止"


REVERSALS = (Outcome.ANNULLED, Outcome.CHANGED, Outcome.REMITTED)
"""Those after which the records may not stay as they are."""
