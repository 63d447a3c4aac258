from __future__ import annotations

import secrets
import time
from base64 import b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from accounts.models.users import User
from common.cipher import decrypt, encrypt, keyed_hash
from common.models.identity import Keyed
from common.models.sealed import SealedField

ISSUER = "政务诚信后台"
TOLERANCE = 1
"""Steps of 30 seconds by which a telephone's clock may be wrong."""
MOST_DOUBLINGS = 11
"""Wrong codes in a row after which the wait grows no more: 2 to the 10th seconds."""
HOW_MANY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read for one another on paper."""


class Factor(Keyed, ThrottlingMixin, Device):
    """What both second factors share: one a person, and a wait that doubles with each wrong code（django-otp）."""

    user = models.OneToOneField(User, models.CASCADE, verbose_name="账户")
    name = None
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    throttling_failure_count: int

    objects = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} · {self.user}"

    def get_throttle_factor(self) -> int:
        """Return the seconds of the first wait, as django-otp asks for them."""
        return 1

    def throttled_until(self) -> datetime | None:
        """Return until when no code is looked at, None where one is now."""
        _is_allowed, why = self.verify_is_allowed()
        return None if why is None else why["locked_until"]

    def throttle_increment(self, commit: bool = True) -> None:
        """Count a wrong code; the wait stops doubling at a quarter of an hour, lest a stranger lock the owner out."""
        super().throttle_increment(commit=False)
        self.throttling_failure_count = min(self.throttling_failure_count, MOST_DOUBLINGS)
        if commit:
            self.save()

    def verify_token(self, token: str) -> bool:
        """Say whether `token` is right, once; a wrong one makes the next wait longer."""
        if self.throttled_until():
            return False
        if self._takes(token):
            self.throttle_reset(commit=False)
            self.save()
            return True
        self.throttle_increment(commit=True)
        return False

    def _takes(self, token: str) -> bool:
        raise NotImplementedError


class Authenticator(Factor):
    """A telephone's app that shows a code for every 30 seconds（动态口令，RFC 6238）; its secret lies sealed."""

    key_sealed = SealedField("密钥（密文）")
    last_step = models.BigIntegerField("上次用过的时段", default=-1)

    class Meta:
        verbose_name = "动态码验证器"
        verbose_name_plural = "动态码验证器"

    @classmethod
    def begun(cls, user: User, key: bytes = b"") -> Authenticator:
        """Return a new one that is not confirmed yet, with a secret of its own."""
        sealed = encrypt((key or secrets.token_bytes(20)).hex())
        return cls.objects.create(user=user, confirmed=False, key_sealed=sealed)

    @property
    def key(self) -> bytes:
        """Return the secret itself."""
        return bytes.fromhex(decrypt(bytes(self.key_sealed)))

    @property
    def secret(self) -> str:
        """Return the secret as people type it into the app."""
        return b32encode(self.key).decode()

    @property
    def address(self) -> str:
        """Return what the QR code says."""
        label = f"{quote(ISSUER)}:{quote(self.user.username)}"
        return (
            f"otpauth://totp/{label}?{urlencode({'secret': self.secret, 'issuer': ISSUER}, quote_via=quote)}"
        )

    def _takes(self, token: str) -> bool:
        """Say whether it is the code of now, give or take a step, and later than the last one that was used."""
        if not (token.isascii() and token.isdecimal() and len(token) == 6):
            return False
        clock = TOTP(self.key)
        clock.time = time.time()
        if not clock.verify(int(token), TOLERANCE, self.last_step + 1):
            return False
        self.last_step = clock.t()
        return True


class RecoveryCodes(Factor):
    """Codes on paper for the day on which the telephone is lost, each good once; only their hashes are kept."""

    hashes = ArrayField(models.CharField(max_length=64), verbose_name="恢复码散列", default=list)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"

    @classmethod
    def renewed(cls, user: User) -> list[str]:
        """Return fresh codes, shown this once; the earlier ones are void."""
        codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(HOW_MANY_CODES)]
        cls.objects.update_or_create(user=user, defaults={"hashes": [_hash(user, code) for code in codes]})
        return [f"{code[:5]}-{code[5:]}" for code in codes]

    def _takes(self, token: str) -> bool:
        given = _hash(self.user, token.replace("-", "").replace(" ", "").lower())
        if given not in self.hashes:
            return False
        self.hashes.remove(given)
        return True


def _hash(user: User, code: str) -> str:
    return keyed_hash(f"recovery:{user.pk}:{code}")
