"""The deadline of a reporting duty（归集报送）: from the end of the quarter to the day by which the unit reports."""

from common.deadlines.kinds import DeadlineKind, deadline_kinds
from exchange.models.duties import REPORTERS

REPORTING = DeadlineKind(
    "exchange.reporting",
    "归集报送截止",
    ("exchange.reportingduty",),
    "reporting_due",
    "季度终了后，报送单位须在这一天以前报送归集表或作零报告。",
    "催报；期限规则确认以后，届满未报的记为逾期。",
    frozenset(REPORTERS),
    column="due_on",
)


def register() -> None:
    """Declare the kind; called once when the app is ready."""
    deadline_kinds.register(REPORTING)
