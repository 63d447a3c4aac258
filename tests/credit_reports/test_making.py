"""A report is made: numbers without a gap, the values of the archive page, and why not where it cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.errors import NotAllowed, NotEligible, WrongState
from common.models import Transition
from common.roles import Role
from credit_reports import tasks
from credit_reports.models import CreditReport, ReportSeries
from credit_reports.services import making, requesting
from credit_reports.vocabulary import ReportStatus
from disclosure.models import PublicReport
from disclosure.store.check import differences
from tests import factories
from tests.credit_reports import reporting as kit
from tests.databases import as_owner
from tests.disclosure.rows import another, standing
from tests.disclosure.test_wall import hide

pytestmark = pytest.mark.django_db


@pytest.fixture
def act():
    return standing(facts="道路养护项目拖欠工程结算款，逾期不付")


@pytest.fixture
def body(act):
    return act.fact.of_kind.department


def test_it_tells_what_the_archive_tells_and_nothing_else(act, body, read):
    factories.publication(made=factories.judgment("confirmed", department=body))
    factories.publication(made=factories.commendation("confirmed", department=body))
    report = kit.issued(body)
    told, archive = kit.told(report), read(f"/departments/{body.credit_code}/archive.json").json()
    for name in ("records", "judgments", "commendations"):
        assert [row["facts"] for row in told[name]] == [row["facts"] for row in archive[name]] != []
        assert [{**row, "url": ""} for row in told[name]] == [{**row, "url": ""} for row in archive[name]]
    assert {**told["department"], "url": ""} == {**archive["department"], "url": ""}
    assert (told["statement"], told["number"]) == ("", report.number)
    assert report.number == f"BG-{timezone.localdate().year}-000001"
    assert differences() == []


def test_where_nothing_stands_it_says_so_as_of_its_moment():
    report = kit.issued()
    at = f"{timezone.localtime(report.made_at):%Y-%m-%d %H:%M:%S}"
    assert kit.told(report)["statement"] == f"截至 {at}，无正在公示的记录。"
    assert kit.told(report)["records"] == []


def test_a_judgment_alone_leaves_the_statement_of_no_record(body):
    other = factories.department()
    factories.publication(made=factories.judgment("confirmed", department=other))
    told = kit.told(kit.issued(other))
    assert ("无正在公示的记录" in told["statement"], len(told["judgments"])) == (True, 1)


def test_all_of_many_records_are_told(act, body):
    for number in range(1, 104):
        another(act, number)
    assert len(kit.told(kit.issued(body))["records"]) == 104


def test_numbers_go_on_without_a_gap_and_one_that_fails_takes_none(monkeypatch):
    first = kit.issued()
    waiting = kit.requested()
    monkeypatch.setattr(making, "typeset", lambda told, at: (_ for _ in ()).throw(NotEligible("缺字“㐂”")))
    assert (making.make(waiting).status, CreditReport.objects.get(pk=waiting.pk).number) == ("failed", "")
    monkeypatch.undo()
    second = kit.issued()
    assert (first.serial, second.serial) == (1, 2)
    assert ReportSeries.objects.get().last_number == 2
    assert "缺字" in Transition.objects.filter(object_id=waiting.pk).order_by("seq").last().reason


def test_an_officer_who_presses_again_within_a_minute_gets_the_same(act, body):
    officer = factories.posting(Role.OFFICER)
    first = kit.requested(body, by=officer)
    assert requesting.request(body, by=factories.posting(Role.DIRECTOR)) == first
    issued = making.make(first)
    assert requesting.request(body, by=officer).number == issued.number
    another(act, 2)
    assert requesting.request(body, by=officer) != first, "something has come"


def test_after_a_minute_an_officer_gets_a_new_number(body, monkeypatch):
    officer = factories.posting(Role.OFFICER)
    first = kit.issued(body, by=officer)
    monkeypatch.setitem(requesting.LIKE_NEW, "office", timedelta(0))
    assert kit.issued(body, by=officer).serial == first.serial + 1


def test_whoever_may_not_ask_is_not_given_the_one_that_is_there(body):
    kit.issued(body)
    for stranger in (factories.posting(Role.CLERK), factories.posting(Role.OFFICER, "320200")):
        with pytest.raises(NotAllowed):
            requesting.request(body, by=stranger)


def test_made_twice_it_is_the_same(body):
    report = kit.issued(body)
    again = making.make(CreditReport.objects.get(pk=report.pk))
    assert (again.number, CreditReport.objects.count()) == (report.number, 1)
    assert tasks.make_report(str(report.pk)) == "issued"


def test_what_the_worker_left_over_is_made_by_the_clock(body):
    report = kit.requested(body)
    assert tasks.keep_reports() == 0, "it may be in the making"
    CreditReport.objects.filter(pk=report.pk).update(requested_at=timezone.now() - timedelta(minutes=10))
    assert tasks.keep_reports() == 1
    assert CreditReport.objects.get(pk=report.pk).status == ReportStatus.ISSUED


def test_of_a_department_that_is_not_shown_there_is_none(body):
    report = kit.requested(body)
    with transaction.atomic():
        hide(body)
    made = making.make(report)
    assert (made.status, made.number) == ("failed", "")
    body.refresh_from_db()
    with pytest.raises(NotEligible):
        kit.requested(body)


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.REVIEWER, Role.SECRECY, Role.AUDITOR, Role.REPRESENTATIVE, Role.SYSTEM_ADMIN]
)
def test_only_the_credit_office_asks(body, role):
    with pytest.raises(NotAllowed):
        requesting.request(body, by=factories.posting(role))


def test_an_officer_of_another_city_does_not_ask(body):
    elsewhere = factories.posting(Role.OFFICER, "320200")
    with pytest.raises(NotAllowed):
        requesting.request(body, by=elsewhere)
    report = kit.issued(body)
    assert not CreditReport.objects.visible_to(elsewhere).filter(pk=report.pk).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE credit_reports_creditreport SET number = 'BG-2026-000009'",
        "UPDATE credit_reports_creditreport SET standing = repeat('a', 64)",
        "DELETE FROM credit_reports_creditreport",
        "UPDATE credit_reports_reportseries SET last_number = 9",
        "UPDATE credit_reports_reportseries SET last_number = last_number + 1",
        "DELETE FROM credit_reports_reportseries",
    ],
)
def test_the_register_is_kept_by_the_database_too(body, statement):
    kit.issued(body)
    with pytest.raises(IntegrityError), transaction.atomic(), as_owner() as cursor:
        cursor.execute(statement)


def test_a_report_leaves_its_rows_in_the_trail(body):
    report = kit.issued(body)
    trail = Transition.objects.filter(object_id=report.pk).order_by("seq")
    assert [row.act for row in trail] == ["enter", "issue"]
    assert PublicReport.objects.get().number == report.number


def test_where_something_changes_meanwhile_it_is_read_once_more(body, monkeypatch):
    from credit_reports import contents

    answers = iter(["a", "b", "c", "c"])
    monkeypatch.setattr(contents, "standing_of", lambda code: next(answers))
    assert contents.read(body.credit_code).standing == "c"
    restless = iter(str(number) for number in range(20))
    monkeypatch.setattr(contents, "standing_of", lambda code: next(restless))
    with pytest.raises(WrongState):
        contents.read(body.credit_code)
