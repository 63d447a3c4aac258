"""The rules of the warning chain: how long its steps take."""

from __future__ import annotations

from common.rulebook import PeriodShape, RuleKind

CLOCK = "warning_clock"
KINDS = (
    RuleKind(
        CLOCK,
        "被诉、败诉、执行预警的期限",
        PeriodShape(("working_day", "calendar_day")),
        "答辩举证、报告措施、履行、答复预警、核对履行证明各有多少天。没有确认的只提醒，不据以约谈、通报。",
        order=74,
    ),
)
