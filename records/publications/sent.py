"""What each role handed on of publications, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from common.registry import OWN_TURN, Sent
from common.roles import DIRECTORS, OFFICERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from records.models import Publication
from records.publications.queues import publication_work
from records.querysets import shown_status
from records.vocabulary import SHEET_CLEAN, PublicationStatus, ShownStatus

STAGES = {
    "to_sign": "待审查签署",
    "to_mend": "审查有问题",
    "to_publish": "待公示",
    ShownStatus.PUBLIC: "公示中",
    ShownStatus.SUSPENDED: "暂停公示",
    ShownStatus.ENDED: "已终止",
}


def _publications(column: str) -> Callable[[Any], Any]:
    signed = Q(sheet_version=F("face_version"))
    stage = Case(
        When(~Q(status=PublicationStatus.PENDING), then=shown_status()),
        When(signed & Q(sheet=SHEET_CLEAN), then=Value("to_publish")),
        When(signed, then=Value("to_mend")),
        default=Value("to_sign"),
    )

    def rows(posting: Actor) -> QuerySet[Publication]:
        mine = Publication.objects.visible_to(posting).with_holds().filter(**{column: posting.user_id})
        return mine.select_related("fact__department").annotate(stage=stage).order_by("created_at")

    return rows


def _publication(key: str, label: str, roles: frozenset[Role], column: str, turns: Mapping[str, str]) -> Sent:
    return Sent(
        key,
        label,
        roles,
        _publications(column),
        lambda stage: (STAGES[stage], turns.get(stage, "")),
        publication_work(""),
        state="stage",
        order=40,
    )


SENT = (
    _publication(
        "proposed",
        "我拟的公示",
        OFFICERS,
        "proposed_by",
        {"to_sign": "保密审查员", "to_mend": OWN_TURN, "to_publish": "信用办负责人"},
    ),
    _publication(
        "signed",
        "我签署审查的公示",
        SECRECY_REVIEWERS,
        "sheet_signed_by",
        {"to_sign": OWN_TURN, "to_mend": "信用办经办", "to_publish": "信用办负责人"},
    ),
    _publication("published", "我公示的", DIRECTORS, "published_by", {ShownStatus.SUSPENDED: OWN_TURN}),
)
