"""Influence periods of sanctions on officials: pure（公职人员政务处分法 8; 公务员法 64, 65; rules.md 3.4）."""

from __future__ import annotations

from datetime import date

from days.calendar import add_months
from dossiers.vocabulary import Challenge, Sanction

NO_PROMOTION = "期内不得晋升职务、职级、级别"
NO_PAY_STEP = "期内不得晋升职务、职级、级别和工资档次"


def over_after(effective_on: date, months: int) -> date:
    """Return the first day on which a period of `months` from `effective_on` is over（half-open）."""
    return add_months(effective_on, months)


def effect_words(sanction: str) -> str:
    """Return what a sanction means while it counts; 诫勉 has no such effect by law."""
    if sanction == Sanction.WARNING:
        return NO_PROMOTION
    if sanction in {Sanction.DEMERIT, Sanction.MAJOR_DEMERIT, Sanction.DEMOTION, Sanction.REMOVAL}:
        return NO_PAY_STEP
    return ""


def clock_words(
    effective_on: date, over_on: date | None, today: date, *, lifted: bool = False, doubt: str = ""
) -> str:
    """Return where a period stands on `today`, with the days left; `doubt` marks a length not verified yet."""
    if today < effective_on:
        return f"尚未开始，{effective_on} 起"
    if over_on is None:
        return "没有期满日"
    if today >= over_on:
        return f"{over_on} 已解除" if lifted else f"{over_on} 已期满{doubt}"
    return f"还有 {(over_on - today).days} 天，{over_on} 期满{doubt}"


def is_challenged(challenge: str) -> bool:
    """Say whether the sanction is still being argued about; its execution is not stayed（政务处分法 56）."""
    return challenge in {Challenge.REVIEW, Challenge.APPEAL}
