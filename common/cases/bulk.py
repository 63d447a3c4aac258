"""One act on many rows: tried first without effect, so that the page can say what will happen and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from common.errors import ActRefused
from common.workflow import Workflow

Step = Callable[[Any], Any]
Tell = Callable[[Any], str]


@dataclass(frozen=True)
class Outcome:
    """A row and why the act does not touch it; an empty reason means that it does, and `note` what it says or becomes."""

    record: Any
    refusal: str = ""
    note: str = ""


def rehearse(records: Iterable[Any], step: Step, tell: Tell = lambda row: "") -> list[Outcome]:
    """Try `step` on each and take it back: what would happen, in the verbs' own words."""
    return [_tried(record, step, tell) for record in records]


def perform(records: Iterable[Any], step: Step, tell: Tell = lambda row: "") -> list[Outcome]:
    """Do `step` to each that allows it, each in a transaction of its own."""
    return [_done(record, record, step, tell) for record in records]


def _tried(record: Workflow, step: Step, tell: Tell) -> Outcome:
    with transaction.atomic():
        outcome = _done(record, type(record)._base_manager.get(pk=record.pk), step, tell)
        transaction.set_rollback(True)
    return outcome


def _done(shown: Workflow, row: Workflow, step: Step, tell: Tell) -> Outcome:
    try:
        with transaction.atomic():
            said = step(row)
    except ActRefused as refusal:
        return Outcome(shown, refusal.message)
    return Outcome(shown, note=said if isinstance(said, str) else tell(row))
