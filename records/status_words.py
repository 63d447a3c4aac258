"""The one word that people see for where a fact stands（公示中, 待告知…）, with the shape of its mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.trail import Actor
from policy.vocabulary import EndGround, RecordStatus, ShownStatus

if TYPE_CHECKING:
    from records.facts.models.kinds import FactKind

PLAIN, PUBLIC, AMBER, MENDED = "plain", "public", "objection", "mended"

_SHAPES = {
    RecordStatus.RETURNED: AMBER,
    RecordStatus.NOT_INCLUDED: MENDED,
    ShownStatus.TO_MEND: AMBER,
    ShownStatus.PUBLIC: PUBLIC,
    ShownStatus.SUSPENDED: AMBER,
}


@dataclass(frozen=True)
class StatusWord:
    """`shape` is the class of `.mark` in the theme: a state is always a shape and a word; one with `url` is a way to act."""

    word: str
    shape: str = PLAIN
    url: str = ""


beside: dict[str, Callable[[FactKind, Actor], list[StatusWord]]] = {}
"""What apps above say on the page of a fact beside its state（异议处理中）, and the ways that lead on from there."""


def of_publication(shown: str, ground: str = "") -> StatusWord:
    """Return the word for a publication by its shown status, and on what ground it ended."""
    if shown != ShownStatus.ENDED:
        return StatusWord(ShownStatus(shown).label, _SHAPES.get(ShownStatus(shown), PLAIN))
    if ground == EndGround.DECLINED:
        return StatusWord(EndGround.DECLINED.label)
    shape = MENDED if ground == EndGround.REPAIRED else PLAIN
    return StatusWord(f"{ShownStatus.ENDED.label}·{EndGround(ground).label}", shape)


def of_record(
    status: str, *, publishable: bool, publication: str | None, ground: str | None = ""
) -> StatusWord:
    """Return the word for a record: from 已认定 on it is that of its newest publication."""
    state = RecordStatus(status)
    if state != RecordStatus.CONFIRMED:
        return StatusWord(state.label, _SHAPES.get(state, PLAIN))
    if publication:
        return of_publication(publication, ground or "")
    return StatusWord(f"{state.label}·待送审" if publishable else f"{state.label}·不公开")
