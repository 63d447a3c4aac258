"""Encryption of personal numbers at rest and the keyed hash by which they are found again.

Fernet under the installation's keys, the first of which encrypts and all of which decrypt, and HMAC-SHA-256
（rules.md 7.1）.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from common.errors import ActRefused


class KeyTrouble(ActRefused):
    """The installation's keys are wrong: no person can mend it in the portal, whoever keeps the server can."""

    http_status = 500


class UnknownKey(KeyTrouble):
    """None of the keys opens it, or a byte of it is wrong."""


def encrypt(text: str) -> bytes:
    """Return `text` under the first key."""
    return _keys()[0].encrypt(text.encode())


def decrypt(sealed: bytes) -> str:
    """Return the text of `encrypt`; raises UnknownKey when no key opens it."""
    try:
        return MultiFernet(_keys()).decrypt(sealed).decode()
    except InvalidToken:
        raise _unknown() from None


def resealed(sealed: bytes) -> bytes:
    """Return the same text under the first key: the very same bytes where they are that already."""
    keys = _keys()
    try:
        keys[0].decrypt(sealed)
    except InvalidToken:
        try:
            return MultiFernet(keys).rotate(sealed)
        except InvalidToken:
            raise _unknown() from None
    return sealed


def keyed_hash(text: str) -> str:
    """Return the hex HMAC-SHA-256 by which an encrypted value is looked up."""
    return hmac.new(base64.b64decode(settings.HASH_KEY), text.encode(), hashlib.sha256).hexdigest()


def _keys() -> list[Fernet]:
    if not settings.FIELD_KEYS:
        raise KeyTrouble("没有加密密钥 FIELD_KEYS，不能读写加密的号码：请系统管理员按运行手册「密钥」设置。")
    return [_key(number, text) for number, text in enumerate(settings.FIELD_KEYS, 1)]


def _key(number: int, text: str) -> Fernet:
    try:
        return Fernet(text)
    except ValueError:
        raise KeyTrouble(
            f"FIELD_KEYS 的第 {number} 个密钥不是 32 字节的 Base64：请系统管理员按运行手册「密钥」更正。"
        ) from None


def _unknown() -> UnknownKey:
    return UnknownKey(
        f"加密的号码用现有的 {len(settings.FIELD_KEYS)} 个密钥都解不开："
        "请系统管理员核对 FIELD_KEYS，补上加密它的那个密钥（运行手册「密钥」）。"
    )
