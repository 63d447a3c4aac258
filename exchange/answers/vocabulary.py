"""What a signed answer says of one bidder."""

from django.db.models import TextChoices


class Verdict(TextChoices):
    """As it stands when the answer is made: names that waited are decided by then."""

    BLOCKED = "blocked", "拦截"
    RELEASED = "released", "已解除，不拦截"
    STALE = "stale", "名单过期，不能据此放行或拦截"
    INVALID = "invalid", "不能核对"
    CLEAR = "clear", "不拦截"
