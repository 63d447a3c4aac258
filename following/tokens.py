"""Tokens of the links in mails: the alert's number and a proof for one purpose, made of the office's key and kept nowhere."""

from __future__ import annotations

import hmac
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from uuid import UUID

from django.conf import settings

CONFIRM, END = b"alert-confirm", b"alert-end"


def token_for(id: UUID, purpose: bytes) -> str:
    """Return what a link bears（43 signs）."""
    return urlsafe_b64encode(id.bytes + _proof(id, purpose)).decode().rstrip("=")


def id_in(token: str, purpose: bytes) -> UUID | None:
    """Return the number in a token of ours, None where it is none for this purpose."""
    try:
        found = urlsafe_b64decode(token + "=")
        id = UUID(bytes=found[:16])
    except ValueError:
        return None
    return id if hmac.compare_digest(found[16:], _proof(id, purpose)) else None


def _proof(id: UUID, purpose: bytes) -> bytes:
    return blake2b(id.bytes, key=b64decode(settings.HASH_KEY), digest_size=16, person=purpose).digest()
