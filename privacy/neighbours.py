"""Names whose surname no list knows: others in the same row, a label or a sex beside them gives them away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from privacy.given_names import GIVEN
from privacy.surnames import BODY, BODY_ENDS, COMMON_WORDS, PLACES
from privacy.suspects import Kind, Span

NEVER = frozenset(
    "的了在是和与及或等被把将由经向对从为因以于至未不没无已曾均都也又再仍还就才只可能须要着过称说诉请让给拒拟系该其此两三四五六七八九十个名位"
    "担任答并且而但则自及同随"
)
"""Signs that no given name is made of."""
_CJK = r"\u3400-\u9fff"
_EDGE = r"[\s、,，。；;：:（(）)]"
_LABELLED = re.compile(
    rf"(?:人|员|领导|代表|专家|[主委]任|委员|书记|[组局县镇区乡市处科所队]长)[:：]\s{{0,4}}([{_CJK}]{{3}})(?={_EDGE}|$)"
)
_SEXED = re.compile(rf"(?:^|(?<={_EDGE}))([{_CJK}]{{2,3}})(?=[,，(（][男女][,，)）])")
_BEFORE = re.compile(rf"(?:^|{_EDGE}|[由经被向对与给请让告人员户])([{_CJK}]{{3}})(?:、|\s{{1,2}})$")
_AFTER = re.compile(rf"(?:、|\s{{1,2}})([{_CJK}]{{3}})(?={_EDGE}|[等均两]|$)")
_REACH = 8


def labelled(folded: str) -> Iterator[Span]:
    """Yield what stands whole after 主持人：, or whole before ，男，."""
    for found in _LABELLED.finditer(folded) if ":" in folded or "：" in folded else ():
        if _may_be_person(found[1]):
            yield *found.span(1), Kind.NAME
    for found in _SEXED.finditer(folded) if "男" in folded or "女" in folded else ():
        if "某" not in found[1]:
            yield *found.span(1), Kind.NAME


def in_rows_with(folded: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield what stands whole in a row with those found, going on from each that is found so."""
    known = {(start, end) for start, end, _ in spans}
    waiting = list(known)
    while waiting:
        start, end = waiting.pop()
        offset = max(0, start - _REACH)
        before = _BEFORE.search(folded[offset:start])
        after = _AFTER.match(folded, end)
        for found, shift in ((before, offset), (after, 0)):
            if found is None or not _may_be_person(found[1]):
                continue
            place = (found.start(1) + shift, found.end(1) + shift)
            if place not in known:
                known.add(place)
                waiting.append(place)
                yield *place, Kind.NAME


def _may_be_person(token: str) -> bool:
    return (
        NEVER.isdisjoint(token[1:])
        and "某" not in token
        and not GIVEN.isdisjoint(token[1:])
        and token[:2] not in COMMON_WORDS
        and token[1:] not in COMMON_WORDS
        and not token.startswith(PLACES)
        and BODY.search(token) is None
        and BODY_ENDS[1].search(token) is None
    )
