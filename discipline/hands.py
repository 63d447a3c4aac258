"""Who had a hand in a fact, or is of the body that it is about, and so keeps off every case about it（回避）. procedures A.2"""

from __future__ import annotations

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
HAD_A_HAND = "您录入、修改、认定、复核、审查、签署或者公示过这条信息，应当回避，请由另一人办理"
OWN_BODY = "您所在的单位就是这条信息的主体，应当回避，请由其他单位的人办理"


def hands_in(fact: Fact) -> set[UUID]:
    """Return the persons who entered, changed, found, reviewed, signed or published a fact, its corrections included."""
    found = {getattr(fact, name) for name in OF_FACT}
    for row in Publication.objects.filter(fact=fact.pk).values_list(*OF_PUBLICATION):
        found.update(row)
    applied = Correction.objects.filter(fact=fact.pk, status="applied")
    for row in applied.values_list(*OF_CORRECTION):
        found.update(row)
    return {person for person in found if person}


def recusal_from(fact: Fact, by: Actor) -> str:
    """Return why whoever acts keeps off a case about `fact`, "" where nothing bars them.

    The subject's own acts are its representative's; who calls this leaves them out.
    """
    if by.role in CLOCK:
        return ""
    if by.unit_id and by.unit_id == fact.department_id:
        return OWN_BODY
    return HAD_A_HAND if hands_in(fact) & set(persons_behind(by)) else ""
