"""The office takes what came by the public form of alerts and by the links in their mails."""

from __future__ import annotations

import logging

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from common.errors import ActRefused
from disclosure.followed import Followed
from following.models import Alert
from following.tokens import CONFIRM, END, id_in
from intake.alert_requests import (
    ALERT,
    CONFIRMED,
    ENDED,
    LONGEST_ADDRESS,
    LONGEST_QUERY,
    AlertRequest,
    token_in,
)
from intake.messages import Message
from intake.receivers import register
from intake.vocabulary import Rhythm

log = logging.getLogger(__name__)
NOT_OURS = "来件不是关注页的内容"


def receive_alert(message: Message) -> None:
    """Note what an address is said to want; its owner is asked by mail. Whoever sent the form hears the same in any case."""
    asked = AlertRequest.read(message.payload)
    query = Followed.of(asked.query).query
    if asked.rhythm not in Rhythm.values or len(query) > LONGEST_QUERY or not _is_address(asked.email):
        raise ActRefused(NOT_OURS)
    Alert.wish(query, asked.email, asked.rhythm)


def receive_confirmation(message: Message) -> None:
    """Begin what the owner of the address has confirmed."""
    id = id_in(token_in(message.payload), CONFIRM)
    if id is None or not Alert.confirm(id, timezone.now()):
        log.warning("a confirmation leads to no alert that waits for one and was dropped")


def receive_end(message: Message) -> None:
    """End an alert: its row is deleted, and the address with it."""
    id = id_in(token_in(message.payload), END)
    if id is not None:
        Alert.objects.filter(pk=id).delete()


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS


def enter() -> None:
    """Enter the receivers; called once when the app is ready."""
    register(ALERT, "邮件关注", receive_alert)
    register(CONFIRMED, "确认邮件关注", receive_confirmation)
    register(ENDED, "结束邮件关注", receive_end)
