"""One act on many records: tried first without effect, so that the page can say what will happen and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from common.errors import ActRefused

Step = Callable[[Any], Any]


@dataclass(frozen=True)
class Outcome:
    """A record and why the act does not touch it; an empty reason means that it does."""

    record: Any
    refusal: str = ""


def rehearse(records: Iterable[Any], step: Step) -> list[Outcome]:
    """Try `step` on each and take it back: what would happen, in the verbs' own words."""
    return [_tried(record, step) for record in records]


def perform(records: Iterable[Any], step: Step) -> list[Outcome]:
    """Do `step` to each that allows it, each in a transaction of its own."""
    return [Outcome(record, _done(record, step)) for record in records]


def _tried(record: Any, step: Step) -> Outcome:
    refusal = ""
    with transaction.atomic():
        refusal = _done(type(record).objects.get(pk=record.pk), step)
        transaction.set_rollback(True)
    return Outcome(record, refusal)


def _done(record: Any, step: Step) -> str:
    try:
        with transaction.atomic():
            step(record)
    except ActRefused as refusal:
        return refusal.message
    return ""
