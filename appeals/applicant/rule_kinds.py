"""The kind of rule that applicants over the net need: how long an answer can be read."""

from __future__ import annotations

from common.rulebook import PeriodShape, RuleKind, rulebook

KINDS = (
    RuleKind(
        "applicant_answers",
        "网上答复的保留",
        PeriodShape(("month",)),
        "凭查询码能看到每一步答复多久，自答复之日起算。到期只是不再显示，案卷不受影响。",
        order=59,
    ),
)


def register() -> None:
    """Enter the kinds; called once when the app is ready."""
    rulebook.register(*KINDS)
