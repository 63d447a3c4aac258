"""A measure that waits to be lifted elsewhere, one that runs on after all, and those whose term is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from common.errors import NotEligible
from common.rule_values import period_words
from common.trail import Actor
from common.workflow import move_many
from discipline.measures import deadlines
from discipline.measures.models import IN_FORCE, Measure
from discipline.measures.rule_kinds import CLOCK
from discipline.measures.services.registering import is_repaired
from discipline.measures.vocabulary import RecordEnd
from letters.case_letters import write_letter
from letters.models import Letter
from organisations.addressing import addressed_by_name
from policy.vocabulary import RecordStatus


@transaction.atomic
def write(case: Measure, *, by: Actor, reason: str = "") -> Measure:
    """Write the letter that asks the body elsewhere to lift the measure（解除通知书）, with its number where a register is open."""
    if Letter.objects.of(case).exclude(status=Letter.Status.VOID).exists():
        raise NotEligible("解除通知书已经写过，在这件措施的文书里")
    case.move("write", by=by, reason=reason)
    whom = addressed_by_name(case.body_name, case.body_unit)
    write_letter(case, "measure_end", whom, _values(case), by=by)
    return case


def _values(case: Measure) -> dict[str, str]:
    return {
        "实施机关": case.body_name,
        "决定文书": case.document_number,
        "单位": str(case.department),
        "措施": case.label,
        "编号": case.number,
        "记录": case.fact.number,
        "终止方式": case.get_end_way_display(),
        "期限": period_words(CLOCK, "lift", timezone.localdate()),
    }


@transaction.atomic
def escalate(case: Measure, *, by: Actor, reason: str, body: str, document: str) -> Measure:
    """Ask a higher body to see that the measure is lifted, because the day has passed; nothing is lifted by default."""
    if words := deadlines.bar_escalation(case):
        raise NotEligible(words)
    return case.move("escalate", by=by, reason=f"{body} {document}：{reason}")


def bar_keeping(case: Measure) -> str:
    """Return why the measure does not run on: its record is still ended, or ended by no repair（procedures D.18）.

    A record that enters again after a tolerance needs a notice and a hearing of its own（procedures B.10）.
    """
    if case.end_way != RecordEnd.REPAIR:
        return f"只有信用修复撤销以后才恢复执行；因{case.get_end_way_display()}待解除的，重新登记、告知"
    fact = case.fact.of_kind
    if fact.status == RecordStatus.CONFIRMED and not is_repaired(fact):
        return ""
    return "失信记录的终止没有被撤销，措施应当解除"


@transaction.atomic
def keep(case: Measure, *, by: Actor, reason: str, document: str) -> Measure:
    """Let a measure run on that nobody had lifted yet, because the end of its record was undone; one lifted stays lifted."""
    if words := bar_keeping(case):
        raise NotEligible(words)
    deadlines.end_all([case.pk], reason=f"恢复执行：{document}", by=by)
    return case.move("keep", by=by, reason=f"{document}：{reason}", end_way="", lift_due=None)


@transaction.atomic
def expire(*, by: Actor, today: date) -> int:
    """Write down the end of every measure whose last day is over."""
    over = Measure.objects.filter(status__in=IN_FORCE, until__lt=today)
    keys = list(over.values_list("pk", flat=True))
    done = (
        move_many(Measure.objects.filter(pk__in=keys), "expire", by=by, reason="惩戒期限届满") if keys else 0
    )
    deadlines.end_all(keys, reason="惩戒期限届满", by=by)
    return done
