"""Sealing with libsodium: to the office's public key what a visitor sends, under the visitor's query code what waits or comes back.

Pure: keys are arguments, as Base64 of 32 bytes.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O, U, which are read as others."""
CODE_LENGTH, GROUP = 20, 5
"""A hundred bits."""
MISREAD = str.maketrans("ILO", "110", " -")
WORK, MEMORY = 3, 16 * 1024 * 1024
"""Of argon2id: some tenths of a second at most and 16 MB; what makes a code strong is its length."""


class Unopened(Exception):
    """None of the keys opens it, or a byte of it is wrong."""


def public_key_of(private_key: str) -> str:
    """Return the public key that belongs to a private one."""
    return _text(bytes(PrivateKey(_bytes(private_key)).public_key))


def seal(plain: bytes, public_key: bytes) -> bytes:
    """Return `plain` so that only the holder of the private key can open it; the sender cannot either."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(plain))


def key_bytes(key: str) -> bytes:
    """Return the 32 bytes of a key as the environment has it; ValueError where it is none."""
    return _bytes(key)


def unseal(sealed: bytes, private_keys: Sequence[str]) -> bytes:
    """Return what was sealed to one of the keys; raises Unopened."""
    for key in private_keys:
        try:
            return bytes(SealedBox(PrivateKey(_bytes(key))).decrypt(sealed))
        except (CryptoError, ValueError):
            continue
    raise Unopened


def receipt_of(token_hash: bytes) -> str:
    """Return the receipt's number（WS-XXXXX-XXXXX）of what lies under a code's hash; both sides know it alike."""
    number = int.from_bytes(hashlib.blake2b(token_hash, digest_size=8, person=b"intake-receipt").digest())
    signs = "".join(LETTERS[number >> shift & 31] for shift in range(0, 50, 5))
    return f"WS-{signs[:5]}-{signs[5:]}"


@dataclass(frozen=True)
class QueryCode:
    """A visitor's query code: whoever holds it finds, reads and replaces what lies under it; nobody else reads it."""

    letters: str

    @classmethod
    def fresh(cls) -> QueryCode:
        return cls("".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)))

    @classmethod
    def read(cls, typed: str) -> QueryCode | None:
        """Return the code that somebody typed, with or without dashes, None where it has not the shape of one."""
        letters = typed.strip().upper().translate(MISREAD)
        return cls(letters) if len(letters) == CODE_LENGTH and set(letters) <= set(LETTERS) else None

    def __str__(self) -> str:
        return "-".join(self.letters[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))

    @property
    def token_hash(self) -> bytes:
        """Return by what the database finds it, from which the code cannot be told."""
        return self._digest(b"find", 32)

    @property
    def receipt(self) -> str:
        """Return the number on the receipt, which tells which code belongs to it and nothing of the code."""
        return receipt_of(self.token_hash)

    @property
    def reply_key(self) -> bytes:
        """Return the public key to which the office seals its answer."""
        return bytes(self._private.public_key)

    def encrypt(self, plain: bytes) -> bytes:
        """Return `plain` under the code."""
        return bytes(SecretBox(self._key).encrypt(plain))

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Return what `encrypt` was given; raises Unopened."""
        try:
            return bytes(SecretBox(self._key).decrypt(ciphertext))
        except (CryptoError, ValueError):
            raise Unopened from None

    def unseal(self, sealed: bytes) -> bytes:
        """Return an answer of the office; raises Unopened."""
        return unseal(sealed, [_text(bytes(self._private))])

    @cached_property
    def _master(self) -> bytes:
        salt = self._digest(b"salt", argon2id.SALTBYTES)
        return argon2id.kdf(64, self.letters.encode(), salt, opslimit=WORK, memlimit=MEMORY)

    @property
    def _key(self) -> bytes:
        return self._master[:32]

    @property
    def _private(self) -> PrivateKey:
        return PrivateKey(self._master[32:])

    def _digest(self, what: bytes, size: int) -> bytes:
        return hashlib.blake2b(self.letters.encode(), digest_size=size, person=b"intake-" + what).digest()


def _bytes(text: str) -> bytes:
    found = base64.urlsafe_b64decode(text)
    if len(found) != 32:
        raise ValueError("a key has 32 bytes")
    return found


def _text(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()
