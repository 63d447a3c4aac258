"""The tabs of a record's case page: what a reviewer looks at, what was done, what is alike."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from common.registry import CaseTab
from common.tabs import TALKING
from common.trail import Actor
from records.facts.dishonesty.views.review import review_of
from records.facts.services.alike import alike
from records.facts.story import story_of
from records.models import DishonestyRecord


def _same_subject(case: DishonestyRecord, posting: Actor) -> QuerySet[DishonestyRecord]:
    """Return the subject's other records, by which a reviewer notices a fact that came twice."""
    others = DishonestyRecord.objects.visible_to(posting).with_publication().exclude(pk=case.pk)
    return others.filter(department=case.department_id, official=case.official_id).select_related(
        "department"
    )


def _related(case: DishonestyRecord, posting: Actor) -> int:
    """Return how many other records share the subject or the document number."""
    others = DishonestyRecord.objects.visible_to(posting).exclude(pk=case.pk)
    same = Q(department=case.department_id, official=case.official_id)
    document = Q(document_key=case.document_key) if case.document_key else Q()
    return others.filter(same | document).count()


TABS = (
    CaseTab(
        "review",
        "复核要点",
        "records.dishonestyrecord",
        "records/review_tab.html",
        lambda case, posting: {"review": review_of(case, posting)},
        roles=TALKING,
        order=10,
    ),
    CaseTab(
        "trail",
        "经过",
        "records.dishonestyrecord",
        "common/trail.html",
        lambda case, posting: {"steps": story_of(case, posting)},
        is_printed=True,
        order=80,
    ),
    CaseTab(
        "same",
        "相似与同主体",
        "records.dishonestyrecord",
        "records/same.html",
        lambda case, posting: {
            "records": _same_subject(case, posting).order_by(F("decided_on").desc(nulls_last=True))[:50],
            "alike": alike(case, posting),
            "number": case.record_no,
        },
        count=_related,
        order=90,
    ),
)
