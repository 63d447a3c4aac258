"""Whether a fact may stand in public at all, and why not."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from common.errors import NotEligible, WrongState
from organisations.information_classes import bar_by_class
from policy.vocabulary import EndGround, PublicationStatus, RecordStatus
from records.facts.models.kinds import FactKind
from records.models import Publication

OPEN_ONE = "这条已有人拟公示，或正在公示，不能重复拟公示，请刷新"
held_back: dict[str, Callable[[FactKind], str]] = {}
"""What apps above say of a fact that does not come into public just now（文书停止执行、待更正）, by their name."""
OVER = "这条记录的公示已因{ground}终止，修复、撤销后的记录不再公示"


def require_publishable(fact: FactKind, publication: Publication | None = None) -> None:
    """Refuse what is not confirmed, may never be public, is over for good, or changed since it was prepared."""
    if fact.status != RecordStatus.CONFIRMED:
        raise WrongState(f"只有已认定的记录可以公示，现在是“{fact.get_status_display()}”")
    bar = bar_to_public(fact)
    if bar:
        raise NotEligible(bar)
    if publication is not None and publication.fact_version != fact.content_version:
        raise NotEligible("拟公示后记录内容又有改动，请按新内容重新拟公示")


def bar_to_public(fact: FactKind) -> str:
    """Return why a confirmed fact may not go public, "" where nothing bars it（rules.md 0.2c）."""
    if fact.bar_to_public:
        return str(fact.bar_to_public)
    if bar := bar_by_class(fact.information_class, timezone.localdate()):
        return bar
    ended = _ended_for_good(fact)
    return OVER.format(ground=ended.get_end_ground_display()) if ended else ""


def bar_to_appearing(fact: FactKind) -> str:
    """Return why a fact does not come into public now, though it may later; a successor takes over the holds instead."""
    return next(filter(None, (says(fact) for says in held_back.values())), "")


def bar_to_proposal(fact: FactKind) -> str:
    """Return why the fact cannot be put to 公开审查 now, "" where it can."""
    if fact.status != RecordStatus.CONFIRMED:
        return f"只有已认定的可以拟公示，现在是“{fact.get_status_display()}”"
    is_open = fact.publications.exclude(status=PublicationStatus.ENDED).exists()
    return OPEN_ONE if is_open else bar_to_public(fact)


def _ended_for_good(fact: FactKind) -> Publication | None:
    """Return the publication after which there is no other: repaired, or withdrawn since the fact's confirmation.

    A record taken up again after 不纳入 is confirmed anew; what ended before that does not bar it.
    """
    repaired = Q(end_ground=EndGround.REPAIRED)
    withdrawn = Q(end_ground=EndGround.WITHDRAWN, ended_at__gte=fact.confirmed_at)
    found: Publication | None = fact.publications.filter(repaired | withdrawn).first()
    return found
