"""Let a credit report stand with its files where the public site finds them, and end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from disclosure.figures import today
from disclosure.models import PublicReport
from disclosure.report_files import MEDIA_TYPES, Standing, file_of
from disclosure.store.files import PublicFile, put, take_down
from disclosure.store.refresh import refresh_report


@dataclass(frozen=True)
class Given:
    """A report as it is given out: on whom, as of when, what it tells of, its files by ending, until when these lie there."""

    public_id: UUID
    number: str
    credit_code: str
    made_at: datetime
    standing: str
    files: Mapping[str, bytes]
    names: tuple[UUID, ...]
    files_until: date


def standing_of(credit_code: str) -> str | None:
    """Return the digest of all that stands in public of a body now, None where no body bears the code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.standing_of(%s)", [credit_code])
        found: str | None = cursor.fetchone()[0]
    return found


@transaction.atomic
def give_out(report: Given) -> PublicReport:
    """Let a report stand; its files go in the act that ends the first thing of which they tell."""
    for kind, content in report.files.items():
        file = PublicFile(
            f"{report.number}{kind}",
            MEDIA_TYPES[kind],
            content,
            today(),
            report.files_until,
            report.names,
            is_on_pages=False,
        )
        put(file_of(report.public_id, kind), file)
    made = PublicReport.objects.create(
        public_id=report.public_id,
        number=report.number,
        credit_code=report.credit_code,
        made_at=report.made_at,
        standing=report.standing,
        pdf_sha256=sha256(report.files[".pdf"]).hexdigest(),
        json_sha256=sha256(report.files[".json"]).hexdigest(),
        files_until=report.files_until,
    )
    refresh_report(report.public_id)
    return made


@transaction.atomic
def end(public_id: UUID, how: Standing) -> None:
    """Say what became of a report, and take its files away; its number goes on answering just that."""
    PublicReport.objects.filter(public_id=public_id).update(status=how)
    refresh_report(public_id)
    take_down_files(public_id)


@transaction.atomic
def take_down_files(public_id: UUID) -> None:
    """Take the files of a report away; a second time it changes nothing."""
    take_down(*(file_of(public_id, kind) for kind in MEDIA_TYPES), is_on_pages=False)
