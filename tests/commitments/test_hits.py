"""比对命中: a bidder without name and code, two versions at once, what an asker is told, whose eyes release, what holds now."""

from __future__ import annotations

from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from commitments.screening.models import CheckedBody, Hit
from commitments.screening.services import keeping
from common.errors import NotEligible
from common.roles import Role
from tests import factories
from tests.commitments import screens
from tests.commitments.makers import days_ago
from tests.commitments.screens import company_code, compared, listed
from tests.exchange.returns import workbook
from tests.office import client_of

pytestmark = pytest.mark.django_db
SENT = {"step": "registration", "project_number": "ZB-2026-0009", "project_name": "模拟道路工程（演示）"}


def test_a_row_of_a_workbook_without_name_and_code_is_answered_that_it_cannot_be_looked_up():
    rows = [["", "91320100MA0000000X", "", ""], ["模拟甲公司", company_code(), "", ""]]
    data = workbook(*rows, head=["投标人名称", "统一社会信用代码", "曾用名", "联合体"], sheet="投标人名单")
    sent = {**SENT, "bidders": SimpleUploadedFile("投标人.xlsx", data)}
    answer = client_of(factories.posting(Role.OFFICER)).post("/screening/list/", sent)
    assert answer.status_code == 302
    assert list(CheckedBody.objects.values_list("answer", flat=True)) == ["invalid", "stale"]


def test_a_former_name_alone_looks_nobody_up_and_a_number_alone_is_kept():
    number, row = screens.card(), listed(name="模拟旧名公司")
    listed(name="模拟甲", card=number)
    case = compared({"former_names": row.name}, {"id_number": number})
    assert list(case.bodies.values_list("answer", flat=True)) == ["invalid", "blocked"]
    assert Hit.objects.filter(body__check_case=case).count() == 1


@pytest.mark.commits
def test_of_two_versions_at_once_the_older_waits_and_is_refused():
    newer, older = screens.version(), screens.version(as_of=days_ago(1))
    reviewer, said = factories.posting(Role.REVIEWER), []

    def late() -> None:
        try:
            keeping.put_in_force(older, by=reviewer)
        except NotEligible as refusal:
            said.append(refusal.message)
        finally:
            connection.close()

    second = Thread(target=late)
    with transaction.atomic():
        screens.in_force(newer)
        second.start()
        second.join(timeout=1)
    second.join()
    older.refresh_from_db()
    assert (older.status, len(said)) == ("draft", 1)
    assert "更新的版本" in said[0]
