from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from common.models.identity import Keyed


class UserManager(BaseUserManager["User"]):
    """How accounts are made."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """Create a person who signs in. Without a password the account cannot sign in at all."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Keyed, AbstractBaseUser):
    """One natural person. What a person may do comes from postings, never from the account（三员分立）."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改口令", default=False)
    is_machine = models.BooleanField("系统账户", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "账户"
        verbose_name_plural = "账户"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="machine_never_signs_in",
                condition=models.Q(is_machine=False) | models.Q(password__startswith="!"),  # noqa: S106
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username
