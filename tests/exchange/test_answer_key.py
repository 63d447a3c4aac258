"""The demo return against its answer key, sheet row by sheet row."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from openpyxl import load_workbook

from exchange.models import ImportBatch
from exchange.services import report, run
from records.models import Department, DishonestyRecord
from tests.exchange.returns import imported

pytestmark = pytest.mark.django_db
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


@pytest.fixture
def roster(files):
    return imported((DEMO / "departments.xlsx").read_bytes(), kind="departments")


@pytest.fixture
def answered(roster):
    return imported((DEMO / "dishonesty_records.xlsx").read_bytes())


def test_the_whole_roster_comes_in(roster):
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
        *("read", "accepted", "duplicates", "rejected", "proposed"),
        *("errors", "warnings", "duplicate_rows"),
    }


def test_secret_rows_are_gone_from_the_kept_file_and_the_others_are_still_there(answered):
    rows = [row for row, verdict in key().items() if "state secrets" in verdict]
    assert answered.rows_purged == len(rows) == 3
    sheet = load_workbook(answered.source_path, read_only=True).active
    kept = {number: [cell for cell in cells if cell] for number, cells in enumerate(sheet.values, 1)}
    assert all(len(kept[row]) == 1 and "已清除" in kept[row][0] for row in rows)
    assert len(kept[3]) == 18
    assert "★" not in str(kept)


def test_a_trial_run_and_the_real_one_tell_the_same(roster):
    data = (DEMO / "dishonesty_records.xlsx").read_bytes()
    trial = imported(data, dry_run=True)
    assert not DishonestyRecord.objects.exists()
    assert report(trial) == report(imported(data))


def test_the_same_file_twice_adds_nothing(answered):
    again = imported((DEMO / "dishonesty_records.xlsx").read_bytes())
    assert (again.accepted, again.duplicates, again.rejected) == (0, 317, 83)
    assert DishonestyRecord.objects.count() == 309
    of = {duplicate["of"] for duplicate in report(again)["duplicate_rows"]}
    assert of == set(DishonestyRecord.objects.values_list("record_no", flat=True))


def test_the_rewritten_file_gives_the_same_report_when_it_is_read_again(roster):
    trial = imported((DEMO / "dishonesty_records.xlsx").read_bytes(), dry_run=True)
    before = report(trial)
    trial.commit_trial(by=trial.posting)
    assert report(run(trial)) == before
    assert DishonestyRecord.objects.count() == 309


def test_the_command_writes_the_report_of_the_issue(files, tmp_path, capsys):
    told = tmp_path / "report.json"
    call_command("import_workbook", "departments", str(DEMO / "departments.xlsx"))
    call_command(
        "import_workbook",
        "dishonesty",
        str(DEMO / "dishonesty_records.xlsx"),
        "--as-of=2026-11-23",
        f"--report={told}",
    )
    assert '"accepted": 309' in told.read_text(encoding="utf-8")
    assert "读取 400 行：入库 309，重复 8，退回 83" in capsys.readouterr().out
    assert ImportBatch.objects.latest("id").posting.user.username == "import"
