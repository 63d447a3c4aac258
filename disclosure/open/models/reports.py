"""What the public store says of credit reports: asked by number or by a file's digest, never listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.urls import reverse

from disclosure.addresses import PUBLIC
from disclosure.report_files import Standing

VALID = "valid"


@dataclass(frozen=True)
class OpenReport:
    """What a number is good for; of a report that holds no more nothing but that is told."""

    number: str
    state: str
    public_id: UUID | None
    credit_code: str | None
    name: str | None
    made_at: datetime | None
    pdf_sha256: str | None
    json_sha256: str | None
    files_until: date | None

    @property
    def holds(self) -> bool:
        """Say whether all that it tells still stands as it tells it, and nothing else does."""
        return self.state == VALID

    def file(self, kind: str) -> str:
        """Return the address of one of its files."""
        return reverse("report_file", urlconf=PUBLIC, args=[self.number, kind])

    @property
    def is_revoked(self) -> bool:
        return self.state == Standing.REVOKED


def report_of(number: str) -> OpenReport | None:
    """Return what a number is good for, None where no report bears it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open.report(%s)", [number])
        found = cursor.fetchone()
    return OpenReport(*found) if found else None


def report_bearing(digest: str) -> str:
    """Return the number of the report that a file is, "" where it is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open.report_bearing(%s)", [digest])
        found = cursor.fetchone()[0]
    return found or ""
