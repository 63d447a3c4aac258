"""Who had a hand in a fact, or is of the body that it is about, and so keeps off every case about it（回避）. procedures A.2"""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models

from common.roles import CLOCK
from common.trail import Actor
from postings.recusal import persons_behind
from records.models import Correction, Fact, Publication

USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
"""The key to a person who did something; PERHAPS one who may do it yet, LATER one whom an act alone writes down."""
PERHAPS: dict[str, Any] = {**USER, "null": True}
LATER: dict[str, Any] = {**PERHAPS, "blank": True, "editable": False}
OF_FACT = ("entered_by_id", "last_changed_by_id", "reviewed_by_id")
OF_PUBLICATION = ("proposed_by_id", "face_changed_by_id", "sheet_signed_by_id", "published_by_id")
OF_CORRECTION = ("proposed_by_id", "prepared_by_id", "reviewed_by_id", "applied_by_id", "sheet_signed_by_id")
PARTS = {
    "entered_by_id": "录入人",
    "last_changed_by_id": "最后修改人",
    "reviewed_by_id": "复核人",
    "proposed_by_id": "提出人",
    "prepared_by_id": "文本拟定人",
    "applied_by_id": "施行人",
    "face_changed_by_id": "文本改写人",
    "sheet_signed_by_id": "公开审查人",
    "published_by_id": "决定人",
}
HAD_A_HAND = "您是这条信息{parts}，应当回避，请由另一人办理"
OWN_BODY = "您所在的单位就是这条信息的主体，应当回避，请由其他单位的人办理"


def hands_in(fact: Fact) -> dict[str, set[UUID]]:
    """Return who entered, changed, found, reviewed, signed or published a fact, its corrections included, by the word of the part."""
    shown = Publication.objects.filter(fact=fact.pk).values(*OF_PUBLICATION)
    applied = Correction.objects.filter(fact=fact.pk, status="applied").values(*OF_CORRECTION)
    found: dict[str, set[UUID]] = defaultdict(set)
    of_fact = {name: getattr(fact, name) for name in OF_FACT}
    for of, row in (
        ("的", of_fact),
        *(("公示的", row) for row in shown),
        *(("更正的", row) for row in applied),
    ):
        for name, person in row.items():
            if person:
                found[of + PARTS[name]].add(person)
    return found


def recusal_from(fact: Fact, by: Actor) -> str:
    """Return why whoever acts keeps off a case about `fact`, "" where nothing bars them.

    The subject's own acts are its representative's; who calls this leaves them out.
    """
    if by.role in CLOCK:
        return ""
    if by.unit_id and by.unit_id == fact.department_id:
        return OWN_BODY
    persons = set(persons_behind(by))
    parts = [part for part, hands in hands_in(fact).items() if hands & persons]
    return HAD_A_HAND.format(parts="、".join(parts)) if parts else ""
