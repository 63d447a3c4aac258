"""What becomes of a chain when a judgment or an announcement ends, or is corrected."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from common.cases.hanging import end_open_cases
from common.ends import Ended
from common.models import Deadline
from common.trail import Actor
from policy.vocabulary import RecordStatus
from supervision.warnings import deadlines
from supervision.warnings.models import OWING, JudgmentWarning
from supervision.warnings.services.telling import tell_department

WORDS = "所依据的"


def lapse(rows: QuerySet[JudgmentWarning], ended: Ended, key: str = "judgment") -> None:
    """End the chains of judgments that were withdrawn, with their clocks, and tell the departments."""
    found = list(rows.select_related("department"))
    keys = [case.pk for case in found]
    end_open_cases(JudgmentWarning.objects.filter(pk__in=keys), key, "lapse", ended, WORDS)
    deadlines.stop(keys, reason=ended.reason or ended.way.label, by=ended.by)
    for case in found:
        tell_department(case, f"{case.number} 所依据的裁判信息已{ended.way.label}，预警终止")


def fall_back(rows: QuerySet[JudgmentWarning], ended: Ended) -> None:
    """Take chains off the list of refusals whose announcement is withdrawn: back to the rung whose fact still stands."""
    keys = list(rows.values_list("pk", flat=True))
    still = Q(judgment__status=RecordStatus.CONFIRMED)
    mine = JudgmentWarning.objects.filter(pk__in=keys)
    for act, which in (
        ("fall_to_enforcing", still & Q(enforcement_filed_on__isnull=False)),
        ("fall_to_lost", still & Q(enforcement_filed_on=None)),
    ):
        end_open_cases(mine.filter(which), "refusal", act, ended, WORDS)
    lapse(mine.exclude(still), ended, key="refusal")


def recount(*, by: Actor) -> int:
    """Count the time to perform anew where a correction moved the day from which a judgment has effect; never earlier.

    A day that the judgment itself names stays. Return how many were counted anew. procedures A.6
    """
    moved = 0
    for case in JudgmentWarning.objects.filter(status__in=OWING, perform_by=None).select_related(
        "judgment", "refusal", "department"
    ):
        fact = case.judgment or case.refusal
        row = Deadline.objects.open().filter(kind=deadlines.PERFORMANCE.key, object_id=case.pk).first()
        if row is None or fact is None or row.starts_on == fact.effective_on:
            continue
        was = row.due_on
        deadlines.begin(deadlines.PERFORMANCE, case, fact.effective_on, "裁判生效（已更正）", by=by)
        if case.performance_due == was:
            continue
        words = f"裁判信息已更正，履行期限由 {was} 重算为 {case.performance_due}"
        case.move("recount", by=by, reason=words)
        tell_department(case, f"{case.number} {words}")
        moved += 1
    return moved
