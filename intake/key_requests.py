"""What crosses the wall about a key of the API. The key is the query code of its request: only its hash comes to the office. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

KEY_REQUEST = "api_key"
"""The kind of the message."""
RATES = (6_000, 20_000, 60_000)
"""Reads an hour that may be asked for."""
LONGEST_HOLDER, LONGEST_PURPOSE = 60, 500
HELD_BY = "单位或者系统名称，不写个人姓名"


@dataclass(frozen=True)
class KeyRequest:
    """The public form as it was sent: for which system, what for, how much an hour."""

    holder: str
    purpose: str
    per_hour: int

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """Return what a message holds; what is no number is none."""
        told = str(payload.get("per_hour") or "")
        rate = int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0
        holder, purpose = (str(payload.get(name) or "").strip() for name in ("holder", "purpose"))
        return cls(holder, purpose, rate)

    @property
    def payload(self) -> dict[str, Any]:
        """Return it as a message carries it."""
        return asdict(self)
