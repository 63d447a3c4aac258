"""Names that the model does not take for one, and that yet are more likely names than not worth a look.

What the model holds of a row of signs, its signs themselves and what stands beside it are weighed against each other:
a sum of weights, found by a logistic regression over texts in which the names are known（docs/decisions/0022）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log
from typing import TYPE_CHECKING

from privacy.given_names import GIVEN, RARE
from privacy.neighbours import NEVER
from privacy.surnames import AMBIGUOUS, COMMON_WORDS, COMPOUND, FREQUENT, FUNCTION_WORDS, PLAIN

if TYPE_CHECKING:
    from privacy.lexical_model import Reading

LEAST = -1.13
"""From here on a row of signs is looked at: one that is a name as often as one in eight, by the texts it was found by."""
_SURNAMES = {"plain": 2.28, "function word": 1.92, "ambiguous": 2.38, "compound": 2.80, "unknown": 0.0}
_SAID, _ENDS = 0.74, 0.28
_ONE_SIGN, _GIVEN_SIGNS, _RARE_SIGN, _NEVER_SIGN, _COMMON_WORD = -3.21, 1.35, 0.14, -1.55, -1.38
_AFTER_STOP, _AFTER_ROLE, _AFTER_WORD = 0.51, 0.93, 0.24
_BEFORE_STOP, _BEFORE_NEVER = 0.24, 0.52
_ROLE_ENDS = frozenset("人员长任记事手者工民户主理师计纳官察委专友居妻夫子女父母兄弟姐妹侄婿媳")
_LEADS_IN = frozenset("由经被向对与和给请让将把找令及同跟是叫称因")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SURELY_NOT = 1e-5
_HARDLY_BEGINS, _MAY_BE_WORD = 0.003, 0.5
_FAR = 3.0
"""A cut that another outweighs by so much, e³ to 1, is none: 张伟副|县长."""


def likely(sentence: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield start and end of what may be a name of two to four signs, unless another cut of it is far likelier."""
    weights = {
        (start, end): _weight(sentence, reading, start, end, surname, given)
        for start, end, surname, given in _shaped(sentence, reading)
    }
    best = [LEAST] * len(sentence)
    for (start, end), weight in weights.items():
        best[start:end] = [weight if weight > other else other for other in best[start:end]]
    for (start, end), weight in weights.items():
        if weight >= LEAST and weight >= max(best[start:end]) - _FAR:
            yield start, end


def _shaped(sentence: str, reading: Reading) -> Iterator[tuple[int, int, str, str]]:
    """Yield what has the shape of a name where the model leaves room for one, with kind of surname and given name."""
    for start in range(len(sentence) - 1):
        may_begin = reading.person_begins(start) >= _HARDLY_BEGINS
        begins = reading.word_begins(start)
        if not may_begin and begins < _MAY_BE_WORD:
            continue
        for end in range(start + 2, min(start + 4, len(sentence)) + 1):
            surname, given = _halves(sentence[start:end])
            is_word = surname != "unknown" and begins * reading.word_begins(end) >= _MAY_BE_WORD
            if surname and (may_begin or is_word):
                yield start, end, surname, given


def _weight(sentence: str, reading: Reading, start: int, end: int, surname: str, given: str) -> float:
    by_signs = _SURNAMES[surname] + _by_signs(sentence[start:end], given)
    by_neighbours = _by_neighbours(sentence[start - 1 : start], sentence[end : end + 1])
    return by_signs + _by_model(reading, start, end) + by_neighbours


def _halves(name: str) -> tuple[str, str]:
    """Return the kind of surname and the given name, "" and "" where signs have no such shape."""
    if "某" in name or _CHINESE.fullmatch(name) is None:
        return "", ""
    if name[:2] in COMPOUND:
        return ("compound", name[2:]) if len(name) > 2 else ("", "")
    kind = _kind_of(name[0])
    is_shaped = len(name) == 3 or (len(name) == 2 and kind != "unknown")
    odd = sum(sign in NEVER for sign in name[1:])
    is_sure = kind in {"plain", "compound"}
    is_word = name in COMMON_WORDS or (not is_sure and name[:2] in COMMON_WORDS)
    is_doubtful = odd > (is_sure or kind == "ambiguous")
    return (kind, name[1:]) if kind and is_shaped and not is_doubtful and not is_word else ("", "")


def _kind_of(surname: str) -> str:
    if surname in PLAIN or surname in FREQUENT:
        return "plain"
    if surname in FUNCTION_WORDS:
        return "function word"
    if surname in AMBIGUOUS:
        return "ambiguous"
    return "" if surname in NEVER else "unknown"


def _by_model(reading: Reading, start: int, end: int) -> float:
    return _SAID * _odds(reading.person(start, end)) + _ENDS * _odds(reading.word_begins(end))


def _by_signs(name: str, given: str) -> float:
    weight = _GIVEN_SIGNS * sum(sign in GIVEN for sign in given) / len(given)
    weight += _NEVER_SIGN * sum(sign in NEVER for sign in given)
    weight += _ONE_SIGN * (len(given) == 1) + _RARE_SIGN * (not RARE.isdisjoint(given))
    return weight + _COMMON_WORD * (name in COMMON_WORDS or name[:2] in COMMON_WORDS)


def _by_neighbours(before: str, after: str) -> float:
    weight = _AFTER_ROLE * (before in _ROLE_ENDS) + _AFTER_WORD * (before in _LEADS_IN)
    weight += _AFTER_STOP * (_CHINESE.match(before) is None)
    return weight + _BEFORE_STOP * (_CHINESE.match(after) is None) + _BEFORE_NEVER * (after in NEVER)


def _odds(probability: float) -> float:
    """Return the logarithm of the odds, never beyond those of one in a hundred thousand."""
    sure = min(max(probability, _SURELY_NOT), 1 - _SURELY_NOT)
    return log(sure / (1 - sure))
