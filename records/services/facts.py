"""Ends of lost judgments and commendations; what stands in public goes with them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from common.errors import NotEligible
from common.models import Outbox
from common.workflow import Actor
from records.models import Responsibility
from records.services.ending import end_publication
from records.vocabulary import EndGround, PublicationStatus


def void_fact(fact: Any, *, by: Actor, reason: str) -> Any:
    """Undo one's own draft."""
    own = by.user_id == fact.entered_by_id
    if not own and not Responsibility.holds_draft(by.id, fact):
        raise NotEligible("只能作废自己录入或交接给自己的草稿")
    return fact.move("void", by=by, reason=reason)


@transaction.atomic
def withdraw_fact(fact: Any, *, by: Actor, reason: str) -> Any:
    """Withdraw a fact whose ground fell; its publication ends in the same commit."""
    fact.move("withdraw", by=by, reason=reason)
    for publication in fact.publications.exclude(status=PublicationStatus.ENDED):
        end_publication(publication, by=by, ground=EndGround.WITHDRAWN, reason=reason)
    Outbox.objects.create(topic=f"{fact._meta.model_name}.withdrawn", subject_id=fact.pk)
    return fact
