"""Counts over the corpus of names: how many persons are found whole, how many sentences without persons raise an alarm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from privacy.folding import fold
from privacy.people import people
from tests.privacy.name_corpus import Sentence


@dataclass
class Figures:
    """What was counted for one frame or for many."""

    persons: int = 0
    found: int = 0
    bare: int = 0
    alarms: int = 0
    frames: set[str] = field(default_factory=set)

    @property
    def recall(self) -> float:
        """Share of the persons of which every sign was found, in percent."""
        return 100 * self.found / self.persons

    @property
    def false_alarms(self) -> float:
        """Share of the sentences without persons in which one was found, in percent."""
        return 100 * self.alarms / self.bare

    def add(self, other: Figures) -> None:
        """Count what another has counted too."""
        self.persons += other.persons
        self.found += other.found
        self.bare += other.bare
        self.alarms += other.alarms
        self.frames |= other.frames


def counted(sentence: Sentence, **finders: bool) -> Figures:
    """Return what one sentence shows."""
    spans = people(fold(sentence.text), **finders)
    if not sentence.names:
        return Figures(bare=1, alarms=bool(spans), frames={sentence.frame})
    found = sum(any(at <= start and end <= to for at, to, _ in spans) for start, end in sentence.names)
    return Figures(len(sentence.names), found, frames={sentence.frame})


def by_frame(sentences: Iterable[Sentence], **finders: bool) -> dict[tuple[str, str], Figures]:
    """Return the figures per (group, frame)."""
    figures: dict[tuple[str, str], Figures] = {}
    for sentence in sentences:
        figures.setdefault((sentence.group, sentence.frame), Figures()).add(counted(sentence, **finders))
    return figures


def whole(figures: Iterable[Figures]) -> Figures:
    """Return many figures as one."""
    all_in_all = Figures()
    for one in figures:
        all_in_all.add(one)
    return all_in_all
