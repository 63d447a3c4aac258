"""An invented kind of message, whose receiver answers what it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from intake import receivers
from intake.messages import Message
from intake.sealing import public_key_of
from intake.services.answering import answer_to

KIND, UNTIL = "invented_kind", date(2099, 1, 1)


@pytest.fixture(autouse=True)
def _office_key(settings: Any) -> None:
    settings.INTAKE_PUBLIC_KEY = public_key_of(settings.INTAKE_PRIVATE_KEYS[0])


@pytest.fixture
def taken() -> Iterator[list[Message]]:
    """What the invented receiver was handed, each answered."""
    found: list[Message] = []

    def receive(message: Message) -> None:
        found.append(message)
        answer_to(message, f"已收到：{message.payload['text']}", until=UNTIL)

    receivers.register(KIND, "虚构来件", receive)
    yield found
    receivers.remove(KIND)
