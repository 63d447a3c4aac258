"""What an annulment will end, told before it is done: records by kind, what stands in public, every case that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.db.models import Model

from challenges.models import Challenge
from common.cases.hanging import EndBy, Wait, hanging
from common.ends import End
from discipline.models import Measure
from policy.vocabulary import PublicationStatus, RecordStatus
from records.facts.models.facts import fact_kinds
from records.models import Hold, Publication

SHOWN = 12
STAYS = "经容错不纳入，已没有效力，不再变动"
ENDS, WAITS = "随之终止", "等人处理"
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
    """Yield the open cases on the records by kind, with what each is declared to do as its record ends."""
    facts = case.live_facts
    for model, parents in hanging.parents.items():
        found: dict[str, dict[UUID, Any]] = {ENDS: {}, WAITS: {}}
        for parent, way in product(() if model is Challenge else parents, (End.WITHDRAWN, End.VOID)):
            ending = [
                fact.pk for fact in facts if isinstance(fact, parent.model) and _way(fact.status) == way
            ]
            answer = parent.answers.get(way)
            if ending and isinstance(answer, EndBy | Wait):
                rows = model._base_manager.filter(parent.is_open, **{f"{parent.key}__in": ending})
                found[ENDS if isinstance(answer, EndBy) else WAITS] |= {row.pk: row for row in rows}
        yield from (_reached(model, [*rows.values()], fate) for fate, rows in found.items() if rows)


def _way(status: str) -> End | None:
    if status == RecordStatus.NOT_INCLUDED:
        return None
    return End.WITHDRAWN if status == RecordStatus.CONFIRMED else End.VOID


def _reached(model: type[Model], found: list[Any], fate: str) -> Reached:
    if model is Publication:
        fate = _public_words(found)
    elif model is Measure:
        fate = LIFTED
    names = sorted(str(one) for one in found)
    return Reached(str(model._meta.verbose_name), len(found), _named(names), fate)


def _public_words(found: list[Publication]) -> str:
    public = [one.pk for one in found if one.status == PublicationStatus.PUBLIC]
    held = Hold.objects.open().filter(publication__in=public).values("publication").distinct().count()
    return f"公示中 {len(public) - held} 条立即撤下，暂停中 {held} 条、没有公示的 {len(found) - len(public)} 条终止"


def _named(numbers: list[str]) -> str:
    more = f"等 {len(numbers)} 件" if len(numbers) > SHOWN else ""
    return "、".join(numbers[:SHOWN]) + more
