"""The clocks of objections: acceptance, supplement, verification（rules.md 4.2）."""

from __future__ import annotations

from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.roles import OFFICERS, REPRESENTATIVES, Role

LABEL = "appeals.objection"
ACCEPT = DeadlineKind(
    "appeals.objection_accept",
    "异议受理期限",
    (LABEL,),
    "objection",
    "在这一天以前决定受理、通知补正或者不予受理。",
    "提醒经办；不因超过期限视为受理或者不受理。",
    OFFICERS,
    column="accept_due",
)
SUPPLY = DeadlineKind(
    "appeals.objection_supply",
    "异议补正期限",
    (LABEL,),
    "objection",
    "申请人在这一天以前补正。",
    "逾期没有补正的，可以不予受理；期限待核实的，只提醒。",
    OFFICERS | REPRESENTATIVES,
    is_right=True,
    column="supply_due",
)
VERIFY = DeadlineKind(
    "appeals.objection_verify",
    "异议核查期限",
    (LABEL,),
    "objection",
    "核查机关在这一天以前答复结论，自受理之日起算。",
    "告知核查机关的上一级，提醒经办；不视为维持。期限待核实的，只提醒。",
    frozenset({Role.OFFICER, Role.FINDING_BODY}),
    column="verify_due",
)
EXPLAIN = DeadlineKind(
    "appeals.objection_explain",
    "异议补充说明期限",
    (LABEL,),
    "objection",
    "申请人在这一天以前补充说明。",
    "核查、决定按已有的材料继续；不因没有说明视为放弃异议。",
    frozenset({Role.OFFICER, Role.FINDING_BODY, Role.REPRESENTATIVE}),
    is_right=True,
    column="explain_due",
)
KINDS = (ACCEPT, SUPPLY, VERIFY, EXPLAIN)


def register() -> None:
    """Declare the kinds; called once when the app is ready."""
    deadline_kinds.register(*KINDS)
