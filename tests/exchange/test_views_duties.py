"""Pages of the reporting duty: lists by scope, filing, the late list, reminding."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import Notice
from common.roles import BLIND_ROLES, Role
from exchange import services
from exchange.models.duties import ReportingDuty
from postings.services import clock_posting
from tests import factories
from tests.office import acts_of, queries, sit, text

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = "/imports/duties/"


@pytest.fixture
def duty():
    unit = factories.department("320100")
    services.open_duties(TODAY, by=clock_posting())
    return ReportingDuty.objects.get(unit=unit)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLOCK])
def test_who_opens_the_list(role):
    assert sit(role)[0].get(LIST).status_code == (403 if role in BLIND_ROLES else 200)


def test_a_clerk_of_the_unit_finds_the_duty_on_the_desk_and_files_a_nil_statement(duty):
    client, posting = sit(Role.CLERK, None, unit=duty.unit)
    assert duty.period in text(client.get("/"))
    client.post(reverse("exchange:nil_duty", args=[duty.pk]), {"statement": "已逐项核查，无应归集信息"})
    duty.refresh_from_db()
    assert (duty.status, duty.filed_by) == ("nil", posting.user)
    assert "零报告" in text(client.get(reverse("exchange:duty", args=[duty.pk])))
    assert acts_of(duty)[-1] == "report_nil"


def test_a_refused_nil_statement_says_why_on_the_form(duty):
    client, _ = sit(Role.CLERK, None, unit=duty.unit)
    first, last = duty.days
    factories.record(reporting_unit=duty.unit, decided_on=first, effective_on=last)
    sent = client.post(reverse("exchange:nil_duty", args=[duty.pk]), {"statement": "无"})
    assert sent.status_code == 422
    assert "不能零报告" in text(sent)


def test_the_late_list_and_the_filters(duty):
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY - timedelta(days=1))
    client, _ = sit(Role.OFFICER)
    assert ("到期未报", 1) in [(label, number) for label, _, number, _ in client.get(LIST).context["figures"]]
    for asked, shown in (
        ("status=late", True),
        ("status=pending", True),
        ("status=nil", False),
        (f"quarter={duty.year}-{duty.quarter}", True),
        ("quarter=2001-1", False),
        ("quarter=x-y", True),
        (f"q={duty.unit.name}", True),
        ("q=没有这个单位", False),
    ):
        assert (
            duty.unit.name in client.get(f"{LIST}?{asked}").content.decode().split("<tbody>")[-1]
        ) is shown, asked


def test_another_city_sees_nothing(duty):
    client, _ = sit(Role.OFFICER, "320500")
    assert duty.unit.name not in text(client.get(LIST))
    for name in ("duty", "reopen_duty"):
        assert client.get(reverse(f"exchange:{name}", args=[duty.pk])).status_code == 404
    assert client.post(reverse("exchange:remind_duty", args=[duty.pk])).status_code == 404


def test_an_officer_reminds_and_learns_when_nobody_was_there_to_be_told(duty):
    client, _ = sit(Role.OFFICER)
    address = reverse("exchange:remind_duty", args=[duty.pk])
    assert "还没有报送岗位" in text(client.post(address, follow=True))
    factories.posting(Role.CLERK, None, unit=duty.unit)
    assert "通知了 1 个" in text(client.post(address, follow=True))


def test_the_office_sends_a_nil_statement_back(duty):
    clerk = factories.posting(Role.CLERK, None, unit=duty.unit)
    services.file_nil(duty, by=clerk, statement="无应归集信息")
    client, _ = sit(Role.DIRECTOR)
    client.post(reverse("exchange:reopen_duty", args=[duty.pk]), {"reason": "法院已判决"})
    duty.refresh_from_db()
    assert duty.status == "pending"


def test_an_unconfirmed_period_is_shown_as_such(duty):
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY - timedelta(days=1))
    page = text(sit(Role.OFFICER)[0].get(reverse("exchange:duty", args=[duty.pk])))
    assert "待核实" in page
    assert "已过期限" not in page
    assert "逾期" not in page.replace("只提醒，不称逾期", "")


def test_the_list_asks_as_often_for_many_duties_as_for_few(duty):
    client, _ = sit(Role.OFFICER)
    few = queries(client, LIST)
    for _ in range(5):
        factories.department("320100")
    services.open_duties(TODAY, by=clock_posting())
    assert queries(client, LIST) == few


def test_the_figures_count_and_lead_to_their_lists(duty):
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY - timedelta(days=1))
    client, _ = sit(Role.OFFICER)
    page = client.get(LIST, {"quarter": f"{duty.year}-{duty.quarter}"})
    figures = {label: (address, number) for label, address, number, _ in page.context["figures"]}
    for label, (address, number) in figures.items():
        assert client.get(LIST + address).context["listing"].total == number, label
    assert figures["到期未报"][1] == 1
    assert f"quarter={duty.year}-{duty.quarter}" in figures["待报"][0]
    assert {number for *_, number, _ in client.get(LIST, {"quarter": "2001-1"}).context["figures"]} == {0}


def test_all_late_units_are_reminded_at_once_after_a_page_that_says_whom(duty):
    reporter = factories.posting(Role.REPRESENTATIVE, None, unit=duty.unit)
    client, _ = sit(Role.OFFICER, "320100")
    ReportingDuty.objects.update(due_on=TODAY)
    client.post(f"{LIST}remind/")
    assert acts_of(duty) == ["enter"]
    ReportingDuty.objects.filter(pk=duty.pk).update(due_on=TODAY - timedelta(days=1))
    assert "1 项到期未报" in text(client.get(f"{LIST}remind/"))
    assert client.post(f"{LIST}remind/").status_code == 302
    assert acts_of(duty)[-1] == "remind"
    assert Notice.objects.filter(recipient=reporter.pk, object_id=duty.pk, text__contains="催报").exists()
    other, _ = sit(Role.OFFICER, "320500")
    other.post(f"{LIST}remind/")
    assert acts_of(duty).count("remind") == 1
    assert sit(Role.CLERK, "320100")[0].post(f"{LIST}remind/").status_code == 403
