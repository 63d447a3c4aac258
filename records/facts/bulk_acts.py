"""The acts that the registers of reviewed facts offer on many rows."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.acts import Act, Given
from common.cases.bulk_page import Bulk, bulk_page
from common.roles import ENTERERS, REVIEWERS
from postings.models import Posting
from postings.requests import OfficeRequest
from records.facts.acts import REVIEWED_ACTS
from records.facts.changing_many import CHANGE, changing_many
from records.facts.forms import FactForm
from records.facts.models.reviewed_facts import ReviewedFact
from records.facts.registers import Register, registers
from records.services import revise_fact

ON_MANY = {
    "submit": ("批量提交复核", ENTERERS),
    "edit": CHANGE,
    "confirm": ("批量认定", REVIEWERS),
    "return": ("批量退回", REVIEWERS),
}


@cache
def _changing(many: str) -> Act:
    """Return how rows of one register are changed: by its own form."""
    register = registers[many]

    def form(fact: ReviewedFact, by: Posting, data: Given | None) -> FactForm:
        return register.form(data, posting=by, fact=fact).as_draft(fact.ASKED)

    def save(fact: ReviewedFact, by: Posting, given: FactForm, reason: str) -> None:
        again = given.cleaned_data["again"]
        revise_fact(fact, by=by, reason=reason, again=again, **given.to_fields())

    return changing_many({name: register.form.base_fields[name] for name in register.on_many}, form, save)


def bulk_of(register: Register) -> Bulk:
    """Return the acts of one register."""
    return Bulk(
        register.list,
        f"records:bulk_{register.many}",
        register.model,
        {**REVIEWED_ACTS, "edit": _changing(register.many)},
        {name: offer for name, offer in ON_MANY.items() if name != "edit" or register.on_many},
        key="id",
        version="content_version",
        tell=lambda fact: f"成为“{fact.get_status_display()}”",
    )


@require_POST
@requires_posting()
def bulk_facts(request: OfficeRequest, register: str, name: str) -> HttpResponse:
    return bulk_page(request, bulk_of(registers[register]), name)
