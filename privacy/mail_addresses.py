"""Mail addresses of a folded text, also where something else stands for the @ or for a dot: zhangsan#163点com."""

from __future__ import annotations

import re

from privacy.folding import INVISIBLE
from privacy.suspects import Kind, Span

_UNSEEN = rf"[{INVISIBLE}]{{0,9}}+"
_LOOSE = rf"[\s{INVISIBLE}]{{0,9}}+"
_OPEN, _CLOSE = r"[(\[{<【〔（《「]", r"[)\]}>】〕）》」]"
_LOCAL = re.compile(rf"(?:[A-Za-z0-9._%+\-]{_UNSEEN}){{1,64}}{_LOOSE}$")
_LABEL = rf"(?:[A-Za-z0-9\-]{_UNSEEN}){{1,63}}"
_DOMAIN = re.compile(rf"{_LOOSE}{_LABEL}(?:\s?\.\s?{_LABEL}){{1,5}}")
_AT = re.compile(
    rf"@|{_OPEN}{_LOOSE}(?:at|艾特|爱特|[@#*]){_LOOSE}{_CLOSE}|艾特|爱特|(?<![A-Za-z])at(?![A-Za-z])"
    r"|[^\w\s.,:;/\\\-'\"()<>\[\]{}《》「」【】〔〕，。：；、？！…—“”‘’]{1,3}",
    re.IGNORECASE,
)
"""What stands for the @: it in brackets, its name, or a sign that neither prose nor an address of the web has there."""
_DOT = rf"{_LOOSE}(?:{_OPEN}{_LOOSE}(?:dot|点|\.){_LOOSE}{_CLOSE}|[.。·•‧・,，*_]|点|dot){_LOOSE}"
_TOP = "|".join(
    map(_UNSEEN.join, ["com", "cn", "net", "org", "gov", "edu", "cc", "me", "io", "hk", "vip", "top"])
)
_NAMED_DOMAIN = re.compile(
    rf"{_LOOSE}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}(?:{_TOP})(?![A-Za-z0-9])", re.IGNORECASE
)


def mail_addresses(folded: str) -> list[Span]:
    """Where mail addresses stand; one that has no @ must end in a known top level."""
    spans: list[Span] = []
    for at in _AT.finditer(folded):
        before = max(0, at.start() - 80)
        local = _LOCAL.search(folded[before : at.start()])
        domain = _NAMED_DOMAIN.match(folded, at.end())
        if domain is None and at[0] == "@":
            domain = _DOMAIN.match(folded, at.end())
        if domain is not None and (local or at[0] == "@"):
            spans.append((before + local.start() if local else at.start(), domain.end(), Kind.EMAIL))
    return spans
