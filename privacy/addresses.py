"""Where a natural person lives: after 家住, 住址 and the like, or a flat with its room; not where a body sits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from privacy.surnames import BODY, BODY_ENDS
from privacy.suspects import Kind, Span

_HOME = "家庭住址|家庭地址|住址|家住|现住|租住|现居住?|暂住地?|居住于|居住在|户籍地址"
_MAYBE_HOME = "户籍所在地|户籍地|经常居住地|居住地址?|住所地?|通讯地址|通信地址|联系地址|收件地址|邮寄地址|送达地址|(?<!办公)(?<!单位)(?<!注册)(?<!公司)(?<!经营)(?<!项目)(?<!机构)(?<!企业)(?<!建设)地址"
_LABEL = re.compile(rf"(?:({_HOME})|{_MAYBE_HOME})(?:[:为于在是系\s(]|地址){{0,4}}")
_SEGMENT = re.compile(r"[^,，。;；!！?？\n\r)）、]{2,40}")
_NUMBER = r"(?:[0-9]{1,5}(?:\s?[\-之]\s?[0-9]{1,5}){0,3}|[一二三四五六七八九十百]{1,4}|[A-Za-z])"
_UNIT = re.compile(rf"{_NUMBER}\s?(?:号楼|号|室|栋|幢|单元|座|弄|组|户|楼|层|#)")
_PLACE = re.compile("[省市区县镇乡村路街巷弄里苑庄组]|街道|小区|花园|新村|大道|公寓|社区")
_FLAT = re.compile(
    r"[0-9]{1,4}\s?(?:栋|幢|号楼|座|#)\s?[\-]?\s?(?:[0-9一二三四五六]{1,2}\s?单元)?\s?[\-]?\s?[0-9]{3,4}\s?[室户]?(?![0-9元万年月日平㎡%.])"
    r"|[0-9]{1,3}\s?单元\s?[0-9]{3,4}\s?[室户]?(?![0-9元万年月日平㎡%.])"
    r"|[0-9]{1,3}\s?-\s?[0-9]{1,2}\s?-\s?[0-9]{3,4}\s?室"
)
_CLAUSE_EDGE = re.compile(r"[,，。;；:!！?？\n\r(（、\s]")
_SENTENCE_EDGE = re.compile(r"[。;；!！?？\n\r]")
_OFFICE = re.compile(
    "公司|集团|企业|银行|中心|协会|法院|政府|委员会|办公|注册|营业|商铺|店铺|门面|厂房|仓库|[局厅院所处厂店](?:位于|设在|地处|在)?$|[局厅院所厂]"
)
_HINT = re.compile("住|地址|居|户籍|[栋幢楼座元#]|室")


def addresses(folded: str) -> list[Span]:
    """Home addresses of a folded text, without the label before them."""
    if _HINT.search(folded) is None:
        return []
    return [*_labelled(folded), *_flats(folded)]


def _labelled(folded: str) -> Iterator[Span]:
    reached = 0
    for label in _LABEL.finditer(folded):
        segment = _SEGMENT.match(folded, label.end()) if label.start() >= reached else None
        if segment is None:
            continue
        end = _end_of_address(segment, bool(label[1]))
        if end and (label[1] or not _belongs_to_body(folded, label.start(), segment[0])):
            yield label.end(), end, Kind.ADDRESS
            reached = end


def _end_of_address(segment: re.Match[str], is_home: bool) -> int:
    """Behind the last house number; where there is none, only a home by its label has an address."""
    units = list(_UNIT.finditer(segment[0]))
    if units:
        return segment.start() + units[-1].end()
    return segment.end() if is_home and _PLACE.search(segment[0]) else 0


def _belongs_to_body(folded: str, at: int, segment: str) -> bool:
    sentence = _SENTENCE_EDGE.split(folded[max(0, at - 36) : at])[-1]
    return any(_is_body(clause) for clause in (*re.split(r"[,(]", sentence), segment))


def _is_body(clause: str) -> bool:
    return BODY.search(clause) is not None or BODY_ENDS[0].search(clause) is not None


def _flats(folded: str) -> Iterator[Span]:
    for flat in _FLAT.finditer(folded):
        before = folded[max(0, flat.start() - 30) : flat.start()]
        if _OFFICE.search(_SENTENCE_EDGE.split(before)[-1]):
            continue
        edges = [edge.end() for pattern in (_CLAUSE_EDGE, _LABEL) for edge in pattern.finditer(before)]
        yield flat.start() - len(before) + (max(edges) if edges else 0), flat.end(), Kind.ADDRESS
