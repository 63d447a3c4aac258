from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.db import models
from django.utils import timezone

from accounts.models.users import User
from common.models.identity import Keyed


class LoginEvent(models.TextChoices):
    """What happened at the door."""

    SIGNED_IN = "signed_in", "登录成功"
    WRONG_PASSWORD = "wrong_password", "账号或口令不对"
    STOPPED = "stopped", "账户已停用"
    LOCKED = "locked", "账号锁定中"
    THROTTLED = "throttled", "地址暂停登录"
    WRONG_CODE = "wrong_code", "动态码或恢复码不对"
    RECOVERED = "recovered", "用恢复码登录"
    ENROLLED = "enrolled", "启用动态码"
    NEW_CODES = "new_codes", "更换恢复码"
    REPLACED = "replaced", "更换验证器"
    SIGNED_OUT = "signed_out", "退出"
    ENDED = "ended", "会话被结束"


FAILURES = frozenset(
    {LoginEvent.WRONG_PASSWORD, LoginEvent.STOPPED, LoginEvent.LOCKED, LoginEvent.WRONG_CODE}
)
"""What counts against an address."""


class LoginEntryQuerySet(models.QuerySet["LoginEntry"]):
    """Questions put to the login log."""

    def failures_from(self, address: str, since: datetime) -> models.QuerySet[LoginEntry]:
        """Return what went wrong from one address since a moment."""
        return self.filter(address=address, at__gte=since, event__in=FAILURES)


class LoginEntry(Keyed):
    """One line of the login log（登录日志）: appended only, never changed nor deleted（网络安全法 第二十一条：不少于六个月）."""

    at = models.DateTimeField("时间", default=timezone.now)
    event = models.CharField("结果", max_length=20, choices=LoginEvent.choices)
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name="账户", null=True, related_name="login_entries"
    )
    username = models.CharField("账号", max_length=60, blank=True)
    address = models.GenericIPAddressField("来源地址", null=True)
    agent = models.CharField("浏览器", max_length=300, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = LoginEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "登录日志"
        verbose_name_plural = "登录日志"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="login_by_time"),
            models.Index(fields=["address", "at"], name="login_by_address"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.username} {self.get_event_display()}"
