"""The kinds of rules that records answer for: publicity, query, sanction, grades, clocks."""

from __future__ import annotations

from common.rulebook import MonthsShape, PeriodShape, RuleKind, rulebook
from records import rule_effects

KINDS = (
    RuleKind(
        "publicity",
        "公示期",
        MonthsShape(),
        "失信信息在公开页面上停留多久。轻微的原则上不公示。",
        (rule_effects.on_standing_windows, rule_effects.on_pending_windows),
        order=10,
    ),
    RuleKind(
        "withdrawal",
        "撤回期限",
        PeriodShape(("working_day",)),
        "源文书被撤销或改判后，多少个工作日内撤回记录和公示。",
        (rule_effects.on_withdrawals, rule_effects.on_late_withdrawals),
        order=55,
    ),
)


def register() -> None:
    """Enter the kinds, and what a new reminder would tell of; called once when the app is ready."""
    rulebook.register(*KINDS)
    rulebook.add_effect("reminder", "publications", rule_effects.on_reminders)
