"""The unified social credit code（统一社会信用代码, GB 32100-2015）by which a department is reached. Pure.

苏政发〔2023〕55号 二(二)
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from identifiers.characters import DASHES, INVISIBLE

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18

_CODE_NOISE = re.compile(rf"[\s'{INVISIBLE}{DASHES}]+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{1,2}")
_WHOLE_FLOAT = re.compile(r"(\d{17,18})\.0+")


class SubjectKind(StrEnum):
    """What a body is by the first two characters of its code (GB 32100-2015, 5.1-5.2)."""

    ORGAN = "organ"
    INSTITUTION = "institution"
    MASS_ORGANISATION = "mass_organisation"
    SOCIAL_ORGANISATION = "social_organisation"
    SELF_GOVERNING = "self_governing"
    COLLECTIVE = "collective"
    MARKET = "market"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese word that users see."""
        return _KIND_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, for a form or a model field."""
        return [(kind.value, kind.label) for kind in cls]


_KIND_LABELS = {
    SubjectKind.ORGAN: "机关",
    SubjectKind.INSTITUTION: "事业单位",
    SubjectKind.MASS_ORGANISATION: "群众团体",
    SubjectKind.SOCIAL_ORGANISATION: "社会组织",
    SubjectKind.SELF_GOVERNING: "基层群众性自治组织",
    SubjectKind.COLLECTIVE: "农村集体经济组织",
    SubjectKind.MARKET: "市场主体",
    SubjectKind.OTHER: "其他",
}
_KINDS = {
    "11": SubjectKind.ORGAN,
    "12": SubjectKind.INSTITUTION,
    "13": SubjectKind.MASS_ORGANISATION,
    "51": SubjectKind.SOCIAL_ORGANISATION,
    "52": SubjectKind.SOCIAL_ORGANISATION,
    "53": SubjectKind.SOCIAL_ORGANISATION,
    "54": SubjectKind.SELF_GOVERNING,
    "N1": SubjectKind.COLLECTIVE,
    "N2": SubjectKind.COLLECTIVE,
    "N3": SubjectKind.COLLECTIVE,
    "91": SubjectKind.MARKET,
    "92": SubjectKind.MARKET,
    "93": SubjectKind.MARKET,
}
KNOWN_CLASSES = {
    "1": "1239",
    "2": "19",
    "3": "123459",
    "4": "19",
    "5": "12349",
    "6": "129",
    "7": "129",
    "8": "19",
    "9": "1239",
    "A": "19",
    "N": "1239",
    "Y": "1",
}


def normalise_credit_code(text: str) -> str:
    """The code as it is stored: NFKC, capitals, without spaces, hyphens and invisible characters."""
    code = _CODE_NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
    whole = _WHOLE_FLOAT.fullmatch(code)
    return whole[1] if whole else code


def check_credit_code(code: str) -> str | None:
    """None where the code satisfies GB 32100-2015, otherwise what is wrong and what to do about it."""
    code = normalise_credit_code(code)
    return _shape_fault(code) or _character_fault(code) or _check_character_fault(code)


def _shape_fault(code: str) -> str | None:
    if not code:
        return "统一社会信用代码未填，请补填18位代码"
    if _SCIENTIFIC.fullmatch(code):
        return "统一社会信用代码被表格软件改成了科学计数法，请把该列设为文本格式后重新填写18位代码"
    if len(code) != _LENGTH:
        return f"统一社会信用代码应为18位，现为{len(code)}位，请核对是否漏填、多填"
    return None


def _character_fault(code: str) -> str | None:
    for place, character in enumerate(code, start=1):
        if character not in _VALUES:
            return f"统一社会信用代码第{place}位“{character}”不是可用字符（只用数字和大写字母，不用I、O、S、V、Z），请核对是否误填"
    if not code[2:8].isdigit():
        return "统一社会信用代码第3至8位应为登记管理机关行政区划码（6位数字），请核对后重填"
    return None


def _check_character_fault(code: str) -> str | None:
    if code[-1] == check_character(code):
        return None
    return "统一社会信用代码校验码不符，代码中至少有一位填错，请对照登记证书逐位核对"


def check_character(code: str) -> str:
    """The 18th character that belongs to the first 17 (GB 32100-2015, 5.5)."""
    total = sum(_VALUES[character] * weight for character, weight in zip(code, _WEIGHTS, strict=False))
    return ALPHABET[-total % 31]


def credit_code_kind(code: str) -> SubjectKind:
    """The kind that the prefix tells; OTHER where it tells none that this portal deals with."""
    return _KINDS.get(normalise_credit_code(code)[:2], SubjectKind.OTHER)


def inner_digit_warning(code: str) -> str | None:
    """A hint where the organisation code inside (places 9-17) fails its own check digit (GB 11714)."""
    inner = normalise_credit_code(code)[8:17]
    if len(inner) != 9 or any(character not in _INNER_ALPHABET for character in inner):
        return "统一社会信用代码第9至17位不是完整的组织机构代码，请核对"
    total = sum(
        _INNER_ALPHABET.index(character) * weight
        for character, weight in zip(inner, _INNER_WEIGHTS, strict=False)
    )
    if inner[8] == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11)):
        return None
    return "统一社会信用代码第17位与组织机构代码的校验码不符，请对照登记证书核对"
