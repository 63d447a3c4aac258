"""The words of watch lists, of what a comparison answers, and of a hit."""

from django.db.models import TextChoices


class WatchKind(TextChoices):
    COURT = "court", "失信被执行人"
    SERIOUS = "serious", "严重失信主体"


class Extent(TextChoices):
    """What a version says of the entries that it does not name: a full list that they stand no more, others nothing."""

    FULL = "full", "全量"
    CHANGES = "changes", "变动"
    ERROR = "error", "更正误列"


class Ending(TextChoices):
    """Why an entry ended without the organ's own day of removal."""

    MISSING = "missing", "全量名单没有列出"
    ERROR = "error", "误列，自始不算"


class VersionStatus(TextChoices):
    DRAFT = "draft", "待启用"
    IN_FORCE = "in_force", "已启用"
    VOID = "void", "作废"


class Subject(TextChoices):
    BODY = "body", "单位"
    PERSON = "person", "自然人"


class Step(TextChoices):
    """Before which step of a tender it is compared. rules.md 6.3"""

    REGISTRATION = "registration", "投标登记"
    AWARD = "award", "定标前"


class Answer(TextChoices):
    """What a comparison answers for one bidder, in the order of weight."""

    BLOCKED = "blocked", "拦截"
    WAITING = "waiting", "待核"
    STALE = "stale", "名单过期"
    INVALID = "invalid", "不能核对"
    NOTED = "noted", "命中，不据此拦截"
    CLEAR = "clear", "没有命中"


class How(TextChoices):
    """By what a bidder was found on a list; only the first two can block."""

    CODE = "code", "统一社会信用代码相同"
    NUMBER = "number", "证件号码相同"
    NAME = "name", "名称相同"
    FORMER = "former", "曾用名相同"


class HitStatus(TextChoices):
    WAITING = "waiting", "待核"
    BLOCKING = "blocking", "拦截"
    RELEASING = "releasing", "待同意解除"
    RELEASED = "released", "已解除"
    DISMISSED = "dismissed", "不是同一主体"
    ANNULLED = "annulled", "误列，已撤销"


class Ground(TextChoices):
    """By what a block is released. procedures E.23"""

    IDENTITY = "identity", "主体不同"
    REMOVED = "removed", "已移出名单"
    DOCUMENT = "document", "列入机关的文书"


HOLDING = (HitStatus.BLOCKING, HitStatus.RELEASING)
"""While a hit is so, the bidder is blocked."""

UNTOLD = (HitStatus.WAITING, HitStatus.DISMISSED, HitStatus.ANNULLED)
"""While a hit is so, the list that it stands on is told to the credit office alone: nobody's name, or an error."""

EXACT = (How.CODE, How.NUMBER)
STALE_WORDS = "名单过期，不能据此放行或拦截"
