"""Keys are asked for by message, issued by an officer, approved, refused, revoked; the public site is told in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import ActRefused, NotAllowed
from common.trail import Actor
from following.keys.models import GOOD_FOR, ApiKey
from following.keys.querysets import keeps_keys
from intake.applications import Step
from intake.key_requests import KEY_REQUEST, LONGEST_HOLDER, LONGEST_PURPOSE, RATES, KeyRequest
from intake.messages import Message
from intake.receivers import register
from intake.sealing import QueryCode, receipt_of
from intake.services.answering import answer
from postings.services import clock_posting

NOT_OURS = "来件不是申请密钥的表单"
OF_THE_PROVINCE = "开放接口属于全省，密钥由省级信用办核准、发给、停用"


def receive_request(message: Message) -> None:
    """Take a request in; a person decides. The code that its sender holds is the key, and works once it is approved."""
    asked = KeyRequest.read(message.payload)
    is_whole = 0 < len(asked.holder) <= LONGEST_HOLDER and 0 < len(asked.purpose) <= LONGEST_PURPOSE
    if not is_whole or asked.per_hour not in RATES:
        raise ActRefused(NOT_OURS)
    key = _made(asked, message.token_hash, message.reply_key)
    key.enter(by=clock_posting(), reason=asked.purpose)
    _tell(key, "已收到申请，由省级信用办核准。核准以前按一般的次数计。")


@transaction.atomic
def issue(asked: KeyRequest, *, by: Actor) -> tuple[ApiKey, QueryCode]:
    """Give out a key at once; the code is returned to be shown once and is kept nowhere."""
    require_keeper(by)
    code = QueryCode.fresh()
    key = _made(asked, code.token_hash, None)
    key.valid_until = until = _end_of_validity()
    key.enter(by=by, act="issue", reason=asked.purpose)
    _admit(key, until)
    return key, code


@transaction.atomic
def approve(key: ApiKey, *, by: Actor, reason: str = "") -> ApiKey:
    """Let the key work from now on, for a year."""
    require_keeper(by)
    until = _end_of_validity()
    key.move("approve", by=by, reason=reason, valid_until=until)
    _admit(key, until)
    return key


@transaction.atomic
def refuse(key: ApiKey, *, by: Actor, reason: str) -> ApiKey:
    """Say why no key is given; the sender reads it under the code."""
    require_keeper(by)
    key.move("refuse", by=by, reason=reason)
    _tell(key, f"不予核准。{reason.strip()}", is_over=True)
    return key


@transaction.atomic
def revoke(key: ApiKey, *, by: Actor, reason: str) -> ApiKey:
    """Let the key work no more, from this moment."""
    require_keeper(by)
    until = key.valid_until
    key.move("revoke", by=by, reason=reason)
    _answer(key, Step(f"已停用。{reason.strip()}", key.number, is_over=True), until or _end_of_validity())
    return key


def bar_elsewhere(key: ApiKey, by: Actor) -> str:
    """Return why a key is not this person's."""
    return "" if keeps_keys(by) else OF_THE_PROVINCE


def require_keeper(by: Actor) -> None:
    """Refuse whoever is not of the province's credit office."""
    if not keeps_keys(by):
        raise NotAllowed(OF_THE_PROVINCE)


def _made(asked: KeyRequest, token_hash: bytes, reply_key: bytes | None) -> ApiKey:
    given: dict[str, Any] = {"holder": asked.holder, "purpose": asked.purpose, "per_hour": asked.per_hour}
    number = receipt_of(token_hash)
    return ApiKey(
        number=number,
        token_hash=token_hash,
        reply_key=reply_key,
        asked_on=timezone.localdate(),
        **given,
    )


def _end_of_validity() -> date:
    return timezone.localdate() + GOOD_FOR


def _admit(key: ApiKey, until: date) -> None:
    """Tell the public site: whoever has the key reads by it how much it is good for."""
    words = f"有效：每小时 {key.per_hour} 次，到 {until} 为止（不含当日）。"
    _answer(key, Step(words, key.number, per_hour=key.per_hour), until)


def _answer(key: ApiKey, step: Step, until: date) -> None:
    answer(bytes(key.token_hash), step.packed(), until=until)


def _tell(key: ApiKey, words: str, *, is_over: bool = False) -> None:
    """Tell whoever asked, for nobody else's eyes."""
    if key.reply_key is not None:
        step = Step(words, key.number, is_over=is_over)
        answer(bytes(key.token_hash), step.packed(), until=_end_of_validity(), reply_key=bytes(key.reply_key))


def enter() -> None:
    """Enter the receiver; called once when the app is ready."""
    register(KEY_REQUEST, "申请开放接口密钥", receive_request)
