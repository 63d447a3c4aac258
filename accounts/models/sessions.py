from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from uuid_utils.compat import uuid7

from accounts.models.users import User


class OfficeSession(AbstractBaseSession):
    """One sign-in at one browser: whose, from where, since when; its end is the nearer of two limits（idle, whole）."""

    public_id = models.UUIDField("编号", default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, verbose_name="账户", null=True, related_name="sessions")
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")
    address = models.GenericIPAddressField("来源地址", null=True)
    agent = models.CharField("浏览器", max_length=300, blank=True)

    class Meta:
        verbose_name = "登录会话"
        verbose_name_plural = "登录会话"
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that reads these rows."""
        from accounts.session_store import SessionStore

        return SessionStore
