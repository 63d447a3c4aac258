from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.db import models

from accounts.models.users import User
from common.models.identity import Keyed

REMEMBERED = 5
"""So many of a person's passwords are not taken again, the present one among them."""


class FormerPassword(Keyed):
    """The hash of a password that a person had: none of the last few is taken again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "用过的口令"
        verbose_name_plural = "用过的口令"
        ordering = ["-set_at", "-id"]

    def __str__(self) -> str:
        return str(self.set_at)

    @classmethod
    def remember(cls, user: User) -> None:
        """Keep the hash of the password that is about to be replaced, and no more of them than are asked for."""
        if user.has_usable_password():
            cls.objects.create(user=user, password=user.password)
        kept = cls.objects.filter(user=user).values_list("pk", flat=True)[: REMEMBERED - 1]
        cls.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    @classmethod
    def knows(cls, user: User, password: str) -> bool:
        """Say whether this is the person's password, or was one of the last before it."""
        former = cls.objects.filter(user=user).values_list("password", flat=True)
        return any(check_password(password, known) for known in {user.password, *former})
