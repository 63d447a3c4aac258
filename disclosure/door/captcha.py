"""The question that tells a person from a program, without an outside service: four digits to see, or to hear as short tones.

A question is its own token, encrypted, so that no process has to keep it; an answered one is never good again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache as once
from time import time

from django.conf import settings
from django.core.cache import caches
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

DIGITS, LENGTH = "123456", 4
"""Few enough tones to count."""
SECONDS = 30 * 60
WRONG = "验证数字不对，或者已经用过、过期：请按新的一组填写。"


@dataclass(frozen=True)
class Captcha:
    """One question: its digits, and until when it is good（seconds of the epoch）."""

    token: str
    digits: str
    until: float


def fresh() -> Captcha:
    """Return a new question."""
    digits = "".join(secrets.choice(DIGITS) for _ in range(LENGTH))
    until = time() + SECONDS
    plain = json.dumps([digits, until]).encode()
    return Captcha(_written(bytes(_box().encrypt(plain))), digits, until)


def read(token: str) -> Captcha | None:
    """Return the question in a token, None where it is not letter by letter one of ours, or its time is over."""
    try:
        sealed = _sealed(token)
        digits, until = json.loads(bytes(_box().decrypt(sealed)))
    except (CryptoError, ValueError, TypeError):
        return None
    return Captcha(token, str(digits), float(until)) if time() < until else None


def is_answered(token: str, typed: str) -> bool:
    """Say whether `typed` answers the question, for the first time; right or wrong, it is never good again.

    Where the memory of what was answered cannot be reached, nothing is right（the cache raises）.
    """
    asked = read(token)
    if asked is None:
        return False
    is_first = caches["door"].add(f"answered-{_mark(token)}", 1, SECONDS)
    return bool(is_first) and secrets.compare_digest(_plain(typed), asked.digits.encode())


def _plain(typed: str) -> bytes:
    return "".join(sign for sign in typed if sign.isdigit()).encode()


def _mark(token: str) -> str:
    """Return by what an answered question is known: its bytes, however they were written."""
    return hashlib.sha256(_sealed(token)).hexdigest()


def _written(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def _sealed(token: str) -> bytes:
    """Return what a token holds; raises ValueError where it is not written as ours are: the decoder passes over foreign signs."""
    sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    if _written(sealed) != token:
        raise ValueError("not as it was written")
    return sealed


@once
def _box() -> SecretBox:
    key = hashlib.blake2b(
        settings.SECRET_KEY.encode(), digest_size=SecretBox.KEY_SIZE, person=b"captcha"
    ).digest()
    return SecretBox(key)
