"""How what records keeps is found from any page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from common.registry import Finder, Hit
from common.trail import Actor
from records.filters import CommendationFilter, JudgmentFilter, PublicationFilter, RecordFilter
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication


def _rows(model: Any, filterset: Any, *relations: str, order: str) -> Callable[[Any, str], Any]:
    """Return the question of one list, asked with words alone."""

    def rows(posting: Actor, words: str) -> Any:
        scope = model.objects.visible_to(posting).select_related(*relations)
        return filterset({"q": words}, queryset=scope, posting=posting).qs.order_by(order, "pk")

    return rows


def _record(record: Any) -> Hit:
    subject = record.department or record.official
    return Hit(
        f"{record.document_number} {record.title()}",
        reverse("records:record", args=[record.record_no]),
        f"{subject} · {record.get_status_display()}",
    )


def _fact(name: str) -> Callable[[Any], Hit]:
    def hit(fact: Any) -> Hit:
        address = reverse(f"records:{name}", args=[fact.pk])
        return Hit(str(fact), address, f"{fact.department} · {fact.get_status_display()}")

    return hit


def _publication(publication: Any) -> Hit:
    address = reverse("records:publication", args=[publication.pk])
    detail = f"{publication.fact.department} · {publication.get_status_display()}"
    return Hit(publication.face_title, address, detail)


RECORDS = Finder(
    "records",
    "失信记录",
    _rows(DishonestyRecord, RecordFilter, "department", "official", order="-decided_on"),
    _record,
    "records:records",
    order=10,
)
PUBLICATIONS = Finder(
    "publications",
    "公示",
    _rows(Publication, PublicationFilter, "fact__department", order="-created_at"),
    _publication,
    "records:publications",
    order=30,
)
JUDGMENTS = Finder(
    "judgments",
    "败诉与拒不执行",
    _rows(LostJudgment, JudgmentFilter, "department", order="-pk"),
    _fact("judgment"),
    "records:judgments",
    order=40,
)
COMMENDATIONS = Finder(
    "commendations",
    "守信记录",
    _rows(Commendation, CommendationFilter, "department", order="-pk"),
    _fact("commendation"),
    "records:commendations",
    order=50,
)
