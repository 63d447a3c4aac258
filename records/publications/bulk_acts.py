"""The acts that the list of publications offers on many rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.bulk_page import Bulk, bulk_page
from common.roles import DIRECTORS
from postings.requests import OfficeRequest
from records.models import Publication
from records.publications.acts import PUBLICATION_ACTS
from records.publications.lists import DECIDERS, PUBLICATIONS

PUBLICATION_BULK = Bulk(
    PUBLICATIONS,
    "records:bulk_publications",
    Publication,
    PUBLICATION_ACTS,
    {"publish": ("批量公示", DIRECTORS)},
    key="id",
    version="face_version",
    tell=lambda publication: f"公示到 {publication.until}",
)


@require_POST
@requires_posting(DECIDERS)
def bulk_publications(request: OfficeRequest, name: str) -> HttpResponse:
    return bulk_page(request, PUBLICATION_BULK, name)
