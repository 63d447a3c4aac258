"""Personal data leaves a public text by removal; nothing is painted over（个人信息保护法 25; rules.md 0.2b）."""

from __future__ import annotations

import re
from collections.abc import Sequence

from common.privacy import Finding

_LABEL = r"(?:联系|移动|办公|固定)?(?:电话|手机|手机号|手机号码|电话号码|身份证|身份证号|身份证号码|证件号码|邮箱|电子邮箱|银行卡号|账号|住址|地址|车牌号?)"
_EMPTY_BRACKETS = re.compile(rf"[（(]\s*(?:{_LABEL}\s*[:：]?\s*[，,、；;]?\s*)*[)）]")
_LONE_LABEL = re.compile(rf"[，,、；;]?\s*{_LABEL}\s*(?:[:：]|为)\s*(?=[，,。；;、)）]|$)")
_DOUBLED = re.compile(r"([，,、；;])\s*(?=[，,、；;。])")


def redact(text: str, findings: Sequence[Finding]) -> str:
    """Return `text` without its findings, nor the brackets and labels that only held them."""
    kept, reached = [], 0
    for finding in sorted(findings, key=lambda found: found.start):
        kept.append(text[reached : max(finding.start, reached)])
        reached = max(finding.end, reached)
    bare = "".join([*kept, text[reached:]])
    return tidy(bare) if findings else bare


def tidy(text: str) -> str:
    """Return `text` without brackets and labels that stand empty."""
    return _DOUBLED.sub("", _LONE_LABEL.sub("", _EMPTY_BRACKETS.sub("", text))).strip()


def remove(text: str, found: str) -> str:
    """Return `text` without any occurrence of one finding's words."""
    return tidy(text.replace(found, ""))
