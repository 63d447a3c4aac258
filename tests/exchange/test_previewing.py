"""Before anything is imported its uploader sees which column was taken for what, and the first rows as understood."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from common.errors import NotAllowed, WrongState
from common.roles import Role
from exchange import services
from exchange.importers import statements
from records.models import DishonestyRecord
from tests import factories
from tests.exchange.returns import HEAD, line, table, taken, workbook
from tests.office import acts_of, client_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def body():
    return factories.department("320100")


@pytest.fixture(autouse=True)
def handed(monkeypatch):
    """The batches handed to the worker; here nobody works."""
    batches = []
    monkeypatch.setattr(services, "start", batches.append)
    return batches


def previewed(data, name="return.xlsx", **options):
    clerk = factories.posting(Role.CLERK)
    return services.run(taken(data, name, by=clerk, asks_first=True, **options))


def page(batch, by=None):
    return text(client_of(by or batch.posting).get(f"/imports/{batch.pk}/"))


def test_a_batch_that_asks_first_stops_after_reading_and_writes_nothing(body):
    batch = previewed(workbook(line(body)))
    assert (batch.status, batch.rows_read, batch.accepted) == ("preview", 1, None)
    assert services.run(batch).status == "preview"
    assert not DishonestyRecord.objects.exists()
    assert acts_of(batch) == ["enter", "read", "show"]


def test_the_preview_counts_what_it_did_not_know_and_what_is_wrong_before_the_rows_are_read(body):
    wrong = workbook(
        line(body, 严重程度="特别严重"), line(body, 严重程度="特别严重"), head=[*HEAD[:-1], "经办人"]
    )
    said = page(previewed(wrong))
    assert "1 处要看" in said
    assert "2 处有误，确认后这些行会退回" in said
    clean = page(previewed(workbook(line(body)), "clean.xlsx"))
    assert "列都对上了" in clean
    assert "没有发现错误" in clean


def test_the_preview_names_each_column_and_what_it_was_taken_for(body):
    head = [*HEAD[:-1], "经办人"]
    found = {match.name or match.field: match for match in services.mapping(previewed(workbook(head=head)))}
    assert (found["主体名称"].field, found["主体名称"].is_wrong) == ("主体名称", False)
    assert found["涉及金额（万元）"].field == "涉及金额"
    assert (found["经办人"].field, found["经办人"].is_wrong) == ("", True)
    assert "改成模板里的列名" in found["经办人"].remark
    assert "按空处理" in found["备注"].remark


def test_the_first_rows_are_shown_as_they_were_understood(body):
    rows = [line(body, 认定文书号=f"苏{n}号", 认定日期="2026年3月1日") for n in range(12)]
    batch = previewed(workbook(*rows))
    shown = services.first_rows(batch)
    cells = {cell.label: cell.text for cell in shown[0].cells}
    assert [row.number for row in shown] == list(range(2, 12))
    assert (cells["认定日期"], cells["涉及金额"], cells["来源类型"]) == (
        "2026-03-01",
        "12.5 万元",
        "行政处罚",
    )
    assert "12.5 万元" in page(batch)
    assert "前 10 行（共 12 行）" in page(batch)


def test_what_could_not_be_read_stands_as_it_came_with_the_remedy(body):
    shown = services.first_rows(previewed(workbook(line(body, 严重程度="特别严重"))))
    cell = next(cell for cell in shown[0].cells if cell.label == "严重程度")
    assert (cell.text, "轻微、一般、严重" in cell.fault) == ("特别严重", True)


def test_a_row_with_a_secrecy_mark_and_personal_numbers_are_not_shown(body):
    rows = [line(body, 备注="机密★5年 内情"), line(body, 失信行为描述="联系13851400000")]
    batch = previewed(workbook(*rows))
    first, second = services.first_rows(batch)
    assert (first.is_purged, first.cells) == (True, [])
    assert "13851400000" not in str(second)
    assert "内情" not in page(batch)
    assert "本行内容已清除" in page(batch)


def test_the_rows_are_for_the_uploader_alone_and_the_office_sees_the_columns(body):
    batch = previewed(workbook(line(body)))
    director = factories.posting(Role.DIRECTOR)
    assert "对应的字段" in page(batch, director)
    assert "苏财罚〔2026〕1号" in page(batch)
    assert "苏财罚〔2026〕1号" not in page(batch, director)
    assert "确认，开始导入" not in page(batch, director)


def test_the_uploader_confirms_and_the_import_goes_on_without_asking_again(body, handed):
    batch = previewed(workbook(line(body)))
    client = client_of(batch.posting)
    assert client.get(f"/imports/{batch.pk}/progress/")["HX-Refresh"] == "true"
    assert client.post(f"/imports/{batch.pk}/confirm/").status_code == 302
    assert handed == [batch]
    batch.refresh_from_db()
    assert services.run(batch).status == "done"
    assert DishonestyRecord.objects.count() == 1
    assert acts_of(batch)[2:4] == ["show", "confirm"]
    assert client.post(f"/imports/{batch.pk}/confirm/").status_code == 409


def test_nobody_else_confirms(body):
    batch = previewed(workbook(line(body)))
    with pytest.raises(NotAllowed, match="上传人"):
        batch.confirm(by=factories.posting(Role.CLERK))
    with pytest.raises(WrongState):
        taken(workbook(line(body)), by=batch.posting).confirm(by=batch.posting)
    assert client_of(factories.posting(Role.OFFICER)).post(f"/imports/{batch.pk}/confirm/").status_code == 403


def test_a_trial_is_previewed_too_and_commits_without_a_second_preview(body):
    batch = previewed(workbook(line(body)), dry_run=True)
    assert "确认，开始试算" in page(batch)
    trial = services.run(batch.confirm(by=batch.posting))
    assert (trial.status, trial.dry_run) == ("done", True)
    assert services.run(trial.commit_trial(by=batch.posting)).status == "done"
    assert DishonestyRecord.objects.count() == 1


def test_a_preview_is_cancelled_with_its_file(body):
    batch = previewed(workbook(line(body)))
    services.cancel(batch, by=batch.posting)
    assert services.run(batch).status == "cancelled"
    assert not batch.folder.exists()


def test_a_preview_whose_rows_were_lost_in_a_crash_is_read_again(body):
    batch = previewed(workbook(line(body)))
    statements.empty_staging(batch)
    assert "重新读取文件" in page(batch)
    assert services.run(batch.confirm(by=batch.posting)).status == "done"


def test_a_preview_that_nobody_confirms_fails_with_its_file_and_leaves_no_rows(body):
    batch = previewed(workbook(line(body)))
    services.purge_old_files(timezone.now() + timedelta(days=8))
    batch.refresh_from_db()
    assert (batch.status, "没有确认" in batch.message) == ("failed", True)
    assert statements.staged_rows(batch) == 0
    assert not batch.folder.exists()


def test_a_preview_does_not_count_as_standing_still(body, monkeypatch):
    monkeypatch.setattr("exchange.models.batches.STALLED_AFTER", timedelta(0))
    assert not previewed(workbook(line(body))).is_resumable(timezone.now())


def test_an_empty_sheet_says_so_and_how_to_mend_it():
    batch = previewed(workbook())
    shown = page(batch)
    assert "表头以下没有数据" in shown
    assert "零报告" in shown
    assert "确认，开始导入" not in shown
    with pytest.raises(WrongState, match="请填好后重新上传"):
        batch.confirm(by=batch.posting)
    assert "确认，开始导入" in page(previewed(workbook(line(factories.department()))))


@pytest.mark.parametrize("make", [workbook, table])
def test_a_refused_header_shows_what_was_understood_and_what_is_missing(make):
    head = [name for name in HEAD if name != "主体名称"] + ["被处罚单位13851400000"]
    batch = previewed(make(head=head), "return.xlsx" if make is workbook else "return.csv")
    assert (batch.status, batch.rows_read) == ("preview", None)
    assert "缺少必填的列：主体名称" in batch.message
    missing = next(match for match in services.mapping(batch) if match.field == "主体名称")
    assert (missing.name, missing.is_wrong) == ("", True)
    assert "认出的表头" in page(batch)
    assert "13851400000" not in str(batch.header_names)


def test_a_file_of_which_no_column_is_known_is_shown_with_all_that_is_missing():
    batch = previewed(workbook(["1", "2", "3", "4"], head=["甲", "乙", "丙", "丁"]))
    assert services.first_rows(batch) == []
    answer = client_of(batch.posting).get(f"/imports/{batch.pk}/")
    assert answer.status_code == 200
    assert "重新上传" in text(answer)


def test_a_file_that_nobody_looks_at_first_fails_at_its_header_and_is_gone():
    batch = services.run(taken(workbook(head=[name for name in HEAD if name != "主体名称"])))
    assert (batch.status, "缺少必填的列：主体名称" in batch.message) == ("failed", True)
    assert not batch.folder.exists()


@pytest.mark.parametrize("make", [workbook, table])
def test_of_a_refused_file_with_a_secrecy_mark_not_even_the_header_is_kept(make):
    head = [name for name in HEAD if name != "主体名称"] + ["某工程"]
    rows = [["机密★5年"] * len(head)]
    batch = previewed(make(*rows, head=head), "return.xlsx" if make is workbook else "return.csv")
    assert (batch.status, batch.header_names) == ("failed", [])
    assert "密级标志" in batch.message


def test_the_state_is_one_that_the_database_knows(body):
    batch = previewed(workbook(line(body)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, asks_first FROM exchange_importbatch WHERE id = %s", [batch.pk])
        assert cursor.fetchone() == ("preview", True)
