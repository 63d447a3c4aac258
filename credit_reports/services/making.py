"""A report is made: number, contents, PDF and JSON, signatures, all in one transaction; or it is said why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from common.errors import ActRefused
from credit_reports import certificate, contents
from credit_reports.models import CreditReport, ReportSeries
from credit_reports.services.telling import tell
from credit_reports.typesetting import typeset
from credit_reports.vocabulary import ReportStatus
from disclosure.addresses import address_of
from disclosure.report_files import number_of
from disclosure.store import signing
from disclosure.store.reports import Given, give_out

SEEN = "credit-reports-seen"
"""Where the clock keeps which state of the public store it has compared the reports with."""
KEPT = timedelta(days=7)
"""How long the files of a report lie where they can be taken along, unless something of it ends before."""
MADE = "已经出具，编号 {number}。"


def make(report: CreditReport) -> CreditReport:
    """Make a report that was asked for; a second time it changes nothing.

    Others who take a number of the same year wait; a making that fails takes none.
    """
    try:
        return _make(report)
    except ActRefused as refusal:
        return _fail(report, refusal.message)


@transaction.atomic
def _make(report: CreditReport) -> CreditReport:
    series = _next_series(timezone.localdate().year)
    at = timezone.localtime().replace(
        microsecond=0
    )  # after those who were before: what is read next stands now
    report = CreditReport.objects.select_related("department", "posting").get(pk=report.pk)
    if report.status != ReportStatus.REQUESTED:
        return report
    serial = series.last_number + 1
    number, code = number_of(at.year, serial), report.department.credit_code
    found = contents.read(code)
    files = files_of(found, number, at)
    until = _files_until(found.closes_on, at)
    report.move(
        "issue",
        by=report.posting,
        series=series,
        serial=serial,
        number=number,
        made_at=at,
        credit_code=code,
        standing=found.standing,
        pdf_sha256=sha256(files[".pdf"]).hexdigest(),
        json_sha256=sha256(files[".json"]).hexdigest(),
        files_until=until,
    )
    give_out(Given(report.public_id, number, code, at, found.standing, files, found.names, until))
    tell(report, MADE.format(number=number), is_over=True)
    # What ended while it was made is looked for by the clock, though nothing changes any more.
    transaction.on_commit(lambda: cache.delete(SEEN))
    return report


def files_of(found: contents.Contents, number: str, at: datetime) -> Mapping[str, bytes]:
    """Return the files of a report by their endings: PDF and JSON, each with its signature, and the key to check by."""
    check = f"{settings.PUBLIC_URL}{address_of('report_check')}?number={number}"
    told = found.told(number, at, check)
    told["signature"] = {"algorithm": "Ed25519", "fingerprint": f"sha256:{signing.fingerprint()}"}
    plain = json.loads(json.dumps(told, ensure_ascii=False, default=str))
    pdf = certificate.signed(typeset(plain, at))
    text = json.dumps(plain, ensure_ascii=False, indent=1).encode()
    return {
        ".pdf": pdf,
        ".pdf.sig": signing.sign(pdf),
        ".json": text,
        ".json.sig": signing.sign(text),
        ".pem": signing.public_key(),
    }


@transaction.atomic
def _fail(report: CreditReport, words: str) -> CreditReport:
    report = CreditReport.objects.select_related("posting").select_for_update(of=("self",)).get(pk=report.pk)
    if report.status == ReportStatus.REQUESTED:
        report.move("fail", by=report.posting, reason=words)
        tell(report, f"没有出具：{words}。", is_over=True)
    return report


def _next_series(year: int) -> ReportSeries:
    """Return the locked register of a year, opened with its first report."""
    ReportSeries.objects.get_or_create(year=year)
    return ReportSeries.objects.select_for_update().get(year=year)


def _files_until(closes_on: date | None, at: datetime) -> date:
    until = at.date() + KEPT
    return min(until, closes_on) if closes_on else until
