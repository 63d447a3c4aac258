"""What crosses the wall about a credit report, as both sides read it: numbers, files, states, the kind of its request. Pure."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

from django.db.models import TextChoices

REQUEST = "credit_report"
"""The kind of message by which a reader asks for one."""
NUMBER = re.compile(r"BG-[0-9]{4}-[0-9]{6,9}")
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".pdf.sig": "application/octet-stream",
    ".json": "application/json",
    ".json.sig": "application/octet-stream",
    ".pem": "application/x-pem-file",
}
"""The files of a report by what follows its number: each signed apart, and the key to check by."""
SIGNED = {".pdf", ".json"}
CHECK = (
    "openssl pkeyutl -verify -pubin -inkey {number}.pem -rawin -in {number}{kind} -sigfile {number}{kind}.sig"
)


class Standing(TextChoices):
    """What became of a report by the office's acts."""

    ISSUED = "issued", "已出具"
    SUPERSEDED = "superseded", "已失效"
    REVOKED = "revoked", "已撤销"


def number_of(year: int, number: int) -> str:
    """Return a report's number as it is written everywhere."""
    return f"BG-{year}-{number:06d}"


def read_number(typed: str) -> str:
    """Return the number that somebody typed or scanned, "" where it has not the shape of one."""
    found = NUMBER.search(typed.upper().translate(str.maketrans("－—–", "---")))
    return found.group() if found else ""


def file_of(report: UUID, kind: str) -> UUID:
    """Return under which number a file of a report is kept."""
    return uuid5(report, kind)
