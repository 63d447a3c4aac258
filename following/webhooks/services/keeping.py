"""Addresses are named and ended by whoever holds a key; the holder is told how it stands with each."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from common.cipher import encrypt
from common.errors import ActRefused
from following.keys.models import ApiKey
from following.keys.vocabulary import KeyStatus
from following.webhooks import hosts
from following.webhooks.models import Webhook
from intake.messages import Message
from intake.receivers import register
from intake.services.answering import answer
from intake.webhook_requests import (
    LONGEST_URL,
    WEBHOOK,
    WEBHOOK_ENDED,
    Called,
    WebhookRequest,
    packed,
    place_of,
)

log = logging.getLogger(__name__)
MOST_OF_ONE, SHOWN = 3, 10
"""Addresses of one key, and calls of each that are told."""
TOLD_FOR = timedelta(days=30)
SHORTEST_SECRET = 32


def receive_webhook(message: Message) -> None:
    """Call an address from now on, where a good key names it; what no form of ours can have sent is refused."""
    asked, key = WebhookRequest.read(message.payload), _key_of(message)
    if key is None:
        return log.warning("an address to call came under no good key and was dropped")
    try:
        hosts.require_https(asked.url)
    except hosts.NotPublic as refusal:
        raise ActRefused(str(refusal)) from None
    if len(asked.url) > LONGEST_URL or len(asked.secret) < SHORTEST_SECRET:
        raise ActRefused("来件不是推送地址的表单")
    there = Webhook.objects.filter(key=key, ended_at=None)
    if there.filter(url=asked.url).update(secret_sealed=encrypt(asked.secret)):
        log.info("an address that is called has a new secret")
    elif there.count() < MOST_OF_ONE:
        Webhook.objects.create(key=key, url=asked.url, secret_sealed=encrypt(asked.secret))
    tell([key])


def receive_end(message: Message) -> None:
    """Call an address no more."""
    asked, key = WebhookRequest.read(message.payload), _key_of(message)
    if key is None:
        return
    for hook in Webhook.objects.filter(key=key, url=asked.url, ended_at=None):
        hook.end(timezone.now(), "持有人结束")
    tell([key])


@transaction.atomic
def tell(keys: Iterable[ApiKey]) -> None:
    """Put what is known of their addresses where the holders of keys find it."""
    until = timezone.localdate() + TOLD_FOR
    for key in keys:
        told = [called_of(hook) for hook in key.webhooks.order_by("-made_at")[: 2 * MOST_OF_ONE]]
        answer(place_of(bytes(key.token_hash)), packed(told), until=until)


def called_of(hook: Webhook) -> Called:
    """Return how it stands with an address, and its last calls."""
    state = f"已结束：{hook.ended_because}" if hook.ended_at else "有效"
    if not hook.ended_at and hook.failing_since:
        state = f"从 {timezone.localtime(hook.failing_since):%Y-%m-%d %H:%M} 起没有送达，正在重试"
    calls = tuple(
        (f"{timezone.localtime(one.made_at):%Y-%m-%d %H:%M}", one.attempts, one.answered or "等待发送")
        for one in hook.deliveries.all()[:SHOWN]
    )
    return Called(hook.url, state, calls)


def _key_of(message: Message) -> ApiKey | None:
    good = ApiKey.objects.filter(status=KeyStatus.ACTIVE, valid_until__gt=timezone.localdate())
    found: ApiKey | None = good.filter(token_hash=message.token_hash).first()
    return found


def enter() -> None:
    """Enter the receivers; called once when the app is ready."""
    register(WEBHOOK, "登记推送地址", receive_webhook)
    register(WEBHOOK_ENDED, "结束推送地址", receive_end)
