"""What the competent body finds: each item of the lists answered, a report, the consultation（rules.md 4.6）."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible
from common.history import acting
from common.models import RuleValue
from common.roles import Role
from common.trail import Actor
from discipline.tolerance import deadlines
from discipline.tolerance.listed import listed
from discipline.tolerance.models import Tolerance, ToleranceCheck, ToleranceOpinion
from discipline.tolerance.vocabulary import Listing
from discipline.tolerance.weighing import Found

Answers = Mapping[tuple[str, str], tuple[str, str]]
"""What was found of each item, (list, key) → (answer, remark)."""


def items_of(day: date) -> list[tuple[Listing, RuleValue]]:
    """Return every item that is asked on `day`: the looks, then the negative list."""
    return [(listing, row) for listing in Listing for row in listed(listing, day)]


def bar_to_finding(case: Tolerance, by: Actor) -> str:
    """Return why `by` does not write down what is found: the body does where it acts here, else an officer for it."""
    if case.body_unit is None:
        return "" if by.role == Role.OFFICER else "由信用办经办按认定机关的文书登记"
    return "" if case.is_for(by) else f"由{case.body_name}办理"


def _require_finder(case: Tolerance, by: Actor) -> None:
    if words := bar_to_finding(case, by):
        raise NotAllowed(words)


@transaction.atomic
def answer(case: Tolerance, *, by: Actor, answers: Answers, reason: str = "") -> Tolerance:
    """Write down what was found of each item of the six looks and of the negative list, each with its reason."""
    _require_finder(case, by)
    items = items_of(timezone.localdate())
    missing = [row.value for listing, row in items if not all(answers.get((listing, row.key), ("", "")))]
    if missing:
        raise Incomplete(f"还没有逐项写明：{'、'.join(missing)}")
    case.move("answer", by=by, reason=reason or f"逐项写明 {len(items)} 项")
    with acting(by):
        for listing, row in items:
            found, remark = answers[listing, row.key]
            ToleranceCheck.objects.update_or_create(
                case=case,
                listing=listing,
                key=row.key,
                defaults={
                    "version": row.version,
                    "words": str(row.value),
                    "is_settled": row.is_settled,
                    "answer": found,
                    "remark": remark.strip(),
                },
            )
    return case


def found_of(case: Tolerance) -> list[Found]:
    """Return what was found, as the rules weigh it."""
    return [Found(one.words, one.answer, one.is_settled) for one in case.checks.all()]


def bar_report(case: Tolerance) -> str:
    """Return which items nobody has answered yet, "" where all are."""
    known = set(case.checks.values_list("listing", "key"))
    asked = items_of(timezone.localdate())
    left = [str(row.value) for listing, row in asked if (listing.value, row.key) not in known]
    return f"还没有逐项写明：{'、'.join(left)}" if left else ""


@transaction.atomic
def report(case: Tolerance, *, by: Actor, document: str, on: date, reason: str) -> Tolerance:
    """Keep the report of the investigation（调查核实报告）; the consultation begins."""
    _require_finder(case, by)
    if words := bar_report(case):
        raise NotEligible(words)
    _require_day(on, case.accepted_on, "on", "报告日期")
    case.move(
        "report",
        by=by,
        reason=reason,
        report_document=document.strip(),
        report=reason.strip(),
        reported_on=on,
        reported_by_id=by.user_id,
    )
    today = timezone.localdate()
    deadlines.met(deadlines.INVESTIGATE, case, today, by=by)
    deadlines.run(deadlines.CONSULT, case, today, "调查核实报告", by=by)
    case.refresh_from_db()
    return case


@transaction.atomic
def consult(
    case: Tolerance,
    *,
    by: Actor,
    body: str,
    opinion: str,
    given_on: date,
    document: str = "",
    reason: str = "",
) -> ToleranceOpinion:
    """Keep what one body said in the consultation（会商）."""
    _require_finder(case, by)
    _require_day(given_on, case.reported_on, "given_on", "会商日期")
    case.move("consult", by=by, reason=reason or f"{body}：{opinion}"[:200])
    given = {"opinion": opinion.strip(), "document": document.strip(), "given_on": given_on}
    try:
        with acting(by), transaction.atomic():
            made: ToleranceOpinion = ToleranceOpinion.objects.create(
                case=case, round=case.round, body=body.strip(), entered_by_id=by.user_id, **given
            )
    except IntegrityError as clash:
        if "tolerance_opinion_once_a_body" not in str(clash):
            raise
        raise Incomplete("这一单位的意见已经登记", {"body": "已经登记过这一单位的意见"}) from clash
    return made


def bar_submission(case: Tolerance) -> str:
    """Return why the case cannot be put to the meeting: nobody was consulted."""
    return "" if case.latest_opinions.exists() else "还没有登记会商意见：先登记会商单位和意见，再提请集体认定"


def submit(case: Tolerance, *, by: Actor, reason: str = "") -> Tolerance:
    """Put the case to the meeting that decides together."""
    _require_finder(case, by)
    if words := bar_submission(case):
        raise NotEligible(words)
    return case.move("submit", by=by, reason=reason)


def _require_day(day: date, first: date | None, field: str, words: str) -> None:
    if day > timezone.localdate():
        raise Incomplete(f"{words}不能晚于今天", {field: f"{words}不能晚于今天"})
    if first and day < first:
        raise Incomplete(f"{words}不能早于 {first}", {field: f"不能早于 {first}"})
