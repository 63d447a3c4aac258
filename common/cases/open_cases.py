"""What a posting has begun and not finished: every app registers the kinds that are its own.

A handover lists these cases, and a posting with open ones cannot end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Left

from common.models import Transition
from common.trail import Actor

LABEL_LENGTH = 200


@dataclass(frozen=True)
class CaseKind:
    """One kind of open case: `is_open` says which rows are unfinished, `begun_by` which of them a posting began.

    `is_private`: only who answers for a case sees it, so the receiver sees it from the receipt on.
    """

    key: str
    label: str
    model: str
    is_open: Q
    begun_by: Callable[[Any], Any]
    name: Combinable
    is_private: bool = False
    order: int = 50

    def rows(self, posting: Actor) -> QuerySet[Any]:
        """Return the open cases for which `posting` answers: begun by it and not handed on, or received."""
        model = apps.get_model(self.model)
        taken = case_kinds.received(self.key).filter(object_id=OuterRef("pk"))
        begun = Q(self.begun_by(posting)) & ~Exists(taken)
        received = Q(Exists(taken.filter(posting_id=posting.pk)))
        rows = model._base_manager.filter(self.is_open).filter(begun | received)
        return rows.annotate(case_label=Left(Cast(self.name, CharField()), LABEL_LENGTH))


class CaseKinds(dict[str, CaseKind]):
    """The registry, in order; `received` answers with the rows（object, posting）of cases handed on."""

    received: Callable[[str], QuerySet[Any]]

    def register(self, *kinds: CaseKind) -> None:
        known = {**self, **{kind.key: kind for kind in kinds}}
        self.clear()
        self.update(sorted(known.items(), key=lambda item: item[1].order))

    def counts(self, posting: Actor) -> dict[CaseKind, int]:
        """Return {kind: number} of what `posting` has open; kinds without any are left out."""
        counted = {kind: kind.rows(posting).count() for kind in self.values()}
        return {kind: number for kind, number in counted.items() if number}


def through(model: str, act: str, posting: Actor, **columns: object) -> Exists:
    """Return the condition that `act` was done to the row through `posting`, as the trail has it."""
    done = Transition.objects.filter(
        object_id=OuterRef("pk"), object_type=model, act=act, posting_id=posting.pk, **columns
    )
    return Exists(done)


def in_words(counts: dict[CaseKind, int]) -> str:
    """Return "草稿 3 件、待办通知 2 件"."""
    return "、".join(f"{kind.label} {number} 件" for kind, number in counts.items())


case_kinds = CaseKinds()
