"""The deadlines of facts and their publications: what starts each, by which rule, and what ends it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from common.deadlines.explaining import Explanation, explained
from common.deadlines.kinds import DeadlineKind, deadline_kinds
from common.deadlines.services import Start, cancel, meet, start
from common.errors import NotEligible
from common.models import Deadline, RuleValue
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES, Role
from common.rule_values import rule
from common.trail import Actor
from policy.vocabulary import PublicationStatus
from records.facts.models.facts import fact_kinds

if TYPE_CHECKING:
    from records.facts.models.kinds import FactKind
    from records.models import DishonestyRecord, Hold, Publication, Withdrawal

RECORD = "records.dishonestyrecord"
STATEMENT = DeadlineKind(
    "records.statement",
    "陈述申辩截止",
    (RECORD,),
    "statement",
    "告知送达后，部门可以陈述申辩到这一天。收到意见或期满以后才能认定。",
    "期满未提出意见的，可以认定；不因此对部门作不利的推定。",
    frozenset({Role.REVIEWER, Role.REPRESENTATIVE}),
    may_pause=True,
    is_right=True,
    column="statement_due",
)
WITHDRAWAL = DeadlineKind(
    "records.withdrawal",
    "应撤回之日",
    (),  # every kind of fact, which are known when the app is ready
    "withdrawal",
    "源文书被撤销或改判后，记录和公示须在这一天以前撤回。",
    "迟了的记为超期撤回。",
    DIRECTORS,
)
WINDOW = DeadlineKind(
    "records.window",
    "公示到",
    ("records.publication",),
    "publicity",
    "失信信息在公开页面上停留到这一天零时，暂停期间不顺延。",
    "到时自动撤下。",
    OFFICERS,
    is_term=True,
)
REPAIR = DeadlineKind(
    "records.repair",
    "最早可申请修复",
    ("records.publication",),
    "publicity",
    "从这一天起可以申请信用修复，还须先履行完毕相关义务。",
    "可以申请信用修复。",
    REPRESENTATIVES,
    is_term=True,
)
QUERY = DeadlineKind(
    "records.query",
    "查询期止",
    (RECORD,),
    "query",
    "自这一天起不再用于查询。",
    "不再用于查询。",
    OFFICERS,
    is_term=True,
)
SANCTION = DeadlineKind(
    "records.sanction",
    "惩戒期止",
    (RECORD,),
    "sanction",
    "自这一天起不再用于惩戒。",
    "不再用于惩戒。",
    OFFICERS,
    is_term=True,
)
HOLD = DeadlineKind(
    "records.hold",
    "暂停拟到",
    ("records.hold",),
    "reminder",
    "暂停公示时拟定的恢复日期。",
    "提醒负责人；不自动恢复。",
    DIRECTORS,
    is_planned=True,
)


def deadlines_of(fact: FactKind, publications: Iterable[Publication]) -> list[Explanation]:
    """Return the deadlines of a fact and of its publications that stand or are held."""
    standing = (one for one in publications if one.status == PublicationStatus.PUBLIC)
    return explained(fact, *standing)


def register() -> None:
    """Declare the kinds; called once when the app is ready."""
    of_each = tuple(kind._meta.label_lower for kind in fact_kinds.values())
    deadline_kinds.register(
        STATEMENT, replace(WITHDRAWAL, models=of_each), WINDOW, REPAIR, QUERY, SANCTION, HOLD
    )


def start_window(publication: Publication, *, by: Actor) -> None:
    """Start the window of a publication; the way to the earliest repair where its kind has one（rules.md 0.2r）."""
    fact = publication.fact.of_kind
    anchor, what = anchor_words(fact)
    used = RuleValue.objects.get(kind="publicity", key=fact.grade, version=publication.rule_version or 0)
    terms = [(WINDOW, used.value["max_months"], publication.closes_on)]
    if fact.IS_REPAIRABLE:
        terms.append((REPAIR, used.value.get("min_months") or 0, publication.repair_from))
    for kind, months, due in terms:
        start(kind, publication, Start(anchor, f"{what} {anchor}", used, int(months), due), by=by)


def end_windows(publications: Collection[uuid.UUID], *, reason: str, by: Actor) -> None:
    """End what runs for publications that stand no longer."""
    for kind in (WINDOW, REPAIR):
        cancel(kind, publications, reason=reason, by=by)


def plan_end(hold: Hold, *, by: Actor) -> None:
    """Keep until when a hold is planned, where its act named a day."""
    if hold.planned_until:
        today = timezone.localdate()
        used, days = rule("reminder", "hold_ending", today), (hold.planned_until - today).days
        start(HOLD, hold, Start(today, f"{today} 暂停公示", used, days), by=by)


def start_purposes(record: DishonestyRecord, *, by: Actor) -> None:
    """Start the two periods beside publicity, anew where a correction moved them（rules.md 0.2j）."""
    anchor, what = anchor_words(record)
    today = timezone.localdate()
    for kind, key, due in (
        (QUERY, "any", record.query_until),
        (SANCTION, str(record.declared_severity), record.sanction_until),
    ):
        if due:
            used = rule(kind.rule_kind, key, today)
            start(kind, record, Start(anchor, f"{what} {anchor}", used, due=due), by=by)


def end_purposes(record: DishonestyRecord, *, reason: str, by: Actor) -> None:
    """End both periods with the record's effect."""
    for kind in (QUERY, SANCTION):
        cancel(kind, [record.pk], reason=reason, by=by)


def anchor_words(fact: FactKind) -> tuple[date, str]:
    """Return the day from which periods of a fact run, and what day that is（rules.md 0.2r）."""
    return fact.anchor, "生效日期" if fact.runs_from_effect else "认定日期"


def start_statement(record: DishonestyRecord, day: date, *, by: Actor) -> Deadline:
    """Start 陈述申辩 with the service of the notice, or with the day on which the record was to be seen（rules.md 0.2t）."""
    what = "告知送达" if day == record.served_on else "复核通过，部门可以看到记录"
    return start(STATEMENT, record, Start(day, f"{day} {what}", rule("statement", "period", day)), by=by)


def require_statement_runs(record: DishonestyRecord) -> None:
    """Raise NotEligible while 陈述申辩 is paused: nothing is confirmed before it goes on（procedures A.6）."""
    paused = (
        Deadline.objects.open()
        .select_for_update()
        .filter(kind=STATEMENT.key, object_id=record.pk, paused_on__isnull=False)
    )
    row = paused.first()
    if row:
        raise NotEligible(
            f"陈述申辩期自 {row.paused_on} 起暂停（{row.pause_reason}），恢复并届满以后，或收到意见以后，可以认定"
        )


def meet_statement(record: DishonestyRecord, *, by: Actor) -> int:
    """End 陈述申辩 because the department was heard or its time has passed."""
    return meet(STATEMENT, [record.pk], on=timezone.localdate(), by=by)


def cancel_statement(record: FactKind, *, reason: str, by: Actor) -> int:
    """End 陈述申辩 because the matter goes another way."""
    return cancel(STATEMENT, [record.pk], reason=reason, by=by)


def keep_withdrawal(fact: FactKind, act: Withdrawal, used: RuleValue, *, by: Actor) -> int:
    """Keep by when a fact whose source fell was to be withdrawn, and that it was（行政处罚法 48）."""
    start(WITHDRAWAL, fact, Start(act.dated_on, f"{act.dated_on} {act.body} {act.number}", used), by=by)
    return meet(WITHDRAWAL, [fact.pk], on=act.withdrawn_on, by=by)
