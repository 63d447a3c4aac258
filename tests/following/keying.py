"""Keys of the API as they come in: asked for by the public form, whose code is the key."""

from __future__ import annotations

from uuid import uuid4

from following.keys.models import ApiKey
from following.keys.services import keeping
from intake.key_requests import KEY_REQUEST, KeyRequest
from intake.messages import Message
from intake.sealing import QueryCode

ASKED = KeyRequest("模拟信用研究院（演示）", "每天核对副本", 6_000)


def asked(request: KeyRequest = ASKED) -> tuple[ApiKey, QueryCode]:
    """A request that waits, and the code that its sender holds."""
    code = QueryCode.fresh()
    message = Message(uuid4(), KEY_REQUEST, request.payload, code.token_hash, code.reply_key)
    keeping.receive_request(message)
    return ApiKey.objects.get(number=code.receipt), code
