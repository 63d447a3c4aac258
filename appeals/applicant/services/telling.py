"""Answers under the query code, written as the case moves; sealed, so that nobody but its holder reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone

from appeals.applicant.models import OnlineApplicant
from common.rule_values import rule
from days.calendar import add_months
from intake.applications import Step
from intake.services.answering import answer


@dataclass(frozen=True)
class Asks:
    """What the applicant is to send（supply, explain）, and by when."""

    what: str
    due: date | None
    doubt: str = ""
    """What is said of a day that was counted by a value nobody has confirmed."""


def tell_online(
    case: models.Model, number: str, words: str, *, asks: Asks | None = None, **turn: bool
) -> None:
    """Tell one step to whoever sent the case over the net; nothing where it came otherwise.

    `turn` says where the case is with it: is_over, settles.
    """
    row = OnlineApplicant.objects.of(case)
    if row is not None:
        due = f"{asks.due}{asks.doubt}" if asks and asks.due else ""
        write(row, Step(words, number, asks.what if asks else "", due, **turn))


def write(row: OnlineApplicant, step: Step) -> None:
    """Put a step where its applicant finds it, for as long as the rule says."""
    today = timezone.localdate()
    until = add_months(today, int(rule("applicant_answers", "kept", today).value))
    answer(bytes(row.token_hash), step.packed(), until=until, reply_key=bytes(row.reply_key))
