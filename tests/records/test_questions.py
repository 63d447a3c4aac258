"""The named questions: whose turn it is, whom a fact concerns, which body some words may mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.roles import Role
from dossiers.services import own_files
from identifiers.collation import pinyin_key
from organisations.models import Department, Official, Reorganisation
from postings.models import OwnAccess, Posting
from postings.services.own_access import own_actors
from records import services
from records.corrections.services import corrections
from records.models import Commendation, Correction, DishonestyRecord, LostJudgment, Publication
from tests import factories
from tests.organisations.test_reorganisations import draft, settled

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FACTS = [(LostJudgment, factories.judgment), (Commendation, factories.commendation)]
DIRTY = {**factories.CLEAN_SHEET, "trade": "涉及"}


def seen(model, posting):
    return set(model.objects.visible_to(posting))


def corrected(made):
    field = "summary" if isinstance(made, LostJudgment) else "deeds"
    return corrections.propose_correction(
        made, by=factories.posting(Role.CLERK), changes={field: "更正后的内容"}, kind="facts", grounds="补正"
    )


@pytest.mark.parametrize(("model", "make"), FACTS)
def test_a_fact_its_publication_and_its_correction_go_by_the_department(model, make):
    made = make("confirmed", department=factories.department("320102"))
    act, case = factories.publication(made=made), corrected(made)
    for place, sees in (("320000", True), ("320100", True), ("320104", False), ("320500", False)):
        officer = factories.posting(Role.OFFICER, place)
        assert [made in seen(model, officer), act in seen(Publication, officer)] == [sees, sees], place
        assert (case in seen(Correction, officer)) is sees, place
    for role in (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        blind = factories.posting(role)
        assert not (seen(model, blind) | seen(Publication, blind) | seen(Correction, blind))
    auditor = factories.posting(Role.AUDITOR, None)
    assert (seen(model, auditor), seen(Publication, auditor)) == ({made}, {act})


@pytest.mark.parametrize(("model", "make"), FACTS)
def test_a_department_learns_of_its_own_facts_once_they_are_confirmed(model, make):
    body = factories.department()
    known = {make("confirmed", department=body), make("withdrawn", department=body)}
    for state in ("draft", "returned", "pending_review"):
        make(state, department=body)
    make("confirmed")
    assert seen(model, factories.posting(Role.REPRESENTATIVE, None, unit=body)) == known


def test_a_department_learns_of_a_publication_when_it_is_public_and_of_a_correction_when_it_is_in_force():
    body = factories.department()
    representative = factories.posting(Role.REPRESENTATIVE, None, unit=body)
    public = factories.publication(department=body)
    factories.publication("signed", department=body)
    corrected(factories.judgment("confirmed", department=body))
    assert seen(Publication, representative) == {public}
    assert seen(Correction, representative) == set()


@pytest.mark.parametrize(("model", "make"), [*FACTS, (DishonestyRecord, factories.record)])
def test_a_finding_body_has_its_findings_and_those_of_whom_it_succeeded_and_without_a_unit_none(model, make):
    gone, finder = factories.department(), factories.department()
    Department.objects.filter(pk=gone.pk).update(successor=finder)
    own, inherited = make("confirmed", finding_unit=finder), make("confirmed", finding_unit=gone)
    make("confirmed", finding_unit=factories.department())
    make("confirmed", department=finder)
    assert seen(model, factories.posting(Role.FINDING_BODY, None, unit=finder)) == {own, inherited}
    assert seen(model, Posting(role=Role.FINDING_BODY, region=factories.region())) == set()


def test_a_body_answers_for_whom_it_succeeded_and_a_region_says_nothing_to_a_representative():
    gone, heir = factories.department(), factories.department()
    Department.objects.filter(pk=gone.pk).update(successor=heir)
    factories.department()
    assert seen(Department, factories.posting(Role.REPRESENTATIVE, "320000", unit=heir)) == {gone, heir}


def test_a_reorganisation_is_seen_in_scope_and_by_the_department_itself_once_in_force():
    body = factories.department("320100")
    drafted, done = draft("merge", [body]), settled("rename", [body], new_name="新名（演示）")
    assert seen(Reorganisation, factories.posting(Role.OFFICER, "320100")) == {drafted, done}
    assert seen(Reorganisation, factories.posting(Role.OFFICER, "320500")) == set()
    assert seen(Reorganisation, factories.posting(Role.REPRESENTATIVE, None, unit=body)) == {done}


@pytest.mark.parametrize("role", [*Role])
def test_files_are_read_by_their_keepers_roles_alone_and_never_without_a_unit(role):
    keeper = factories.department()
    mine, _ = factories.official(keeper), factories.official()
    readers = {Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.FINDING_BODY}
    sees_all = role in {Role.AUDITOR, Role.CLOCK}
    expected = set(Official.objects.all()) if sees_all else {mine} if role in readers else set()
    assert seen(Official, factories.posting(role, "320000", unit=keeper)) == expected
    if not sees_all:
        assert seen(Official, Posting(role=role, region=factories.region())) == set()


def test_an_invited_person_sees_the_invitation_and_the_file_only_after_confirming():
    keeper = factories.department()
    clerk, person = factories.posting(Role.CLERK, None, unit=keeper), factories.person()
    official = factories.official(keeper)
    factories.own_actor(factories.official(keeper))
    access = own_files.invite(official, by=clerk, username=person.username)
    seat = own_actors(person)[0]
    assert (seen(OwnAccess, seat), seen(Official, seat)) == ({access}, set())
    own_files.confirm(seat, number=official.open_id_number())
    assert seen(Official, own_actors(person)[0]) == {official}
    assert len(seen(OwnAccess, clerk)) == 2
    assert seen(OwnAccess, factories.posting(Role.CLERK, None, unit=factories.department())) == set()


def test_what_is_ready_to_confirm_was_heard_or_need_not_be_or_let_its_time_pass():
    heard, late = factories.record("statement"), factories.record("statement")
    waived = factories.record("statement", source_kind="judgment")
    still, _other = factories.record("statement"), factories.record("pending_notice")
    rows = DishonestyRecord.objects
    rows.update(notice_waived=False, statement_text="", statement_due=TODAY)
    rows.filter(pk=heard.pk).update(statement_text="有异议")
    rows.filter(pk=late.pk).update(statement_due=TODAY - timedelta(days=1))
    rows.filter(pk=waived.pk).update(notice_waived=True)
    ready = set(rows.all().ready_to_confirm(TODAY))
    assert (ready, still in ready) == ({heard, late, waived}, False)


def test_what_waits_to_be_signed_mended_published_is_told_apart():
    waiting, signed = factories.publication("pending"), factories.publication("signed")
    dirty, changed = factories.publication("pending"), factories.publication("signed")
    dirty.sign_sheet(by=factories.posting(Role.SECRECY), answers=DIRTY)
    services.revise_face(changed, by=factories.posting(Role.OFFICER), face_title="改过的标题")
    standing = factories.publication()
    suspended = factories.publication("suspended")
    rows = Publication.objects.all()
    assert set(rows.to_sign()) == {waiting, changed}
    assert set(rows.to_mend()) == {dirty}
    assert set(rows.to_publish()) == {signed}
    assert set(rows.live()) == {standing, suspended}


def test_what_may_be_proposed_is_confirmed_open_and_not_decided_of_yet():
    free = factories.record("confirmed")
    factories.record("statement")
    factories.record("confirmed", disclosure="internal")
    factories.publication("pending")
    over = factories.publication("ended").fact.of_kind
    superseded = factories.publication()
    services.end_publication(
        superseded, by=factories.posting(Role.DIRECTOR), ground="superseded", reason="已更正"
    )
    assert set(DishonestyRecord.objects.all().to_propose()) == {free, superseded.fact.of_kind}
    statuses = dict(DishonestyRecord.objects.all().with_publication().values_list("pk", "publication_ground"))
    assert (statuses[free.pk], statuses[over.pk]) == (None, "repaired")


def test_a_body_is_asked_for_by_present_and_former_names_codes_and_spelling():
    code = factories.credit_code()
    body = factories.department(name="南京市城建局（演示）", short_name="城建局", credit_code=code)
    Department.objects.filter(pk=body.pk).update(sort_key=pinyin_key("南京市城建局"))
    factories.department(name="苏州市水务局（演示）")
    new = factories.credit_code()
    settled("recode", [body], [], new_code=new)
    settled("rename", [body], [], new_name="南京市建设局（演示）", new_short_name="建设局")
    rows = Department.objects.all()
    for words in (" 建设局", "南京市城建", code, f" {new.lower()} "):
        assert list(rows.asked_for(words)) == [body], words
    assert list(rows.asked_for("园林局")) == []
    for letters in ("nanjing", "njs"):
        assert list(rows.spelt(letters)) == [body], letters
    assert list(rows.spelt("xyzq")) == []


def test_a_case_is_due_from_its_day_on_and_only_once_approved():
    soon = TODAY + timedelta(days=3)
    case = settled("rename", new_name="新局名（演示）", day=soon)
    draft("merge", day=soon)
    rows = Reorganisation.objects.all()
    assert [list(rows.due(day)) for day in (soon - timedelta(days=1), soon, date.max)] == [[], [case], [case]]
