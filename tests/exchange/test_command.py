import json
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from common.roles import Role
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import line, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def body():
    return factories.department("320102")


@pytest.fixture
def path(body, tmp_path):
    file = tmp_path / "第三季度.xlsx"
    file.write_bytes(workbook(line(body), line(body, **{"失信行为描述": ""})))
    return file


def test_a_dry_run_writes_the_same_report_and_nothing_else(path, tmp_path):
    for name, options in (("trial", ["--dry-run"]), ("real", [])):
        call_command("import_workbook", "dishonesty", str(path), *options, f"--report={tmp_path / name}")
        assert DishonestyRecord.objects.exists() is (name == "real")
    assert (tmp_path / "trial").read_text() == (tmp_path / "real").read_text()
    found = json.loads((tmp_path / "real").read_text(encoding="utf-8"))
    assert (found["read"], found["accepted"], found["rejected"]) == (2, 1, 1)
    assert found["errors"] == [{"row": 3, "column": "失信行为描述", "value": "", "message": "必填，不能为空"}]


def test_it_acts_through_the_posting_that_is_named(path):
    clerk = factories.posting(Role.CLERK, "320100")
    call_command("import_workbook", "dishonesty", str(path), f"--as={clerk.pk}")
    assert DishonestyRecord.objects.get().entered_by == clerk.user


def test_a_person_is_named_by_the_account_as_long_as_one_posting_is_meant(path):
    clerk = factories.posting(Role.CLERK, "320100")
    factories.posting(Role.OFFICER, "320100", user=clerk.user)
    call_command("import_workbook", "dishonesty", str(path), f"--as={clerk.user.username}", "--dry-run")
    factories.posting(Role.CLERK, "320200", user=clerk.user)
    with pytest.raises(CommandError, match=str(clerk.pk)):
        call_command("import_workbook", "dishonesty", str(path), f"--as={clerk.user.username}")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["dishonesty", "nowhere.xlsx"], "找不到文件"),
        (["dishonesty", "{path}", f"--as={uuid.uuid4()}"], "没有可以导入的岗位"),
        (["dishonesty", "{path}", "--as=nobody"], "没有可以导入的岗位"),
        (["dishonesty", "{path}", "--report={path}/nowhere/r.json"], "不存在"),
        (["dishonesty", "{path}", "--as-of=2026-13-01"], "不是 2026-01-31 这样的日期"),
        (["gifts", "{path}"], "gifts"),
        (["departments", "{path}"], "没有找到“机构名录”的表头|缺少必填的列"),
        (["dishonesty", "{path}", "--as={reviewer}"], "录入员"),
    ],
)
def test_what_is_wrong_with_the_call_is_one_sentence(path, arguments, word):
    reviewer = factories.posting(Role.REVIEWER).pk
    with pytest.raises(CommandError, match=word):
        call_command("import_workbook", *(text.format(path=path, reviewer=reviewer) for text in arguments))


def test_help_starts_no_server(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "import_workbook", "--help"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        env={
            "PATH": "/usr/bin",
            "PORTAL_VAR": str(tmp_path / "nowhere"),
            "SECRET_KEY": "x",
            "FIELD_KEYS": "x",
            "HASH_KEY": "x",
            "PUBLIC_DB_PASSWORD": "x",
        },
    )
    assert "--as-of" in done.stdout
