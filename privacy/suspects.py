"""What was found, and how it is shown to those who need not read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of personal data that the detector knows."""

    ID_CARD = "id_card"
    MOBILE = "mobile"
    PHONE = "phone"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    PASSPORT = "passport"
    PLATE = "plate"
    ACCOUNT = "account"
    ADDRESS = "address"
    NAME = "name"

    @property
    def label(self) -> str:
        """The Chinese word that users see."""
        return _LABELS[self]


_LABELS = {
    Kind.ID_CARD: "身份证件号码",
    Kind.MOBILE: "手机号码",
    Kind.PHONE: "固定电话",
    Kind.BANK_CARD: "银行账号",
    Kind.EMAIL: "电子邮箱",
    Kind.PASSPORT: "护照通行证号码",
    Kind.PLATE: "车牌号码",
    Kind.ACCOUNT: "社交账号",
    Kind.ADDRESS: "个人住址",
    Kind.NAME: "个人姓名",
}
_KEPT = {
    Kind.ID_CARD: (4, 4),
    Kind.MOBILE: (3, 4),
    Kind.PHONE: (3, 0),
    Kind.BANK_CARD: (4, 3),
    Kind.PASSPORT: (1, 2),
    Kind.PLATE: (2, 2),
    Kind.ACCOUNT: (1, 0),
    Kind.NAME: (1, 0),
}
_NOT_SIGNS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")

Span = tuple[int, int, Kind]
"""Start, end (exclusive) and kind of something found in a folded text."""


@dataclass(frozen=True)
class Suspect:
    """A piece of personal data: `text` is what stands there, `masked` what may be shown; `label` is Chinese."""

    start: int
    end: int
    kind: str
    label: str
    text: str
    masked: str


def masked(kind: Kind, folded: str) -> str:
    """The piece with its middle or its end starred: 3201**********1234, 138****0000, 张**."""
    if kind is Kind.EMAIL:
        local, _, domain = "".join(folded.split()).partition("@")
        return f"{local[:1]}***@{domain}"
    if kind is Kind.ADDRESS:
        return "***"
    signs = _NOT_SIGNS.sub("", folded)
    if kind is Kind.MOBILE:
        signs = signs[-11:]
    head, tail = _KEPT[kind]
    stars = max(len(signs) - head - tail, 1)
    return signs[:head] + "*" * stars + (signs[-tail:] if tail else "")
