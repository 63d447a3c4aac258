"""Send the calls that are due: signed, to public hosts alone, tried again with growing waits."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
import uuid
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from disclosure import followed
from following.webhooks import hosts
from following.webhooks.models import Delivery, body_of

AT_ONCE = 50
"""Calls of one run; what is left comes with the next."""
A_RUN = 50
"""Seconds after which no further call begins: the clock comes every minute, and a call says when it was signed."""


def send_due(now: datetime) -> int:
    """Send what is due; return how many were taken."""
    keys = list(Delivery.objects.due(now).values_list("pk", flat=True)[:AT_ONCE])
    until, taken = monotonic() + A_RUN, 0
    for key in keys:
        if monotonic() > until:
            break
        taken += _one(key, max(now, timezone.now()))
    return taken


@transaction.atomic
def _one(key: uuid.UUID, now: datetime) -> bool:
    """Hold the call while it goes out, so that a second run does not send it too."""
    waiting = Delivery.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    delivery = waiting.select_related("webhook").filter(pk=key).first()
    if delivery is None:
        return False
    try:
        status = hosts.post(hosts.place_of(delivery.webhook.url), *signed(delivery, now))
    except hosts.NotPublic as refusal:
        delivery.note_failed(now, str(refusal)[:60])
        return False
    except (OSError, http.client.HTTPException) as fault:
        delivery.note_failed(now, words_of(fault))
        return False
    if 200 <= status < 300:
        delivery.note_sent(now, str(status))
        return True
    delivery.note_failed(now, str(status))
    return False


def words_of(fault: Exception) -> str:
    """Return what stood in the way, for the holder of the key."""
    if isinstance(fault, TimeoutError):
        return "十秒内没有应答"
    if isinstance(fault, ssl.SSLError):
        return "证书或者加密连接有误"
    return "应答不合 HTTP" if isinstance(fault, http.client.HTTPException) else "连接不上"


def signed(delivery: Delivery, now: datetime) -> tuple[bytes, dict[str, str]]:
    """Return body and head of a call. What opened and does not stand any more is not named: the store is asked at each try."""
    stand = followed.standing(delivery.opened)
    opened = [id for id in delivery.opened if id in stand]
    body = json.dumps(body_of(delivery, opened)).encode()
    at = str(int(now.timestamp()))
    return body, {
        "Content-Type": "application/json",
        "User-Agent": "government-integrity-portal",
        "X-Portal-Delivery": str(delivery.pk),
        "X-Portal-Timestamp": at,
        "X-Portal-Signature": f"v1={signature(delivery.webhook.secret, at, body)}",
    }


def signature(secret: str, at: str, body: bytes) -> str:
    """Return HMAC-SHA-256 over time, point and body: whoever has the secret checks it, and refuses what is old."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
