"""Who takes what visitors send: each app enters a receiver for the kinds that are its own."""

from __future__ import annotations

import re
from collections.abc import Callable

from intake.messages import Message

Receiver = Callable[[Message], None]
"""Runs in the transaction in which the message counts as taken; refuses by raising `ActRefused`."""
SHAPE = re.compile(r"[a-z][a-z_]{1,39}")
_by_kind: dict[str, tuple[str, Receiver]] = {}


def register(kind: str, label: str, receiver: Receiver) -> None:
    """Let `receiver` take the messages of a kind, which is called `label` on pages; entered again it replaces."""
    if not SHAPE.fullmatch(kind):
        raise ValueError(f"{kind!r} is not the name of a kind")
    _by_kind[kind] = (label, receiver)


def remove(kind: str) -> None:
    """Let nobody take a kind any more."""
    _by_kind.pop(kind, None)


def receiver_of(kind: str) -> Receiver | None:
    return _by_kind[kind][1] if kind in _by_kind else None


def label_of(kind: str) -> str:
    """Return the word for a kind, the kind itself where nobody takes it."""
    return _by_kind[kind][0] if kind in _by_kind else kind
