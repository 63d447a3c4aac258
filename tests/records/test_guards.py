"""What was published or confirmed keeps its persons, window and subject, whatever raw SQL tries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.records.test_constraints import change, refused
from tests.test_projections import corrected

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["public", "suspended"])
def test_what_stands_in_public_keeps_its_persons_its_record_and_its_window(status):
    act, other = factories.publication(status), factories.record("confirmed")
    stranger = factories.person().pk
    swaps = [
        *(
            {name: stranger}
            for name in ("entered_by_id", "last_changed_by_id", "reviewed_by_id", "published_by_id")
        ),
        {"opens_on": act.opens_on - timedelta(days=1)},
        {"closes_on": act.closes_on + timedelta(days=365)},
        {"fact_version": 9},
        {"fact_id": other.pk, "entered_by_id": other.entered_by_id, "reviewed_by_id": other.reviewed_by_id},
        {"status": "ended", "end_ground": "expired", "ended_at": "2026-01-01", "closes_on": act.opens_on},
    ]
    for swap in swaps:
        refused(*change(act, **swap), match="公示后不得改动")


def test_the_persons_of_a_pending_publication_stay_those_of_the_record():
    refused(*change(factories.publication("pending"), reviewed_by_id=factories.person().pk), match="不符")


def test_a_confirmed_record_keeps_its_subject_source_and_openness():
    made = factories.record("confirmed")
    body = factories.department("320500")
    swaps = [
        {"department_id": body.pk},
        {"department_id": None, "official_id": factories.official().pk},
        {"subject_region_id": body.region_id},
        {"source_kind": "discipline"},
        {"disclosure": "internal"},
        {"accountability_object": "person"},
        {"ordinal": 2},
        {"status": "not_included", "department_id": body.pk},
    ]
    for swap in swaps:
        refused(*change(made, **swap), match="不能更换主体")


def test_what_replaced_another_records_publication_is_no_predecessor():
    replaced = factories.publication()
    corrected(replaced)
    refused(*change(factories.publication("pending"), predecessor_id=replaced.pk), match="更正替代")
