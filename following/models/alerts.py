"""Alerts by mail: what an address follows; the row is deleted when that ends, and the address with it（个人信息保护法 47）."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.cipher import decrypt, encrypt, keyed_hash
from common.models import Keyed
from common.models.sealed import SealedField
from following.sending_times import last_sending
from intake.alert_requests import LONGEST_QUERY
from intake.vocabulary import Rhythm

UNCONFIRMED_FOR = timedelta(hours=48)
BEHIND = timedelta(minutes=5)
MOST_OF_ONE, MOST_UNCONFIRMED = 20, 3
"""Alerts of one address; and of these, such as nobody has confirmed: more would let strangers fill a mailbox."""
MOST_REFUSED = 5
"""Mails in a row that the address refuses, after which its alert ends."""


class AlertQuerySet(models.QuerySet["Alert"]):
    """Questions put to the alerts."""

    def of_address(self, email: str) -> AlertQuerySet:
        """Return what an address follows, confirmed or not."""
        return self.filter(email_hash=hash_of(email))

    def confirmed(self) -> AlertQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def to_confirm(self, now: datetime) -> AlertQuerySet:
        """Return those whose owner has not been asked yet."""
        return self.filter(confirmed_at__isnull=True, asked_at__isnull=True).filter(_may_try(now))

    def unconfirmed_since(self, moment: datetime) -> AlertQuerySet:
        """Return those that were asked for before a moment and that nobody has confirmed."""
        return self.filter(confirmed_at__isnull=True, wished_at__lt=moment)

    def due(self, now: datetime) -> AlertQuerySet:
        """Return those whose next mail's time has come."""
        late = Q(pk__in=[])
        for rhythm in Rhythm.values:
            late |= Q(rhythm=rhythm, told_until__lt=sending_of(rhythm, now))
        return self.confirmed().filter(late).filter(_may_try(now))

    def refused_too_often(self) -> AlertQuerySet:
        return self.filter(refusals__gte=MOST_REFUSED)


class Alert(Keyed):
    """One address follows one thing. `told_until`: what began to stand until then it has been told, or it was there before."""

    query = models.CharField("关注", max_length=LONGEST_QUERY, blank=True)
    email_sealed = SealedField("邮箱地址")
    email_hash = models.CharField(max_length=64)
    rhythm = models.CharField("多久一封", max_length=10, choices=Rhythm.choices)
    wished_at = models.DateTimeField("提出时间", default=timezone.now)
    asked_at = models.DateTimeField("确认信发出时间", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    told_until = models.DateTimeField("已告知到", null=True, blank=True)
    mailed_at = models.DateTimeField("上一封发出时间", null=True, blank=True)
    refusals = models.PositiveSmallIntegerField("连续退信", default=0)
    try_after = models.DateTimeField("退信后再试", null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "邮件关注"
        verbose_name_plural = "邮件关注"
        ordering = ["wished_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["email_hash", "query"], name="alert_once_for_an_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, told_until__isnull=True)
                | Q(asked_at__isnull=False, confirmed_at__isnull=False, told_until__isnull=False),
                name="alert_told_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()} {self.query}"

    @property
    def email(self) -> str:
        """Return the address, for the envelope of a mail alone."""
        return decrypt(bytes(self.email_sealed))

    @property
    def masked_email(self) -> str:
        """Return of the address what may be shown."""
        name, _, host = self.email.partition("@")
        return f"{name[:1]}***@{host}"

    @classmethod
    def wish(cls, query: str, email: str, rhythm: str) -> Alert | None:
        """Note what an address is said to want; None where it has that already, or too much that is not confirmed."""
        there = cls.objects.of_address(email)
        if (
            there.filter(query=query).exists()
            or there.count() >= MOST_OF_ONE
            or there.filter(confirmed_at__isnull=True).count() >= MOST_UNCONFIRMED
        ):
            return None
        sealed = encrypt(email.strip())
        return cls.objects.create(query=query, email_sealed=sealed, email_hash=hash_of(email), rhythm=rhythm)

    @classmethod
    def confirm(cls, id: UUID, now: datetime) -> bool:
        """Begin to follow, from now on; a second time it changes nothing."""
        there = cls.objects.filter(pk=id, asked_at__isnull=False, confirmed_at__isnull=True)
        return bool(there.update(confirmed_at=now, told_until=now))

    def note_asked(self, now: datetime) -> None:
        """Keep that the owner of the address has been asked."""
        self._note(asked_at=now, refusals=0, try_after=None)

    def note_told(self, until: datetime, now: datetime, *, mailed: bool = False) -> None:
        """Keep until when everything has been told, by a mail or because there was nothing."""
        changes: dict[str, Any] = {"mailed_at": now, "refusals": 0, "try_after": None} if mailed else {}
        self._note(told_until=until, **changes)

    def note_put_off(self, now: datetime) -> None:
        """Keep that the server would not take it for now: no fault of the address, tried again in an hour."""
        self._note(try_after=now + timedelta(hours=1))

    def note_refused(self, now: datetime) -> None:
        """Keep that the address took no mail: it is tried again, each time later."""
        many = self.refusals + 1
        self._note(refusals=many, try_after=now + timedelta(hours=2**many))

    def _note(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=list(changes))


def sending_of(rhythm: str, now: datetime) -> datetime:
    """Return until when the mails tell that may go out now: some minutes behind, so that acts under way are done."""
    return last_sending(rhythm, timezone.localtime(now) - BEHIND)


def hash_of(email: str) -> str:
    """Return by what a mailbox is found again: spelled in capitals or with an addition（+…）it is the same one."""
    name, _, host = email.strip().lower().rpartition("@")
    return keyed_hash(f"{name.partition('+')[0]}@{host}")


def _may_try(now: datetime) -> Q:
    return Q(try_after__isnull=True) | Q(try_after__lte=now)
