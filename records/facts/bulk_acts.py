"""The acts that the registers of reviewed facts offer on many rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.bulk_page import Bulk, bulk_page
from common.roles import ENTERERS, REVIEWERS
from postings.requests import OfficeRequest
from records.facts.acts import REVIEWED_ACTS
from records.facts.registers import Register, registers

ON_MANY = {
    "submit": ("批量提交复核", ENTERERS),
    "confirm": ("批量认定", REVIEWERS),
    "return": ("批量退回", REVIEWERS),
}


def bulk_of(register: Register) -> Bulk:
    """Return the acts of one register."""
    return Bulk(
        register.list,
        f"records:bulk_{register.many}",
        register.model,
        REVIEWED_ACTS,
        ON_MANY,
        key="id",
        version="content_version",
        tell=lambda fact: f"成为“{fact.get_status_display()}”",
    )


@require_POST
@requires_posting()
def bulk_facts(request: OfficeRequest, register: str, name: str) -> HttpResponse:
    return bulk_page(request, bulk_of(registers[register]), name)
