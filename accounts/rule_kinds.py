"""The dated rules of signing in: how long a session lasts, and of whom a second factor is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from common.models import RuleValue
from common.rulebook import RuleKind, Shape, rulebook

ADMINISTRATORS, OTHERS = "administrators", "others"


@dataclass(frozen=True)
class MinutesShape(Shape[int]):
    """Minutes: 30."""

    def fields(self) -> dict[str, forms.Field]:
        return {"minutes": forms.IntegerField(label="分钟", min_value=5, max_value=1440)}

    def initial(self, value: int, unit: str) -> dict[str, Any]:
        return {"minutes": value}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return int(given["minutes"]), "minute"

    def words(self, value: int, unit: str) -> str:
        hours, minutes = divmod(value, 60)
        return f"{hours} 小时" if hours and not minutes else f"{value} 分钟"


@dataclass(frozen=True)
class PeopleShape(Shape[Sequence[str]]):
    """Of whom it is asked: ["administrators", "others"]; the administrators cannot be left out."""

    def fields(self) -> dict[str, forms.Field]:
        choices = [(OTHERS, "全部后台账户"), (ADMINISTRATORS, "只有安全管理员、系统管理员、审计员")]
        return {"people": forms.ChoiceField(label="人员", choices=choices)}

    def initial(self, value: Sequence[str], unit: str) -> dict[str, Any]:
        return {"people": OTHERS if OTHERS in value else ADMINISTRATORS}

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        return [ADMINISTRATORS, OTHERS] if given["people"] == OTHERS else [ADMINISTRATORS], ""

    def words(self, value: Sequence[str], unit: str) -> str:
        return "全部后台账户" if OTHERS in value else "安全管理员、系统管理员、审计员"


KINDS = (
    RuleKind(
        "session",
        "登录会话",
        MinutesShape(),
        "闲置多久、最长多久后须重新登录；没有提交的内容会保留一天，登录后接着办。改动后，已登录的人在一分钟内适用。",
        order=90,
    ),
    RuleKind(
        "second_factor",
        "第二因素",
        PeopleShape(),
        "口令之外，谁登录时还须输入动态码。管理员始终须用；改动后从下次登录起适用。",
        order=91,
    ),
)


@dataclass(frozen=True)
class SessionLimits:
    """How long a session goes on unused, and how long at all."""

    idle: timedelta
    whole: timedelta

    def end(self, began: datetime, seen: datetime) -> datetime:
        """Return the moment at which a session is over."""
        return min(began + self.whole, seen + self.idle)


def session_limits(today: date) -> SessionLimits:
    """Return the limits in force on a day."""
    found = _values("session", today)
    return SessionLimits(*(timedelta(minutes=found[key]) for key in ("idle", "whole")))


def asks_everybody(today: date) -> bool:
    """Say whether the second factor is asked of those, too, who administer nothing."""
    return OTHERS in _values("second_factor", today)["people"]


def _values(kind: str, today: date) -> dict[str, Any]:
    """Return the values in force; on a day before there were any, the first ones."""
    rows = RuleValue.objects.at(kind, today) or {
        row.key: row for row in RuleValue.objects.filter(kind=kind, version=1)
    }
    return {key: row.value for key, row in rows.items()}


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
