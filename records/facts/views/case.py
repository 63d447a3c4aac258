"""What every case page shows of a fact: values beside their labels, and its publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from common.highlight import Piece
from common.roles import Role
from common.trail import Actor
from records import services
from records.facts.models.kinds import FactKind
from records.models import Publication


@dataclass(frozen=True)
class LabelledValue:
    """A label with what stands beside it: a value, perhaps linked, or a text cut at its suspects."""

    label: str
    value: Any = ""
    pieces: Sequence[Piece] = ()
    url: str = ""
    is_code: bool = False

    @property
    def is_long(self) -> bool:
        """Say whether it needs the whole width of a page of two columns."""
        return max(len(str(self.value)), sum(len(piece.text) for piece in self.pieces)) > 22


def publications_of(case: FactKind, posting: Actor) -> list[Publication]:
    """Return those of its publications that the posting may open, the newest first; each leads back to `case`."""
    found = list(Publication.objects.visible_to(posting).filter(fact=case.pk).order_by("-id"))
    for publication in found:
        publication.fact = case.as_parent()
    return found


def may_edit(case: FactKind, posting: Actor) -> bool:
    """Say whether the posting may change it now."""
    return "edit" in case.acts_for(posting)


def may_propose(case: FactKind, posting: Actor) -> bool:
    """Say whether the officer may put the fact to 公开审查 now."""
    return posting.role == Role.OFFICER and not services.bar_to_proposal(case)
