"""The public site's side: send a message, keep and read a draft, read what the office answered. As `portal_public`, and no model.

That role may add a message and can read none; keys are made here, and nothing is returned by the server.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from common.errors import ActRefused, Incomplete
from intake.messages import Attachment, Message, packed
from intake.sealing import QueryCode, key_bytes, seal

MOST_BYTES = 20 * 1024 * 1024
MOST_DRAFT_BYTES = 256 * 1024
"""As the constraints of `disclosure/sql/intake.sql` have it."""
TOO_LARGE = "连同附件一共不能超过 {limit} MB，请减少或压缩附件后再提交。"
DRAFT_TOO_LARGE = "填写的内容太长，暂存不下。"
NO_KEY = "现在不能提交：网站还没有设置收件公钥。"
FULL = "现在来件太多，暂时收不下。请过一会儿再提交；急的可以书面交同级信用办。"
NO_ROOM = "53400"
"""The state by which the database says that what waits there is as much as it keeps（`disclosure/sql/intake.sql`）."""


@dataclass(frozen=True)
class Receipt:
    """What a visitor keeps: the message's number, and the code by which to ask what became of it."""

    id: UUID
    code: QueryCode


@dataclass(frozen=True)
class Reply:
    """What the office answered under a query code; newest last."""

    answered_at: datetime
    text: str


def send(
    kind: str,
    payload: Mapping[str, Any],
    files: Sequence[Attachment] = (),
    *,
    code: QueryCode | None = None,
) -> Receipt:
    """Put a message into the store, sealed to the office's key; under `code` where the visitor has one already."""
    code = code or QueryCode.fresh()
    message = Message(uuid4(), kind, payload, code.token_hash, code.reply_key, tuple(files))
    sealed = seal(packed(message), _office_key())
    if len(sealed) > MOST_BYTES:
        raise Incomplete(TOO_LARGE.format(limit=MOST_BYTES // 1024 // 1024))
    with _writing() as cursor:
        cursor.execute(
            "INSERT INTO intake.message (id, kind, sealed) VALUES (%s, %s, %s)",
            [str(message.id), kind, sealed],
        )
    return Receipt(message.id, code)


def save_draft(code: QueryCode, form: Mapping[str, Any]) -> None:
    """Keep an unfinished form under its code for seven days; what lay there is replaced."""
    ciphertext = code.encrypt(json.dumps(dict(form), ensure_ascii=False).encode())
    if len(ciphertext) > MOST_DRAFT_BYTES:
        raise Incomplete(DRAFT_TOO_LARGE)
    with _writing() as cursor:
        cursor.execute("SELECT intake.save_draft(%s, %s)", [code.token_hash, ciphertext])


def draft(code: QueryCode) -> dict[str, Any] | None:
    """Return the unfinished form under a code, None where none lies there or its days are over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT intake.draft(%s)", [code.token_hash])
        (found,) = cursor.fetchone()
    return None if found is None else dict(json.loads(code.decrypt(bytes(found))))


def replies(code: QueryCode) -> list[Reply]:
    """Return what the office answered under a code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT answered_at, sealed, text FROM open.answer(%s)", [code.token_hash])
        rows = cursor.fetchall()
    return [
        Reply(answered_at, code.unseal(bytes(sealed)).decode() if text is None else text)
        for answered_at, sealed, text in rows
    ]


def _office_key() -> bytes:
    try:
        return key_bytes(settings.INTAKE_PUBLIC_KEY)
    except ValueError:
        raise ActRefused(NO_KEY) from None


@contextmanager
def _writing() -> Iterator[CursorWrapper]:
    """Cursor of a transaction that may write; the role's own default is to read."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ WRITE")
            yield cursor
    except DatabaseError as fault:
        if getattr(fault.__cause__, "pgcode", "") != NO_ROOM:
            raise
        raise ActRefused(FULL) from fault
