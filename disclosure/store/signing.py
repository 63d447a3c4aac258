"""What the office signs of that which it gives out, so that anybody can check that it comes from here（Ed25519, RFC 8032）."""

from __future__ import annotations

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


def sign(content: bytes) -> bytes:
    """Return the detached signature, 64 bytes."""
    return key().sign(content)


def public_key() -> bytes:
    """Return the key to check by, as OpenSSL reads it（PEM）."""
    return key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint() -> str:
    """Return the SHA-256 of the public key（DER）, by which a reader knows it."""
    der = key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def key() -> Ed25519PrivateKey:
    """Return the private key itself, for signatures that another format asks for."""
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(settings.SIGNING_KEY))
