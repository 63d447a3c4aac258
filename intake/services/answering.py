"""Answer whoever sent a message, under the query code."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common import projections
from common.errors import Incomplete
from intake.messages import Message
from intake.models import Answer
from intake.sealing import seal

LONGEST = 200_000
TOO_LONG = "答复太长，请缩短，或改用文书送达。"


@transaction.atomic
def answer(token_hash: bytes, text: str, *, until: date, reply_key: bytes | None = None) -> Answer:
    """Put an answer where the holder of the query code finds it, until the day `until` begins.

    With `reply_key` only that holder can read it; without, it is plain text, for what everybody may know.
    """
    if len(text.encode()) > LONGEST:
        raise Incomplete(TOO_LONG)
    made = Answer.objects.create(
        token_hash=token_hash,
        sealed=None if reply_key is None else seal(text.encode(), reply_key),
        text=text if reply_key is None else None,
        closes_on=until,
    )
    projections.changed(answers=[made.public_id])
    return made


def answer_to(message: Message, text: str, *, until: date) -> Answer:
    """Answer the sender of a message, for nobody else's eyes."""
    return answer(message.token_hash, text, until=until, reply_key=message.reply_key)
