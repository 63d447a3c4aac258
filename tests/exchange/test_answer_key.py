"""The demo return against its answer key, sheet row by sheet row."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from exchange.importers.stages import report
from exchange.models.batches import ImportBatch
from organisations.models import Department
from records.models import DishonestyRecord
from tests import databases
from tests.exchange.returns import imported

DEMO = Path(settings.BASE_DIR) / "integrity_portal" / "demo"
KINDS = {
    "not a date": "不是真实存在",
    "in the future": "晚于核对基准日",
    "before 认定日期": "早于认定日期",
    "negative": "负数",
    "not a number": "不是数字",
    "check digit": "校验码不符",
    "unknown department": "名录中没有",
    "required": "必填",
    "unknown choice": "不在可选范围内",
    "state secrets may not be entered": "国家秘密",
}
REMARKS = {
    "may be stored, must not be publishable until the personal data is removed": "含个人信息",
    "may be stored, must not be publishable before it takes effect": "文书尚未生效",
}


def key():
    with (DEMO / "answer_key.csv").open(encoding="utf-8-sig") as file:
        return {int(row["sheet_row"]): row["verdict"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def answered(template_database, django_db_setup, django_db_blocker):
    """Roster and return imported once, in a database of this module's own; its tests only read."""
    with django_db_blocker.unblock(), databases.clone(template_database, "key"):
        imported((DEMO / "departments.xlsx").read_bytes(), kind="departments")
        yield imported((DEMO / "dishonesty_records.xlsx").read_bytes())


def test_the_whole_roster_comes_in(answered):
    roster = ImportBatch.objects.get(kind="departments")
    assert (roster.rows_read, roster.accepted, roster.rejected) == (596, 596, 0)
    assert Department.objects.filter(codes__until=None).count() == 596


def test_every_row_gets_the_verdict_of_the_key(answered):
    found = report(answered)
    errors: dict[int, list[str]] = {}
    for error in found["errors"]:
        errors.setdefault(error["row"], []).append(f"{error['column']}:{error['message']}")
    repeated = {duplicate["row"] for duplicate in found["duplicate_rows"]}
    kept = set(DishonestyRecord.objects.values_list("batch_row", flat=True))
    for row, verdict in key().items():
        kind, _, rest = verdict.partition(":")
        if kind == "error":
            column, _, reason = rest.partition(":")
            assert [said.startswith(column) and KINDS[reason] in said for said in errors[row]] == [True], row
        assert (row in errors, row in repeated, row in kept) == (
            kind == "error",
            kind == "duplicate",
            kind == "ok",
        ), row


def test_the_remarks_of_the_key_are_warnings(answered):
    said = {(warning["row"], warning["message"][:5]) for warning in report(answered)["warnings"]}
    for row, verdict in key().items():
        word = REMARKS.get(verdict.removeprefix("ok:"))
        assert word is None or (row, word[:5]) in said, row


def test_what_looks_like_a_formula_is_kept_literally(answered):
    rows = [row for row, verdict in key().items() if "literally" in verdict]
    kept = DishonestyRecord.objects.filter(batch_row__in=rows).values_list("remark", flat=True)
    assert list(kept) == ['=HYPERLINK("http://127.0.0.1/x","点此")'] * 5


def test_the_counts_add_up(answered):
    found = report(answered)
    assert (found["read"], found["accepted"], found["duplicates"], found["rejected"]) == (400, 309, 8, 83)
    assert set(found) == {
        *("read", "accepted", "duplicates", "rejected", "proposed", "waiting"),
        *("errors", "warnings", "duplicate_rows", "waiting_rows"),
    }


def test_secret_rows_are_gone_from_the_kept_file_and_the_others_are_still_there(answered):
    rows = [row for row, verdict in key().items() if "state secrets" in verdict]
    assert answered.rows_purged == len(rows) == 3
    sheet = load_workbook(answered.source_path, read_only=True).active
    kept = {number: [cell for cell in cells if cell] for number, cells in enumerate(sheet.values, 1)}
    assert all(len(kept[row]) == 1 and "已清除" in kept[row][0] for row in rows)
    assert len(kept[3]) == 18
    assert "★" not in str(kept)
