"""A text cut at its suspects, so that a page can mark them without writing markup into data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from privacy.suspects import Suspect


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `label` names the kind of personal data where it is a suspect."""

    text: str
    label: str = ""


def pieces(text: str, suspects: Sequence[Suspect]) -> list[Piece]:
    """Return `text` in order, suspects apart from what stands between them."""
    cut: list[Piece] = []
    reached = 0
    for suspect in sorted(suspects, key=lambda found: found.start):
        if suspect.start < reached:
            continue
        if suspect.start > reached:
            cut.append(Piece(text[reached : suspect.start]))
        cut.append(Piece(text[suspect.start : suspect.end], suspect.label))
        reached = suspect.end
    return [*cut, Piece(text[reached:])] if reached < len(text) else cut
