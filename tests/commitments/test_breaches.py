"""The road of a promise that may be broken: who verifies, when it is refused, and what alone makes a record of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commitments.models import Breach, Commitment
from commitments.services import breaching, changing, feeding, fulfilling
from commitments.vocabulary import BreachStatus
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Deadline, Evidence
from common.roles import Role
from records.models import DishonestyRecord, Publication
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import SOURCE, SUPERIOR, TODAY, days_ago
from tests.commitments.test_commitments import UNLAWFUL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
S = BreachStatus


@pytest.fixture
def files(tmp_path, settings):
    settings.FILES = tmp_path


@pytest.mark.parametrize("state", makers.BREACH_ROAD)
def test_the_road_is_walked_step_by_step(state):
    case = makers.breach(state)
    assert case.status == state
    assert case.number.startswith("WY-320000-")


def test_the_promising_body_and_its_own_credit_office_do_not_verify():
    case = makers.breach()
    officer = factories.posting(Role.OFFICER, unit=factories.department())
    for name, unit in ((case.department.name, None), ("写作别名", case.department), ("信用办", officer.unit)):
        with pytest.raises(Incomplete, match="不能核实"):
            breaching.route(case, by=officer, body_name=name, unit=unit)
    assert case.status == S.ROUTING


def test_nobody_of_the_body_and_nobody_with_a_hand_in_the_promise_deals_with_it():
    case = makers.breach()
    of_body = factories.posting(Role.OFFICER, unit=case.department)
    promise = case.commitment
    clerk = makers.clerk_of(promise)
    same_person = factories.posting(Role.OFFICER, user=clerk.user)
    for by in (of_body, same_person):
        with pytest.raises(NotAllowed, match="回避"):
            breaching.route(case, by=by, body_name=SUPERIOR)


def test_only_the_body_that_was_asked_verifies_by_its_own_posting():
    asked, other = factories.department(), factories.department()
    case = makers.breach("verifying", unit=asked)
    found = {"verify_document": "核实意见〔2026〕1号", "verified_on": TODAY, "finding": "属实"}
    with pytest.raises(NotAllowed):
        breaching.verify(
            case, by=factories.posting(Role.FINDING_BODY, None, unit=other), is_true=True, **found
        )
    breaching.verify(case, by=factories.posting(Role.FINDING_BODY, None, unit=asked), is_true=True, **found)
    assert case.status == S.ORDERING


def test_what_is_not_true_ends_and_another_lead_may_come():
    case = makers.breach("verifying")
    officer = factories.posting(Role.OFFICER)
    breaching.verify(
        case, by=officer, is_true=False, verify_document="核实意见 1 号", verified_on=TODAY, finding="已兑现"
    )
    assert case.status == S.UNTRUE
    assert breaching.bar_registration(case.commitment) == ""


def test_a_second_lead_waits_for_the_first():
    case = makers.breach()
    with pytest.raises(NotEligible, match="已有"):
        breaching.register(
            case.commitment,
            by=factories.posting(Role.OFFICER),
            source="office",
            lead="到期没有兑现",
            reported_on=TODAY,
        )


def test_refusal_is_found_only_once_the_term_has_passed_and_the_body_was_heard():
    case = makers.breach("ordering")
    officer, director = factories.posting(Role.OFFICER), factories.posting(Role.DIRECTOR)
    breaching.order(
        case,
        by=officer,
        order_document="责令改正〔2026〕1号",
        served_on=TODAY,
        served_how="直接送达",
        mend_due=TODAY + timedelta(days=3),
    )
    told = {"hearing_served_on": TODAY, "hearing_served_how": "直接送达", "reason": "没有改正"}
    with pytest.raises(NotEligible, match="改正期限"):
        breaching.notify(case, by=director, **told)
    heard = makers.breach("hearing")
    with pytest.raises(NotEligible, match="陈述申辩"):
        breaching.confirm(heard, by=director, reason="理由", confirm_document="认定书", confirmed_on=TODAY)


def test_what_is_mended_in_time_is_no_breach():
    case = makers.breach("ordered")
    breaching.mend(case, by=factories.posting(Role.OFFICER), mend_document="支付凭证", mended_on=days_ago(11))
    assert case.status == S.MENDED
    assert not Deadline.objects.open().filter(object_id=case.pk).exists()


def test_who_registered_the_lead_does_not_confirm():
    officer = factories.posting(Role.OFFICER)
    case = makers.breach("hearing", officer=officer)
    breaching.state(case, by=makers.representative(case.commitment), statement="没有意见")
    with pytest.raises(NotAllowed, match="四眼"):
        breaching.confirm(
            case,
            by=factories.posting(Role.DIRECTOR, user=officer.user),
            reason="理由",
            confirm_document="认定书",
            confirmed_on=TODAY,
        )


def test_the_database_holds_what_confirming_needs():
    case = makers.breach("confirmed")
    for change in (
        {"confirmed_by": case.registered_by_id},
        {"confirm_document": ""},
        {"confirmed_on": case.mend_due},
        {"verify_document": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Breach.objects.filter(pk=case.pk).update(**change)


def test_a_confirmed_breach_is_no_record_and_nothing_of_it_is_public():
    case = makers.breach("confirmed")
    assert case.record is None
    assert not DishonestyRecord.objects.filter(department=case.department).exists()
    assert not Publication.objects.exists()
    assert Commitment.objects.all().standing().get(pk=case.commitment_id).is_broken


def test_without_one_of_the_four_documents_no_record_is_drafted():
    case = makers.breach("confirmed")
    clerk = factories.posting(Role.CLERK)
    lying = makers.evidence(makers.breach("confirmed"), clerk, salt=b"elsewhere")
    with pytest.raises(NotEligible, match="传到“证据”"):
        feeding.draft_record(case, by=clerk, document=lying, **SOURCE)
    laid = makers.evidence(case, clerk)
    for changed in (
        {"source_kind": "breach"},
        {"source_kind": ""},
        {"document_number": ""},
        {"document_number": "认定书〔2026〕9号"},
        {"document_number": "核实意见〔2026〕7号"},
        {"document_number": "责令改正通知〔2026〕8号"},
    ):
        with pytest.raises(Incomplete):
            feeding.draft_record(case, by=clerk, document=laid, **{**SOURCE, **changed})
    assert not DishonestyRecord.objects.exists()


@pytest.mark.parametrize("state", ["ordered", "hearing"])
def test_before_it_is_confirmed_nothing_feeds_a_record(state):
    case, clerk = makers.breach(state), factories.posting(Role.CLERK)
    laid = makers.evidence(case, clerk)
    with pytest.raises(WrongState), transaction.atomic():
        feeding.draft_record(case, by=clerk, document=laid, **SOURCE)
    assert not DishonestyRecord.objects.exists()


def test_its_document_makes_a_draft_with_the_evidence_and_no_more_than_a_draft():
    case, clerk = makers.breach("confirmed"), factories.posting(Role.CLERK)
    laid = makers.evidence(case, clerk)
    record = feeding.draft_record(case, by=clerk, document=laid, **SOURCE)
    case.refresh_from_db()
    assert (record.status, record.source_kind, record.domain) == ("draft", "penalty", "investment")
    assert record.department == case.department
    assert case.record_id == record.pk
    copied = Evidence.objects.of(record).get()
    assert (copied.title, copied.sha256) == (laid.title, laid.sha256)
    with pytest.raises(WrongState, match="已经生成"):
        feeding.draft_record(case, by=clerk, document=laid, **SOURCE)


def test_no_record_stands_without_source_and_number_of_a_document_whatever_is_tried():
    """Four sources, no fifth: the table of records itself knows no other（procedures A.1）."""
    case, clerk = makers.breach("confirmed"), factories.posting(Role.CLERK)
    record = feeding.draft_record(case, by=clerk, document=makers.evidence(case, clerk), **SOURCE)
    kinds = dict(DishonestyRecord._meta.get_field("source_kind").flatchoices)
    assert set(kinds) == {"judgment", "penalty", "discipline", "accountability"}
    record.edit(by=clerk, document_number="", document_key="")
    with pytest.raises(Incomplete, match="认定文书号"):
        record.submit(by=clerk)
    confirmed = factories.record("confirmed")
    for column in ("document_number", "document_title"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DishonestyRecord.objects.filter(pk=confirmed.pk).update(**{column: ""})


def test_a_lawful_change_or_an_unlawful_promise_ends_its_open_case():
    director = factories.posting(Role.DIRECTOR)
    for way in ("change", "unlawful"):
        case = makers.breach("verifying")
        promise = Commitment.objects.get(pk=case.commitment_id)
        if way == "change":
            makers.asked(promise, ends_promise=True, new_agreed_on=None)
            changing.end_by_change(promise, by=director, reason="公共利益")
        else:
            changing.find_unlawful(promise, by=director, reason="越权", **UNLAWFUL)
        case.refresh_from_db()
        assert case.status == S.LAPSED
        assert not Deadline.objects.open().filter(object_id=case.pk).exists()


def test_a_confirmed_breach_outlives_the_keeping_of_the_promise():
    case = makers.breach("confirmed")
    promise = Commitment.objects.get(pk=case.commitment_id)
    makers.paid(promise)
    fulfilling.accept(promise, by=factories.posting(Role.OFFICER))
    case.refresh_from_db()
    assert case.status == S.CONFIRMED


def test_a_department_learns_of_it_when_it_is_sent_to_be_verified():
    case = makers.breach()
    side = makers.representative(case.commitment)
    assert not Breach.objects.visible_to(side).filter(pk=case.pk).exists()
    breaching.route(case, by=factories.posting(Role.OFFICER), body_name=SUPERIOR)
    assert Breach.objects.visible_to(side).filter(pk=case.pk).exists()
    assert not Breach.objects.visible_to(factories.posting(Role.SECURITY_ADMIN, None)).exists()
