"""What crosses the wall about calls of other systems, under the code that is the key. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self
from urllib.parse import urlsplit

WEBHOOK, WEBHOOK_ENDED = "webhook", "webhook_ended"
"""The kinds of messages."""
LONGEST_URL = 300


@dataclass(frozen=True)
class WebhookRequest:
    """Which address is to be called, and the secret that signs; both known to the holder of the key."""

    url: str
    secret: str = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """Return what a message holds."""
        return cls(*(str(payload.get(name) or "").strip() for name in ("url", "secret")))

    @property
    def payload(self) -> dict[str, str]:
        """Return it as a message carries it."""
        return asdict(self)


@dataclass(frozen=True)
class Called:
    """An address, how it stands with it, and its last calls: when, how often tried, what was answered."""

    url: str
    state: str
    calls: tuple[tuple[str, int, str], ...] = ()


def packed(told: list[Called]) -> str:
    """Return it as the text of an answer."""
    return json.dumps([asdict(one) for one in told], ensure_ascii=False)


def unpacked(text: str) -> list[Called]:
    """Return what `packed` was given."""
    return [
        Called(one["url"], one["state"], tuple((at, tried, said) for at, tried, said in one["calls"]))
        for one in json.loads(text)
    ]


def has_shape(url: str) -> bool:
    """Say whether an address has the only shape that is called: HTTPS, port 443, no user, no sign beyond ASCII."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = all(" " < sign <= "~" for sign in url)
    named = bool((parts.hostname or "").rstrip(".")) and parts.username is None
    return is_plain and named and parts.scheme == "https" and port in {None, 443}


def place_of(token_hash: bytes) -> bytes:
    """Return under which hash the office tells the holder of a key about calls: another than that of the key."""
    return hashlib.blake2b(token_hash, digest_size=32, person=b"webhooks").digest()
