"""Send what followers are to get: each alert is held while its mail goes out, so that two runs never send it twice."""

from __future__ import annotations

import logging
import smtplib
import uuid
from collections.abc import Callable
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from following.models import Alert
from following.models.alerts import UNCONFIRMED_FOR, AlertQuerySet, sending_of
from following.services import composing

log = logging.getLogger(__name__)
MOST = 200
"""Mails of one run; what is left comes with the next."""
Send = Callable[[Alert, datetime, BaseEmailBackend], bool]
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""The server is there and does not take this mail; everything else is trouble of the server's and nobody's address."""


def send_all(now: datetime) -> int:
    """Ask new addresses, tell followers what is new, forget who did not confirm or cannot be reached; return the number of mails."""
    forget(now)
    waiting = Alert.objects.to_confirm(now), Alert.objects.due(now)
    return sum(
        _each(rows, send, now) for rows, send in zip(waiting, (_ask, _tell), strict=True) if rows.exists()
    )


def forget(now: datetime) -> int:
    """Delete alerts that nobody confirmed in time, and those whose address takes no mail."""
    gone, _ = Alert.objects.unconfirmed_since(now - UNCONFIRMED_FOR).delete()
    refused, _ = Alert.objects.refused_too_often().delete()
    return gone + refused


def _each(waiting: AlertQuerySet, send: Send, now: datetime) -> int:
    sent = 0
    try:
        with get_connection() as link:
            for key in list(waiting.values_list("pk", flat=True)[:MOST]):
                sent += _one(key, waiting, send, now, link)
    except (OSError, smtplib.SMTPException) as trouble:
        # Of the server: the rest is sent by the next run. Its words may name an address.
        log.error("mails to followers wait: %s", type(trouble).__name__)
    return sent


@transaction.atomic
def _one(key: uuid.UUID, waiting: AlertQuerySet, send: Send, now: datetime, link: BaseEmailBackend) -> bool:
    alert = waiting.select_for_update(skip_locked=True).filter(pk=key).first()
    if alert is None:
        return False
    try:
        return send(alert, now, link)
    except REFUSED as refusal:
        log.warning("a mail of alert %s was refused: %s", key, type(refusal).__name__)
        alert.note_refused(now) if _is_lasting(refusal) else alert.note_put_off(now)
    except composing.EndedMeanwhile:
        log.warning("the mail of alert %s waits: what stands in public changes", key)
    return False


def _is_lasting(refusal: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> bool:
    """Say whether the server will never take it（5xx）, and not only for now: a full mailbox, too many mails."""
    if isinstance(refusal, smtplib.SMTPDataError):
        return refusal.smtp_code >= 500
    return all(code >= 500 for code, _ in refusal.recipients.values())


def _ask(alert: Alert, now: datetime, link: BaseEmailBackend) -> bool:
    mail = composing.confirmation(alert)
    mail.connection = link
    mail.send()
    alert.note_asked(now)
    return True


def _tell(alert: Alert, now: datetime, link: BaseEmailBackend) -> bool:
    until = sending_of(alert.rhythm, now)
    mail = composing.news(alert, until)
    if mail is None:
        alert.note_told(until, now)
        return False
    mail.connection = link
    mail.send()
    alert.note_told(until, now, mailed=True)
    return True
