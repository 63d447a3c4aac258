"""What a finding body may bring in is one rule, by hand and by import: any shown department, its own findings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.errors import Incomplete
from common.roles import Role
from organisations.models import DepartmentCode
from records import services
from records.facts.services.reach import OWN_FINDINGS
from records.lookups import Subjects
from tests import factories
from tests.exchange.returns import faults, line, told, workbook

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CODE = "认定机关统一社会信用代码"


@pytest.fixture
def finder():
    return factories.posting(Role.FINDING_BODY, "320100")


@pytest.fixture
def other():
    return factories.department("320500")


def by_hand(finder, body, **fields):
    given = {"department": body, "source_kind": "penalty", "cause": "breach", "domain": "procurement"}
    given |= {"facts": "拖欠合同价款", "finding_body": finder.unit.name, "document_title": "行政处罚决定书"}
    given |= {
        "document_number": "苏罚〔2026〕9号",
        "decided_on": TODAY - timedelta(days=9),
        "disclosure": "public",
    }
    given |= {"effective_on": TODAY, "declared_severity": "minor", **fields}
    return services.enter_record(by=finder, **given)


def imported(finder, body, **cells):
    row = line(body, **{CODE: finder.unit.credit_code, **cells})
    return faults(told(workbook(row), by=finder))


def test_by_hand_and_by_import_it_reports_on_any_shown_department(finder, other, files):
    assert Subjects(finder).named(other.credit_code) == [other]
    assert imported(finder, other) == []
    hidden = factories.department("320500", is_shown=False)
    assert Subjects(finder).named(hidden.credit_code) == []
    assert imported(finder, hidden) == [(2, "统一社会信用代码")]


def test_by_hand_and_by_import_it_brings_in_its_own_findings_only(finder, other, files):
    assert imported(finder, other, **{CODE: other.credit_code}) == [(2, CODE)]
    with pytest.raises(Incomplete) as refused:
        by_hand(finder, other, finding_body_code=other.credit_code)
    assert refused.value.fields == {"finding_body_code": OWN_FINDINGS}
    with pytest.raises(Incomplete) as refused:
        by_hand(finder, other, finding_body=other.name)
    assert refused.value.fields == {"finding_body": OWN_FINDINGS}
    assert by_hand(finder, other, finding_body_code=finder.unit.credit_code).finding_unit == finder.unit


def test_a_former_code_of_its_own_is_its_own(finder, other):
    DepartmentCode.objects.create(department=finder.unit, code=(old := factories.credit_code()), until=TODAY)
    assert by_hand(finder, other, finding_body_code=old).finding_unit == finder.unit


@pytest.mark.parametrize(("make", "field"), [("judgment", "court"), ("commendation", "issued_by")])
def test_a_judgment_or_honour_of_another_department_is_not_its_own(make, field, finder, other):
    with pytest.raises(Incomplete) as refused:
        getattr(factories, make)(clerk=finder, department=other, **{field: other.name})
    assert refused.value.fields == {field: OWN_FINDINGS}
    made = getattr(factories, make)(clerk=finder, department=other, **{field: finder.unit.name})
    with pytest.raises(Incomplete):
        services.revise_fact(made, by=finder, **{field: other.name})


def test_a_clerk_takes_down_what_any_body_found(other):
    clerk = factories.posting(Role.CLERK)
    made = factories.judgment(clerk=clerk, department=other, court=other.name)
    assert made.finding_unit is None
