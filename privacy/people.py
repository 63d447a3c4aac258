"""Names of natural persons by their shape: own rules and a segmenter, each blind where the other sees.

A text is clean when both are silent. No roster is asked, so what is found here tells nobody who is on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy.frames import in_frames, with_rare_signs
from privacy.given_names import GIVEN
from privacy.neighbours import NEVER, in_rows_with, labelled
from privacy.roles import beside_roles
from privacy.segmenter import segmented
from privacy.surnames import BODY, COMMON_WORDS, FIRST
from privacy.suspects import Kind, Span

_PLACE_ENDS = re.compile("路(?![过经遇])|街|巷|[村镇乡县](?![长党])|桥|庄|港")
"""What makes a road or a village of the name before it."""
_FIRMS = re.compile(
    r"(?:[、和与及][\u3400-\u9fff]{2,4}){0,4}(?:[两二三四五六七八九十几多]家|(?:有限|商贸|建设|集团|股份)?(?:公司|集团|企业)|社区|村民?委)"
)
"""What makes firms of the names before it: 高力、曙光两家公司."""
_PARTS = frozenset({"支部", "干部", "总部", "党部", "内部", "全部"})
"""Words that end in the first sign of 部门: a name may begin after them."""
_RUNS_ON = re.compile(r"[\u3400-\u9fff]")
_WRITTEN = re.compile(
    r"(?!.*某)[\u3400-\u9fff]{1,8}(?:[·•・‧]?[\u3400-\u9fff]{1,8})+(?<![甲乙丙丁])|[A-Z][A-Za-z]+(?: [A-Z][a-z]+)+"
)
_SERIAL = re.compile(r"[\u3400-\u9fff]{0,3}[〔\[(【](?:19|20)\d\d[〕\])】]")
"""苏财罚〔2026〕 is the serial of a document."""


def people(folded: str, *, by_rules: bool = True, by_segmenter: bool = True) -> list[Span]:
    """Names in a folded text; 张某 and 李×× name nobody."""
    spans = [span for span in _by_rules(folded) if not _is_cut(folded, span[0])] if by_rules else []
    if by_segmenter:
        spans += [(start, end, Kind.NAME) for start, end in segmented(folded) if _is_name(folded, start, end)]
        spans = [*spans, *_longer(folded, spans)]
    return [*spans, *in_rows_with(folded, spans)] if spans else spans


def _is_cut(folded: str, start: int) -> bool:
    """Say whether a name would begin in the middle of a word for a body whose second sign is a surname, too: 判决部|门履行."""
    return folded[start - 1 : start + 1] == "部门" and folded[start - 2 : start] not in _PARTS


def _longer(folded: str, spans: list[Span]) -> Iterator[Span]:
    """Names of two signs with the third that given names are made of, before a word that no name goes on with: 谭婷|兵于."""
    for start, end in {(start, end) for start, end, _ in spans if end - start == 2}:
        if (
            folded[start] in FIRST
            and folded[end : end + 1] in GIVEN - NEVER
            and folded[end + 1 : end + 2] in NEVER
        ):
            yield start, end + 1, Kind.NAME


def _by_rules(folded: str) -> Iterator[Span]:
    yield from beside_roles(folded)
    yield from labelled(folded)
    for span in in_frames(folded):
        if _FIRMS.match(folded, span[1]) is None:
            yield span
    for start, end, kind in with_rare_signs(folded):
        if _is_name(folded, start, end):
            yield start, end, kind


def _is_name(folded: str, start: int, end: int) -> bool:
    name = folded[start:end]
    is_place = _PLACE_ENDS.match(folded, end) or (len(name) >= 3 and _PLACE_ENDS.search(name[2:]))
    is_body = _FIRMS.match(folded, end) is not None or BODY.search(name) is not None
    is_word = name in COMMON_WORDS and _RUNS_ON.match(folded, end)
    return _WRITTEN.fullmatch(name) is not None and not (
        is_place or is_body or is_word or _SERIAL.match(folded, end)
    )
