"""The kinds of rules of screening: which measures cover which step, how old a list may be, how long a person may take."""

from commitments.screening.vocabulary import Step
from common.rulebook import PeriodShape, RuleKind, SetShape

KINDS = (
    RuleKind(
        "watch_measure",
        "失信名单的措施覆盖哪些环节",
        SetShape(Step.choices, "环节"),
        "名单的限制措施覆盖招标投标的哪些环节，依据写在规则里。没有确认的不拦截，只提示。",
        order=76,
    ),
    RuleKind(
        "screening_clock",
        "信用比对的期限",
        PeriodShape(("working_day", "calendar_day")),
        "名单多久算过期；名称命中多久以内由人核实。",
        order=77,
    ),
)
