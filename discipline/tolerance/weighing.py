"""Rules of tolerance on plain values: what keeps a decision from being made, and which record it reaches（procedures B.9）."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from discipline.tolerance.vocabulary import Answer, Liable, Outcome

FOR_LOOKS = (Answer.FOR, Answer.AGAINST, Answer.OPEN)
FOR_BARS = (Answer.ABSENT, Answer.PRESENT)


@dataclass(frozen=True)
class Found:
    """What was found of one item of a list; `is_settled`: whether the item may decide anything（rules.md 0.2m）."""

    words: str
    answer: str
    is_settled: bool


def bar_to_granting(found: Iterable[Found]) -> str:
    """Return why tolerance cannot be granted: a confirmed item of the negative list is there, "" where none is."""
    there = [one.words for one in found if one.answer == Answer.PRESENT and one.is_settled]
    return f"查明存在不得容错的情形：{'；'.join(there)}，只能不予容错" if there else ""


def doubts_of(found: Iterable[Found]) -> str:
    """Return what whoever decides must weigh and say something to: items against, open, or there but not confirmed."""
    against = [f"{one.words}（{Answer(one.answer).label}）" for one in found if _weighs(one)]
    return f"请在理由里逐一说明：{'；'.join(against)}" if against else ""


def _weighs(one: Found) -> bool:
    is_open = one.answer in {Answer.AGAINST, Answer.OPEN}
    return is_open or (one.answer == Answer.PRESENT and not one.is_settled)


def reaches(liable: str, *, is_of_official: bool, is_accountability: bool) -> bool:
    """Say whether a decision about whose liability reaches the record of this subject.

    That of the leading group reaches its department's record of an accountability decision alone, which is about both.
    """
    if is_of_official:
        return liable == Liable.OFFICIAL
    return liable == Liable.DEPARTMENT or (liable == Liable.LEADERS and is_accountability)


def bar_to_excluding(outcome: str, liable: str, *, is_of_official: bool, is_accountability: bool) -> str:
    """Return why a decision cannot keep this record out（不纳入）, "" where the director may choose.

    从轻 and 减轻 leave the liability in being and bind in the matter that the organ decided alone（procedures B.11）.
    """
    if outcome != Outcome.EXEMPT:
        return "认定的是从轻或者减轻：责任仍在，只在有权机关决定的那件事里有效，记录照常纳入"
    if not reaches(liable, is_of_official=is_of_official, is_accountability=is_accountability):
        return f"认定的是{Liable(liable).label}的责任，不及于这条记录的主体，记录照常纳入"
    return ""
