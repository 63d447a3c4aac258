"""The office takes what visitors sent: each message once, whatever is killed in between（house.md idea 2）.

A message leaves the store only after the transaction in which it was handed on, or kept, is committed. Killed between
the two, the next pull meets it again, finds it in `ReceivedMessage` and only takes it away.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from common.errors import ActRefused
from intake.messages import Malformed, unpacked
from intake.models import Fault, ReceivedMessage
from intake.receivers import receiver_of
from intake.sealing import Unopened, unseal

log = logging.getLogger(__name__)
TROUBLE = (OperationalError, InterfaceError)
AT_ONCE = 200
"""Messages of one pull; what is left comes ten seconds later."""


@dataclass(frozen=True)
class Sealed:
    """A row of the store as it lies there."""

    id: UUID
    kind: str
    sealed: bytes
    received_at: datetime

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sealed).hexdigest()


def store() -> BaseDatabaseWrapper:
    """Return the connection to the database in which visitors leave what they send: one of its own, where there is one."""
    return connections["intake" if "intake" in connections.settings else "default"]


def pull() -> int:
    """Take what waits in the store, oldest first; return how many messages came."""
    waiting = _waiting()
    for id in waiting:
        try:
            _take_away(id)
        except (
            TROUBLE
        ):  # of the database, not of the message: it stays in the store, and the next pull tries again
            log.exception("message %s is still in the store", id)
    _forget_drafts()
    return len(waiting)


def _take_away(id: UUID) -> None:
    message = _read(id)
    if message is not None:
        take(message)
        _remove(message)


@transaction.atomic
def take(message: Sealed) -> None:
    """Hand a message to its receiver, or keep it with the reason why not; a second time it changes nothing."""
    row, is_new = ReceivedMessage.objects.get_or_create(
        message=message.id,
        digest=message.digest,
        defaults={
            "kind": message.kind,
            "received_at": message.received_at,
            "fault": Fault.UNOPENED,
            "sealed": message.sealed,
        },
    )
    if is_new:
        _hand_on(row)


@transaction.atomic
def hand_on_again(row: ReceivedMessage) -> bool:
    """Try once more what was kept, under the keys and receivers of today; say whether it was handed on."""
    held = ReceivedMessage.objects.kept().select_for_update().filter(pk=row.pk).first()
    return held is not None and _hand_on(held)


def _hand_on(row: ReceivedMessage) -> bool:
    fault, said = _handed(row)
    row.fault, row.said = fault, said[:300]
    row.sealed = row.sealed if fault else None
    row.save(update_fields=["fault", "said", "sealed"])
    if fault:
        log.error("message %s of kind %s kept: %s", row.message, row.kind, fault)
    return not fault


def _handed(row: ReceivedMessage) -> tuple[str, str]:
    """Open a message and give it to its receiver; return what stood in the way, "" for nothing, and in which words."""
    try:
        plain = unseal(bytes(row.sealed or b""), settings.INTAKE_PRIVATE_KEYS)
        message = unpacked(plain, id=row.message, kind=row.kind, received_at=row.received_at)
    except Unopened:
        return Fault.UNOPENED, ""
    except Malformed:
        return Fault.MALFORMED, ""
    receive = receiver_of(row.kind)
    if receive is None:
        return Fault.NO_RECEIVER, ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            receive(message)
            # What the database would say at the end is said here, where it is the message's fault alone.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    except ActRefused as refusal:
        return Fault.REFUSED, refusal.message
    except TROUBLE:
        raise
    except Exception as fault:
        log.exception("receiver of %s failed", row.kind)
        return Fault.FAILED, type(fault).__name__
    return "", ""


def _waiting() -> list[UUID]:
    with store().cursor() as cursor:
        cursor.execute("SELECT id FROM intake.message ORDER BY received_at, id LIMIT %s", [AT_ONCE])
        return [id for (id,) in cursor.fetchall()]


def _read(id: UUID) -> Sealed | None:
    """Return a message, None where another pull has taken it away meanwhile."""
    with store().cursor() as cursor:
        cursor.execute("SELECT kind, sealed, received_at FROM intake.message WHERE id = %s", [str(id)])
        found = cursor.fetchone()
    return found and Sealed(id, found[0], bytes(found[1]), found[2])


def _remove(message: Sealed) -> None:
    with store().cursor() as cursor:
        cursor.execute("DELETE FROM intake.message WHERE id = %s", [str(message.id)])


def _forget_drafts() -> None:
    with store().cursor() as cursor:
        cursor.execute("SELECT intake.forget_drafts()")
