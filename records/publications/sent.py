"""What each role handed on of publications, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from common.registry import OWN_TURN, Sent
from common.roles import DIRECTORS, OFFICERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from policy.vocabulary import ShownStatus
from records.models import Publication
from records.publications.queues import publication_work
from records.querysets import shown_status


def _publications(column: str) -> Callable[[Any], Any]:
    def rows(posting: Actor) -> QuerySet[Publication]:
        mine = Publication.objects.visible_to(posting).with_holds().filter(**{column: posting.user_id})
        return mine.select_related("fact__department").annotate(stage=shown_status()).order_by("created_at")

    return rows


def _publication(key: str, label: str, roles: frozenset[Role], column: str, turns: Mapping[str, str]) -> Sent:
    return Sent(
        key,
        label,
        roles,
        _publications(column),
        lambda stage: (ShownStatus(stage).label, turns.get(stage, "")),
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
