"""Where signed answers stand in the sidebar, and the way to one from a comparison."""

from __future__ import annotations

from django.urls import reverse

from commitments.screening.models import ScreeningCheck
from commitments.screening.queues import CHAPTER, SCREENERS
from common.registry import Place
from common.trail import Actor
from exchange.answers.services import bar_answer

PLACE = Place(
    "signed_answers",
    "比对签名答复",
    "监督",
    "exchange:signed_answers",
    SCREENERS,
    order=38,
    chapter=CHAPTER,
)


def way_to_answer(check: ScreeningCheck, posting: Actor) -> tuple[str, str] | None:
    """Offer to give an answer out, where nothing of the comparison waits."""
    if bar_answer(check, posting):
        return None
    return "出具签名答复", reverse("exchange:give_answer", args=[check.pk])
