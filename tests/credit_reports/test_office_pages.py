"""The pages of reports in the office: the register, one report, and revoking by two persons."""

from __future__ import annotations

import pytest

from common.cases.page_token import token_of
from common.roles import Role
from credit_reports.models import CreditReport
from credit_reports.services import making
from tests import factories
from tests.credit_reports import reporting as kit
from tests.office import client_of

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_an_officer_asks_and_another_two_revoke():
    body, officer = factories.department(), factories.posting(Role.OFFICER)
    desk, head = client_of(officer), client_of(factories.posting(Role.DIRECTOR))
    wrong = desk.post("/credit-reports/new/", {"credit_code": "11320000000000000X"})
    assert wrong.status_code == 422
    place = desk.post("/credit-reports/new/", {"credit_code": body.credit_code})["Location"]
    waiting = desk.get(place)
    assert ("正在生成" in text(waiting), waiting["Refresh"]) == (True, "3")
    report = making.make(CreditReport.objects.get())
    page = text(desk.get(place))
    assert f"/reports/{report.number}.pdf" in page
    assert "内容与现在公示的一致" in page
    assert report.number in text(desk.get("/credit-reports/"))
    desk.post(f"{place}ask_revocation/", {"reason": "出具有误", "page_token": token_of(report)})
    report.refresh_from_db()
    assert "提出人以外的负责人决定" in text(head.get(place))
    assert report.number in text(head.get("/work/"))
    head.post(f"{place}revoke/", {"reason": "情况属实", "page_token": token_of(report), "sure": "on"})
    report.refresh_from_db()
    assert report.status == "revoked", text(head.get(f"{place}revoke/"))[:2000]
    assert "已经撤销" in text(head.get(place))


def test_nobody_else_reads_them():
    report = kit.issued()
    for role in (Role.CLERK, Role.REVIEWER, Role.REPRESENTATIVE, Role.SYSTEM_ADMIN):
        client = client_of(factories.posting(role))
        assert client.get("/credit-reports/").status_code == 403
        assert client.get(f"/credit-reports/{report.pk}/").status_code == 403
