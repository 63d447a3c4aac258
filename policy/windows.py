"""How long a record stands in public, may be asked for and may be sanctioned: three periods, three rules.

All windows are half-open in Beijing days: `closes` is the first day on which nothing is shown any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from common.errors import NotEligible
from days.calendar import Period, add_months, add_period
from policy.vocabulary import Severity, SourceKind


@dataclass(frozen=True)
class WindowRule:
    """Shortest and longest publicity of one class of severity, in months, as one version of the rules has it.

    `min_months` None: repair can be asked for as soon as the duties are performed (Order 36, 轻微).
    """

    min_months: int | None
    max_months: int
    version: int | str
    basis: str = ""

    @classmethod
    def from_value(cls, value: Mapping[str, Any], *, version: int | str, basis: str = "") -> WindowRule:
        """The rule as the dated rules store it: {"min_months": 3, "max_months": 12}."""
        return cls(value.get("min_months"), int(value["max_months"]), version, basis)


@dataclass(frozen=True)
class Window:
    """A publicity window: shown on every day with `opens` <= day < `closes`; repair from `repair_from` on."""

    anchor: date
    opens: date
    closes: date
    repair_from: date
    rule_version: int | str

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the window."""
        return self.opens <= day < self.closes


@dataclass(frozen=True)
class PeriodRule:
    """One version of a query or sanction period; `period` None where none runs (开除)."""

    period: Period | None
    version: int | str
    basis: str = ""


def publicity_window(
    *,
    source_kind: str,
    severity: str,
    decided_on: date | None,
    effective_on: date | None,
    act_on: date,
    rules: Sequence[WindowRule],
    minor_reason: str = "",
) -> Window:
    """The window of a record published by an act of `act_on`; NotEligible says why there is none.

    `rules` are the versions that may apply: in force at the anchor, in force at the act; the milder one does.
    rules.md 0.2d, 0.2k, 0.2l, 0.2r; Order 36 (2025).
    """
    if severity == Severity.MINOR and not minor_reason.strip():
        raise NotEligible("轻微失信原则上不公示；确有必要公示的，请写明理由后再办理")
    effective = _required(effective_on, "生效日期")
    anchor = anchor_of(source_kind, decided_on=decided_on, effective_on=effective)
    rule = mildest(rules)
    opens = max(anchor, effective, act_on)
    closes = add_months(anchor, rule.max_months)
    if closes <= opens:
        raise NotEligible(_too_late(anchor, opens, closes, rule))
    return Window(anchor, opens, closes, add_months(anchor, rule.min_months or 0), rule.version)


def within_validity(window: Window, valid_until: date | None) -> Window:
    """The window of an honour, cut at the end of the day until which it is valid（守信激励记录 有效期）."""
    if valid_until is None or valid_until >= window.closes:
        return window
    if valid_until < window.opens:
        raise NotEligible(f"这项荣誉的有效期已于 {valid_until} 届满，不再公示")
    return replace(window, closes=valid_until + timedelta(days=1))


def anchor_of(source_kind: str, *, decided_on: date | None, effective_on: date | None) -> date:
    """The day from which periods run: effect for a judgment, decision for everything else (rules.md 0.2r)."""
    if source_kind == SourceKind.JUDGMENT:
        return _required(effective_on, "生效日期")
    return _required(decided_on, "认定日期")


def mildest(rules: Sequence[WindowRule]) -> WindowRule:
    """Of several versions of a rule the one that shows for the shortest time (rules.md 0.2l)."""
    if not rules:
        raise NotEligible("这一严重程度没有生效的公示期限规则，请信用办负责人先在规则中设定")
    return min(rules, key=lambda rule: (rule.max_months, rule.min_months or 0))


def query_until(anchor: date, rule: PeriodRule) -> date | None:
    """First day on which an authorised query no longer shows the record (rules.md 0.2j)."""
    return _until(anchor, rule)


def sanction_until(anchor: date, rule: PeriodRule) -> date | None:
    """First day on which no sanction may rest on the record; None where no period runs (rules.md 0.2j)."""
    return _until(anchor, rule)


def _until(anchor: date, rule: PeriodRule) -> date | None:
    return None if rule.period is None else add_period(anchor, rule.period)


def _required(day: date | None, name: str) -> date:
    if day is None:
        raise NotEligible(f"{name}未填，无法计算公示期，请补填后再公示")
    return day


def _too_late(anchor: date, opens: date, closes: date, rule: WindowRule) -> str:
    return (
        f"公示期自 {anchor} 起算，最长 {rule.max_months} 个月，到 {closes} 为止；"
        f"最早只能从 {opens} 起公示，已无可公示的日子，不予公示"
    )
