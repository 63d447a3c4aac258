"""What an annulment will end, told before it is done: records by kind, what stands in public, every case that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from appeals.challenges.models import Challenge
from appeals.challenges.services.staying import holds_of, unheld
from common.cases.hanging import EndBy, Wait, hanging
from common.ends import End
from discipline.models import Measure
from records.facts.models.facts import fact_kinds
from records.models import Hold, Publication
from records.vocabulary import PublicationStatus, RecordStatus

SHOWN = 12
STAYS = "经容错不纳入，已没有效力，不再变动"
LIFTED = "随之终止；按目录由实施机关解除的，转待解除"


@dataclass(frozen=True)
class Reached:
    """One kind of thing that the act reaches: how many, which, and what becomes of them."""

    label: str
    number: int
    named: str
    fate: str


def reach_of(case: Challenge) -> list[Reached]:
    """Return what ends if the document falls, by kind; the same answers that the ends themselves follow."""
    return [*_records(case), *_hanging(case)]


def held_by(case: Challenge) -> tuple[int, int]:
    """Return how many of its records' publications stand unheld, and how many this challenge holds."""
    return len(unheld(case)), len(holds_of(case))


def _records(case: Challenge) -> Iterator[Reached]:
    for kind in fact_kinds.values():
        mine = [fact for fact in case.live_facts if isinstance(fact, kind)]
        kept = [fact for fact in mine if fact.status == RecordStatus.NOT_INCLUDED]
        firm = [fact for fact in mine if fact.status == RecordStatus.CONFIRMED]
        rest = [fact for fact in mine if fact not in kept and fact not in firm]
        label = str(kind._meta.verbose_name)
        for facts, fate in ((firm, "撤销"), (rest, "没有认定，作废"), (kept, STAYS)):
            if facts:
                yield Reached(label, len(facts), _named([fact.number for fact in facts]), fate)


def _hanging(case: Challenge) -> Iterator[Reached]:
    """Yield the open cases on each kind of fact, and what each is declared to do as its fact ends."""
    facts = case.live_facts
    for model, parents in hanging.parents.items():
        if model is Challenge:
            continue
        for parent in parents:
            ids = {
                way: [
                    fact.pk for fact in facts if isinstance(fact, parent.model) and _way(fact.status) == way
                ]
                for way in (End.WITHDRAWN, End.VOID)
            }
            for way, keys in ids.items():
                answer = parent.answers.get(way)
                if keys and isinstance(answer, EndBy | Wait):
                    rows = model._base_manager.filter(parent.is_open, **{f"{parent.key}__in": keys})
                    yield from _reached(
                        rows.distinct(), "随之终止" if isinstance(answer, EndBy) else "等人处理"
                    )


def _way(status: str) -> End | None:
    if status == RecordStatus.NOT_INCLUDED:
        return None
    return End.WITHDRAWN if status == RecordStatus.CONFIRMED else End.VOID


def _reached(rows: QuerySet[Any], fate: str) -> Iterator[Reached]:
    found = list(rows.order_by("pk"))
    if not found:
        return
    label = str(rows.model._meta.verbose_name)
    if rows.model is Publication:
        fate = _public_words(found)
    elif rows.model is Measure:
        fate = LIFTED
    yield Reached(label, len(found), _named([str(one) for one in found]), fate)


def _public_words(found: list[Publication]) -> str:
    public = [one.pk for one in found if one.status == PublicationStatus.PUBLIC]
    held = Hold.objects.open().filter(publication__in=public).values("publication").distinct().count()
    return f"公示中 {len(public) - held} 条立即撤下，暂停中 {held} 条、没有公示的 {len(found) - len(public)} 条终止"


def _named(numbers: list[str]) -> str:
    more = f"等 {len(numbers)} 件" if len(numbers) > SHOWN else ""
    return "、".join(numbers[:SHOWN]) + more


def ids_of(case: Challenge) -> set[UUID]:
    """Return the keys of every record of the document."""
    return {fact.pk for fact in case.facts}
