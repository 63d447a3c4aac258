"""The clocks of a rectification: both duties run from the service of the order, the hearing from its notice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone

from common.deadlines.kinds import DeadlineKind
from common.deadlines.services import Start, cancel, extend, meet, start
from common.errors import NotEligible
from common.models import Deadline
from common.roles import OFFICERS, REPRESENTATIVES
from common.rule_values import rule
from common.trail import Actor
from discipline.rectification.models import Rectification

RULE = "rectification"
LABEL = "discipline.rectification"
EXPLANATION = DeadlineKind(
    "discipline.explanation",
    "书面说明期限",
    (LABEL,),
    RULE,
    "整改通知书送达后，部门须在这一天以前书面说明原因。",
    "提醒经办和部门代表；期限规则经负责人确认以后，才能催办。",
    OFFICERS | REPRESENTATIVES,
    column="explanation_due",
)
TERM = DeadlineKind(
    "discipline.term",
    "整改期限",
    (LABEL,),
    RULE,
    "整改通知书送达后，部门须在这一天以前整改完毕、报请验收。",
    "提醒经办和部门代表；期限规则经负责人确认以后，可以提醒、约谈、通报、移送。",
    OFFICERS | REPRESENTATIVES,
    column="due_on",
)
HEARING = DeadlineKind(
    "discipline.refusal_hearing",
    "拟认定拒不整改的陈述申辩截止",
    (LABEL,),
    "statement",
    "告知送达后，部门可以陈述申辩到这一天。收到意见或期满以后才能登记拒不整改的认定。",
    "期满未提出意见的，可以登记认定；不因此对部门作不利的推定。",
    REPRESENTATIVES | OFFICERS,
    column="hearing_due",
    is_right=True,
)
KINDS = (EXPLANATION, TERM, HEARING)


def start_duties(case: Rectification, served_on: date, due: date | None, *, by: Actor) -> dict[str, date]:
    """Start both duties with the service of the order and return their days by column.

    `due` is the day that the order itself names, where it does.
    """
    event = f"{served_on} 整改通知书送达"
    severity = str(case.record.declared_severity)
    explanation = Start(served_on, event, rule(RULE, "explanation", served_on))
    term = Start(served_on, event, rule(RULE, severity, served_on), due=due)
    return {
        "explanation_due": start(EXPLANATION, case, explanation, by=by).due_on,
        "due_on": start(TERM, case, term, by=by).due_on,
    }


def start_hearing(case: Rectification, served_on: date, *, by: Actor) -> date:
    """Start 陈述申辩 with the service of the notice; return its last day."""
    begun = Start(served_on, f"{served_on} 告知送达", rule("statement", "period", served_on))
    return start(HEARING, case, begun, by=by).due_on


def term_of(case: Rectification) -> Deadline | None:
    """Return the term that runs, None before the order and once it is met."""
    return Deadline.objects.open().filter(kind=TERM.key, object_id=case.pk).select_related("rule").first()


def bar_escalation(case: Rectification) -> str:
    """Return why nothing may be pressed yet: the term has not passed, or its rule is not confirmed（rules.md 0.2m）."""
    row = term_of(case)
    if row is None or timezone.localdate() <= row.due_on:
        return "整改期限还没有过"
    if not row.rule.is_settled:
        return f"{row.rule.label}还没有经负责人确认（待核实），只能提醒承办人，不能催办；请先在“规则”里确认"
    return ""


def require_passed(case: Rectification) -> date:
    """Return the term that has passed; raises NotEligible where nothing may be pressed yet."""
    words = bar_escalation(case)
    if words or case.due_on is None:
        raise NotEligible(words)
    return case.due_on


def prolong(case: Rectification, to: date, reason: str, *, by: Actor) -> None:
    """Give more time for the term."""
    row = term_of(case)
    if row is not None:
        extend(row, to=to, reason=reason, by=by)


def meet_one(kind: DeadlineKind, case: Rectification, *, by: Actor) -> None:
    """Write down that a duty is done today."""
    meet(kind, [case.pk], on=timezone.localdate(), by=by)


def end_all(keys: Collection[UUID], *, reason: str, by: Actor) -> None:
    """End every clock of cases that go no further."""
    for kind in KINDS:
        cancel(kind, keys, reason=reason, by=by)
