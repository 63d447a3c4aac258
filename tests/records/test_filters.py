"""What the lists can be asked: every filter alone, by posting, and the offers that a page makes of an act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.cases.acts import offered
from common.roles import Role
from organisations.filters import DepartmentFilter, regions_of
from organisations.models import Department, DepartmentName
from postings.forms.postings import GrantForm
from postings.services import import_posting
from records.facts.acts import barred_by_four_eyes
from records.facts.dishonesty.filters import RecordFilter
from records.forms.acts import ReviewForm, ServeForm, WithdrawForm
from records.models import DishonestyRecord, SourceDocument
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def director():
    return factories.posting(Role.DIRECTOR)


def _found(posting, **asked):
    rows = DishonestyRecord.objects.visible_to(posting).with_publication()
    return set(RecordFilter(asked, queryset=rows, posting=posting).qs)


@pytest.fixture
def two():
    """One record of a Nanjing bureau and one that differs from it in everything."""
    return (
        factories.record(
            document_number="苏01罚〔2026〕501号",
            department=factories.department("320100", name="甲局（演示）"),
        ),
        factories.record(
            "pending_review",
            document_number="苏05罚〔2026〕502号",
            department=factories.department("320500", name="乙委（演示）"),
            source_kind="judgment",
            domain="debt",
            declared_severity="serious",
            severity_reason="情节严重",
            decided_on=TODAY - timedelta(days=5),
            effective_on=TODAY - timedelta(days=5),
        ),
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "苏01罚[2026]501号"},
        {"q": "  甲局 "},
        {"status": "draft"},
        {"source_kind": "penalty"},
        {"domain": "procurement"},
        {"declared_severity": "ordinary"},
        {"region": "320100"},
        {"until": str(TODAY - timedelta(days=30))},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_each_question_finds_the_one_and_not_the_other(director, two, asked):
    assert _found(director, **asked) == {two[0]}


@pytest.mark.parametrize(
    "asked", [{}, {"q": "  "}, {"status": ""}, {"region": "320000"}, {"publication": "none"}]
)
def test_a_wide_question_finds_both(director, two, asked):
    assert _found(director, **asked) == set(two)


def test_a_record_is_found_by_code_and_by_number_in_any_case(director, two):
    first = two[0]
    assert _found(director, q=first.department.credit_code.lower()) == {first}
    assert _found(director, q=first.record_no.lower()) == {first}


@pytest.mark.parametrize("asked", ["%", "_", "' OR 1=1 --", "\\", "没有的文书"])
def test_signs_of_the_database_are_only_text(director, two, asked):
    assert _found(director, q=asked) == set()


def test_days_are_counted_from_and_to_inclusively(director, two):
    decided = two[0].decided_on
    assert two[0] in _found(director, since=str(decided), until=str(decided))
    assert two[0] not in _found(director, since=str(decided + timedelta(days=1)))
    assert two[0] not in _found(director, until=str(decided - timedelta(days=1)))


def test_a_filter_knows_whether_it_narrows(director):
    rows = DishonestyRecord.objects.all()
    narrowed = {q: RecordFilter({"q": q}, queryset=rows, posting=director) for q in ("", "甲")}
    assert {q: (found.form.is_valid(), found.is_narrowed)[1] for q, found in narrowed.items()} == {
        "": False,
        "甲": True,
    }


@pytest.mark.parametrize(
    ("role", "place", "number"),
    [
        (Role.CLERK, "320000", 109),
        (Role.CLERK, "320100", 12),
        (Role.AUDITOR, None, 109),
        (Role.CLERK, "320102", 1),
    ],
)
def test_a_posting_chooses_among_the_places_it_reaches(role, place, number):
    assert regions_of(factories.posting(role, place)).count() == number


def test_a_posting_without_a_region_is_asked_for_none():
    finder = factories.posting(Role.FINDING_BODY, None)
    form = RecordFilter({"region": "320100"}, queryset=DishonestyRecord.objects.all(), posting=finder).form
    assert "region" not in form.fields


def test_a_city_cannot_ask_for_another(two):
    nanjing = factories.posting(Role.CLERK, "320100")
    form = RecordFilter({"region": "320500"}, queryset=DishonestyRecord.objects.all(), posting=nanjing).form
    assert "region" in form.errors


def test_a_department_is_found_by_what_it_was_called(director):
    body = factories.department(name="数据局（演示）")
    DepartmentName.objects.create(department=body, name="信息化办公室（演示）", until=TODAY)
    for asked in ("数据局", "信息化办", body.credit_code, body.credit_code.lower()):
        found = DepartmentFilter({"q": asked}, queryset=Department.objects.all(), posting=director).qs
        assert list(found) == [body], asked


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person": "nobody"}, "person"),
        ({"person": "import"}, "person"),
        ({"role": "clock"}, "role"),
        ({"unit": "11320100000000000X"}, "unit"),
        ({"region": "320102002"}, "region"),
        ({"until": str(TODAY - timedelta(days=1))}, "until"),
        ({"since": "昨天"}, "since"),
    ],
    ids=lambda change: next(iter(change)) if isinstance(change, dict) else "",
)
def test_a_wrong_grant_is_told_at_its_field(change, field):
    import_posting()
    given = {
        "person": factories.person().username,
        "role": "clerk",
        "region": "320100",
        "since": str(TODAY),
        "reason": "到岗",
    }
    assert GrantForm(given).is_valid()
    assert set(GrantForm(given | change).errors) == {field}


def test_a_grant_finds_the_unit_by_its_code_however_written():
    body = factories.department()
    given = {
        "person": factories.person().username,
        "role": "representative",
        "since": str(TODAY),
        "reason": "到岗",
    }
    form = GrantForm(given | {"unit": f" {body.credit_code.lower()} "})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["unit"] == body


def test_the_source_of_a_withdrawal_is_put_together_only_when_whole():
    given = {
        "source_body": "复议机关",
        "source_number": "1号",
        "source_dated_on": str(TODAY),
        "reason": "撤销",
    }
    whole = WithdrawForm(given)
    assert whole.is_valid()
    assert whole.cleaned_data["source"] == SourceDocument("复议机关", "1号", TODAY)
    broken = WithdrawForm(given | {"source_dated_on": ""})
    assert not broken.is_valid()
    assert "source" not in broken.cleaned_data


@pytest.mark.parametrize("form", [WithdrawForm, ServeForm], ids=lambda form: form.__name__)
def test_no_act_takes_a_secrecy_mark_in_any_of_its_texts(form):
    given = dict.fromkeys(form.base_fields, "机密★10年")
    errors = form(given).errors
    texts = [name for name, field in form.base_fields.items() if type(field).__name__ == "CharField"]
    assert texts
    assert all("密级标志" in str(errors[name]) for name in texts)


@pytest.mark.parametrize(("kind", "asks"), [("accountability", True), ("penalty", False)])
def test_only_of_an_accountability_the_reviewer_is_asked_whom_it_hits(kind, asks):
    assert ("accountability_object" in ReviewForm(obj=DishonestyRecord(source_kind=kind)).fields) is asks


def _names(obj, by):
    return [offer.name for offer in offered(obj, by)]


def test_who_entered_a_record_is_offered_no_review_of_it_and_is_told_why():
    clerk = factories.posting(Role.CLERK)
    record = factories.record("pending_review", clerk=clerk)
    own, other = factories.posting(Role.REVIEWER, user=clerk.user), factories.posting(Role.REVIEWER)
    assert "pass_review" not in _names(record, own)
    assert barred_by_four_eyes(record, own)
    assert "pass_review" in _names(record, other)
    assert not barred_by_four_eyes(record, other)
    assert not barred_by_four_eyes(record, clerk)


def test_a_draft_is_offered_for_voiding_to_its_own_clerk_only():
    clerk = factories.posting(Role.CLERK)
    record = factories.record(clerk=clerk)
    assert _names(record, clerk) == ["submit", "void"]
    assert _names(record, factories.posting(Role.CLERK)) == ["submit"]


@pytest.mark.parametrize(
    ("status", "offered"), [("pending", False), ("signed", True), ("public", False), ("ended", False)]
)
def test_publishing_is_offered_once_the_sheet_is_signed_and_clean(director, status, offered):
    assert ("publish" in _names(factories.publication(status), director)) is offered


def test_publishing_is_not_offered_to_one_of_the_first_two():
    publication = factories.publication("signed")
    reviewer = publication.fact.of_kind.reviewed_by
    assert "publish" not in _names(publication, factories.posting(Role.DIRECTOR, user=reviewer))


@pytest.mark.parametrize(("kind", "direct"), [("penalty", True), ("accountability", False)])
def test_a_review_is_done_from_the_bar_unless_it_asks_more(kind, direct):
    record = factories.record("pending_review", source_kind=kind)
    offers = {offer.name: offer.is_direct for offer in offered(record, factories.posting(Role.REVIEWER))}
    assert offers == {"pass_review": direct, "return": True}
