"""Whether the repair of a record can be asked for today, and if not, why and from when.

Order 36 is written for 失信信息 of enterprises; to 政务失信 it is applied by analogy（rules.md 0.2g, 4.1）.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from days.calendar import add_months
from policy.vocabulary import Severity
from policy.windows import WindowRule, mildest


@dataclass(frozen=True)
class Matter:
    """What a record says for the question.

    `ended` is on what its publication ended, "" where it did not or never stood; `closes` is the first day without
    publicity of one that stands. `earliest` is the day of the class's minimum. `barred` says why the law keeps repair
    away from it. `open_number` is the repair in hand. `again_from` is the day that the last refusal named.
    """

    is_of_department: bool
    is_confirmed: bool
    severity: str
    earliest: date
    ended: str = ""
    closes: date | None = None
    repaired_on: date | None = None
    barred: str = ""
    open_number: str = ""
    again_from: date | None = None


@dataclass(frozen=True)
class Eligibility:
    """The answer: `words` say it to the applicant; `since` is the day from which it will be another, where one can be told."""

    may: bool
    words: str
    since: date | None = None


def earliest(anchor: date, rules: Sequence[WindowRule]) -> date:
    """Return the day from which repair can be asked for: the class's minimum from the anchor, the mildest rule of several.

    rules.md 0.2r; 0.2l
    """
    return add_months(anchor, mildest(rules).min_months or 0)


def eligibility(matter: Matter, today: date) -> Eligibility:
    """Say whether repair can be asked for on `today`（rules.md 3.9, 4.1; procedures D.18）."""
    refused = _never(matter) or _over(matter, today)
    if refused:
        return Eligibility(False, refused)
    if matter.open_number:
        return Eligibility(False, f"已有一件修复在办理（{matter.open_number}），办结以前不能再提出")
    waits = [day for day in (matter.earliest, matter.again_from) if day and day > today]
    if waits:
        since = max(waits)
        return Eligibility(False, _not_yet(matter, since), since)
    return Eligibility(True, _may(matter))


def _never(matter: Matter) -> str:
    if not matter.is_of_department:
        return "公务员个人的记录从不公开，不适用信用修复：影响期届满即不再使用"
    if not matter.is_confirmed:
        return "记录没有认定，或已经撤销、不纳入，没有可修复的"
    return f"依规不可修复：{matter.barred}" if matter.barred else ""


def _over(matter: Matter, today: date) -> str:
    if matter.repaired_on:
        return f"已于 {matter.repaired_on} 修复"
    if matter.ended:
        return f"公示已因{matter.ended}终止，没有可修复的"
    if matter.closes and matter.closes <= today:
        return f"公示期已于 {matter.closes} 届满，没有可修复的"
    return ""


def _not_yet(matter: Matter, since: date) -> str:
    if matter.again_from == since:
        return f"上次决定不准予修复，{since} 起可以重新申请"
    return f"最短公示期未满，{since} 起可以申请；还须先纠正失信行为、履行完毕"


def _may(matter: Matter) -> str:
    if matter.severity == Severity.MINOR:
        return "轻微失信没有最短公示期：纠正失信行为、履行完毕后即可申请"
    return f"最短公示期已于 {matter.earliest} 届满，可以申请；须已纠正失信行为、履行完毕，并作出信用承诺"
