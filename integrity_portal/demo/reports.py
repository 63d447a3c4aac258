"""The demo's credit reports: some that hold, one about which it is to be decided, one that was revoked, by the real acts."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q

from credit_reports.models import CreditReport
from credit_reports.services import ending, making, requesting
from organisations.models import Department
from postings.models import Posting
from records.models import Publication

SHOWN = 4
People = Mapping[str, Posting]


def make_reports(posts: People, subject: Department | None) -> int:
    """Make the reports where there are none; return how many there are. Safe to run twice."""
    if not CreditReport.objects.exists():
        made = [making.make(requesting.request(body, by=posts["jingban"])) for body in _bodies(subject)]
        for number, report in enumerate(made[-2:]):
            ending.ask_revocation(
                report, by=posts["jingban"], reason="出具时正在核对名录，拟重新出具（演示）"
            )
            if number:
                ending.revoke(report, by=posts["fuzeren"], reason="同意，核对后重新出具")
    return CreditReport.objects.count()


def _bodies(subject: Department | None) -> list[Department]:
    """Return the shown department first, then those of which most stands in public."""
    shown = Count("facts__publications", filter=Q(facts__publications__in=Publication.objects.public()))
    others = Department.objects.filter(is_shown=True).annotate(n=shown).order_by("-n", "credit_code")
    first = [subject] if subject is not None else []
    return [*first, *others.exclude(pk__in=[one.pk for one in first])[: SHOWN - len(first)]]
