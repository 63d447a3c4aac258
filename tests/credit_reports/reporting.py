"""Reports as an officer, or a reader of the public site, gets them."""

from __future__ import annotations

import json
from typing import Any

from common.roles import Role
from credit_reports.models import CreditReport
from credit_reports.services import making, requesting
from disclosure.models import FilePart
from disclosure.report_files import file_of
from organisations.models import Department
from tests import factories
from tests.shared_worlds import shared


@shared
def requested(department: Department | None = None, **fields: Any) -> CreditReport:
    by = fields.pop("by", None) or factories.posting(Role.OFFICER)
    return requesting.request(department or factories.department(), by=by, **fields)


@shared
def issued(department: Department | None = None, **fields: Any) -> CreditReport:
    """A report that an officer asked for and the worker made."""
    return making.make(requested(department, **fields))


@shared
def revoking(department: Department | None = None) -> CreditReport:
    from credit_reports.services import ending

    return ending.ask_revocation(
        issued(department), by=factories.posting(Role.OFFICER), reason="出具时公开库正在恢复"
    )


def content(report: CreditReport, kind: str) -> bytes:
    """What lies where the public site finds a file of a report."""
    parts = FilePart.objects.filter(file=file_of(report.public_id, kind)).order_by("part")
    return b"".join(bytes(part.bytes) for part in parts)


def told(report: CreditReport) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(report, ".json"))
    return found
