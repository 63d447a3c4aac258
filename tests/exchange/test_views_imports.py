"""Upload pages: who may, what is refused, what a batch shows, who fetches which file, what proposals ask."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import override_settings
from django.utils import timezone

from common.roles import Role
from exchange import views
from exchange.importers import stages
from exchange.models.batches import ImportBatch
from exchange.models.proposals import DepartmentProposal
from exchange.services.importing import run
from postings.services.deputies import held_postings
from tests import factories
from tests.exchange.returns import ROSTER_HEAD, imported, line, table, workbook
from tests.office import acts_of, client_of, queries, sit, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
IMPORTERS = [Role.CLERK, Role.FINDING_BODY]
OTHERS = [r for r in Role if r not in {*IMPORTERS, Role.CLOCK}]


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """The batches handed to the worker; here nobody works."""
    handed = []
    monkeypatch.setattr(views.services, "start", handed.append)
    return handed


def send(client, data: bytes, name: str = "return.xlsx", **given):
    file = SimpleUploadedFile(name, data)
    return client.post("/imports/new/", {"kind": "dishonesty", "file": file, **given})


def confirmed(batch: ImportBatch) -> ImportBatch:
    """The batch after its uploader has seen the preview."""
    return run(batch.confirm(by=batch.posting))


def batch_of(held, *rows, **options) -> ImportBatch:
    return imported(workbook(*rows), by=held, **options)


def test_an_upload_becomes_a_batch_and_is_handed_to_the_worker(started):
    client, held = sit(Role.CLERK)
    answer = send(client, workbook(line(factories.department())))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"/imports/{batch.pk}/"
    assert (batch.posting, batch.dry_run, batch.status) == (held, False, "uploaded")
    assert started == [batch]
    assert acts_of(batch) == ["enter"]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("return.pdf", b"%PDF", "只接收 .xlsx 和 .csv 文件"),
        ("return.xlsx", b"", "文件是空的"),
        ("机密★名单.xlsx", b"x", "密级标志"),
    ],
)
def test_a_file_that_cannot_come_in_is_refused_beside_its_field(name, data, sentence):
    client, _ = sit(Role.CLERK)
    answer = send(client, data, name)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not ImportBatch.objects.exists()


@override_settings(UPLOAD_MAX_BYTES=1000)
def test_no_file_and_a_file_too_big_are_refused(monkeypatch):
    client, _ = sit(Role.CLERK)
    nothing = client.post("/imports/new/", {"kind": "dishonesty"})
    assert nothing.status_code == 422
    assert "请选择要上传的文件" in text(nothing)
    assert "分批上传" in text(send(client, b"x" * 2000))


@pytest.mark.parametrize("role", OTHERS)
def test_only_clerks_and_finding_bodies_upload(role):
    client, _ = sit(role, None if "admin" in role else "320000")
    assert client.get("/imports/new/").status_code == 403
    assert send(client, b"x").status_code == 403


def test_a_finding_body_sends_no_roster():
    client, _ = sit(Role.FINDING_BODY)
    assert 'value="departments"' not in client.get("/imports/new/").content.decode()
    answer = send(client, b"x", kind="departments")
    assert answer.status_code == 422


def test_a_batch_shows_every_error_and_its_counts():
    client, held = sit(Role.CLERK)
    body = factories.department()
    batch = batch_of(held, line(body), line(body, 认定文书号="苏2号", 严重程度="特别严重"))
    shown = text(client.get(f"/imports/{batch.pk}/"))
    for words in ("读取 2", "入库 1", "退回 1", "特别严重", "轻微、一般、严重"):
        assert words in shown
    assert "没有" in text(client.get(f"/imports/{batch.pk}/?level=duplicate"))
    assert client.get(f"/imports/{batch.pk}/?level=nonsense&page=9&sort=x").status_code == 200


def test_the_progress_is_polled_until_the_batch_is_over():
    client, held = sit(Role.CLERK)
    send(client, workbook(line(factories.department())))
    batch = ImportBatch.objects.get()
    under_way = client.get(f"/imports/{batch.pk}/progress/")
    assert 'data-hx-trigger="every 1s"' in under_way.content.decode()
    assert "HX-Refresh" not in under_way
    run(batch)
    over = client.get(f"/imports/{batch.pk}/progress/")
    assert "every 1s" not in over.content.decode()
    assert over["HX-Refresh"] == "true"


def test_a_batch_is_cancelled_before_it_is_written_and_not_after():
    client, held = sit(Role.CLERK)
    send(client, workbook(line(factories.department())))
    batch = ImportBatch.objects.get()
    assert "不写入任何数据" in text(client.get(f"/imports/{batch.pk}/cancel/"))
    batch.refresh_from_db()
    assert batch.status == "uploaded"
    assert client.post(f"/imports/{batch.pk}/cancel/").status_code == 302
    batch.refresh_from_db()
    assert batch.status == "cancelled"
    done = batch_of(held, line(factories.department()))
    answer = client.post(f"/imports/{done.pk}/cancel/")
    assert answer.status_code == 409
    assert client.get(f"/imports/{done.pk}/cancel/").status_code == 409


def test_a_failed_batch_is_taken_up_again(started, monkeypatch):
    client, held = sit(Role.CLERK)
    send(client, workbook(line(factories.department())))
    with monkeypatch.context() as patch:
        patch.setattr(stages, "_finish", lambda running: 1 / 0)
        batch = confirmed(run(ImportBatch.objects.get()))
    assert batch.status == "failed"
    shown = text(client.get(f"/imports/{batch.pk}/"))
    assert batch.message in shown
    assert f"/imports/{batch.pk}/resume/" in client.get(f"/imports/{batch.pk}/").content.decode()
    assert client.post(f"/imports/{batch.pk}/resume/").status_code == 302
    batch.refresh_from_db()
    assert batch.status == "uploaded"
    assert acts_of(batch)[-1] == "resume"


def test_a_trial_is_turned_into_the_real_import(started):
    client, held = sit(Role.CLERK)
    batch = batch_of(held, line(factories.department()), dry_run=True)
    assert "转为正式导入" in text(client.get(f"/imports/{batch.pk}/"))
    assert client.post(f"/imports/{batch.pk}/commit/").status_code == 302
    batch.refresh_from_db()
    assert (batch.dry_run, batch.status) == (False, "uploaded")


def test_the_rejected_rows_are_for_the_uploader_alone_and_the_fetch_is_logged():
    client, held = sit(Role.CLERK)
    batch = batch_of(held, line(factories.department(), 严重程度="特别严重"))
    fetched = client.get(f"/imports/{batch.pk}/rejected.xlsx")
    assert fetched.status_code == 200
    assert b"".join(fetched.streaming_content)[:2] == b"PK"
    assert acts_of(batch)[-1] == "download"
    director, _ = sit(Role.DIRECTOR)
    assert director.get(f"/imports/{batch.pk}/").status_code == 200
    assert "下载退回的行" not in text(director.get(f"/imports/{batch.pk}/"))
    assert director.get(f"/imports/{batch.pk}/rejected.xlsx").status_code == 404
    colleague, _ = sit(Role.CLERK)
    assert colleague.get(f"/imports/{batch.pk}/").status_code == 404


def test_the_report_is_json_with_personal_numbers_masked():
    client, held = sit(Role.CLERK)
    batch = batch_of(held, line(factories.department(), 失信行为描述="联系电话13851400000，拖欠货款"))
    answer = client.get(f"/imports/{batch.pk}/report.json")
    told = json.loads(answer.content)
    assert (told["read"], told["accepted"]) == (1, 1)
    assert "13851400000" not in answer.content.decode()


def test_the_history_holds_ones_own_and_the_offices_region():
    client, held = sit(Role.CLERK, "320100")
    batch_of(held, line(factories.department("320100")))
    assert "return.xlsx" in text(client.get("/imports/"))
    assert "没有符合条件的" in text(client.get("/imports/?status=failed"))
    inside, _ = sit(Role.OFFICER, "320100")
    outside, _ = sit(Role.OFFICER, "320500")
    assert "return.xlsx" in text(inside.get("/imports/"))
    assert "return.xlsx" not in text(outside.get("/imports/"))
    assert "我的导入" in text(client.get("/"))


def test_more_batches_and_findings_ask_no_more_questions():
    client, held = sit(Role.CLERK)
    body = factories.department()
    wrong = [line(body, 认定文书号=f"苏{n}号", 严重程度="特别严重") for n in range(25)]
    few = batch_of(held, *wrong[:5])
    asked = queries(client, f"/imports/{few.pk}/"), queries(client, "/imports/")
    many = batch_of(held, *wrong)
    assert (queries(client, f"/imports/{many.pk}/"), queries(client, "/imports/")) == asked


@pytest.mark.parametrize(("kind", "name"), [("departments", "机构名录模板"), ("dishonesty", "失信信息模板")])
def test_an_empty_workbook_is_handed_out_under_its_chinese_name(kind, name):
    client, _ = sit(Role.CLERK)
    answer = client.get(f"/imports/template/{kind}/")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert unquote(answer.headers["Content-Disposition"]).endswith(f"{name}.xlsx")
    assert client.get("/imports/template/other/").status_code == 404


@pytest.fixture
def proposal():
    """A roster says that a known department has another name."""
    clerk = factories.posting(Role.CLERK)
    body = factories.department("320100", name="模拟旧名局（演示）")
    row = ["模拟新名局（演示）", body.credit_code, "机关", "市级", "320100"]
    imported(table(row, head=ROSTER_HEAD), "roster.csv", kind="departments", by=clerk)
    return DepartmentProposal.objects.get()


def test_a_proposed_change_is_shown_before_and_after_and_confirmed_by_the_office(proposal):
    client, _ = sit(Role.OFFICER, "320100")
    assert "名录变更待确认 1" in text(client.get("/"))
    shown = text(client.get("/imports/proposals/"))
    assert "模拟旧名局（演示） → 模拟新名局（演示）" in shown
    address = f"/imports/proposals/{proposal.pk}/accept/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "与编办批复一致"}).status_code == 302
    proposal.department.refresh_from_db()
    assert proposal.department.name == "模拟新名局（演示）"
    assert acts_of(proposal)[-1] == "accept"


def test_a_proposed_change_is_refused_with_a_reason(proposal):
    client, _ = sit(Role.DIRECTOR)
    address = f"/imports/proposals/{proposal.pk}/decline/"
    assert client.post(address, {"reason": "没有批复文件"}).status_code == 302
    proposal.refresh_from_db()
    assert proposal.status == "declined"
    again = client.post(address, {"reason": "再来"})
    assert again.status_code == 422
    assert "现在是“未采纳”" in text(again)


def test_a_proposal_is_decided_by_the_office_in_scope_alone(proposal):
    address = f"/imports/proposals/{proposal.pk}/accept/"
    clerk, _ = sit(Role.CLERK)
    assert clerk.post(address, {"reason": "x"}).status_code == 403
    outside, _ = sit(Role.OFFICER, "320500")
    assert outside.get(address).status_code == 404
    assert client_of(factories.posting(Role.AUDITOR)).get(address).status_code == 403


def test_a_failed_file_shows_where_it_stopped_and_a_trial_is_never_called_written():
    client, _held = sit(Role.CLERK)
    send(client, b"no workbook at all")
    failed = run(ImportBatch.objects.get())
    shown = client.get(f"/imports/{failed.pk}/").content.decode()
    assert shown.count('class="done"') == 1
    send(client, workbook(line(factories.department())), dry_run="on")
    trial = confirmed(run(ImportBatch.objects.exclude(pk=failed.pk).get()))
    shown = client.get(f"/imports/{trial.pk}/").content.decode()
    assert trial.status == "done"
    assert ">写入<" not in shown


def test_a_deputy_is_not_offered_the_upload_that_stays_with_the_holder():
    holder, person, today = factories.posting(Role.CLERK), factories.person(), timezone.localdate()
    factories.deputy(holder, by=holder, person=person, since=today, until=today)
    deputy = client_of(held_postings(person, today)[0])
    assert b"/imports/new/" in client_of(holder).get("/imports/").content
    assert b"/imports/new/" not in deputy.get("/imports/").content
    answer = deputy.get("/imports/new/")
    assert answer.status_code == 403
    assert "上传由岗位本人办理" in text(answer)
