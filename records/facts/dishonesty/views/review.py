"""What a reviewer looks at before deciding: what changed, what may be a second report, the public face, the effect."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from common.access import requires_posting
from common.models import Evidence
from common.registry import registry
from common.roles import ENTERERS, Role
from common.trail import Actor
from policy.vocabulary import PublicationStatus, RecordStatus
from postings.requests import OfficeRequest
from records import services
from records.facts.dishonesty.compared_fields import pairs_of
from records.facts.dishonesty.services.changes import changes_since
from records.facts.services.alike import alike, same_number
from records.models import DishonestyRecord, Publication
from records.publications.faces import file_texts

S = RecordStatus
REVIEWABLE = frozenset({S.PENDING_REVIEW, S.PENDING_NOTICE, S.STATEMENT})


def is_under_review(case: DishonestyRecord, posting: Actor) -> bool:
    """Say whether this posting's next step here is a decision on the content."""
    return posting.role == Role.REVIEWER and case.status in REVIEWABLE


def review_of(case: DishonestyRecord, posting: Actor) -> dict[str, Any]:
    """Return what the sheets of the review show."""
    standing = case.publications.exclude(status=PublicationStatus.ENDED).first()
    bar = case.bar_to_public
    file = file_texts(case, posting)
    return {
        "number": case.record_no,
        "since": changes_since(case),
        "alike": alike(case, posting),
        "file": file,
        "suspects": sum(1 for _, cut in file for piece in cut if piece.label),
        "bar": bar,
        "face": None if bar else standing or first_draft(case),
        "fact": case,
        "is_first": standing is None,
        "outlook": registry.outlook(case, "confirm", posting) if case.status in REVIEWABLE else [],
    }


def first_draft(case: DishonestyRecord) -> Publication:
    """Return the unsaved publication to start from."""
    texts = {f"face_{name}": text for name, text in services.first_face(case).items()}
    return Publication(fact=case.as_parent(), **texts)


@requires_posting()
def compare(request: OfficeRequest, number: str, other: str) -> HttpResponse:
    """Show two records side by side, each only where it is in scope."""
    rows = DishonestyRecord.objects.visible_to(request.posting).select_related("entered_by")
    case, twin = (get_object_or_404(rows, record_no=key) for key in (number, other))
    pairs = pairs_of(case, twin)
    hashes = Evidence.objects.of(twin).standing().values("sha256")
    context = {
        "here": "records",
        "case": case,
        "other": twin,
        "pairs": pairs,
        "differing": sum(pair.differs for pair in pairs),
        "shared": [file.title for file in Evidence.objects.of(case).standing().filter(sha256__in=hashes)],
        "back": reverse("records:record", args=[case.record_no]),
    }
    return render(request, "records/compare.html", context)


@requires_posting(ENTERERS)
def number_hint(request: OfficeRequest) -> HttpResponse:
    """Say beside the field which records carry the document number that was typed（htmx）."""
    typed, own = (request.GET.get(name, "").replace("\x00", "")[:120] for name in ("document_number", "own"))
    but = DishonestyRecord.objects.visible_to(request.posting).filter(record_no=own).first() if own else None
    found = same_number(DishonestyRecord, typed, request.posting, but) if typed.strip() else []
    return render(request, "records/number_hint.html", {"alike": found, "number": own})
