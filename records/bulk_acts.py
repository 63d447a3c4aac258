"""The acts that the lists of facts and publications offer on many rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.access import requires_posting
from common.cases.bulk_page import Bulk, bulk_page
from common.lists import ListSpec
from common.roles import DIRECTORS, ENTERERS, REVIEWERS
from postings.requests import OfficeRequest
from records import acts
from records.lists import COMMENDATIONS, JUDGMENTS, PUBLICATIONS, RECORDS
from records.models import Commendation, DishonestyRecord, LostJudgment, Publication
from records.publications.lists import DECIDERS

RECORD_BULK = Bulk(
    RECORDS,
    "records:bulk",
    DishonestyRecord,
    acts.RECORD_ACTS,
    {
        "submit": ("批量提交复核", ENTERERS),
        "pass_review": ("批量复核通过", REVIEWERS),
        "confirm": ("批量认定", REVIEWERS),
        "return": ("批量退回", REVIEWERS),
    },
    key="record_no",
    version="content_version",
    tell=lambda record: f"成为“{record.get_status_display()}”",
)
PUBLICATION_BULK = Bulk(
    PUBLICATIONS,
    "records:bulk_publications",
    Publication,
    acts.PUBLICATION_ACTS,
    {"publish": ("批量公示", DIRECTORS)},
    key="id",
    version="face_version",
    tell=lambda publication: (
        f"公示到 {publication.closes_on}" if publication.closes_on else "立即公示，长期有效"
    ),
)


def _of_facts(spec: ListSpec, url_name: str, model: Any) -> Bulk:
    return Bulk(
        spec,
        url_name,
        model,
        acts.FACT_ACTS,
        {
            "submit": ("批量提交复核", ENTERERS),
            "confirm": ("批量认定", REVIEWERS),
            "return": ("批量退回", REVIEWERS),
        },
        key="id",
        version="content_version",
        tell=lambda fact: f"成为“{fact.get_status_display()}”",
    )


FACT_BULK = {
    "judgments": _of_facts(JUDGMENTS, "records:bulk_judgments", LostJudgment),
    "commendations": _of_facts(COMMENDATIONS, "records:bulk_commendations", Commendation),
}


@require_POST
@requires_posting()
def bulk_facts(request: OfficeRequest, register: str, name: str) -> HttpResponse:
    return bulk_page(request, FACT_BULK[register], name)


@require_POST
@requires_posting()
def bulk(request: OfficeRequest, name: str) -> HttpResponse:
    return bulk_page(request, RECORD_BULK, name)


@require_POST
@requires_posting(DECIDERS)
def bulk_publications(request: OfficeRequest, name: str) -> HttpResponse:
    return bulk_page(request, PUBLICATION_BULK, name)
