"""The kind of rules of challenges: their clocks; that of a reversal is the withdrawal's own（行政处罚法 48）."""

from common.rulebook import PeriodShape, RuleKind, rulebook

CLOCK = "challenge_clock"
KINDS = (
    RuleKind(
        CLOCK,
        "源文书变动的期限",
        PeriodShape(("working_day", "calendar_day")),
        "部门报告的变动多少个工作日内登记；审理多久没有结果提醒经办了解进展。待核实的只提醒。",
        order=59,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
