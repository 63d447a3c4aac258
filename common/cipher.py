"""Encryption of personal numbers at rest and the keyed hash by which they are found again.

AES-256-GCM and HMAC-SHA-256; the keys are the installation's own (rules.md 7.1).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12


def encrypt(text: str) -> bytes:
    """Return nonce ‖ ciphertext ‖ tag of `text`."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(base64.b64decode(settings.FIELD_KEY)).encrypt(nonce, text.encode(), None)


def decrypt(sealed: bytes) -> str:
    """Return the text of `encrypt`; raises cryptography's InvalidTag when key or bytes are wrong."""
    key = AESGCM(base64.b64decode(settings.FIELD_KEY))
    return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None).decode()


def keyed_hash(text: str) -> str:
    """Return the hex HMAC-SHA-256 by which an encrypted value is looked up."""
    return hmac.new(base64.b64decode(settings.HASH_KEY), text.encode(), hashlib.sha256).hexdigest()
