"""A reader who asked for a report is told, under the query code, how far it is."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from credit_reports.models import CreditReport
from intake.applications import Step
from intake.services.answering import answer

KEPT = timedelta(days=7)


def tell(report: CreditReport, words: str, *, is_over: bool = False) -> None:
    """Tell every reader who waits for it of one step; of an officer's own report nobody is told."""
    for token_hash in report.readers.values_list("token_hash", flat=True):
        write(bytes(token_hash), Step(words, number=report.number, is_over=is_over))


def write(token_hash: bytes, step: Step) -> None:
    """Put a step where the holder of the code finds it: in plain words, for it tells of nothing but what is public."""
    answer(token_hash, step.packed(), until=timezone.localdate() + KEPT)
