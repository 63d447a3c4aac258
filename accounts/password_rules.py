"""Validators of passwords beside Django's own: no pattern, and none of the last ones."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from accounts.models import FormerPassword, User
from accounts.password_patterns import is_predictable


class NoPattern:
    """Refuse repetitions, sequences and walks over the keyboard."""

    def validate(self, password: str, user: User | None = None) -> None:
        if is_predictable(password):
            raise ValidationError("predictable", code="password_predictable")

    def get_help_text(self) -> str:
        return "不能由重复、连续或键盘上相邻的字符组成"


class NotUsedBefore:
    """Refuse what the person had before."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is not None and not user._state.adding and FormerPassword.knows(user, password):
            raise ValidationError("used before", code="password_used_before")

    def get_help_text(self) -> str:
        return "不能是最近用过的口令"
