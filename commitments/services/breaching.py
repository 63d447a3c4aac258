"""A promise that may be broken: verified by a superior or sector authority, ordered, heard, confirmed by documents.

Nobody of the promising body and not its own credit office verifies. 发改财金〔2023〕1103号; procedures A.1, A.2
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commitments import deadlines
from commitments.models import Breach, Commitment
from commitments.models.breaches import OPEN
from commitments.services import pushing
from commitments.vocabulary import BreachStatus, CommitmentStatus
from common.cases.hanging import end_open_cases
from common.ends import Ended
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline
from common.once import once
from common.roles import FINDING_BODIES
from common.trail import Actor
from organisations.models import Department

NOT_THE_BODY = "承诺主体自己、以及办理这件线索的信用办不能核实，请写上级政府或者行业主管部门"
MENDED_BEFORE = "改正日期不能早于确认日期：确认以前已经改正的，应当办理更正或者撤销认定"
ONLY_VERIFIER = "这件由{name}核实，请由它的岗位办理，或者由信用办经办按它的文书登记"


def bar_registration(case: Commitment) -> str:
    """Return why no lead can be registered about a commitment now, "" where one can."""
    if case.status != CommitmentStatus.RUNNING:
        return f"承诺现在是“{case.get_status_display()}”，履行中的承诺才登记违约线索"
    if case.breaches.filter(status__in=[*OPEN, BreachStatus.CONFIRMED]).exists():
        return "这条承诺已有办理中或者已确认的违约核实"
    return ""


@transaction.atomic
def register(
    case: Commitment, *, by: Actor, source: str, lead: str, reported_on: date, reason: str = ""
) -> Breach:
    """Register a lead（线索）that a promise is broken; raises NotEligible, NotAllowed, WrongState."""
    if words := bar_registration(case):
        raise NotEligible(words)
    if reported_on > timezone.localdate():
        raise Incomplete("收到线索的日期不能晚于今天", {"reported_on": "不能晚于今天"})
    made = Breach(
        commitment=case, source=source, lead=lead, reported_on=reported_on, registered_by_id=by.user_id
    )
    case.take_in_beside(made)
    with once("breach_one_open", WrongState("这条承诺刚被他人登记了线索")):
        made.enter(by=by, reason=reason or "登记违约线索")
    made.refresh_from_db()
    return made


@transaction.atomic
def route(
    case: Breach, *, by: Actor, body_name: str, unit: Department | None = None, reason: str = ""
) -> Breach:
    """Send the lead to the body that verifies: a superior or the sector's authority, never the promising body."""
    promising = case.department
    own = {promising.name, promising.short_name} - {""}
    is_own_office = unit is not None and unit.pk == by.unit_id
    if body_name.strip() in own or unit == promising or is_own_office:
        raise Incomplete(NOT_THE_BODY, {"body_name": NOT_THE_BODY})
    moved: Breach = case.move("route", by=by, reason=reason, body_name=body_name.strip(), body_unit=unit)
    deadlines.start_verification(moved, timezone.localdate(), by=by)
    moved.refresh_from_db()
    return moved


def bar_verifier(case: Breach, by: Actor) -> str:
    """Return why this posting of a finding body is not the one that verifies."""
    if by.role in FINDING_BODIES and (not by.unit_id or by.unit_id != case.body_unit_id):
        return ONLY_VERIFIER.format(name=case.body_name)
    return ""


@transaction.atomic
def verify(
    case: Breach, *, by: Actor, is_true: bool, verify_document: str, verified_on: date, finding: str
) -> Breach:
    """Write down what the body found by its document; what is not true ends the case and is told to who reported it."""
    _require_verifier(case, by)
    _require_past(verified_on, "verified_on")
    deadlines.meet_road(deadlines.VERIFY, case, verified_on, by=by)
    found: dict[str, Any] = {
        "verify_document": verify_document,
        "verified_on": verified_on,
        "finding": finding,
    }
    return case.move("find_true" if is_true else "find_untrue", by=by, reason=finding[:200], **found)


@transaction.atomic
def order(
    case: Breach, *, by: Actor, order_document: str, served_on: date, served_how: str, mend_due: date
) -> Breach:
    """Write down the order to mend, its service and the term that it names."""
    _require_verifier(case, by)
    _require_past(served_on, "served_on")
    if mend_due <= served_on:
        raise Incomplete("改正期限须晚于送达日期", {"mend_due": f"须晚于 {served_on}"})
    moved = case.move(
        "order",
        by=by,
        reason=order_document[:200],
        order_document=order_document,
        served_on=served_on,
        served_how=served_how,
        mend_due=mend_due,
    )
    deadlines.start_mending(moved, served_on, mend_due, by=by)
    return moved


@transaction.atomic
def mend(case: Breach, *, by: Actor, mend_document: str, mended_on: date, reason: str = "") -> Breach:
    """Write down that the promise was kept after all; the case ends without a finding."""
    _require_verifier(case, by)
    _require_past(mended_on, "mended_on")
    deadlines.meet_road(deadlines.MEND, case, mended_on, by=by)
    deadlines.end_road([case.pk], "已改正", by=by)
    told: dict[str, Any] = {"mend_document": mend_document, "mended_on": mended_on}
    return case.move("mend", by=by, reason=reason, **told)


def bar_refusal(case: Breach) -> str:
    """Return why nobody can say that the body refuses to mend: its term still runs."""
    if case.mend_due and timezone.localdate() > case.mend_due:
        return ""
    return f"改正期限到 {case.mend_due}，期满没有改正的才能告知拟认定"


@transaction.atomic
def notify(
    case: Breach, *, by: Actor, reason: str, hearing_served_on: date, hearing_served_how: str
) -> Breach:
    """Tell the body what is to be found, so that it may be heard first."""
    if words := bar_refusal(case):
        raise NotEligible(words)
    _require_past(hearing_served_on, "hearing_served_on")
    if case.mend_due and hearing_served_on <= case.mend_due:
        words = f"改正期限到 {case.mend_due}，期满以后送达的告知才算数：请核对送达日期，或者重新送达"
        raise Incomplete(words, {"hearing_served_on": words})
    moved = case.move(
        "notify",
        by=by,
        reason=reason,
        hearing_served_on=hearing_served_on,
        hearing_served_how=hearing_served_how,
        statement="",
    )
    deadlines.start_hearing(moved, hearing_served_on, by=by)
    moved.refresh_from_db()
    return moved


@transaction.atomic
def state(case: Breach, *, by: Actor, statement: str, reason: str = "") -> Breach:
    """Say what the body says against the finding."""
    deadlines.meet_road(deadlines.HEARING, case, timezone.localdate(), by=by)
    return case.move("state", by=by, reason=reason or "陈述申辩", statement=statement)


def bar_confirmation(case: Breach) -> str:
    """Return why nothing can be confirmed yet: the body was neither heard nor is its time over."""
    if case.statement or (case.hearing_due and timezone.localdate() > case.hearing_due):
        return ""
    return f"承诺主体还可以陈述申辩到 {case.hearing_due}：收到意见或期满以后才能登记确认"


def first_to_confirm(case: Breach) -> date:
    """Return the first day on which it may be confirmed: that of the statement, or the one after the time for it."""
    clocks = Deadline.objects.of(case).filter(kind=deadlines.HEARING.key)
    said = clocks.exclude(met_on=None).order_by("met_on").last()
    if case.statement and said is not None and said.met_on is not None:
        return said.met_on
    if case.hearing_due is None:
        raise WrongState("还没有告知拟认定")
    return case.hearing_due + timedelta(days=1)


@transaction.atomic
def confirm(case: Breach, *, by: Actor, reason: str, confirm_document: str, confirmed_on: date) -> Breach:
    """Write down that the body was found to have broken its word（确认违约失信）: internal, and no dishonesty record."""
    if words := bar_confirmation(case):
        raise NotEligible(words)
    if case.registered_by_id == by.user_id:
        raise NotAllowed("线索是您登记的，请由另一人登记确认（四眼原则）")
    _require_past(confirmed_on, "confirmed_on")
    if case.mend_due and confirmed_on <= case.mend_due:
        raise Incomplete("确认日期须在改正期满以后", {"confirmed_on": f"须晚于 {case.mend_due}"})
    first = first_to_confirm(case)
    if confirmed_on < first:
        words = f"陈述申辩以后，{first} 起才能确认：请核对确认文书的日期"
        raise Incomplete(words, {"confirmed_on": words})
    deadlines.end_road([case.pk], "已登记确认", by=by)
    moved = case.move(
        "confirm",
        by=by,
        reason=reason,
        confirm_document=confirm_document,
        confirmed_on=confirmed_on,
        confirmed_by_id=by.user_id,
    )
    pushing.push(moved, pushing.CONFIRMED)
    return moved


@transaction.atomic
def correct(case: Breach, *, by: Actor, reason: str, correct_document: str, finding: str) -> Breach:
    """Write down that the body which found it corrected its finding; who was told of the first is told of the new one."""
    moved = case.move("correct", by=by, reason=reason, correct_document=correct_document, finding=finding)
    pushing.push(moved, pushing.CORRECTED)
    return moved


@transaction.atomic
def repair(case: Breach, *, by: Actor, mend_document: str, mended_on: date, reason: str = "") -> Breach:
    """Write down that the promise was kept after all, by proof that the verifying body took: the finding counts no longer."""
    _require_verifier(case, by)
    _require_past(mended_on, "mended_on")
    if case.confirmed_on and mended_on < case.confirmed_on:
        raise Incomplete(MENDED_BEFORE, {"mended_on": MENDED_BEFORE})
    moved = case.move(
        "repair",
        by=by,
        reason=reason or mend_document[:200],
        mend_document=mend_document,
        mended_on=mended_on,
    )
    pushing.push(moved, pushing.REPAIRED)
    return moved


@transaction.atomic
def revoke(case: Breach, *, by: Actor, reason: str, revoke_document: str) -> Breach:
    """Write down that the finding was undone; a record drafted from another document goes its own way."""
    moved: Breach = case.move("revoke", by=by, reason=reason, revoke_document=revoke_document)
    pushing.push(moved, pushing.REVOKED)
    return moved


def lapse(cases: QuerySet[Breach], ended: Ended) -> None:
    """End the open cases of a promise that was lawfully changed away, found unlawful or voided."""
    keys = list(cases.values_list("pk", flat=True))
    deadlines.end_road(keys, "随承诺终止", by=ended.by)
    end_open_cases(cases, "commitment", "lapse", ended, "所涉")


def _require_verifier(case: Breach, by: Actor) -> None:
    if words := bar_verifier(case, by):
        raise NotAllowed(words)


def _require_past(day: date, name: str) -> None:
    if day > timezone.localdate():
        raise Incomplete("日期不能晚于今天", {name: "不能晚于今天"})
