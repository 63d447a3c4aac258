"""A report ends: because something of it has changed, which the clock writes down, or by two persons, for a reason."""

from __future__ import annotations

from django.db import transaction

from common.errors import NotAllowed
from common.trail import Actor
from credit_reports.models import CreditReport
from credit_reports.vocabulary import ReportStatus
from disclosure.report_files import Standing
from disclosure.store.reports import end, standing_of

OTHER_PERSON = "提出撤销的人不能决定撤销，请另一位负责人办理（四眼原则）"


def ask_revocation(report: CreditReport, *, by: Actor, reason: str) -> CreditReport:
    """Propose that a report is revoked; until it is decided its number goes on answering as before."""
    return report.move("ask_revocation", by=by, reason=reason, asked_by_id=by.user_id)


@transaction.atomic
def revoke(report: CreditReport, *, by: Actor, reason: str) -> CreditReport:
    """Revoke a report: its files go, and its number answers 已撤销 from this moment."""
    if words := bar_to_decide(report, by):
        raise NotAllowed(words)
    report.move("revoke", by=by, reason=reason, revoked_by_id=by.user_id)
    end(report.public_id, Standing.REVOKED)
    return report


def keep(report: CreditReport, *, by: Actor, reason: str) -> CreditReport:
    """Leave a report as it is."""
    if words := bar_to_decide(report, by):
        raise NotAllowed(words)
    return report.move("keep", by=by, reason=reason, asked_by_id=None)


def bar_to_decide(report: CreditReport, by: Actor) -> str:
    """Return why this person may not decide, "" where nothing says so."""
    return OTHER_PERSON if report.asked_by_id == by.user_id else ""


def supersede_changed(*, by: Actor) -> int:
    """Write down which reports hold no more; the check page has said so since the act that changed something."""
    standing = CreditReport.objects.standing()
    now = {code: standing_of(code) for code in set(standing.values_list("credit_code", flat=True))}
    changed = [report for report in standing.order_by("pk") if now.get(report.credit_code) != report.standing]
    for report in changed:
        _supersede(report, by)
    return len(changed)


@transaction.atomic
def _supersede(report: CreditReport, by: Actor) -> None:
    held = CreditReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.status not in {ReportStatus.ISSUED, ReportStatus.REVOKING}:
        return
    held.move("supersede", by=by)
    end(held.public_id, Standing.SUPERSEDED)
