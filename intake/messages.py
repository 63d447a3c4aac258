"""What is inside a sealed message: a header in JSON, then the files one behind the other. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

LENGTH = 4
"""Bytes that say how long the header is."""


class Malformed(Exception):
    """It was sealed to the office, but is no message, or not the one that its row says."""


@dataclass(frozen=True)
class Attachment:
    """A file that a visitor sent along: its name and content, neither looked at yet."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """What a visitor sent. The answer is found by `token_hash` and sealed to `reply_key`, both of the visitor's query code."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    token_hash: bytes
    reply_key: bytes
    files: tuple[Attachment, ...] = field(default=())
    received_at: datetime | None = None
    """When it lay in the store, by the database's clock."""


def packed(message: Message) -> bytes:
    """Return a message as one string of bytes, to be sealed."""
    header = {
        "id": str(message.id),
        "kind": message.kind,
        "payload": message.payload,
        "token_hash": message.token_hash.hex(),
        "reply_key": message.reply_key.hex(),
        "files": [[file.name, len(file.content)] for file in message.files],
    }
    text = json.dumps(header, ensure_ascii=False).encode()
    return len(text).to_bytes(LENGTH) + text + b"".join(file.content for file in message.files)


def unpacked(plain: bytes, *, id: UUID, kind: str, received_at: datetime | None = None) -> Message:
    """Return the message that lay under `id` and `kind`; raises Malformed where it is another or none.

    Both stand inside the seal too: who can write rows of the store can neither send a message again nor turn it into
    one of another kind.
    """
    end = LENGTH + int.from_bytes(plain[:LENGTH])
    try:
        header = json.loads(plain[LENGTH:end])
        files = tuple(_cut(plain[end:], header["files"]))
        found = Message(
            UUID(header["id"]),
            header["kind"],
            dict(header["payload"]),
            bytes.fromhex(header["token_hash"]),
            bytes.fromhex(header["reply_key"]),
            files,
            received_at,
        )
    except (ValueError, KeyError, TypeError):
        raise Malformed from None
    if (found.id, found.kind) != (id, kind) or {len(found.token_hash), len(found.reply_key)} != {32}:
        raise Malformed
    return found


def _cut(content: bytes, listed: list[list[Any]]) -> list[Attachment]:
    files, place = [], 0
    for name, size in listed:
        files.append(Attachment(str(name), content[place : place + int(size)]))
        place += int(size)
    if place != len(content):
        raise ValueError("the files are not as long as the header says")
    return files
