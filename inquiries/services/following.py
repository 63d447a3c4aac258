"""What becomes of an answer: the system's own result, the person who is shown it, its use, and the mending when its ground falls."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.causes import Cause
from common.ends import Ended
from common.errors import Incomplete, NotEligible
from common.rule_values import rule
from common.trail import Actor
from common.workflow import move_many
from days.calendar import add_months
from inquiries.models import Inquiry, InquiryRow
from inquiries.rule_kinds import RETENTION
from inquiries.services.registering import allowed_by, clear
from inquiries.services.standings import last_day
from inquiries.vocabulary import TOLD, InquiryStatus, Kind, Outcome
from policy.vocabulary import RecordStatus

ADVERSE = (Outcome.BARRED, Outcome.UNSURE)
GONE = (RecordStatus.WITHDRAWN, RecordStatus.NOT_INCLUDED)
NO_REPLY = "{label}以公共信用信息系统的查询结果为准，请先登记系统查询结果"
NOT_SHOWN = "有不利的答复，使用以前须先告知本人，请先登记告知本人"


def note_reply(case: Inquiry, *, by: Actor, reply: str, replied_on: date, reason: str = "") -> Inquiry:
    """Write down what the public credit system answered（procedures D.19）."""
    _require_since_answer(case, "replied_on", replied_on)
    return case.move("note_reply", by=by, reason=reason, reply=reply.strip(), replied_on=replied_on)


def show(case: Inquiry, *, by: Actor, shown_by: str, shown_on: date, reason: str = "") -> Inquiry:
    """Write down that the persons whom an answer is against were shown it（procedures D.19; 个人信息保护法 44）."""
    _require_since_answer(case, "shown_on", shown_on)
    return case.move("show", by=by, reason=reason, shown_by=shown_by.strip(), shown_on=shown_on)


def use(case: Inquiry, *, by: Actor, reason: str) -> Inquiry:
    """Write down what the answer was used for; the inquiry is closed with it."""
    if words := bar_to_use(case, by):
        raise NotEligible(words)
    return case.move("use", by=by, reason=reason, closed_on=timezone.localdate())


def bar_to_use(case: Inquiry, by: Actor) -> str:
    """Return why an answer may not be used yet: the system's own result is missing, or a person was not shown it."""
    if allowed_by(case)["needs_reply"] and not case.reply:
        return NO_REPLY.format(label=case.purpose_label)
    is_against = case.kind == Kind.PERSON and case.rows.filter(outcome__in=ADVERSE).exists()
    return NOT_SHOWN if is_against and case.shown_on is None else ""


def leave_unused(case: Inquiry, *, by: Actor, reason: str) -> Inquiry:
    """Write down that the organ does not use the answer any more; the inquiry is closed, and its persons go in time."""
    return case.move("leave_unused", by=by, reason=reason, closed_on=timezone.localdate())


def _require_since_answer(case: Inquiry, field: str, day: date) -> None:
    """Refuse a day to come, and one on which there was no answer yet."""
    if day > timezone.localdate():
        raise Incomplete("日期还没有到", {field: "不能晚于今天"})
    if case.answered_at is not None and day < (first := timezone.localdate(case.answered_at)):
        raise Incomplete("日期早于答复", {field: f"不能早于答复的日期 {first}，请核对后重填"})


def correct(case: Inquiry, *, by: Actor, correction: str, reason: str) -> Inquiry:
    """Write down that the organ was told that the ground of an answer is gone（procedures A.3）."""
    today = timezone.localdate()
    return case.move("correct", by=by, reason=reason, correction=correction.strip(), closed_on=today)


def overturn(rows: QuerySet[Inquiry], ended: Ended) -> None:
    """Put the inquiries that were answered on facts now gone to those who told the organ（procedures A.3）.

    One that was told of already is to be told of anew, for the row that falls now.
    """
    keys = list(rows.distinct().values_list("pk", flat=True))
    barred = InquiryRow.objects.filter(inquiry__in=keys, outcome=Outcome.BARRED, fact__in=list(ended.ids))
    why = f"所依据的失信记录已{ended.way.label}，须告知查询机关：{ended.reason}"
    for row in barred.filter(fallen_at=None).order_by("inquiry", "row"):
        _overturn(row, why, by=ended.by, cause=Cause.of(ended.model(pk=row.fact_id), ended.act))


def overturn_changed(*, by: Actor) -> int:
    """Do the same where the line of a file on which an answer rests was struck, ever, or ends sooner than was told.

    Files are no procedures and tell nobody: the clock looks. It finds as well what a person could not put to those who
    told the organ because a row is about that person（回避）. Return how many rows fell.
    """
    today = timezone.localdate()
    of_a_line = Q(until=None) | Q(until__gte=today) | Q(period__struck_at__isnull=False)
    rows = InquiryRow.objects.filter(
        of_a_line & Q(period__isnull=False) | Q(fact__status__in=GONE),
        inquiry__status__in=TOLD,
        outcome=Outcome.BARRED,
        fallen_at=None,
    )
    found = rows.select_related("period", "fact").order_by("inquiry", "row")
    return sum(_overturn(row, why, by=by) for row in found if (why := _why_fallen(row)))


def _why_fallen(row: InquiryRow) -> str:
    """Say why what was told does not stand any more, "" where it does."""
    fact, period = row.fact, row.period
    if fact is not None and fact.status in GONE:
        return f"所依据的失信记录已{fact.get_status_display().removeprefix('已')}，须告知查询机关"
    if period is not None and (period.struck_at is not None or last_day(period) != row.until):
        return "所依据的影响期已作废或者变更，须告知查询机关"
    return ""


@transaction.atomic
def _overturn(row: InquiryRow, why: str, *, by: Actor, cause: Cause | None = None) -> bool:
    """Put the inquiry of a row that falls to who told the organ, one row at a time; say whether it was put there."""
    case = Inquiry.objects.select_for_update().get(pk=row.inquiry_id)
    standing = InquiryRow.objects.filter(pk=row.pk, fallen_at=None)
    if not standing.exists():
        return False
    act = "overturn_further" if case.status == InquiryStatus.TO_CORRECT else "overturn"
    reason = f"报告 {row.number} {why}"
    own = Inquiry.objects.filter(pk=case.pk)
    if not move_many(own, act, by=by, caused_by=cause, reason=reason, correction=""):
        return False
    return bool(standing.update(fallen_at=timezone.now()))


def erase_due(*, by: Actor) -> int:
    """Clear names and numbers whose keeping is over, where a director has confirmed how long that is; return how many inquiries.

    个人信息保护法 47; rules.md 0.2q
    """
    today = timezone.localdate()
    kept = rule(RETENTION, "persons", today)
    if not kept.is_settled:
        return 0
    closed = (InquiryStatus.USED, InquiryStatus.UNUSED, InquiryStatus.CORRECTED)
    before = add_months(today, -int(kept.value))
    cases = Inquiry.objects.filter(kind=Kind.PERSON, status__in=closed, erased_on=None, closed_on__lte=before)
    due = list(cases.order_by("pk"))
    for case in due:
        _erase(case, today, by)
    return len(due)


@transaction.atomic
def _erase(case: Inquiry, today: date, by: Actor) -> None:
    case.move("erase", by=by, erased_on=today)
    clear(case)
