"""The clocks of a case with their computation: from which day, which days count, which do not and why, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from common.calendar import Period, WorkingDayCount, add_period, add_working_days
from common.deadlines.computing import CountedDay, NamedDays, days_of
from common.errors import NotEligible
from common.models import Deadline, Holiday, RuleValue
from common.rule_values import period_words, rule
from records.deadlines import anchor_words
from records.models import DishonestyRecord, Publication, Withdrawal
from records.rule_periods import withdrawal_clock
from records.vocabulary import PublicationStatus, RecordStatus

NOT_THE_FIRST = "当日不计，从次日起算"
PURPOSES = {"query": "查询", "sanction": "惩戒"}
MONTHS_RUN = "按月计算，休息日和节假日不扣除"


@dataclass(frozen=True)
class Clock:
    """A date that matters: the sentence that says how it was computed, the steps and days behind it, its rule."""

    label: str
    day: date | None
    how: str
    runs: bool = False
    steps: Sequence[str] = ()
    days: Sequence[CountedDay] = ()
    rule: RuleValue | None = None
    address: str = ""


def clocks_of(case: DishonestyRecord, publications: Sequence[Publication]) -> list[Clock]:
    """Return what runs for this record: 陈述申辩, publicity and its ends, query, sanction（rules.md 0.2j）."""
    clocks = [statement_clock(case)] if case.served_on and case.statement_due else []
    for publication in publications:
        clocks += publication_clocks(publication)
    return explained(clocks + _purpose_clocks(case) + withdrawal_clocks(case), case, *publications)


def explained(clocks: list[Clock], *about: Model) -> list[Clock]:
    """Give each clock that is a row the address of the page that explains it."""
    rows = Deadline.objects.of(*about) if clocks else []
    pages = {row.label: reverse("common:deadline", args=[row.pk]) for row in rows}
    return [replace(clock, address=pages.get(clock.label, "")) for clock in clocks]


def statement_clock(case: DishonestyRecord) -> Clock:
    """Return by when the department may state its case, counted from service（rules.md 0.2t）."""
    served, due = case.served_on, case.statement_due
    runs = case.status == RecordStatus.STATEMENT
    used = _rule_at("statement", "period", served)
    if used is None or served is None:
        return Clock("陈述申辩截止", due, f"自 {served} 送达次日起算", runs)
    named = Holiday.objects.named()
    counted = add_working_days(served, int(used.value), holidays=_calendar(named))
    words = f"{served} 送达，次日起 {used.value} 个工作日{used.doubt}{_skipped(counted, due)}"
    start = f"{served} 送达，{NOT_THE_FIRST}"
    return Clock("陈述申辩截止", due, words, runs, *_counted(start, counted, due, named), used)


def publication_clocks(publication: Publication) -> list[Clock]:
    """Return the window of a publication that stands or is suspended; the first day of repair where its kind has one."""
    standing = publication.status == PublicationStatus.PUBLIC
    if publication.closes_on is None or publication.opens_on is None or not standing:
        return []
    closes, opens = publication.closes_on, publication.opens_on
    used = _version("publicity", _grade(publication), publication.rule_version)
    anchor, what = anchor_words(publication.fact.of_kind)
    words = f"自 {opens} 起，{closes} 零时自动撤下（规则第 {publication.rule_version} 版）{used.doubt if used else ''}"
    until = Clock("公示到", closes, words, False, _window_steps(publication, anchor, what, used), (), used)
    if not publication.fact.of_kind.IS_REPAIRABLE:
        return [until]
    shortest = f"，加最短 {used.value.get('min_months') or 0} 个月" if used else ""
    repair = [f"从{what} {anchor} 起算{shortest}，{publication.repair_from} 当日起可以申请", MONTHS_RUN]
    return [
        until,
        Clock("最早可申请修复", publication.repair_from, "还须先履行完毕相关义务", False, repair, (), used),
    ]


def _window_steps(publication: Publication, anchor: date, what: str, used: RuleValue | None) -> list[str]:
    opens, closes, today = publication.opens_on, publication.closes_on, timezone.localdate()
    if opens is None or closes is None:
        return []
    whole, gone = (closes - opens).days, min(max((today - opens).days, 0), (closes - opens).days)
    longest = f"，加最长 {used.value['max_months']} 个月" if used else ""
    return [
        f"从{what} {anchor} 起算{longest}，{closes} 零时为止",
        f"实际自 {opens} 起公示：认定、生效和公示三个日期中最晚的一个",
        f"共 {whole} 天，已过 {gone} 天，还有 {whole - gone} 天；{MONTHS_RUN}，暂停期间不顺延",
    ]


def _purpose_clocks(case: DishonestyRecord) -> list[Clock]:
    """Return until when the record is used for queries and for sanctions: periods beside publicity（rules.md 0.2j）."""
    ends = (
        ("查询期止", "query", "any", case.query_until),
        ("惩戒期止", "sanction", str(case.declared_severity), case.sanction_until),
    )
    return [_purpose_clock(case, label, kind, key, day) for label, kind, key, day in ends if day]


def _purpose_clock(case: DishonestyRecord, label: str, kind: str, key: str, day: date) -> Clock:
    how = f"自这一天起不再用于{PURPOSES[kind]}"
    confirmed = timezone.localdate(case.confirmed_at) if case.confirmed_at else timezone.localdate()
    used = _rule_at(kind, key, confirmed)
    if used is None:
        return Clock(label, day, how)
    period = Period(int(used.value), used.unit)
    words = period_words(kind, key, confirmed)
    anchor, what = anchor_words(case)
    if add_period(anchor, period) == day:
        steps = [f"从{what} {anchor} 起算，加 {words}，到 {day} 零时为止", MONTHS_RUN]
        return Clock(label, day, f"{how}；从{what}起 {words}", False, steps, (), used)
    moved = f"按规则从{what} {anchor} 加 {words} 为 {add_period(anchor, period)}"
    steps = [f"这一天由后来的办理（撤销、更正）改定；{moved}"]
    return Clock(label, day, f"{how}；由后来的办理改定", False, steps, (), used)


def withdrawal_clocks(case: Any) -> list[Clock]:
    """Return by when a withdrawn fact was due, how that was counted, and whether it was late（行政处罚法 48）."""
    if case.status != RecordStatus.WITHDRAWN:
        return []
    act = Withdrawal.objects.filter(fact=case.pk).first()
    if act is None:
        return []
    counted, used = withdrawal_clock(case.basis, act.dated_on)
    source = f"{act.dated_on} {act.body} {act.number}"
    words = f"{source}，次日起 {used.value} 个工作日{used.doubt}{_skipped(counted, act.due_on)}"
    late = "，超期" if act.is_late else "，按期"
    how = f"{words}；{act.withdrawn_on} 撤销{late}（规则第 {act.rule_version} 版）"
    computed = _counted(f"{source}，{NOT_THE_FIRST}", counted, act.due_on, Holiday.objects.named())
    return [Clock("应撤回之日", act.due_on, how, False, *computed, used)]


def _counted(
    start: str, counted: WorkingDayCount, due: date | None, named: NamedDays
) -> tuple[list[str], Sequence[CountedDay]]:
    """Return the steps of a count in working days and its days; none where the calendar has changed since."""
    if counted.due != due:
        return [start, f"登记时按当时的日历为 {due}，按现在的日历重算为 {counted.due}；已登记的不变"], []
    assumed = [f"{year} 年放假安排尚未公布，只扣除周末" for year in counted.assumed_years]
    return [start, *assumed, f"末日 {due} 二十四时届满"], days_of(counted, named)


def _skipped(counted: WorkingDayCount, due: date | None) -> str:
    skipped = "、".join(f"{day:%m-%d}" for day, _ in counted.skipped)
    return f"，跳过 {skipped}" if skipped and counted.due == due else ""


def _calendar(named: NamedDays) -> dict[date, bool]:
    return {day: works for day, (works, _) in named.items()}


def _grade(publication: Publication) -> str:
    return publication.fact.of_kind.grade


def _version(kind: str, key: str, version: int | None) -> RuleValue | None:
    return RuleValue.objects.filter(kind=kind, key=key, version=version or 0).first()


def _rule_at(kind: str, key: str, day: date | None) -> RuleValue | None:
    try:
        return rule(kind, key, day) if day else None
    except NotEligible:
        return None
