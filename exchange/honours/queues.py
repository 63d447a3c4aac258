"""Where checks of candidates stand in the sidebar, and what of them waits for whom."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse

from common.registry import Finder, Hit, Place, Queue, Work
from common.roles import CREDIT_OFFICE
from common.trail import Actor
from exchange.honours.models import HonourCheck
from exchange.honours.vocabulary import CheckStatus
from organisations.search import found_in
from records.facts.queues import in_queue

PLACE = Place(
    "honour_checks",
    "荣誉资格核查",
    "惩戒与激励",
    "exchange:honour_checks",
    CREDIT_OFFICE,
    order=43,
    chapter="荣誉资格核查",
)


def address_of(case: HonourCheck) -> str:
    """Return the page of a check."""
    return reverse("exchange:honour_check", args=[case.pk])


def _work(case: HonourCheck) -> Work:
    return Work(f"荣誉资格核查 {case.number}", address_of(case), case.award, "", case.get_status_display())


def _waiting(posting: Actor, condition: Q) -> QuerySet[HonourCheck]:
    return HonourCheck.objects.visible_to(posting).filter(condition).order_by("pk")


QUEUES = (
    Queue(
        "honours_office",
        "荣誉核查待确认、待告知",
        "",
        CREDIT_OFFICE,
        lambda posting: _waiting(
            posting, Q(status=CheckStatus.READ, asked_through=posting.pk) | Q(status=CheckStatus.TO_REPORT)
        ),
        in_queue("exchange:honour_checks", "honours_office"),
        _work,
        "honour_checks",
        order=68,
    ),
)
FINDER = Finder(
    "honour_checks",
    "荣誉资格核查",
    lambda posting, words: HonourCheck.objects.visible_to(posting).filter(found_in(words, "number", "award")),
    lambda case: Hit(case.number, address_of(case), case.award),
    "exchange:honour_checks",
)
