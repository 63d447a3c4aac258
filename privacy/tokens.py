"""Personal data with letters in it, or that only its label gives away: passports, plates, accounts."""

from __future__ import annotations

import re

from privacy.folding import GAP
from privacy.numbers import follows_serial_label
from privacy.suspects import Kind, Span

_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_PASSPORT = re.compile(
    rf"{_EDGE}(?:[EGDSPKMHegdspkmh](?:[{GAP}]{{0,2}}[0-9]){{8}}(?:[{GAP}]{{0,2}}[0-9]{{2}})?"
    rf"|[Ee][A-HJ-NP-Za-hj-np-z][{GAP}]{{0,2}}[0-9]{{7}}){_END}"
)
_PLATE = re.compile(
    rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][{GAP}]{{0,2}}[A-HJ-NP-Za-hj-np-z]"
    rf"[{GAP}]{{0,2}}((?:[A-HJ-NP-Za-hj-np-z0-9][{GAP}]{{0,1}}){{3,5}}[A-HJ-NP-Za-hj-np-z0-9警学挂港澳]){_END}"
)
_LABELLED = (
    (re.compile(r"护照(?:号码?)?[:为是\s(（]{0,4}([A-Za-z0-9]{7,12})" + _END), Kind.PASSPORT),
    (
        re.compile(
            r"(?:电话|座机|热线|传真|[Tt][Ee][Ll])(?:号码)?[:：为是\s(]{0,4}([2-8]\d{2,3}[\s\-]?\d{4})(?![\d.])"
        ),
        Kind.PHONE,
    ),
    (
        re.compile(
            rf"(?:账户|账号|帐户|帐号|卡号)[^\d，,。；;]{{0,8}}(\d(?:[{GAP}]{{0,3}}\d){{8,29}})(?!\d)"
        ),
        Kind.BANK_CARD,
    ),
    (
        re.compile(
            r"(?:QQ|qq|微信号?|[Vv][Xx]|[Ww]e[Cc]hat)(?:号码?|群)?[:：为是\s]{0,4}([A-Za-z0-9][A-Za-z0-9_\-]{4,19})"
        ),
        Kind.ACCOUNT,
    ),
    (
        re.compile(r"(?:身份证|公民身份|证件|军官证)(?:件?号码?)[:：为是\s(]{0,4}([A-Za-z0-9]{6,20})" + _END),
        Kind.ID_CARD,
    ),
    (re.compile(r"(?<![\d.,])(1[3-9]\d[.,/]\d{4}[.,/]\d{4})(?![\d.,])"), Kind.MOBILE),
)


def tokens(folded: str) -> list[Span]:
    """Passports, plates and labelled accounts of a folded text."""
    spans = [
        (*found.span(), Kind.PASSPORT)
        for found in _PASSPORT.finditer(folded)
        if _is_passport(folded, found.start())
    ]
    spans += [(*found.span(), Kind.PLATE) for found in _PLATE.finditer(folded) if _is_plate(found[1])]
    for pattern, kind in _LABELLED:
        spans += [(*found.span(1), kind) for found in pattern.finditer(folded)]
    return spans


def _is_passport(folded: str, at: int) -> bool:
    return not follows_serial_label(folded, at)


def _is_plate(serial: str) -> bool:
    signs = re.sub(rf"[{GAP}]", "", serial)
    return len(signs) in (5, 6) and any(sign.isdigit() for sign in signs)
