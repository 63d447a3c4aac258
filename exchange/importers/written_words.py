"""Words as people write them: the same word whatever its width, blanks, invisible marks, or traditional signs. Pure."""

from __future__ import annotations

import re
import unicodedata

from privacy.entered_text import entered

_TRADITIONAL = (
    "體稱統會碼來類發關認書號據額響嚴開屬備註機構單門級別區劃處罰問責違規約購資標債務計鄉鎮較輕內業團組織層眾衆"
    "農經濟場縣萬億為爲點領實採決斷協職員國聯係訴執償還圓階臨時間編碼檔個戶種歸屬報錄區劃縣黨紀監察後裡"
)
_SIMPLIFIED = (
    "体称统会码来类发关认书号据额响严开属备注机构单门级别区划处罚问责违规约购资标债务计乡镇较轻内业团组织层众众"
    "农经济场县万亿为为点领实采决断协职员国联系诉执偿还元阶临时间编码档个户种归属报录区划县党纪监察后里"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_QUOTED_FORMULA = re.compile(r'[=＝]\s*"((?:[^"]|"")*)"')


def word(text: str) -> str:
    """Return a word of a header or a code table: half width, simplified, without blanks and invisible marks."""
    if text.isascii():
        return "".join(text.split())
    plain = unicodedata.normalize("NFKC", entered(text)).translate(_TO_SIMPLIFIED)
    return "".join(plain.split())


def unwrapped(text: str) -> str:
    """Return what `="…"` was written around to keep a spreadsheet from changing it."""
    found = _QUOTED_FORMULA.fullmatch(text.strip()) if "=" in text or "＝" in text else None
    return found[1].replace('""', '"') if found else text


def without_text_sign(text: str) -> str:
    """Return a number or code without the apostrophe that tells a spreadsheet to take it for text."""
    return text.lstrip("'’‘＇`") if text[:1] in "'’‘＇`" else text
