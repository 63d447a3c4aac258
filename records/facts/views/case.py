"""What every case page shows of a fact: values beside their labels, and its publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from common.cases.acts import offered
from common.cases.page_token import token_of
from common.roles import Role
from common.tabs import case_tabs
from common.trail import Actor
from contents.highlight import Piece
from postings.requests import OfficeRequest
from records import services
from records.addresses import fact_address
from records.facts.acts import barred_by_four_eyes
from records.facts.models.kinds import FactKind
from records.facts.story import story_of
from records.models import Publication
from records.status_words import beside


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


def next_words(case: FactKind) -> str:
    """Return what is to be done next with a draft that was just saved."""
    if missing := case.missing():
        return f"还差 {len(missing)} 项，可以以后再补；补齐后提交复核。"
    return "核对无误后提交复核。"


def case_context(request: OfficeRequest, case: FactKind) -> dict[str, Any]:
    """Return what the case page of every kind shows: tabs, story, publications, and what this posting may do now."""
    posting = request.posting
    is_editable = may_edit(case, posting)
    return {
        "case": case,
        "publications": publications_of(case, posting),
        "trail": story_of(case, posting),
        "offered": offered(case, posting),
        "act_base": fact_address(case),
        "may_edit": is_editable,
        "open_items": case.open_items,
        "edit_url": f"{fact_address(case)}edit/" if is_editable else "",
        "may_propose": may_propose(case, posting),
        "barred": barred_by_four_eyes(case, posting),
        "page_token": token_of(case),
        "beside": [word for told in beside.values() for word in told(case, posting)],
        **case_tabs(case, posting, request.GET.get("tab", "")),
    }
