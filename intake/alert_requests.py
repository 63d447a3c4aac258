"""What crosses the wall about an alert by mail: who asks for it, that the address's owner wants it, that it is to end. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

ALERT, CONFIRMED, ENDED = "alert", "alert_confirmed", "alert_ended"
"""The kinds of messages."""
LONGEST_ADDRESS, LONGEST_QUERY = 254, 1000
TOKEN = re.compile(r"[0-9A-Za-z_-]{43}")
"""What the link in a mail bears; only the office can tell whether it is one of its own."""


@dataclass(frozen=True)
class AlertRequest:
    """The public form as it was sent: what is followed, at which address of mail, how often."""

    query: str
    email: str
    rhythm: str

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """Return what a message holds; a missing text is empty."""
        return cls(*(str(payload.get(name) or "").strip() for name in ("query", "email", "rhythm")))

    @property
    def payload(self) -> dict[str, str]:
        """Return it as a message carries it."""
        return asdict(self)


def token_in(payload: Mapping[str, Any]) -> str:
    """Return the token of a message, "" where it has not the shape of one."""
    found = str(payload.get("token") or "")
    return found if TOKEN.fullmatch(found) else ""
