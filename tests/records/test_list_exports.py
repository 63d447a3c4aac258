"""Exports: exactly the rows, order and columns of the list, harmless in a spreadsheet, on the trail."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from openpyxl import load_workbook

from common.context import DEMO_MARK
from common.models import ListSetting, Transition
from common.roles import Role
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db


def exported(client, key="records", query="", kind="csv"):
    answer = client.get(f"/lists/{key}/export/{kind}/?{query}")
    assert answer.status_code == 200, text(answer)
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [["" if cell is None else cell for cell in row] for row in rows]


def column(rows, header):
    return [row[rows[1].index(header)] for row in rows[2:]]


def test_an_export_keeps_filter_order_and_columns_of_the_list():
    for name, status in (("苏州局", "draft"), ("安全局", "draft"), ("环境局", "pending_review")):
        factories.record(status, department=factories.department(name=name))
    client, held = sit(Role.AUDITOR)
    ListSetting.objects.create(person=held.user_id, list_key="records", columns=["department", "status"])
    rows = exported(client, query="status=draft&sort=-department")
    assert rows[1] == ["记录编号", "文书号", "事实序号", "事由", "失信主体", "统一社会信用代码", "状态"]
    assert column(rows, "失信主体") == ["苏州局", "安全局"]
    assert exported(client, query="columns=domain")[1][-1] == "领域"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_two_columns_write_alike_is_written_once(kind):
    made = factories.record()
    client, _ = sit(Role.CLERK)
    rows = exported(client, query="columns=document&columns=number&columns=domain", kind=kind)
    assert rows[1] == ["记录编号", "文书号", "事实序号", "事由", "领域"]
    assert column(rows, "记录编号") == [made.record_no]


def test_a_civil_servants_record_is_exported_to_the_keeper_of_the_file_alone():
    person = factories.official(name="甄守信")
    factories.record(official=person, disclosure="internal")
    keeper, _ = sit(Role.OFFICER, unit=person.managed_by)
    assert person.internal_number in str(exported(keeper))
    for role in (Role.OFFICER, Role.SECRECY, Role.DIRECTOR, Role.CLERK):
        found = str(exported(sit(role)[0]))
        assert "甄" not in found
        assert person.internal_number not in found


def test_an_officials_number_is_masked_as_in_the_list():
    person = factories.official()
    client, _ = sit(Role.OFFICER, unit=person.managed_by)
    for kind in ("csv", "xlsx"):
        rows = str(exported(client, "officials", kind=kind))
        assert "**************1234" in rows
        assert "320102199001011234" not in rows


def test_the_first_line_says_who_exported_what_and_in_the_demo_that_it_is_invented(monkeypatch):
    client, held = sit(Role.CLERK)
    first = exported(client, query="status=draft")[0][0]
    assert held.user.name in first
    assert "录入员" in first
    assert "筛选：状态：草稿" in first
    assert DEMO_MARK not in first
    monkeypatch.setattr(settings, "PORTAL_DEMO", True)
    for kind in ("csv", "xlsx"):
        assert DEMO_MARK in exported(client, kind=kind)[0][0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_becomes_a_formula(kind):
    factories.record(department=factories.department(name="=HYPERLINK(1)"), facts="@SUM(1)拖欠")
    client, _ = sit(Role.AUDITOR)
    answer = client.get(f"/lists/records/export/{kind}/")
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        cells = [cell for row in csv.reader(StringIO(content.decode("utf-8-sig"))) for cell in row]
        assert "'=HYPERLINK(1)" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]
    else:
        types = {cell.data_type for row in load_workbook(BytesIO(content)).active for cell in row}
        assert "f" not in types


def test_an_export_stands_on_the_trail_with_list_filter_and_number():
    factories.record()
    client, held = sit(Role.CLERK)
    exported(client, query="status=draft&evil=1", kind="xlsx")
    row = Transition.objects.get(act="export")
    assert (row.actor, row.object_id, row.posting_role) == (held.user_id, held.pk, "clerk")
    assert row.reason == "失信记录：状态：草稿"
    assert {name: row.after[name] for name in ("list", "format", "query", "rows")} == {
        "list": "records",
        "format": "xlsx",
        "query": "status=draft",
        "rows": 1,
    }


def test_too_many_rows_are_refused_with_the_way_to_narrow_them(monkeypatch):
    monkeypatch.setattr(settings, "EXPORT_MOST_ROWS", 1)
    for _ in range(2):
        factories.record()
    client, _ = sit(Role.CLERK)
    answer = client.get("/lists/records/export/csv/")
    assert answer.status_code == 409
    assert "有 2 条，一次最多导出 1 条" in text(answer)
    assert "请先缩小筛选" in text(client.get("/records/"))
    assert not Transition.objects.filter(act="export").exists()


def test_more_rows_ask_no_more_questions(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, _ = sit(Role.AUDITOR)
    asked = []
    for _ in range(2):
        for _ in range(3):
            factories.record()
        with CaptureQueriesContext(connection) as found:
            exported(client)
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_a_workbooks_columns_are_as_wide_as_what_stands_in_them():
    factories.record(department=factories.department(name="苏州工业园区模拟人力资源和社会保障局"))
    client, _ = sit(Role.AUDITOR)
    answer = client.get("/lists/records/export/xlsx/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    wide = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[2]}
    assert wide["失信主体"] > 36 > wide["统一社会信用代码"] > 18
    assert wide["程度"] < 12
