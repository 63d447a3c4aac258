"""A report ends: with the first change of what stands in public, written down by the clock, or revoked by two persons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, WrongState
from common.models import Transition
from common.roles import Role
from credit_reports import tasks
from credit_reports.models import CreditReport
from credit_reports.services import ending
from disclosure.models import FilePart, PublicReport
from disclosure.open.models.reports import report_bearing, report_of
from disclosure.store.check import differences
from disclosure.store.refresh import refresh_day
from records import services
from tests import factories
from tests.credit_reports import reporting as kit
from tests.disclosure.closing import WAYS
from tests.disclosure.rows import another, standing

pytestmark = pytest.mark.django_db
NOTHING = (None,) * 7


@pytest.fixture
def act():
    return standing(facts="道路养护项目拖欠工程结算款，逾期不付")


@pytest.fixture
def body(act):
    return act.fact.of_kind.department


@pytest.fixture
def state(as_public):
    def asked(report):
        with as_public():
            return report_of(report.number)

    return asked


def told_of(found):
    return tuple(
        getattr(found, name)
        for name in (
            "public_id",
            "credit_code",
            "name",
            "made_at",
            "pdf_sha256",
            "json_sha256",
            "files_until",
        )
    )


@pytest.mark.parametrize("way", [*WAYS])
def test_whatever_ends_in_public_ends_the_report_at_once(act, body, way, state, set_today):
    report, apart = kit.issued(body), kit.issued()
    found = state(report)
    assert (found.state, found.name, found.credit_code) == ("valid", body.name, body.credit_code)
    WAYS[way](act, set_today)
    found = state(report)
    assert (found.state, told_of(found)) == ("superseded", NOTHING)
    assert state(apart).state == "valid"


@pytest.mark.parametrize("change", ["another record", "a new name", "a judgment", "an objection"])
def test_what_comes_or_changes_ends_it_too(act, body, change, state):
    report = kit.issued(body)
    match change:
        case "another record":
            another(act, 1)
        case "a judgment":
            factories.publication(made=factories.judgment("confirmed", department=body))
        case "a new name":
            from common import projections

            with transaction.atomic():
                type(body).objects.filter(pk=body.pk).update(name="模拟改名局（演示）")
                projections.changed(departments=[body.pk])
        case "an objection":
            from tests.appeals import objecting

            objecting.walked(objecting.objection(act.fact.of_kind), "verifying")
    assert state(report).state == "superseded"


def test_a_record_held_and_let_stand_again_leaves_it_as_it_was_until_the_clock_has_looked(act, body, state):
    director = factories.posting(Role.DIRECTOR)
    report = kit.issued(body)
    services.suspend(act, by=director, reason="核实中")
    assert state(report).state == "superseded"
    services.resume(act, by=director, reason="核实无误")
    assert state(report).state == "valid"
    services.suspend(act, by=director, reason="再核实")
    assert tasks.keep_reports() == 1
    services.resume(act, by=director, reason="核实无误")
    assert state(report).state == "superseded", "what is written down stays"


def test_the_clock_writes_it_down_once_and_takes_the_files(act, body):
    report, apart = kit.issued(body), kit.issued()
    assert tasks.keep_reports() == 0
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="核实中")
    assert (tasks.keep_reports(), tasks.keep_reports()) == (1, 0)
    assert CreditReport.objects.get(pk=report.pk).status == "superseded"
    assert kit.content(report, ".pdf") == b""
    assert kit.content(apart, ".pdf") != b""
    last = Transition.objects.filter(object_id=report.pk).order_by("seq").last()
    assert (last.act, last.posting_role, last.reason) == ("supersede", "clock", "")
    assert differences() == []


def test_files_go_after_their_days_and_the_number_stays(body, state, set_today, read):
    report = kit.issued()
    set_today(timezone.localdate() + timedelta(days=7))
    refresh_day()
    assert state(report).state == "valid"
    assert read(f"/reports/{report.number}.pdf").status_code == 410
    tasks.keep_reports()
    assert FilePart.objects.count() == 0


def test_a_report_is_revoked_by_a_second_person_and_its_number_says_no_more_than_that(body, state, as_public):
    report, officer, director = (
        kit.issued(body),
        factories.posting(Role.OFFICER),
        factories.posting(Role.DIRECTOR),
    )
    digest = report.pdf_sha256
    ending.ask_revocation(report, by=officer, reason="出具时公开库正在恢复")
    assert state(report).state == "valid", "until it is decided"
    ending.revoke(report, by=director, reason="情况属实")
    found = state(report)
    assert (found.state, told_of(found)) == ("revoked", NOTHING)
    with as_public():
        assert report_bearing(digest) == report.number
    assert kit.content(report, ".pdf") == b""
    trail = Transition.objects.filter(object_id=report.pk).order_by("seq")
    assert [(row.act, row.reason) for row in trail][2:] == [
        ("ask_revocation", "出具时公开库正在恢复"),
        ("revoke", "情况属实"),
    ]
    with pytest.raises(WrongState):
        ending.keep(report, by=director, reason="又不撤销")
    assert PublicReport.objects.get().status == "revoked"


def test_who_proposed_cannot_decide_whatever_posting_it_is(body):
    officer = factories.posting(Role.OFFICER)
    report = ending.ask_revocation(kit.issued(body), by=officer, reason="有误")
    also = factories.posting(Role.DIRECTOR, user=officer.user)
    for do in (ending.revoke, ending.keep):
        with pytest.raises(NotAllowed):
            do(report, by=also, reason="自己决定")
    ending.keep(report, by=factories.posting(Role.DIRECTOR), reason="报告无误")
    assert (report.status, report.asked_by_id) == ("issued", None)


def test_no_reason_no_revocation(body):
    report = kit.issued(body)
    with pytest.raises(Incomplete):
        ending.ask_revocation(report, by=factories.posting(Role.OFFICER), reason=" ")
    for role in (Role.DIRECTOR, Role.AUDITOR, Role.CLERK):
        with pytest.raises(NotAllowed):
            ending.ask_revocation(report, by=factories.posting(role), reason="有误")
    with pytest.raises(WrongState):
        ending.revoke(report, by=factories.posting(Role.DIRECTOR), reason="没有人提出")


def test_what_is_to_be_revoked_ends_by_a_change_all_the_same(act, body):
    report = kit.revoking(body)
    services.suspend(act, by=factories.posting(Role.DIRECTOR), reason="核实中")
    tasks.keep_reports()
    assert CreditReport.objects.get(pk=report.pk).status == "superseded"
