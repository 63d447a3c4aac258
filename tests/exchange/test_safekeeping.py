"""What must not come in, not stay and not be run by another: persons, secrets, refused files, dead workers."""

import csv
import io
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django.utils import timezone

from common.errors import NotAllowed, WrongState
from common.models import PublicGeneration, Transition
from common.roles import Role
from contents import csv_cells
from disclosure.views import statistics
from exchange import services
from exchange.importers import stages
from exchange.models.batches import ImportBatch
from exchange.models.proposals import DepartmentProposal
from organisations.models import Department
from tests import factories
from tests.exchange.returns import ROSTER_HEAD, faults, imported, line, table, taken, told, workbook
from tests.office import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def body_row(name="南京市模拟新设局（演示）", code="", region="320100"):
    return [name, code or factories.credit_code("320100"), "机关", "市级", region]


def roster(*rows, **options):
    return told(workbook(*rows, head=ROSTER_HEAD), kind="departments", **options)


def generation():
    return PublicGeneration.objects.get().value


@pytest.mark.parametrize("name", ["模拟局 联系电话13851400000", "模拟局320106198001011233"])
def test_a_roster_name_with_personal_data_never_stands_in_public(name):
    found = roster(body_row(name), body_row())
    assert faults(found) == [(2, "机构名称")]
    assert "13851400000" not in str(found)
    assert "320106198001011233" not in str(found)
    assert list(Department.objects.values_list("name", flat=True)) == ["南京市模拟新设局（演示）"]


def test_a_number_in_place_of_a_region_code_is_masked_in_the_report():
    found = roster(body_row(region="13851400000"))
    assert found["rejected"] == 1
    assert "13851400000" not in str(found)


def test_a_personal_number_is_not_proposed_as_a_new_name():
    known = factories.department("320100")
    roster(body_row("模拟局13851400000", known.credit_code))
    assert not DepartmentProposal.objects.exists()


def test_new_departments_leave_a_trail_and_make_public_pages_stale():
    clerk, before = factories.posting(Role.CLERK), generation()
    roster(body_row(), body_row("南京市模拟第二局（演示）"), by=clerk)
    made = Department.objects.filter(is_shown=True)
    trail = Transition.objects.filter(object_type="organisations.department", object_id__in=made.values("pk"))
    assert list(trail.values_list("act", "actor", "posting_id")) == [("enter", clerk.user_id, clerk.pk)] * 2
    assert generation() > before


def test_a_roster_that_says_nothing_new_leaves_public_pages_alone():
    known = factories.department("320100")
    before = generation()
    roster(body_row(known.name, known.credit_code))
    assert generation() == before


def test_a_confirmed_change_of_the_roster_makes_public_pages_stale():
    known = factories.department("320100")
    roster(body_row("改名后的局（演示）", known.credit_code))
    before = generation()
    services.accept_proposal(DepartmentProposal.objects.get(), by=factories.posting(Role.OFFICER))
    assert generation() > before


def refused_with_a_secret():
    """A return whose second half no reader gets to: rows marked as secret lie in the kept file."""
    secret = line(备注="机密★5年")
    return table(line(), secret) + '"没有闭合的引号'.encode()


def test_a_refused_file_is_not_kept_and_cannot_be_continued():
    batch = imported(refused_with_a_secret(), "return.csv")
    assert batch.status == "failed"
    assert "重新上传" in batch.message
    assert batch.files_gone_at is not None
    assert not batch.folder.exists()
    with pytest.raises(WrongState, match="重新上传"):
        services.resume(batch, by=batch.posting)
    assert not batch.is_resumable(timezone.now() + timedelta(days=1))


def test_a_file_whose_reading_broke_off_is_not_kept(monkeypatch):
    batch = taken(workbook(line(备注="机密★5年")))
    monkeypatch.setattr(stages, "_rewrite_source", lambda running: 1 / 0)
    services.run(batch)
    assert batch.status == "failed"
    assert "重新上传" in batch.message
    assert not batch.folder.exists()


def test_a_file_that_was_read_is_kept_for_another_try(monkeypatch):
    batch = taken(workbook(line(factories.department())))
    monkeypatch.setattr(stages, "_finish", lambda running: 1 / 0)
    services.run(batch)
    assert "继续" in batch.message
    assert batch.source_path.exists()
    assert batch.is_resumable(timezone.now())


def test_only_the_uploader_commits_a_trial():
    batch = imported(workbook(line(factories.department())), dry_run=True, by=factories.posting(Role.CLERK))
    officer = factories.posting(Role.CLERK)
    with pytest.raises(NotAllowed, match="上传人"):
        batch.commit_trial(by=officer)
    same = factories.posting(Role.CLERK, user=batch.posting.user)
    assert batch.commit_trial(by=same).status == "uploaded"


@pytest.mark.parametrize("status", ["uploaded", "failed"])
def test_only_the_uploader_continues(status, monkeypatch):
    monkeypatch.setattr("exchange.services.importing.start", lambda batch: None)
    batch = taken(workbook(line(factories.department())))
    if status == "failed":
        monkeypatch.setattr(stages, "_finish", lambda running: 1 / 0)
        services.run(batch)
    assert batch.status == status
    with pytest.raises(NotAllowed, match="上传人"):
        services.resume(batch, by=factories.posting(Role.CLERK))
    services.resume(batch, by=batch.posting)
    assert batch.status == "uploaded"


@pytest.mark.parametrize("status", ["uploaded", "reading"])
def test_a_batch_that_stands_still_is_offered_to_be_continued(status, monkeypatch):
    clerk = factories.posting(Role.CLERK)
    batch = taken(workbook(line(factories.department())), by=clerk)
    if status == "reading":
        stages.begin(batch)
    client, button = client_of(clerk), f"/imports/{batch.pk}/resume/"
    page = f"/imports/{batch.pk}/progress/"
    assert button not in client.get(page).content.decode()
    monkeypatch.setattr("exchange.models.batches.STALLED_AFTER", timedelta(0))
    assert button in client.get(page).content.decode()


def test_a_batch_stands_still_after_two_minutes_without_a_step():
    batch = taken(workbook(line(factories.department())))
    stages.begin(batch)
    last = Transition.objects.filter(object_id=batch.pk).latest("at").at
    assert not batch.is_resumable(last + timedelta(seconds=119))
    assert batch.is_resumable(last + timedelta(seconds=120))


@pytest.fixture
def picked_up(monkeypatch):
    """The ids of the batches that were handed to a worker."""
    sent = []
    monkeypatch.setattr("exchange.services.importing.start", lambda batch: sent.append(batch.pk))
    return sent


def test_the_clock_hands_a_batch_that_stands_still_to_a_worker_again(picked_up):
    batch = taken(workbook(line(factories.department())))
    stages.begin(batch)
    last = Transition.objects.filter(object_id=batch.pk).latest("at").at
    assert services.pick_up_stalled(last + timedelta(seconds=119)) == 0
    assert services.pick_up_stalled(last + timedelta(seconds=120)) == 1
    assert picked_up == [batch.pk]


def test_what_stands_still_for_more_than_an_hour_waits_for_its_uploader(picked_up):
    batch = taken(workbook(line(factories.department())))
    assert services.pick_up_stalled(batch.created_at + timedelta(minutes=61)) == 0
    assert picked_up == []


@pytest.mark.parametrize("end", ["done", "failed", "cancelled", "preview"])
def test_what_is_over_or_waits_for_a_person_is_not_picked_up(end, picked_up, monkeypatch):
    batch = taken(workbook(line(factories.department())), asks_first=end == "preview")
    if end == "failed":
        monkeypatch.setattr(stages, "_finish", lambda running: 1 / 0)
    if end == "cancelled":
        services.cancel(batch, by=batch.posting)
    services.run(batch)
    assert batch.status == end
    assert services.pick_up_stalled(timezone.now() + timedelta(minutes=30)) == 0
    assert picked_up == []


def test_the_old_file_goes_only_once_the_new_one_counts(django_capture_on_commit_callbacks):
    batch = taken(table(line(factories.department()), line(备注="机密★5年")), "return.csv")
    stages.begin(batch)
    uploaded = batch.source_path
    with django_capture_on_commit_callbacks(execute=True):
        stages.read(batch)
        assert uploaded.exists()
    assert not uploaded.exists()
    assert batch.source_path.exists()


def test_an_old_file_that_a_kill_left_goes_with_the_next_step():
    batch = taken(table(line(factories.department()), line(备注="机密★5年")), "return.csv")
    uploaded = batch.source_path
    services.run(batch)
    assert batch.status == "done"
    assert not uploaded.exists()


def test_a_posting_that_has_ended_imports_nothing(tmp_path):
    file = tmp_path / "return.xlsx"
    file.write_bytes(workbook(line(factories.department())))
    ended = factories.posting(Role.CLERK, until=date(2024, 12, 31))
    with pytest.raises(CommandError, match="没有可以导入的岗位"):
        call_command("import_workbook", "dishonesty", str(file), f"--as={ended.pk}")
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("name", ["责任人甄诚信情况.xlsx", "情况13851400000.xlsx", "当事人王小明.xlsx"])
def test_personal_data_in_the_file_name_is_a_warning_about_the_file(name):
    body = factories.department()
    hints = [hint for hint in told(workbook(line(body)), name)["warnings"] if hint["column"] == "文件名"]
    assert len(hints) == 1
    assert "*" in hints[0]["value"]
    assert not any(word in str(hints) for word in ("诚信", "13851400000", "小明"))


def test_an_ordinary_file_name_is_not_remarked_upon():
    found = told(workbook(line(factories.department())), "第三季度.xlsx")
    assert not [hint for hint in found["warnings"] if hint["column"] == "文件名"]


def test_no_cell_of_the_public_statistics_is_a_formula(monkeypatch):
    place = SimpleNamespace(name="=HYPERLINK(1)", code="320100", records=3, serious=-1)
    summary = SimpleNamespace(
        region=None, year=None, places=[place], months=[], domains=[], sources=[("", "@来源", 2)]
    )
    monkeypatch.setattr(statistics, "asked_of", lambda request: summary)
    monkeypatch.setattr(statistics, "run_of", lambda request: None)
    request = HttpRequest()
    request.method = "GET"
    rows = list(csv.reader(io.StringIO(statistics.table(request).content.decode())))
    assert ["地区", "'=HYPERLINK(1)", "320100", "3", "-1"] in rows
    assert ["来源", "'@来源", "", "2", ""] in rows
    assert csv_cells.without_apostrophe("'@来源") == "@来源"
